//! Configuration: the command line over the environment over `lianxin.toml` over documented defaults.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use lianxin_server::Config;
use serde::Deserialize;

use crate::cli::Settings;

/// What `lianxin.toml` may say; every key has a default.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data_dir: Option<PathBuf>,
    database: Option<String>,
    listen: Option<SocketAddr>,
    secure_cookies: Option<bool>,
    name: Option<String>,
}

/// The effective configuration.
#[derive(Clone, Debug)]
pub struct Effective {
    /// What the server needs.
    pub server: Config,
    /// Where it listens.
    pub listen: SocketAddr,
}

/// The port when nothing else is said.
const PORT: u16 = 8460;

/// Puts the sources together.
pub fn load(settings: &Settings) -> Result<Effective, Box<dyn std::error::Error>> {
    let file = match &settings.config {
        Some(path) => read(path)?,
        None if Path::new("lianxin.toml").exists() => read(Path::new("lianxin.toml"))?,
        None => File::default(),
    };
    let data_dir = settings.data_dir.clone().or(file.data_dir).unwrap_or_else(|| "lianxin-data".into());
    let default_database = || format!("sqlite:{}", data_dir.join("lianxin.db").display());
    let database = settings.database.clone().or(file.database).unwrap_or_else(default_database);
    let listen = settings
        .listen
        .or(file.listen)
        .unwrap_or_else(|| SocketAddr::new(IpAddr::from([127, 0, 0, 1]), PORT));
    let secure_cookies =
        settings.secure_cookies.or(file.secure_cookies).unwrap_or(!listen.ip().is_loopback());
    let name = settings.name.clone().or(file.name).unwrap_or_else(|| "Lianxin".into());
    Ok(Effective { server: Config { database, data_dir, secure_cookies, name }, listen })
}

fn read(path: &Path) -> Result<File, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
    toml::from_str(&text).map_err(|why| format!("{}: {why}", path.display()).into())
}
