//! The solver beside OR-Tools on the same instances, in turn, in one run.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use super::instances::{make, python};
use crate::sh::{Done, command, output, root, run, target};

const NAMES: [&str; 6] = ["T1d10", "T1", "T2", "T3", "A2", "A2s"];
const ROUNDS: usize = 5;
/// Single pins and bans, one after the other.
const CHANGES: &str = "2000";
/// T1 at ten times the size, by the same generator.
const TENFOLD: &str = "
import importlib.util, sys
spec = importlib.util.spec_from_file_location('instances', sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
module.OUT = sys.argv[2] + '/'
module.T1('T1x10', 700000, 62160, 30, 8, 15, 20240601)
";

/// `cargo xtask bench matching`
pub fn matching() -> Done {
    let folder = make()?;
    let python = python()?.display().to_string();
    run(&mut command("cargo", &["build", "--release", "-p", "lianxin-flow"]))?;
    let ours = target().join("release/lianxin-flow").display().to_string();
    let optima = optima()?;
    println!(
        "{:<7} {:>9} {:>11} {:>7} {:>9} {:>11}   optimum, certificate",
        "", "ours s", "OR-Tools s", "ratio", "ours MB", "OR-Tools MB"
    );
    for name in NAMES {
        let file = folder.join(format!("{name}.bin"));
        let (mut own, mut rival) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            rival.push(json(&output(
                command(&python, &[])
                    .arg(root().join("crates/lianxin-flow/bench/ortools_reference.py"))
                    .arg(&file),
            )?)?);
            own.push(json(&output(command(&ours, &["solve"]).arg(&file))?)?);
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
            "{name:<7} {a:>9.3} {b:>11.2} {:>6.1}x {x:>9.0} {y:>11.0}   {} verified",
            b / a,
            optima[name]
        );
    }
    for name in ["T1", "T2", "T3"] {
        let warm = output(command(&ours, &["warm"]).arg(folder.join(format!("{name}.bin"))).arg(CHANGES))?;
        println!("{name}, re-solved after each of {CHANGES} pins and bans: {}", warm.trim());
    }
    tenfold(&folder, &python, &ours)
}

fn tenfold(folder: &Path, python: &str, ours: &str) -> Done {
    let file = folder.join("T1x10.bin");
    if !file.exists() {
        let script = root().join("crates/lianxin-flow/bench/instances.py");
        run(command(python, &["-c", TENFOLD]).arg(script).arg(folder))?;
    }
    println!("T1 at ten times the size: {}", output(command(ours, &["solve"]).arg(&file))?.trim());
    Ok(())
}

fn optima() -> Done<BTreeMap<String, i64>> {
    let text = std::fs::read_to_string(root().join("crates/lianxin-flow/tests/optima.csv"))
        .map_err(|why| why.to_string())?;
    let line =
        |line: &str| Some((line.split(',').next()?.to_owned(), line.rsplit(',').next()?.parse().ok()?));
    Ok(text.lines().skip(1).filter_map(line).collect())
}

fn json(text: &str) -> Done<Value> {
    serde_json::from_str(text).map_err(|why| format!("{why}: {text}"))
}

fn seconds(answer: &Value) -> f64 {
    answer["build_cpu_s"].as_f64().unwrap_or(f64::NAN) + answer["solve_cpu_s"].as_f64().unwrap_or(f64::NAN)
}

fn peak(answer: &Value) -> f64 {
    answer["peak_mb"].as_f64().unwrap_or(f64::NAN)
}

fn median(answers: &[Value], of: fn(&Value) -> f64) -> f64 {
    let mut list: Vec<f64> = answers.iter().map(of).collect();
    list.sort_by(f64::total_cmp);
    list[list.len() / 2]
}
