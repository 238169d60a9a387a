//! What a fresh machine lacks, installed from Debian's packages, or said clearly where that cannot be done.

use std::path::Path;

use crate::sh::{Done, command, output, run};

/// Makes sure that a program is there: `probe` is its path, or its name on the PATH.
pub fn needs(probe: &str, packages: &[&str]) -> Done {
    if there(probe) {
        return Ok(());
    }
    install(packages).map_err(|why| format!("{probe} is missing: {why}"))?;
    if there(probe) { Ok(()) } else { Err(format!("{probe} is missing: install {}", packages.join(" "))) }
}

/// Installs Debian's packages, or says which to install.
pub fn install(packages: &[&str]) -> Done {
    let sudo = !is_root();
    if !there("apt-get") || sudo && !there("sudo") {
        return Err(format!("install {}", packages.join(" ")));
    }
    let apt = |args: &[&str]| {
        let mut apt = if sudo { command("sudo", &["-n", "apt-get"]) } else { command("apt-get", &[]) };
        apt.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut apt)
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

/// Whether a path exists or a name is on the PATH.
pub fn there(probe: &str) -> bool {
    if probe.contains('/') {
        return Path::new(probe).exists();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(probe).is_file())
}

/// Whether we run as root.
pub fn is_root() -> bool {
    output(&mut command("id", &["-u"])).is_ok_and(|id| id.trim() == "0")
}

/// A browser with Chinese fonts.
pub fn browser() -> Done {
    needs("/usr/bin/chromium", &["chromium", "chromium-l10n"])?;
    let fonts = [
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    ];
    if fonts.iter().any(|font| there(font)) { Ok(()) } else { needs(fonts[0], &["fonts-noto-cjk"]) }
}

/// A free loopback port.
pub fn free_port() -> Done<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(|why| why.to_string())?;
    listener.local_addr().map(|address| address.port()).map_err(|why| why.to_string())
}
