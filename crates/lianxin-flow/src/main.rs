//! The `lianxin-flow` command: solves problem files and checks plan files.

mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["solve", file] => command::solve(file, None),
        ["solve", file, "--plan", out] => command::solve(file, Some(out)),
        ["check", file, plan] => command::check(file, plan),
        _ => {
            eprintln!("usage: lianxin-flow solve FILE [--plan OUT]\n       lianxin-flow check FILE PLAN");
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
