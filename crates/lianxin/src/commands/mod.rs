//! The commands: each opens what it needs, says what it did, and gives an exit code.

mod backup;
mod demo;
mod doctor;
mod import;
mod init;
mod plan;
mod proof;
mod replay;
mod serve;
mod verify_log;
mod witness;

use std::process::ExitCode;

use lianxin_domain::day::Day;
use lianxin_server::{App, engine::clock::Clock, exchange::Kind};

use crate::{
    cli::{Cli, Command, Import},
    config::{self, Effective},
    out::Out,
};

/// The error of a command: shown in one line.
pub type Failure = Box<dyn std::error::Error>;
/// What a command gives.
pub type Outcome = Result<ExitCode, Failure>;

/// Runs the command.
pub async fn run(cli: Cli, out: &Out) -> Outcome {
    let config = config::load(&cli.settings)?;
    match cli.command {
        Command::Init { places, map } => init::init(&config, out, places, map).await,
        Command::Serve => serve::serve(&config, out).await,
        Command::Backup { file } => backup::backup(&config, out, &file).await,
        Command::Restore { file, check } => backup::restore(&config, out, &file, check).await,
        Command::Doctor => doctor::doctor(&config, out).await,
        Command::Completion { shell } => completion(shell),
        Command::Demo { check, small, places, map, seed, full } => {
            demo::demo(&config, out, demo::Demo { check, small, places, map, seed, full }).await
        }
        Command::Import { what: Import::Places { file, since } } => {
            import::places(&config, out, &file, since.as_deref()).await
        }
        Command::Import { what: Import::Roster { file, commit, end_absent } } => {
            import::workbook(&config, out, Kind::Roster, &file, commit, end_absent).await
        }
        Command::Import { what: Import::Cases { file, commit, skip_alike } } => {
            import::workbook(&config, out, Kind::Cases, &file, commit, skip_alike).await
        }
        Command::Import { what: Import::Households { file, commit, end_absent } } => {
            import::workbook(&config, out, Kind::Households, &file, commit, end_absent).await
        }
        Command::Plan { place, tiers, repair, publish, starts } => {
            plan::command(&config, out, plan::Wanted { place, tiers, repair, publish, starts }).await
        }
        Command::Prove { as_of, out: file } => {
            proof::prove(&config, out, as_of.as_deref(), file.as_deref()).await
        }
        Command::ReplayDraw { file } => replay::replay(out, &file),
        Command::Verify { file, signer } => proof::verify(out, &file, signer.as_deref()),
        Command::VerifyLog { log_key, witness_keys, checkpoints, strict } => {
            let against = verify_log::Against { log_key, witness_keys, checkpoints, strict };
            verify_log::verify_log(&config, out, against).await
        }
        Command::Witness { url, state, name, log_key, every } => {
            witness::witness(*out, witness::Witness { url, state, name, log_key, every }).await
        }
        Command::LogKey => verify_log::log_key(&config, out),
        Command::Export { out: folder, county } => {
            proof::export(&config, out, &folder, county.as_deref()).await
        }
    }
}

/// Opens the installation.
pub async fn open(config: &Effective) -> Result<App, Failure> {
    Ok(App::open(config.server.clone(), Clock::default()).await?)
}

/// A day as typed, or today.
pub fn day(app: &App, typed: Option<&str>) -> Result<Day, Failure> {
    Ok(match typed {
        Some(text) => text.parse()?,
        None => app.clock.today(),
    })
}

fn completion(shell: clap_complete::Shell) -> Outcome {
    use clap::CommandFactory;
    clap_complete::generate(shell, &mut Cli::command(), "lianxin", &mut std::io::stdout());
    Ok(ExitCode::SUCCESS)
}
