//! Writes again what is generated and committed.

use crate::{
    sh::{Done, command, run},
    web,
};

/// `cargo xtask bless`
pub fn bless() -> Done {
    let walks = ["test", "-q", "-p", "lianxin-server", "--test", "api", "walks::documents"];
    run(command("cargo", &walks).env("LIANXIN_BLESS", "1"))?;
    web::install("web")?;
    run(&mut web::npm("web", &["run", "schema"]))
}
