//! Says where the built web client is; `REQUIRE_WEB=1` makes its absence an error instead of a placeholder page.

use std::path::PathBuf;

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("../..");
    let dist = root.join("web/dist");
    println!("cargo::rerun-if-env-changed=REQUIRE_WEB");
    println!("cargo::rerun-if-changed={}", dist.display());
    let built = dist.join("index.html").exists();
    if !built && std::env::var("REQUIRE_WEB").is_ok_and(|value| value == "1") {
        panic!("web/dist is missing: run `npm ci && npm run build` in web/");
    }
    let folder = if built { dist } else { root.join("crates/lianxin-server/src/engine/no-web") };
    println!("cargo::rustc-env=LIANXIN_WEB_DIST={}", folder.display());
}
