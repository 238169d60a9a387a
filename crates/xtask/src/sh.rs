//! Running other programs: loudly, and failing when they fail.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What every task gives.
pub type Done<T = ()> = Result<T, String>;

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap_or_else(|_| ".".into())
}

/// Cargo's folder for what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A command at the root.
pub fn command(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(root());
    command
}

/// Runs it and shows what it prints.
pub fn run(command: &mut Command) -> Done {
    let shown = shown(command);
    eprintln!("\u{1b}[2m$ {shown}\u{1b}[0m");
    let status = command.status().map_err(|why| format!("{shown}: {why}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown}: {status}")) }
}

/// Runs it and gives what it prints.
pub fn output(command: &mut Command) -> Done<String> {
    let shown = shown(command);
    let done = command.stderr(Stdio::inherit()).output().map_err(|why| format!("{shown}: {why}"))?;
    if !done.status.success() {
        return Err(format!("{shown}: {}", done.status));
    }
    String::from_utf8(done.stdout).map_err(|why| format!("{shown}: {why}"))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
