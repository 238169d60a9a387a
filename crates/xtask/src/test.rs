//! All tests, with everything they need.

use std::path::PathBuf;

use crate::{
    bench::instances,
    machine, odk,
    postgres::Cluster,
    sh::{Done, command, run, target},
    web,
};

/// `cargo xtask test [PART…]`
pub fn test(parts: &[String]) -> Done {
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|named| named == part);
    if wanted("web") {
        web_tests()?;
    }
    if wanted("rust") {
        rust_tests()?;
    }
    if wanted("odk") {
        odk::odk(&[])?;
    }
    if wanted("e2e") {
        browser_tests()?;
    }
    println!("all tests passed");
    Ok(())
}

fn web_tests() -> Done {
    web::install("web")?;
    for script in ["check", "test", "build", "budget"] {
        run(&mut web::npm("web", &["run", script]))?;
    }
    Ok(())
}

fn rust_tests() -> Done {
    run(&mut command("cargo", &["fmt", "--all", "--check"]))?;
    run(&mut command("cargo", &["clippy", "--workspace", "-q", "--", "-D", "warnings"]))?;
    let tests_too =
        ["clippy", "--workspace", "--all-targets", "-q", "--", "-D", "warnings", "-A", "clippy::unwrap_used"];
    run(&mut command("cargo", &tests_too))?;
    run(command("cargo", &["doc", "--workspace", "--no-deps", "-q"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    let folder = instances::make()?;
    let cluster = Cluster::start()?;
    run(command("cargo", &["test", "--workspace", "--no-fail-fast"])
        .env("LIANXIN_TEST_POSTGRES", &cluster.url)
        .env("LIANXIN_INSTANCES", folder))
}

/// Journeys in a real browser, on a small demo city served by the same program.
fn browser_tests() -> Done {
    machine::browser()?;
    web::build()?;
    web::install("e2e")?;
    run(command("cargo", &["build", "-p", "lianxin"]).env("REQUIRE_WEB", "1"))?;
    let program: PathBuf = target().join("debug/lianxin");
    run(web::npm("e2e", &["test"]).env("LIANXIN_PROGRAM", program))
}
