//! The web client: dependencies as locked, then the build.

use std::{fs, path::Path, process::Command, time::SystemTime};

use crate::sh::{Done, root, run};

/// `npm` in a folder of the repository.
pub fn npm(folder: &str, args: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.args(args)
        .current_dir(root().join(folder))
        .env("npm_config_fund", "false")
        .env("npm_config_audit", "false");
    npm
}

/// Installs a folder's packages when its lock changed since.
pub fn install(folder: &str) -> Done {
    let lock = root().join(folder).join("package-lock.json");
    let mark = root().join(folder).join("node_modules/.package-lock.json");
    if newer(&mark, &lock) {
        return Ok(());
    }
    run(&mut npm(folder, &["ci", "--no-progress"]))
}

/// Builds `web/dist`.
pub fn build() -> Done {
    install("web")?;
    run(&mut npm("web", &["run", "build"]))
}

fn newer(file: &Path, than: &Path) -> bool {
    let time =
        |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    file.exists() && time(file) >= time(than)
}
