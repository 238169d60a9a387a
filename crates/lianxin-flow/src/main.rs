//! The `lianxin-flow` command: solves problem files and checks plan files.

mod command;

use std::process::ExitCode;

const USAGE: &str = "usage: lianxin-flow COMMAND

  solve [--general] FILE [--plan OUT]      solve, verify, print one line of JSON; with --general by the
                                           network simplex, whatever the shape
  check [--general] FILE PLAN              verify a plan and its certificate, or the claim that there is none
  fair FILE [sum|worst|leximin --plan OUT] the sum, worst first and leximin, and what they cost
  warm FILE [CHANGES]                      time re-solves after single pins and bans, compare with a cold solve
  threads FILE                             time 1, 2 and 4 threads; the plan must be the same
  dense ROWS COLUMNS                       solve a full matrix made by a fixed formula

FILE is a DIMACS `min` problem or a .bin instance.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["solve", file] => command::solve(file, None, false),
        ["solve", file, "--plan", out] => command::solve(file, Some(out), false),
        ["solve", "--general", file] => command::solve(file, None, true),
        ["solve", "--general", file, "--plan", out] => command::solve(file, Some(out), true),
        ["check", file, plan] => command::check(file, plan, false),
        ["check", "--general", file, plan] => command::check(file, plan, true),
        ["fair", file] => command::fair(file, None),
        ["fair", file, kind @ ("sum" | "worst" | "leximin"), "--plan", out] => {
            command::fair(file, Some((kind, out)))
        }
        ["warm", file] => command::warm(file, "2000"),
        ["warm", file, changes] => command::warm(file, changes),
        ["threads", file] => command::threads(file),
        ["dense", rows, columns] => command::dense(rows, columns),
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
