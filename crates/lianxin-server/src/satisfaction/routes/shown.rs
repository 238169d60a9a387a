//! Draws as answers show them.

use lianxin_domain::{
    places::PlaceCode,
    satisfaction::{
        Outcome,
        draw::{Statement, hex, seed},
        rates,
    },
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    engine::{db::Conn, error::Result},
    places::store::{self as places, PlaceRef},
    satisfaction::read::{DrawRow, OutcomeRow},
};

/// A draw in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawLine {
    /// Its ref.
    #[serde(rename = "ref")]
    pub name_ref: String,
    name: String,
    place: PlaceRef,
    /// `reached`, `cases` or `all`.
    frame: String,
    since: String,
    until: String,
    /// `county` or `township`.
    strata: String,
    /// JSON of the aim and of the share expected to answer.
    aim: String,
    /// `draft`, `committed`, `drawn`, `closed`, `released` or `withdrawn`.
    state: String,
    /// Households in the frame; 0 for a draft.
    units: i64,
    /// Answers wanted.
    completes: i64,
    /// Households drawn.
    drawn: i64,
    made_by: String,
    made_at: i64,
    /// Why it was withdrawn.
    reason: String,
    released_month: String,
    version: i64,
}

/// A draw in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct Draw {
    #[serde(flatten)]
    line: DrawLine,
    /// The statement's digest, in hexadecimal; empty for a draft.
    statement: String,
    /// The commitment, in hexadecimal.
    commitment: String,
    /// The first secret, once the second is known.
    first: String,
    /// The second secret.
    second: String,
    /// Who gave it.
    witness: String,
    /// The seed, once both are known.
    seed: String,
    committed_at: i64,
    drawn_at: i64,
    /// How many strata there are.
    strata_count: usize,
    /// How calling goes, altogether.
    rates: Rates,
    /// And by county.
    counties: Vec<CountyRates>,
}

/// Response rates, by the definitions of AAPOR (2023).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ResponseRates)]
pub struct Rates {
    drawn: u64,
    completed: u64,
    open: u64,
    attempts: i64,
    /// Response rate 1.
    response: Option<f64>,
    /// Response rate 3.
    response3: Option<f64>,
    /// Refusal rate 1.
    refusal: Option<f64>,
    /// Contact rate 1.
    contact: Option<f64>,
    /// How many of each outcome.
    outcomes: Vec<OutcomeCount>,
}

/// How many of one outcome.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutcomeCount {
    outcome: String,
    n: u64,
}

/// The rates of a county.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountyRates {
    place: PlaceRef,
    rates: Rates,
}

async fn named(conn: &mut Conn, code: &str) -> Result<PlaceRef> {
    let Ok(code) = code.parse::<PlaceCode>() else { return Ok(PlaceRef::default()) };
    let known = places::latest(conn, &code).await?;
    Ok(known.map_or_else(
        || PlaceRef::unnamed(&code),
        |last| PlaceRef { name: last.name, ..PlaceRef::unnamed(&code) },
    ))
}

/// A line.
pub async fn line(conn: &mut Conn, row: &DrawRow) -> Result<DrawLine> {
    Ok(DrawLine {
        name_ref: row.name_ref(),
        name: row.name.clone(),
        place: named(conn, &row.place).await?,
        frame: row.frame.clone(),
        since: row.since.clone(),
        until: row.until.clone(),
        strata: row.strata.clone(),
        aim: row.aim.clone(),
        state: row.state.clone(),
        units: row.units,
        completes: row.completes,
        drawn: row.drawn,
        made_by: row.made_by_name.clone(),
        made_at: row.made_at,
        reason: row.reason.clone(),
        released_month: row.released_month.clone(),
        version: row.version,
    })
}

/// A draw in full with how calling goes.
pub async fn full(conn: &mut Conn, row: &DrawRow, outcomes: &[OutcomeRow]) -> Result<Draw> {
    let lines: Vec<&str> = row.statement.lines().collect();
    let statement = Statement::read(&lines).map(|(statement, _)| statement);
    let digest = statement.as_ref().map(Statement::digest);
    let first: Option<[u8; 32]> = row.first.as_slice().try_into().ok().filter(|_| !row.second.is_empty());
    let seeded = first.zip(digest).map(|(first, digest)| hex(&seed(&first, &row.second, &digest)));
    let mut counties = Vec::new();
    for group in outcomes.chunk_by(|a, b| a.place == b.place) {
        counties.push(CountyRates { place: named(conn, &group[0].place).await?, rates: rated(group) });
    }
    Ok(Draw {
        line: line(conn, row).await?,
        statement: digest.map(|digest| hex(&digest)).unwrap_or_default(),
        commitment: hex(&row.commitment),
        first: first.map(|first| hex(&first)).unwrap_or_default(),
        second: row.second.clone(),
        witness: row.witness.clone(),
        seed: seeded.unwrap_or_default(),
        committed_at: row.committed_at,
        drawn_at: row.drawn_at,
        strata_count: statement.map_or(0, |statement| statement.cells.len()),
        rates: rated(outcomes),
        counties,
    })
}

/// The rates of some rows. Who was not reached and is called again is open.
pub fn rated(rows: &[OutcomeRow]) -> Rates {
    let count = |row: &OutcomeRow| u64::try_from(row.n).unwrap_or(0);
    let of = |outcome: &Outcome| -> u64 {
        rows.iter().filter(|row| row.state == "done" && row.outcome == outcome.word()).map(count).sum()
    };
    let counts: Vec<(Outcome, u64)> = Outcome::ALL.iter().map(|outcome| (*outcome, of(outcome))).collect();
    let open = rows.iter().filter(|row| row.state != "done").map(count).sum();
    let got = rates(&counts, open);
    let told = counts.into_iter().filter(|(_, n)| *n > 0);
    Rates {
        drawn: got.drawn,
        completed: got.completed,
        open: got.open,
        attempts: rows.iter().map(|row| row.attempts).sum(),
        response: got.response,
        response3: got.response3,
        refusal: got.refusal,
        contact: got.contact,
        outcomes: told.map(|(outcome, n)| OutcomeCount { outcome: outcome.word().to_owned(), n }).collect(),
    }
}
