//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

/// Lianxin 连心: links between officials and villages, planned, proved, judged by residents.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 a coverage does not hold, 4 the log is not sound."
)]
pub struct Cli {
    /// Where things are.
    #[command(flatten)]
    pub settings: Settings,
    /// Print JSON instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where things are; each also from the environment and from lianxin.toml.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Configuration file [default: lianxin.toml, if there is one].
    #[arg(long, global = true, env = "LIANXIN_CONFIG")]
    pub config: Option<PathBuf>,
    /// Folder of keys and of the embedded database [default: lianxin-data].
    #[arg(long, global = true, env = "LIANXIN_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// sqlite:PATH or postgres://… [default: sqlite:DATA_DIR/lianxin.db].
    #[arg(long, global = true, env = "LIANXIN_DATABASE")]
    pub database: Option<String>,
    /// Address to listen on [default: 127.0.0.1:8460].
    #[arg(long, global = true, env = "LIANXIN_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Cookies over HTTPS only [default: true unless listening on loopback].
    #[arg(long, global = true, env = "LIANXIN_SECURE_COOKIES")]
    pub secure_cookies: Option<bool>,
    /// Name of the installation in snapshots [default: Lianxin].
    #[arg(long, global = true, env = "LIANXIN_NAME")]
    pub name: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set up: database, keys, divisions, and the code for the first administrator.
    Init {
        /// Divisions file (code,name,level,parent).
        #[arg(long)]
        places: Option<PathBuf>,
        /// Outlines of the counties (GeoJSON).
        #[arg(long)]
        map: Option<PathBuf>,
    },
    /// Build the demo city, plan and prove it, then serve it.
    Demo {
        /// Verify snapshot and certificate and exit instead of serving.
        #[arg(long)]
        check: bool,
        /// A small city of two counties instead of the whole one.
        #[arg(long)]
        small: bool,
        /// Divisions file.
        #[arg(long, default_value = "data/jining-places.csv")]
        places: PathBuf,
        /// Outlines of the counties.
        #[arg(long, default_value = "data/jining-counties.geojson")]
        map: PathBuf,
        /// Seed of the synthetic people.
        #[arg(long, default_value_t = 20120720)]
        seed: u64,
        /// Every household of the city (1.6 million) and ten million visits instead of a sample.
        #[arg(long)]
        full: bool,
    },
    /// Serve the web page and the API.
    Serve,
    /// Bring something in.
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// Plan the links of a place and publish them if asked.
    Plan {
        /// The place's code [default: the whole city].
        #[arg(long)]
        place: Option<String>,
        /// Tiers, by comma [default: all].
        #[arg(long, value_delimiter = ',')]
        tiers: Vec<String>,
        /// Keep today's links and mend only what is missing.
        #[arg(long)]
        repair: bool,
        /// Publish under this document.
        #[arg(long)]
        publish: Option<String>,
        /// First day of the new links [default: today].
        #[arg(long)]
        starts: Option<String>,
    },
    /// Prove both coverages as of a day, with every counterexample.
    Prove {
        /// The day [default: today].
        #[arg(long)]
        as_of: Option<String>,
        /// Write the signed snapshot here.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Check a snapshot from its own content.
    Verify {
        /// The snapshot.
        file: PathBuf,
        /// Accept only this signer's key (hexadecimal).
        #[arg(long)]
        signer: Option<String>,
    },
    /// Draw again from a draw's file: everything in it must follow from its two secrets and its frame.
    ReplayDraw {
        /// The file.
        file: PathBuf,
    },
    /// Check every audit line and access event against the log, and the log against checkpoints kept elsewhere.
    VerifyLog {
        /// The log's public key, got on another way [default: the key in DATA_DIR].
        #[arg(long)]
        log_key: Option<String>,
        /// A witness's public key; may be given several times.
        #[arg(long = "witness-key")]
        witness_keys: Vec<String>,
        /// A checkpoint that was kept elsewhere, such as a witness's; may be given several times.
        #[arg(long = "checkpoint")]
        checkpoints: Vec<PathBuf>,
        /// The server was stopped in good order: a row without an entry was put in.
        #[arg(long)]
        strict: bool,
    },
    /// Look at another office's log, check that it continues what was seen before, and cosign it.
    Witness {
        /// Where the server is, such as `https://lianxin.example.cn`.
        url: String,
        /// This witness's own folder: its key and what it has seen. Never share or restore it.
        #[arg(long, default_value = "lianxin-witness")]
        state: PathBuf,
        /// Under which name this office signs; needed at the first run.
        #[arg(long)]
        name: Option<String>,
        /// The log's public key, got on another way; otherwise the first one that the server shows is believed.
        #[arg(long)]
        log_key: Option<String>,
        /// Look again after so many seconds [default: once].
        #[arg(long)]
        every: Option<u64>,
    },
    /// Print the log's public key, for those who verify it.
    LogKey,
    /// Write the links that hold as a workbook per county.
    Export {
        /// Folder for the workbooks.
        #[arg(long, default_value = "export")]
        out: PathBuf,
        /// One county only.
        #[arg(long)]
        county: Option<String>,
    },
    /// Write everything into one file, readable by either engine.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Fill an empty database from a backup.
    Restore {
        /// The file.
        file: PathBuf,
        /// Only check that the file is whole.
        #[arg(long)]
        check: bool,
    },
    /// Look for what may be wrong with this installation.
    Doctor,
    /// Print a completion script for a shell.
    Completion {
        /// The shell.
        shell: Shell,
    },
}

/// What can be brought in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Divisions from a CSV file.
    Places {
        /// The file.
        file: PathBuf,
        /// The day from which they hold [default: today].
        #[arg(long)]
        since: Option<String>,
    },
    /// An office's sheet of open matters: preview, and commit if asked.
    Cases {
        /// The workbook.
        file: PathBuf,
        /// Commit when there is no error.
        #[arg(long)]
        commit: bool,
        /// Leave out what looks like a case that is there already.
        #[arg(long)]
        skip_alike: bool,
    },
    /// Registers of households from a workbook: preview, and commit if asked.
    Households {
        /// The workbook.
        file: PathBuf,
        /// Commit when there is no error.
        #[arg(long)]
        commit: bool,
        /// End households of the workbook's villages that it no longer has.
        #[arg(long)]
        end_absent: bool,
    },
    /// A roster from a workbook: preview, and commit if asked.
    Roster {
        /// The workbook.
        file: PathBuf,
        /// Commit when there is no error.
        #[arg(long)]
        commit: bool,
        /// End those whom the workbook no longer has.
        #[arg(long)]
        end_absent: bool,
    },
}
