//! The matching instances, made by their seeded generator in a virtual environment of its own.

use std::path::PathBuf;

use crate::{
    machine::{install, needs},
    sh::{Done, command, output, root, run, target},
};

const NAMES: [&str; 6] = ["T1d10", "T1", "T2", "T3", "A2", "A2s"];

/// Python with these packages besides what it has, apart from the system's.
pub fn venv(packages: &[&str]) -> Done<PathBuf> {
    let venv = target().join("bench-venv");
    let python = venv.join("bin/python");
    let mark = venv.join(format!("ready-{}", packages.join("-")));
    if !python.exists() {
        needs("python3", &["python3", "python3-venv"])?;
        // Debian's own Python comes without `venv`.
        if output(&mut command("python3", &["-c", "import ensurepip, venv"])).is_err() {
            install(&["python3-venv"])?;
        }
        run(command("python3", &["-m", "venv"]).arg(&venv))?;
    }
    if !mark.exists() {
        run(command(&python.display().to_string(), &["-m", "pip", "install", "-q"]).args(packages))?;
        std::fs::write(&mark, "").map_err(|why| why.to_string())?;
    }
    Ok(python)
}

/// Python with numpy, which makes the instances.
pub fn numpy() -> Done<PathBuf> {
    venv(&["numpy==2.2.6"])
}

/// Python with numpy and OR-Tools.
pub fn python() -> Done<PathBuf> {
    venv(&["numpy==2.2.6", "ortools==9.15.6755"])
}

/// Makes the instances that are not there yet and gives their folder.
pub fn make() -> Done<PathBuf> {
    let folder = target().join("instances");
    std::fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
    let missing: Vec<&str> =
        NAMES.into_iter().filter(|name| !folder.join(format!("{name}.bin")).exists()).collect();
    if !missing.is_empty() {
        let python = numpy()?;
        let script = root().join("crates/lianxin-flow/bench/instances.py");
        run(command(&python.display().to_string(), &[]).arg(script).arg(&folder).args(missing))?;
    }
    Ok(folder)
}
