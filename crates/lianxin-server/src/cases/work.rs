//! One act upon a case: decided by the domain, stored with its step inside the caller's transaction.

use lianxin_domain::cases::{Act as Deed, Case, Doer, Pending, Refusal, Side, counts::counted, parts::Part};
use serde_json::json;
use uuid::Uuid;

use super::{
    days::working,
    hands::Hand,
    parts,
    row::{MatterRow, standing},
    search::{self, Kind},
    store,
    tally::Tally,
};
use crate::{
    App, args,
    engine::{
        db::Conn,
        error::{Code, Error, Result, codes},
        value::Value,
    },
};

/// Who acts, as steps name him.
pub struct By<'a> {
    /// The account and the side.
    pub doer: Doer,
    /// The account's name; empty for the household and the clock.
    pub name: &'a str,
    /// The unit's name; may be empty.
    pub unit: &'a str,
}

impl<'a> By<'a> {
    /// Somebody in the name of a unit.
    pub fn of_unit(account: Uuid, name: &'a str, hand: &'a Hand) -> By<'a> {
        By { doer: Doer { account, side: Side::Unit(hand.unit.clone()) }, name, unit: &hand.name }
    }

    /// The household itself, or time.
    pub fn nobody(side: Side) -> By<'a> {
        By { doer: Doer { account: Uuid::nil(), side }, name: "", unit: "" }
    }
}

/// A refusal of the domain as a problem.
pub fn refused(why: Refusal) -> Error {
    Error::refused(code(why))
}

fn code(why: Refusal) -> Code {
    match why {
        Refusal::Finished => codes::CASE_FINISHED,
        Refusal::NotNow => codes::CASE_NOT_NOW,
        Refusal::NotYours => codes::CASE_NOT_YOURS,
        Refusal::Waits => codes::CASE_WAITS,
        Refusal::Concerned => codes::CASE_CONCERNED,
        Refusal::NotAWord => codes::CASE_NOT_A_WORD,
        Refusal::TooEarly => codes::CASE_TOO_EARLY,
        Refusal::TooLate => codes::CASE_TOO_LATE,
        Refusal::NobodyAbove => codes::CASE_NOBODY_ABOVE,
        Refusal::PartsOpen => codes::CASE_PARTS_OPEN,
        Refusal::TooMany => codes::CASE_TOO_MANY_PARTS,
    }
}

/// Whose parts keep it from being done.
pub fn parts_open<'a>(parts: impl Iterator<Item = &'a Part>) -> Error {
    let units: Vec<&str> = parts.map(|part| part.name.as_str()).collect();
    refused(Refusal::PartsOpen).with("units", units.join("、")).extra("units", json!(units))
}

/// The act's word.
pub fn word(deed: &Deed) -> Result<String> {
    let told = serde_json::to_value(deed)?;
    told["act"].as_str().map(str::to_owned).ok_or_else(|| Error::internal("an act is named by its tag"))
}

/// Does it and gives the case as it is now; its version is one more. What it counts is written by whoever has the tally.
pub async fn done(
    app: &App,
    (conn, tally): (&mut Conn, &mut Tally),
    row: &MatterRow,
    by: &By<'_>,
    deed: &Deed,
    words: &str,
) -> Result<Case> {
    let (before, today) = (row.case()?, app.clock.today());
    if row.merged_into.is_some() && before.open() && !matches!(deed, Deed::Answer { .. }) {
        return Err(Error::refused(codes::CASE_MERGED));
    }
    let after = before.after(&by.doer, deed, today, working()).map_err(|why| match why {
        Refusal::PartsOpen => parts_open(before.under_way()),
        why => refused(why),
    })?;
    became(app, (&mut *conn, &mut *tally), row, (&before, &after), by, deed, words).await?;
    if before.open() && !after.open() {
        for member in super::read::members(conn, &row.county, row.id).await? {
            let own = member.case()?;
            let follows = own.follows(&after, today, working());
            if follows != own {
                became(app, (&mut *conn, &mut *tally), &member, (&own, &follows), by, deed, words).await?;
            }
        }
    }
    Ok(after)
}

/// Stores what a case became by an act.
async fn became(
    app: &App,
    (conn, tally): (&mut Conn, &mut Tally),
    row: &MatterRow,
    (before, after): (&Case, &Case),
    by: &By<'_>,
    deed: &Deed,
    words: &str,
) -> Result<()> {
    let today = app.clock.today();
    let finished_on = match (before.finished(), after.finished()) {
        (true, true) => row.finished_on.clone(),
        (false, true) => today.to_string(),
        (_, false) => String::new(),
    };
    // What comes back by its own household's word is handled for itself.
    let lead = row.merged_into.filter(|_| before.open() || !after.open());
    let names = (owner_name(row, before, after, by), finished_on.as_str(), lead);
    if !store::advance(conn, row, after, names, app.clock.millis()).await? {
        return Err(Error::refused(codes::CHANGED_MEANWHILE));
    }
    parts::became(conn, (&row.county, row.id), (before, after), deed, words).await?;
    // The words of what is finished are nobody's task, and are not found any more.
    match (before.finished(), after.finished()) {
        (false, true) => search::drop(conn, Kind::Words, row, &row.words).await?,
        (true, false) => search::put(conn, Kind::Words, (&row.village()?, row.id), &row.words).await?,
        _ => {}
    }
    tally.act(row, &counted(before, deed, after, today, working()), today)?;
    tally.moved(&row.village()?, row.standing(), standing(after, lead.is_some()));
    store::steps(conn, &[step(app, row, row.version + 1, by, deed, words)?]).await
}

/// The owner's name: who takes it on is who acts.
fn owner_name<'a>(row: &'a MatterRow, before: &Case, after: &Case, by: &'a By<'_>) -> &'a str {
    match &after.owner {
        None => "",
        same if *same == before.owner => &row.owner_name,
        Some(_) => by.unit,
    }
}

/// A step that is no act of the domain: what it is called, and its particulars.
pub fn note(app: &App, row: &MatterRow, by: &By<'_>, what: &str, detail: &serde_json::Value) -> Vec<Value> {
    let (now, today, account) = (app.clock.millis(), app.clock.today(), by.doer.account.to_string());
    args![
        &row.county,
        row.id,
        row.version + 1,
        now,
        today,
        what,
        account,
        by.name,
        by.unit,
        "",
        detail.to_string()
    ]
    .to_vec()
}

/// A step's row.
pub fn step(app: &App, row: &MatterRow, n: i64, by: &By<'_>, deed: &Deed, words: &str) -> Result<Vec<Value>> {
    let (now, today) = (app.clock.millis(), app.clock.today());
    let account = if by.doer.account.is_nil() { String::new() } else { by.doer.account.to_string() };
    let mut detail = serde_json::to_value(deed)?;
    // What a household says stands in its own table, not in what the office reads as steps.
    if matches!(deed, Deed::Answer { .. }) {
        detail = json!({"act": "answer"});
    }
    let detail = detail.to_string();
    Ok(args![&row.county, row.id, n, now, today, word(deed)?, account, by.name, by.unit, words, detail]
        .to_vec())
}

/// What waits for somebody, for the screen.
pub fn waits_for(case: &Case) -> &'static str {
    match case.pending {
        Pending::Nothing => "",
        Pending::Transfer { .. } => "transfer",
        Pending::SecondReader { .. } => "second_reader",
    }
}
