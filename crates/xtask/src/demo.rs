//! The demo: everything built, then the program's own `demo` command on the whole city.

use crate::{
    sh::{Done, command, root, run, target},
    web,
};

/// `cargo xtask demo`
pub fn demo(args: &[String]) -> Done {
    let program = build()?;
    let mut demo = command(&program, &["demo", "--data-dir"]);
    // Ten million visits lie apart, so that the usual demo stays small.
    let folder = if args.iter().any(|arg| arg == "--full") { "demo-full" } else { "demo" };
    demo.arg(root().join(folder)).args(args);
    run(&mut demo)
}

/// Builds the client and the program in release, and gives the program's path.
pub fn build() -> Done<String> {
    web::build()?;
    run(command("cargo", &["build", "--release", "-p", "lianxin"]).env("REQUIRE_WEB", "1"))?;
    Ok(target().join("release/lianxin").display().to_string())
}
