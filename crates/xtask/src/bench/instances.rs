//! The matching instances, made by their seeded generator in a virtual environment of its own.

use std::path::PathBuf;

use crate::{
    machine::needs,
    sh::{Done, command, root, run, target},
};

const NAMES: [&str; 6] = ["T1d10", "T1", "T2", "T3", "A2", "A2s"];

/// Python with numpy and OR-Tools, apart from the system's.
pub fn python() -> Done<PathBuf> {
    let venv = target().join("bench-venv");
    let python = venv.join("bin/python");
    if !venv.join("ready").exists() {
        needs("python3", &["python3", "python3-venv"])?;
        run(command("python3", &["-m", "venv"]).arg(&venv))?;
        run(command(
            &python.display().to_string(),
            &["-m", "pip", "install", "-q", "numpy==2.2.6", "ortools==9.15.6755"],
        ))?;
        std::fs::write(venv.join("ready"), "").map_err(|why| why.to_string())?;
    }
    Ok(python)
}

/// Makes the instances that are not there yet and gives their folder.
pub fn make() -> Done<PathBuf> {
    let folder = target().join("instances");
    std::fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
    let missing: Vec<&str> =
        NAMES.into_iter().filter(|name| !folder.join(format!("{name}.bin")).exists()).collect();
    if !missing.is_empty() {
        let python = python()?;
        let script = root().join("crates/lianxin-flow/bench/instances.py");
        run(command(&python.display().to_string(), &[]).arg(script).arg(&folder).args(missing))?;
    }
    Ok(folder)
}
