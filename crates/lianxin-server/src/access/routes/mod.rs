//! The verbs of access.

mod accounts;
mod approvals;
mod audit;
mod session;
mod setup;

pub use accounts::governed;
pub use setup::{announce_setup, make_account};

use axum::http::Method;
use lianxin_domain::access::Right;

use super::store::{AuditLine, SessionLine};
use crate::engine::{page::Page, verb::Verb};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    let mut verbs = vec![
        Verb::open(
            Method::GET,
            "access.session.show",
            "/session",
            "Who is signed in and what they may do.",
            session::show,
        )
        .gives::<session::Shown>(),
        Verb::open(Method::POST, "access.session.start", "/session", "Sign in.", session::start)
            .takes::<session::SignIn>()
            .gives::<session::Started>(),
        Verb::open(
            Method::POST,
            "access.setup.first",
            "/setup",
            "Make the first administrator.",
            setup::first,
        )
        .takes::<setup::First>(),
    ];
    verbs.extend(own());
    verbs.extend(of_administrators());
    verbs.extend(approvals::verbs());
    verbs
}

fn own() -> Vec<Verb> {
    use Right::OwnAccount;
    vec![
        Verb::delete("access.session.end", "/session", OwnAccount, "Sign out.", session::end),
        Verb::post(
            "access.password.change",
            "/session/password",
            OwnAccount,
            "Change one's own password.",
            session::password,
        )
        .takes::<session::NewPassword>(),
        Verb::get(
            "access.session.list",
            "/session/list",
            OwnAccount,
            "Where one is signed in.",
            session::list,
        )
        .gives::<Page<SessionLine>>(),
        Verb::delete(
            "access.session.revoke",
            "/session/list/{id}",
            OwnAccount,
            "End one of one's own sessions.",
            session::revoke,
        ),
    ]
}

fn of_administrators() -> Vec<Verb> {
    use Right::{EditAccounts, SeeAudit};
    vec![
        Verb::get("access.account.list", "/accounts", EditAccounts, "Accounts by login.", accounts::list)
            .query(&[("q", "Part of a login or name"), ("after", "Cursor"), ("limit", "1 to 200")])
            .gives::<Page<accounts::Shown>>(),
        Verb::post("access.account.make", "/accounts", EditAccounts, "Make an account.", accounts::make)
            .takes::<accounts::New>()
            .gives::<accounts::Shown>(),
        Verb::get("access.account.show", "/accounts/{id}", EditAccounts, "One account.", accounts::show)
            .gives::<accounts::Shown>(),
        Verb::patch(
            "access.account.edit",
            "/accounts/{id}",
            EditAccounts,
            "Rename, disable or enable.",
            accounts::edit,
        )
        .takes::<accounts::Edit>()
        .gives::<accounts::Shown>(),
        Verb::put(
            "access.account.grant",
            "/accounts/{id}/grants",
            EditAccounts,
            "Replace its grants.",
            accounts::grant,
        )
        .takes::<accounts::Grants>()
        .gives::<accounts::Shown>(),
        Verb::post(
            "access.account.password",
            "/accounts/{id}/password",
            EditAccounts,
            "Set a first password.",
            accounts::password,
        )
        .takes::<accounts::SetPassword>(),
        Verb::post(
            "access.account.sign_out",
            "/accounts/{id}/sign-out",
            EditAccounts,
            "End all its sessions.",
            accounts::sign_out,
        ),
        Verb::get("access.audit.list", "/audit", SeeAudit, "Who wrote what, the newest first.", audit::list)
            .query(&[
                ("place", "A code"),
                ("verb", "A verb's name"),
                ("after", "Cursor"),
                ("limit", "1 to 200"),
            ])
            .gives::<Page<AuditLine>>(),
    ]
}
