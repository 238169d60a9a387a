//! The solver beside OR-Tools on the same instances, in turn, in one run; then what else the solver promises.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use super::{
    instances::{make, python},
    rivals,
};
use crate::sh::{Done, command, output, root, run, target};

const NAMES: [&str; 6] = ["T1d10", "T1", "T2", "T3", "A2", "A2s"];
/// Those that the targets are for.
const AIMED: [&str; 5] = ["T1", "T2", "T3", "A2", "A2s"];
const ROUNDS: usize = 5;
/// Times less processor time than OR-Tools, and the share of its memory, on each.
const TARGET: (f64, f64) = (10.0, 0.5);
/// Single pins and bans, one after the other; milliseconds of processor time, which other work on the machine does
/// not lengthen, allowed at the median and for 99 of 100.
const CHANGES: &str = "2000";
const SOON: (f64, f64) = (0.2, 2.0);
/// T1 at ten times the size, by the same generator.
const TENFOLD: &str = "
import importlib.util, sys
spec = importlib.util.spec_from_file_location('instances', sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
module.OUT = sys.argv[2] + '/'
module.T1('T1x10', 700000, 62160, 30, 8, 15, 20240601)
";

/// `cargo xtask bench matching [rivals]`
pub fn matching(args: &[String]) -> Done {
    let folder = make()?;
    run(&mut command("cargo", &["build", "--release", "-p", "lianxin-flow"]))?;
    let ours = target().join("release/lianxin-flow").display().to_string();
    match args {
        [] => {}
        [word] if word == "rivals" => return rivals::rivals(&folder, &ours),
        _ => return Err("bench matching takes nothing, or `rivals`".into()),
    }
    let mut short = beside(&folder, &ours)?;
    tenfold(&folder, &ours)?;
    short.extend(warm(&folder, &ours)?);
    threads(&folder, &ours)?;
    fairness(&folder, &ours)?;
    if short.is_empty() { Ok(()) } else { Err(format!("short of the target: {}", short.join("; "))) }
}

/// Every instance by both in turn; gives where we are short.
fn beside(folder: &Path, ours: &str) -> Done<Vec<String>> {
    let python = python()?.display().to_string();
    let optima = optima()?;
    println!("Processor seconds with building, peak memory; medians of {ROUNDS}, in turn");
    println!(
        "{:<7} {:>9} {:>11} {:>7} {:>9} {:>11} {:>7}   optimum, certificate",
        "", "ours s", "OR-Tools s", "ratio", "ours MB", "OR-Tools MB", "share"
    );
    let mut short = Vec::new();
    for name in NAMES {
        let file = folder.join(format!("{name}.bin"));
        let (mut own, mut rival) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            rival.push(reference(&python, "ortools_reference.py", &[&file.display().to_string()])?);
            own.push(json(&output(command(ours, &["solve"]).arg(&file))?)?);
        }
        for answer in own.iter().chain(&rival) {
            if answer["optimum"].as_i64() != optima.get(name).copied() {
                return Err(format!("{name}: the optimum is {:?}: {answer}", optima.get(name)));
            }
        }
        if own.iter().any(|answer| answer["certificate"] != "verified") {
            return Err(format!("{name}: a certificate was not verified"));
        }
        let (a, b) = (median(&own, seconds), median(&rival, seconds));
        let (x, y) = (median(&own, peak), median(&rival, peak));
        println!(
            "{name:<7} {a:>9.3} {b:>11.2} {:>6.1}x {x:>9.0} {y:>11.0} {:>6.0}%   {} verified",
            b / a,
            100.0 * x / y,
            optima[name]
        );
        if AIMED.contains(&name) && (b / a < TARGET.0 || x / y >= TARGET.1) {
            short.push(format!("{name} {:.1}x, {:.0}% of the memory", b / a, 100.0 * x / y));
        }
    }
    Ok(short)
}

/// One run of each at ten times the size; both must find the same optimum.
fn tenfold(folder: &Path, ours: &str) -> Done {
    let file = folder.join("T1x10.bin");
    let python = python()?.display().to_string();
    if !file.exists() {
        let script = root().join("crates/lianxin-flow/bench/instances.py");
        run(command(&python, &["-c", TENFOLD]).arg(script).arg(folder))?;
    }
    let own = json(&output(command(ours, &["solve"]).arg(&file))?)?;
    let rival = reference(&python, "ortools_reference.py", &[&file.display().to_string()])?;
    if own["optimum"] != rival["optimum"] || own["certificate"] != "verified" {
        return Err(format!("T1x10: {own} but {rival}"));
    }
    let (a, b) = (seconds(&own), seconds(&rival));
    println!(
        "{:<7} {a:>9.3} {b:>11.2} {:>6.1}x {:>9.0} {:>11.0} {:>6.0}%   {} verified; 700,000 x 62,160, one run",
        "T1x10",
        b / a,
        peak(&own),
        peak(&rival),
        100.0 * peak(&own) / peak(&rival),
        own["optimum"],
    );
    Ok(())
}

