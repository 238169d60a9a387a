//! The verbs of the log: what anyone may fetch to check it, what witnesses bring, and the page about it.

mod acts;
mod check;
mod open;
mod shown;
mod witnesses;

use axum::http::Method;
use lianxin_domain::access::Right;

use crate::engine::{page::Page, verb::Verb};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    let mut verbs = of_anyone();
    verbs.extend(of_accounts());
    verbs
}

/// Open, as a log that nobody else can check proves nothing; there are commitments in it, and nobody's data.
fn of_anyone() -> Vec<Verb> {
    vec![
        Verb::open(
            Method::GET,
            "log.checkpoint.show",
            "/log/checkpoint",
            "The newest checkpoint, signed and cosigned (C2SP tlog-checkpoint).",
            open::checkpoint,
        )
        .media("text/plain; charset=utf-8"),
        Verb::open(
            Method::GET,
            "log.key.show",
            "/log/key",
            "The log's public key (C2SP signed-note).",
            open::key,
        )
        .media("text/plain; charset=utf-8"),
        Verb::open(
            Method::GET,
            "log.tile.show",
            "/log/tile/{*path}",
            "A tile of the tree, or the entries under one (C2SP tlog-tiles).",
            open::tile,
        )
        .media("application/octet-stream"),
        Verb::open(
            Method::POST,
            "log.cosignature.give",
            "/log/cosignature",
            "Bring a checkpoint with the cosignature of a known witness.",
            open::cosign,
        )
        .media("text/plain; charset=utf-8"),
    ]
}

fn of_accounts() -> Vec<Verb> {
    use Right::{EditAccounts, OwnAccount, SeeAudit};
    vec![
        Verb::get(
            "log.state.show",
            "/log",
            OwnAccount,
            "How far the log is, and who cosigned it.",
            shown::state,
        )
        .gives::<shown::State>(),
        Verb::get("log.own.list", "/log/mine", OwnAccount, "What one did and looked at.", acts::own)
            .query(&[("after", "Cursor"), ("limit", "1 to 200")])
            .gives::<Page<acts::Deed>>(),
        Verb::get(
            "log.entry.list",
            "/log/entries",
            SeeAudit,
            "Who wrote and looked, the newest first.",
            acts::all,
        )
        .query(&[("place", "A code"), ("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<acts::Deed>>(),
        Verb::post(
            check::VERB,
            "/log/check",
            SeeAudit,
            "Verify the whole log on the server: every row against its entry, every entry against what was signed.",
            check::check,
        )
        .gives::<check::Shown>(),
        Verb::post(
            "log.witness.add",
            "/log/witnesses",
            EditAccounts,
            "Accept the cosignatures of another office.",
            witnesses::add,
        )
        .takes::<witnesses::New>()
        .gives::<witnesses::Named>(),
        Verb::delete(
            "log.witness.drop",
            "/log/witnesses/{id}",
            EditAccounts,
            "Accept no more of a witness.",
            witnesses::remove,
        ),
    ]
}
