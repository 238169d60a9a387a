//! A PostgreSQL cluster on a free loopback port: gone when it is dropped, or only stopped.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    machine::{free_port, is_root, needs},
    sh::{Done, command, run},
};

/// A running cluster.
pub struct Cluster {
    binaries: PathBuf,
    folder: PathBuf,
    /// Whether it is to be found again by a later run.
    stays: bool,
    /// `postgres://postgres@127.0.0.1:PORT`
    pub url: String,
}

impl Cluster {
    /// Starts one for tests, which may forget everything, installing PostgreSQL if it is missing.
    pub fn start() -> Done<Cluster> {
        let forgets = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";
        Cluster::with(&format!("pg-{}", std::process::id()), false, forgets)
    }

    /// Starts one that keeps what it acknowledged, as for a benchmark.
    pub fn durable() -> Done<Cluster> {
        Cluster::with(&format!("pg-{}", std::process::id()), false, "")
    }

    /// Starts a durable one with further settings whose data stay for the next run under this name.
    pub fn kept(name: &str, settings: &str) -> Done<Cluster> {
        Cluster::with(name, true, settings)
    }

    /// The process under which all of its others run.
    pub fn pid(&self) -> Option<u32> {
        let file = fs::read_to_string(self.data().join("postmaster.pid")).ok()?;
        file.lines().next()?.trim().parse().ok()
    }

    fn with(name: &str, stays: bool, settings: &str) -> Done<Cluster> {
        let binaries = match binaries() {
            Some(found) => found,
            None => {
                needs("/usr/bin/psql", &["postgresql"])?;
                binaries().ok_or("PostgreSQL's server is not in /usr/lib/postgresql/*/bin")?
            }
        };
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("lianxin-{name}"));
        let url = format!("postgres://postgres@127.0.0.1:{port}");
        let cluster = Cluster { binaries, folder, stays, url };
        if !(stays && cluster.data().join("PG_VERSION").exists()) {
            cluster.make()?;
        }
        let options = format!(
            "-p {port} -k {} -c listen_addresses=127.0.0.1 {settings} -c max_connections=400",
            cluster.folder.display()
        );
        let log = cluster.folder.join("log");
        run(cluster
            .tool("pg_ctl")
            .arg("-D")
            .arg(cluster.data())
            .arg("-l")
            .arg(log)
            .args(["-w", "-o", &options, "start"]))?;
        Ok(cluster)
    }

    fn make(&self) -> Done {
        let _ = fs::remove_dir_all(&self.folder);
        fs::create_dir_all(&self.folder).map_err(|why| why.to_string())?;
        if is_root() {
            run(command("chown", &["postgres"]).arg(&self.folder))?;
        }
        run(self
            .tool("initdb")
            .args(["-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "-D"])
            .arg(self.data()))
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// One of its programs, never as root.
    fn tool(&self, name: &str) -> Command {
        let path = self.binaries.join(name);
        let mut tool = if is_root() { Command::new("runuser") } else { Command::new(&path) };
        if is_root() {
            tool.args(["-u", "postgres", "--"]).arg(&path);
        }
        tool.current_dir(&self.folder).stdout(std::process::Stdio::null());
        tool
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let how = if self.stays { "fast" } else { "immediate" };
        let _ = run(self.tool("pg_ctl").arg("-D").arg(self.data()).args(["-m", how, "stop"]));
        if !self.stays {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<PathBuf> = versions.flatten().map(|entry| entry.path().join("bin")).collect();
    found.retain(|bin| bin.join("initdb").exists());
    found.sort();
    found
        .pop()
        .or_else(|| Some(Path::new("/usr/bin").to_path_buf()).filter(|bin| bin.join("initdb").exists()))
}
