//! Benchmarks that anyone can run, each against a named rival in the same run where there is one.

mod http;
pub mod instances;
mod matching;
mod reach;
mod rivals;
mod roster;
mod sync;

use crate::sh::{Done, command, run};

/// `cargo xtask bench NAME`
pub fn bench(args: &[String]) -> Done {
    let rest = args.get(1..).unwrap_or_default();
    match args.first().map(String::as_str) {
        Some("matching") => matching::matching(rest),
        Some("http") => http::http(rest),
        Some("roster") => roster::roster(),
        Some("sync") => sync::sync(rest),
        Some("kill") => kill(rest),
        Some("reach") => reach::reach(),
        _ => Err("bench what? matching, http, roster, sync, kill or reach".into()),
    }
}

/// `cargo xtask bench kill [TIMES]`: the program on SQLite killed under load, 200 times unless told.
fn kill(args: &[String]) -> Done {
    let times = args.first().map_or("200", String::as_str);
    run(command("cargo", &["test", "-q", "-p", "lianxin", "--test", "kill", "--", "--nocapture"])
        .env("LIANXIN_KILLS", times))
}
