//! `cargo xtask`: everything that is done to the repository, each with all of its set-up.

mod bench;
mod bless;
mod demo;
mod machine;
mod odk;
mod postgres;
mod sh;
mod test;
#[cfg(test)]
mod tidy;
mod web;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  demo [--check] [--small] [--full]  build everything, make the demo city, plan, prove, serve it
  test [PART…]               all tests, with everything they need; parts: rust web odk e2e
  bless                      write again what is generated: docs/openapi.json, problems, access table, TypeScript schema
  bench NAME [ARGS…]         matching [rivals], http, roster, sync, kill, log, reach, cases, intervals, draws
  odk [bless]                the form of a visit judged by ODK Validate and filled in by JavaRosa
  web                        build the web client only";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let done = match args.first().map(String::as_str) {
        Some("demo") => demo::demo(rest),
        Some("test") => test::test(rest),
        Some("bless") => bless::bless(),
        Some("bench") => bench::bench(rest),
        Some("odk") => odk::odk(rest),
        Some("web") => web::build(),
        _ => {
            println!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
