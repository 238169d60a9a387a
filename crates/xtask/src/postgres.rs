//! A throw-away PostgreSQL cluster on a free loopback port, gone when it is dropped.

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
    /// `postgres://postgres@127.0.0.1:PORT`
    pub url: String,
}

impl Cluster {
    /// Starts one for tests, which may forget everything, installing PostgreSQL if it is missing.
    pub fn start() -> Done<Cluster> {
        Cluster::with("-c fsync=off -c synchronous_commit=off -c full_page_writes=off")
    }

    /// Starts one that keeps what it acknowledged, as for a benchmark.
    pub fn durable() -> Done<Cluster> {
        Cluster::with("")
    }

    /// The process under which all of its others run.
    pub fn pid(&self) -> Option<u32> {
        let file = fs::read_to_string(self.data().join("postmaster.pid")).ok()?;
        file.lines().next()?.trim().parse().ok()
    }

    fn with(durability: &str) -> Done<Cluster> {
        let binaries = match binaries() {
            Some(found) => found,
            None => {
                needs("/usr/bin/psql", &["postgresql"])?;
                binaries().ok_or("PostgreSQL's server is not in /usr/lib/postgresql/*/bin")?
            }
        };
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("lianxin-pg-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
        let url = format!("postgres://postgres@127.0.0.1:{port}");
        let cluster = Cluster { binaries, folder, url };
        if is_root() {
            run(command("chown", &["postgres"]).arg(&cluster.folder))?;
        }
        run(cluster
            .tool("initdb")
            .args(["-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "-D"])
            .arg(cluster.data()))?;
        let options = format!(
            "-p {port} -k {} -c listen_addresses=127.0.0.1 {durability} -c max_connections=400",
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
        let _ = run(self.tool("pg_ctl").arg("-D").arg(self.data()).args(["-m", "immediate", "stop"]));
        let _ = fs::remove_dir_all(&self.folder);
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
