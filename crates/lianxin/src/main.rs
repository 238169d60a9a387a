//! Lianxin 连心: links between officials and villages, planned by an exact optimiser and proved, in one program.

mod city;
mod cli;
mod commands;
mod config;
mod http;
mod out;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let out = out::Out::new(cli.json);
    let level =
        if matches!(cli.command, cli::Command::Serve) { "lianxin=info,lianxin_server=info" } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("LIANXIN_LOG").unwrap_or_else(|_| level.into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(why) => return out.failed(&why),
    };
    match runtime.block_on(commands::run(cli, &out)) {
        Ok(code) => code,
        Err(why) => out.failed(why.as_ref()),
    }
}
