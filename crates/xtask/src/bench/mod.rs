//! Benchmarks that anyone can run, each against a named rival in the same run where there is one.

mod cases;
mod http;
pub mod instances;
mod matching;
mod reach;
mod rivals;
mod roster;
mod sync;

use crate::{
    postgres::Cluster,
    sh::{Done, command, run},
};

/// `cargo xtask bench NAME`
pub fn bench(args: &[String]) -> Done {
    let rest = args.get(1..).unwrap_or_default();
    match args.first().map(String::as_str) {
        Some("matching") => matching::matching(rest),
        Some("http") => http::http(rest),
        Some("roster") => roster::roster(),
        Some("sync") => sync::sync(rest),
        Some("kill") => kill(rest),
        Some("log") => log(rest),
        Some("cases") => cases::cases(rest),
        Some("reach") => reach::reach(),
        Some("intervals") => intervals(rest),
        Some("draws") => draws(),
        _ => {
            Err("bench what? matching, http, roster, sync, kill, log, reach, cases, intervals or draws"
                .into())
        }
    }
}

/// `cargo xtask bench kill [TIMES]`: the program on SQLite killed under load, 200 times unless told.
fn kill(args: &[String]) -> Done {
    let times = args.first().map_or("200", String::as_str);
    run(command("cargo", &["test", "-q", "-p", "lianxin", "--test", "kill", "--", "--nocapture"])
        .env("LIANXIN_KILLS", times))
}

/// `cargo xtask bench intervals [RUNS]`: how often the 95 % intervals of each design hold the truth, in 10,000 runs unless told.
fn intervals(args: &[String]) -> Done {
    let example = ["run", "--release", "-q", "-p", "lianxin-domain", "--example", "intervals", "--"];
    run(command("cargo", &example).args(args.first()))
}

/// `cargo xtask bench log [TAMPERINGS]`: so many tamperings of a database on each engine, 10,000 unless told; then a million
/// entries on each, logged and verified.
fn log(args: &[String]) -> Done {
    let times = args.first().map_or("10000", String::as_str);
    let cluster = Cluster::start()?;
    let tests = |filter: &str, ignored: &[&str]| {
        let mut run =
            command("cargo", &["test", "-q", "--release", "-p", "lianxin-server", "--test", "log", filter]);
        run.args(["--", "--nocapture", "--test-threads=1"]).args(ignored);
        run.env("LIANXIN_TEST_POSTGRES", &cluster.url).env("LIANXIN_LOG_TAMPERINGS", times);
        run
    };
    run(&mut tests("tamper::", &[]))?;
    run(&mut tests("million::", &["--ignored"]))
}

/// `cargo xtask bench draws`: a draw from 1.6 million households, and how long others who write have to wait meanwhile.
fn draws() -> Done {
    let test =
        ["test", "--release", "-q", "-p", "lianxin-server", "--test", "api", "--", "--ignored", "whole_city"];
    run(command("cargo", &test).arg("--nocapture"))
}
