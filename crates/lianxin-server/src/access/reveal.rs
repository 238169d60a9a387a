//! The one door to what identifies a resident: an access event is durable before anything is shown.

use lianxin_domain::{
    access::{Class, Role},
    places::PlaceCode,
};
use uuid::Uuid;

use crate::{
    app::App,
    args,
    engine::{
        act::Actor,
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
};

const BLANK: &str = "UPDATE access_event SET purpose = '' WHERE county = $1 AND household = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[BLANK];

/// New access events.
pub const EVENT: Insert = Insert {
    table: "access_event",
    columns: &[
        "county",
        "id",
        "at",
        "day",
        "account",
        "actor_name",
        "actor_unit",
        "role",
        "village",
        "household",
        "class",
        "purpose",
    ],
    tail: "",
};

/// What is about to be shown: a class of data of one household, or of every household of a village.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The village.
    pub village: PlaceCode,
    /// The household; none for all of them.
    pub household: Option<Uuid>,
    /// What kind of data.
    pub class: Class,
}

/// Who looks, in which role, and why.
#[derive(Clone, Debug)]
pub struct Looker<'a> {
    /// The account.
    pub actor: &'a Actor,
    /// The unit that the residents know the actor by; may be empty.
    pub unit: &'a str,
    /// The role in which it is looked at.
    pub role: Role,
    /// The purpose in plain words.
    pub purpose: &'a str,
}

/// Gives `what` once the events that speak of it are durable; when they cannot be written, nothing is shown.
pub async fn reveal<T>(app: &App, by: &Looker<'_>, seen: &[Seen], what: T) -> Result<T> {
    if !seen.is_empty() {
        let mut conn = app.db.write().await?;
        note(app, &mut conn, by, seen).await?;
        conn.commit().await?;
    }
    Ok(what)
}

/// Writes the events inside a transaction that does more.
pub async fn note(app: &App, conn: &mut Conn, by: &Looker<'_>, seen: &[Seen]) -> Result<()> {
    let (now, today) = (app.clock.millis(), app.clock.today());
    let event = |one: &Seen| -> Vec<Value> {
        args![
            &one.village.owner(),
            app.clock.id(),
            now,
            today,
            by.actor.account.to_string(),
            by.actor.name.as_str(),
            by.unit,
            by.role.word(),
            &one.village,
            one.household.map(|id| id.to_string()).unwrap_or_default(),
            one.class.word(),
            by.purpose,
        ]
        .to_vec()
    };
    conn.insert(&EVENT, &seen.iter().map(event).collect::<Vec<_>>()).await
}

/// Blanks what officials said why they looked at a household: its own words may stand there. That they looked, and when, stays.
pub async fn forget(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<()> {
    conn.run(BLANK, &args![county, household.to_string()]).await.map(|_| ())
}
