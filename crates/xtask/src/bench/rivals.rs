//! The solver beside all the others of `crates/lianxin-flow/COMPARE.md`, in turn, in one run.

use std::path::Path;

use serde_json::Value;

use super::{
    instances::venv,
    matching::{json, median, peak, reference, seconds},
};
use crate::{
    machine::needs,
    sh::{Done, command, output},
};

const ROUNDS: usize = 3;

/// Who is asked, and how.
type Rival<'a> = (&'static str, Box<dyn Fn(&str) -> Done<Value> + 'a>);

/// `cargo xtask bench matching rivals`
pub fn rivals(folder: &Path, ours: &str) -> Done {
    needs("dimacs-solver", &["liblemon-utils"])?;
    let python = venv(&["numpy==2.2.6", "ortools==9.15.6755", "scipy==1.15.3"])?.display().to_string();
    let own = |words: &'static [&'static str]| {
        Box::new(move |file: &str| json(&output(command(ours, words).arg(file))?))
    };
    let script = |name: &'static str| {
        let python = &python;
        Box::new(move |file: &str| reference(python, name, &[file]))
    };
    let several: [Rival<'_>; 4] = [
        ("ours", own(&["solve"])),
        ("OR-Tools", script("ortools_reference.py")),
        ("LEMON", script("lemon_reference.py")),
        ("our simplex", own(&["solve", "--general"])),
    ];
    let scipy: [Rival<'_>; 1] = [("scipy", script("scipy_reference.py"))];
    println!("Processor seconds with building, peak memory; medians of {ROUNDS}, in turn");
    println!("{:<11} {:<12} {:>9} {:>7} {:>7}   optimum", "", "", "CPU s", "ratio", "MB");
    for name in ["T1", "T2", "T3", "A2", "A2s"] {
        let file = folder.join(format!("{name}.bin")).display().to_string();
        let also = if name.starts_with('A') { &scipy[..] } else { &[] };
        table(name, several.iter().chain(also), &file)?;
    }
    for (rows, columns) in [("2000", "2000"), ("4000", "4000"), ("6216", "20000")] {
        let full: [Rival<'_>; 2] = [
            ("ours", Box::new(|_| json(&output(&mut command(ours, &["dense", rows, columns]))?))),
            ("scipy", Box::new(|_| reference(&python, "dense_reference.py", &[rows, columns]))),
        ];
        table(&format!("{rows}x{columns}"), full.iter(), "")?;
    }
    Ok(())
}

/// One instance by all of them; the first is what the others are compared with.
fn table<'a>(name: &str, rivals: impl Iterator<Item = &'a Rival<'a>>, file: &str) -> Done {
    let rivals: Vec<_> = rivals.collect();
    let mut answers: Vec<Vec<Value>> = vec![Vec::new(); rivals.len()];
    for _ in 0..ROUNDS {
        for (answers, (_, ask)) in answers.iter_mut().zip(&rivals) {
            answers.push(ask(file)?);
        }
    }
    let first = median(&answers[0], seconds);
    for (answers, (who, _)) in answers.iter().zip(&rivals) {
        let time = median(answers, seconds);
        println!(
            "{name:<11} {who:<12} {time:>9.3} {:>6.1}x {:>7.0}   {}",
            time / first,
            median(answers, peak),
            answers[0]["optimum"]
        );
    }
    let optimum = &answers[0][0]["optimum"];
    match answers.iter().flatten().find(|answer| answer["optimum"] != *optimum) {
        None => Ok(()),
        Some(other) => Err(format!("{name}: the optimum is {optimum}, but {other}")),
    }
}
