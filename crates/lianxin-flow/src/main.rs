//! The `lianxin-flow` command: solves problem files and checks plan files.

mod command;

use std::process::ExitCode;

const USAGE: &str = "usage: lianxin-flow solve FILE [--plan OUT]   solve, verify, print one line of JSON
       lianxin-flow solve --general FILE      the same by the network simplex, whatever the shape
       lianxin-flow check FILE PLAN           verify a plan and its certificate
       lianxin-flow warm FILE [CHANGES]       time re-solves after single pins and bans
       lianxin-flow fair FILE                 the sum, worst first and leximin, and what they cost
       lianxin-flow threads FILE              time 1, 2 and 4 threads; the plan must be the same";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["solve", file] => command::solve(file, None, false),
        ["solve", file, "--plan", out] => command::solve(file, Some(out), false),
        ["solve", "--general", file] => command::solve(file, None, true),
        ["check", file, plan] => command::check(file, plan),
        ["warm", file] => command::warm(file, "2000"),
        ["warm", file, changes] => command::warm(file, changes),
        ["fair", file] => command::fair(file),
        ["threads", file] => command::threads(file),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("lianxin-flow: {why}");
            ExitCode::FAILURE
        }
    }
}
