//! Benchmarks that anyone can run, each against a named rival in the same run where there is one.

mod http;
pub mod instances;
mod matching;
mod rivals;
mod roster;

use crate::sh::Done;

/// `cargo xtask bench NAME`
pub fn bench(args: &[String]) -> Done {
    let rest = args.get(1..).unwrap_or_default();
    match args.first().map(String::as_str) {
        Some("matching") => matching::matching(rest),
        Some("http") => http::http(rest),
        Some("roster") => roster::roster(),
        _ => Err("bench what? matching, http or roster".into()),
    }
}
