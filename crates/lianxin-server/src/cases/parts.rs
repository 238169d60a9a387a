//! Parts of other units, with their words: what is asked, and what each said of it. The domain knows the same parts without
//! words, in the case's own row; both are written in the transaction of the act.

use lianxin_domain::{
    cases::{Act as Deed, Case, parts::Part, words::PartState},
    ids::Ref,
};
use uuid::Uuid;

use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
    },
};

const OF: &str = "SELECT unit_county, unit, unit_name, state, due, asked_on, since, words, answer FROM case_part \
     WHERE county = $1 AND matter = $2 ORDER BY asked_on, unit";
const WAITING: &str = "SELECT county, matter FROM case_part WHERE unit = $1 AND state IN ('asked', 'open') \
     ORDER BY county, due, matter LIMIT 1000";
const BECAME: &str = "UPDATE case_part SET state = $4, since = $5, answer = $6 WHERE county = $1 AND matter = $2 AND unit = $3";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OF, WAITING, BECAME];

/// Parts; a unit that is asked again has a new one in the place of the one that ended.
pub const PART: Insert = Insert {
    table: "case_part",
    columns: &[
        "county",
        "matter",
        "unit",
        "unit_county",
        "unit_name",
        "state",
        "due",
        "asked_on",
        "since",
        "words",
        "answer",
    ],
    tail: "ON CONFLICT (county, matter, unit) DO UPDATE SET unit_name = excluded.unit_name, state = excluded.state, \
           due = excluded.due, asked_on = excluded.asked_on, since = excluded.since, words = excluded.words, answer = excluded.answer",
};

/// A part with its words.
#[derive(Debug, sqlx::FromRow)]
pub struct PartRow {
    pub unit_county: String,
    pub unit: Uuid,
    pub unit_name: String,
    pub state: String,
    pub due: String,
    pub asked_on: String,
    pub since: String,
    pub words: String,
    pub answer: String,
}

/// Parts of a case, in the order in which they were asked for.
pub async fn of(conn: &mut Conn, name: &Ref) -> Result<Vec<PartRow>> {
    conn.all(OF, &args![&name.county, name.id]).await
}

/// Cases in which it is a unit's move to do its part, by county; 1000 at the most.
pub async fn waiting(conn: &mut Conn, unit: Uuid) -> Result<Vec<(String, Uuid)>> {
    conn.all(WAITING, &args![unit]).await
}

/// Stores what became of the parts by an act and its words.
pub async fn became(
    conn: &mut Conn,
    (county, matter): (&str, Uuid),
    (before, after): (&Case, &Case),
    deed: &Deed,
    words: &str,
) -> Result<()> {
    for part in &after.parts {
        if before.parts.contains(part) {
            continue;
        }
        if part.state == PartState::Asked {
            let new = args![
                county,
                matter,
                part.unit.id,
                &part.unit.county,
                part.name.as_str(),
                part.state.word(),
                part.by,
                part.since,
                part.since,
                words,
                "",
            ];
            conn.insert(&PART, &[new.to_vec()]).await?;
            continue;
        }
        let answer = if speaks(deed, part) { words } else { "" };
        let set = args![county, matter, part.unit.id, part.state.word(), part.since, answer];
        conn.run(BECAME, &set).await?;
    }
    Ok(())
}

/// Whether an act's words are about this part: what ends because the case does has none.
fn speaks(deed: &Deed, part: &Part) -> bool {
    match deed {
        Deed::Join | Deed::Decline | Deed::PartDone | Deed::HandBack => true,
        Deed::Withdraw { to } => *to == part.unit,
        _ => false,
    }
}