/// Re-solves after one change at a time; gives where we are slow.
fn warm(folder: &Path, ours: &str) -> Done<Vec<String>> {
    println!("\nRe-solved after each of {CHANGES} pins and bans, in ms; then compared with a cold solve");
    println!("{:<7} {:>9} {:>9} {:>9} {:>9}   objective", "", "median", "its CPU", "99%", "its CPU");
    let mut slow = Vec::new();
    for name in ["T1", "T2", "T3"] {
        let told =
            json(&output(command(ours, &["warm"]).arg(folder.join(format!("{name}.bin"))).arg(CHANGES))?)?;
        if told["equals_cold"] != true {
            return Err(format!("{name}: warm is not cold: {told}"));
        }
        let ms = |clock: &str, share: &str| told[clock][share].as_f64().unwrap_or(f64::NAN);
        let (middle, most) = (ms("cpu_ms", "median"), ms("cpu_ms", "p99"));
        println!(
            "{name:<7} {:>9.4} {middle:>9.4} {:>9.4} {most:>9.4}   {} equals cold; {} impossible ones refused",
            ms("wall_ms", "median"),
            ms("wall_ms", "p99"),
            told["objective"],
            told["rejected"],
        );
        if middle >= SOON.0 || most >= SOON.1 {
            slow.push(format!("{name} re-solved in {middle} ms, 99% in {most} ms"));
        }
    }
    Ok(slow)
}

fn threads(folder: &Path, ours: &str) -> Done {
    let told = json(&output(command(ours, &["threads"]).arg(folder.join("T2.bin")))?)?;
    println!("\nThreads on T2: best wall time in ms; the plan is the same at 1, 2 and 4");
    println!("{:<22} {:>7} {:>7} {:>7}   two against one", "", "1", "2", "4");
    let parts = format!("{} independent parts", told["independent_parts"]);
    for (name, of) in [("as a whole", &told["whole"]), (parts.as_str(), &told["by_parts"])] {
        if of["same_plan"] != true {
            return Err(format!("T2: another plan with more threads: {told}"));
        }
        let ms = |key: &str| 1000.0 * of[key].as_f64().unwrap_or(f64::NAN);
        println!(
            "{name:<22} {:>7.1} {:>7.1} {:>7.1}   {}x",
            ms("one_s"),
            ms("two_s"),
            ms("four_s"),
            of["two_against_one"]
        );
    }
    Ok(())
}

fn fairness(folder: &Path, ours: &str) -> Done {
    println!("\nWhat fairness costs against the plain sum, every stage certified");
    for name in ["T1", "T2", "T3"] {
        let table = output(command(ours, &["fair"]).arg(folder.join(format!("{name}.bin"))))?;
        println!("{name}\n{}", table.trim_end());
    }
    Ok(())
}

fn optima() -> Done<BTreeMap<String, i64>> {
    let text = std::fs::read_to_string(root().join("crates/lianxin-flow/tests/optima.csv"))
        .map_err(|why| why.to_string())?;
    let line =
        |line: &str| Some((line.split(',').next()?.to_owned(), line.rsplit(',').next()?.parse().ok()?));
    Ok(text.lines().skip(1).filter_map(line).collect())
}

/// What one of the reference scripts says.
pub fn reference(python: &str, script: &str, args: &[&str]) -> Done<Value> {
    let script = root().join("crates/lianxin-flow/bench").join(script);
    json(&output(command(python, &[]).arg(script).args(args))?)
}

pub fn json(text: &str) -> Done<Value> {
    serde_json::from_str(text).map_err(|why| format!("{why}: {text}"))
}

/// Building and solving.
pub fn seconds(answer: &Value) -> f64 {
    answer["build_cpu_s"].as_f64().unwrap_or(f64::NAN) + answer["solve_cpu_s"].as_f64().unwrap_or(f64::NAN)
}

pub fn peak(answer: &Value) -> f64 {
    answer["peak_mb"].as_f64().unwrap_or(f64::NAN)
}

pub fn median(answers: &[Value], of: fn(&Value) -> f64) -> f64 {
    let mut list: Vec<f64> = answers.iter().map(of).collect();
    list.sort_by(f64::total_cmp);
    list[list.len() / 2]
}
