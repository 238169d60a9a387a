//! The roster of the whole city, previewed and committed; beside it openpyxl, which only reads the same workbook.

use serde_json::Value;

use super::instances::venv;
use crate::{
    demo::build,
    sh::{Done, command, output, root, run, target},
};

/// Reads every row of every sheet and does nothing with it.
const RIVAL: &str = "
import json, resource, sys, time, openpyxl
begun = time.time()
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
rows = sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row))
print(json.dumps({'rows': rows, 'seconds': time.time() - begun, 'peak_mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
";

/// `cargo xtask bench roster`: expects the demo's workbook (`cargo xtask demo --check` makes it).
pub fn roster() -> Done {
    let workbook = root().join("demo/roster.xlsx");
    if !workbook.exists() {
        return Err("the demo's workbook is not there: run `cargo xtask demo --check` first".into());
    }
    let program = build()?;
    let folder = target().join("bench-roster");
    let _ = std::fs::remove_dir_all(&folder);
    let places = root().join("data/jining-places.csv");
    run(command(&program, &["init", "--data-dir"]).arg(&folder).arg("--places").arg(places))?;
    let mut import = command(&program, &["--json", "import", "roster", "--commit", "--data-dir"]);
    let ours = json(&output(import.arg(&folder).arg(&workbook))?)?;
    let python = venv(&["openpyxl==3.1.5"])?;
    let rival = json(&output(command(&python.display().to_string(), &["-c", RIVAL]).arg(&workbook))?)?;
    let rows = ours["counts"]["rows"].as_f64().unwrap_or(0.0);
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let (read, commit) = (number(&ours["read_seconds"]), number(&ours["commit_seconds"]));
    println!("{:<44} {:>9} {:>11} {:>9}", "", "seconds", "rows/s", "peak MB");
    println!(
        "{:<44} {read:>9.2} {:>11.0} {:>9}",
        "preview: read, check, compare, keep",
        rows / read,
        ours["peak_mb"]
    );
    println!("{:<44} {commit:>9.2} {:>11.0}", "commit, all or nothing, coverage counted", rows / commit);
    let (seconds, its_rows) = (number(&rival["seconds"]), number(&rival["rows"]));
    println!(
        "{:<44} {seconds:>9.2} {:>11.0} {:>9}",
        "openpyxl 3.1.5: reads only",
        its_rows / seconds,
        rival["peak_mb"]
    );
    println!("{rows} rows; our preview takes {:.2} of openpyxl's reading time", read / seconds);
    Ok(())
}

fn json(text: &str) -> Done<Value> {
    serde_json::from_str(text).map_err(|why| format!("{why}: {text}"))
}
