//! At ten million visits: what the pages of oversight take inside the server, and what the roll-ups add to a push.

use super::http::{measure, serve, sign_in, villages};
use crate::sh::{Done, command, root, run};

const REQUESTS: usize = 400;

/// `cargo xtask bench reach`: expects the full city (`cargo xtask demo --full --check` makes it).
pub fn reach() -> Done {
    let data = root().join("demo-full");
    if !data.join("lianxin.db").exists() {
        return Err("the full city is not there: run `cargo xtask demo --full --check` first".into());
    }
    let (server, port) = serve(&data)?;
    let cookie = sign_in(port, &data)?;
    let villages = villages()?;
    let each = |path: &dyn Fn(&str) -> String| -> Vec<String> {
        (0..REQUESTS).map(|n| path(&villages[n * 13 % villages.len()])).collect()
    };
    let pages: [(&str, Vec<String>); 7] = [
        ("reach of the city", each(&|_| "/api/v1/reach/3708".into())),
        ("reach of a county", each(&|village| format!("/api/v1/reach/{}", &village[..6]))),
        ("reach of a township", each(&|village| format!("/api/v1/reach/{}", &village[..9]))),
        ("reach of a village", each(&|village| format!("/api/v1/reach/{village}"))),
        ("not met, of a county", each(&|village| format!("/api/v1/reach/{}/unmet", &village[..6]))),
        ("burden of the city", each(&|_| "/api/v1/burden/3708".into())),
        ("overview of the city", each(&|_| "/api/v1/overview/3708".into())),
    ];
    measure(port, &cookie, &pages, &[1, 8])?;
    drop(server);
    run(command("cargo", &["run", "--release", "-q", "-p", "lianxin-server", "--example", "rollups", "--"])
        .arg(&data))
}
