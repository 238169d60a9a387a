//! Writing draws, calls and figures.

use lianxin_domain::{ids::Ref, satisfaction::Outcome};
use uuid::Uuid;

use super::read::DrawRow;
use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
};

const FORGET_FRAME: &str = "DELETE FROM draw_frame WHERE county = $1 AND draw = $2";
const COMMIT: &str = "UPDATE draw SET state = 'committed', units = $4, completes = $5, drawn = $6, statement = $7, \
     commitment = $8, first = $9, committed_at = $10, version = version + 1 \
     WHERE county = $1 AND id = $2 AND state = $3";
const DRAWN: &str = "UPDATE draw SET state = 'drawn', second = $4, witness = $5, drawn_at = $6, version = version + 1 \
     WHERE county = $1 AND id = $2 AND state = $3";
const WITHDRAW: &str = "UPDATE draw SET state = 'withdrawn', reason = $3, version = version + 1 \
     WHERE county = $1 AND id = $2 AND state IN ('draft', 'committed', 'drawn')";
const CLOSE: &str = "UPDATE draw SET state = 'closed', closed_month = $3, version = version + 1 \
     WHERE county = $1 AND id = $2 AND state = 'drawn'";
const RELEASED: &str = "UPDATE draw SET state = 'released', released_month = $3, version = version + 1 \
     WHERE county = $1 AND id = $2 AND state = 'closed'";
const HOLD: &str = "UPDATE draw_unit SET held_by = $4, held_until = $5 \
     WHERE county = $1 AND draw = $2 AND n = $3 AND state = 'waiting' AND (held_until <= $6 OR held_by = $4)";
const ENDED: &str = "UPDATE draw_unit SET state = $4, outcome = $5, attempts = $6, due = $7, held_by = '', held_until = 0 \
     WHERE county = $1 AND draw = $2 AND n = $3 AND state = 'waiting'";

/// New draws.
pub const DRAW: Insert = Insert {
    table: "draw",
    columns: &[
        "county",
        "id",
        "name",
        "place",
        "frame",
        "since",
        "until",
        "strata",
        "aim",
        "state",
        "units",
        "completes",
        "drawn",
        "statement",
        "commitment",
        "first",
        "second",
        "made_by",
        "made_by_name",
        "witness",
        "made_at",
        "committed_at",
        "drawn_at",
        "closed_month",
        "released_month",
        "reason",
        "version",
    ],
    tail: "",
};
/// The frame of a draw.
pub const FRAME: Insert = Insert {
    table: "draw_frame",
    columns: &["county", "draw", "n", "stratum", "village", "units"],
    tail: "",
};
/// Those drawn.
pub const UNIT: Insert = Insert {
    table: "draw_unit",
    columns: &[
        "county",
        "draw",
        "n",
        "household",
        "village",
        "official",
        "official_name",
        "visit_day",
        "state",
        "outcome",
        "attempts",
        "due",
        "held_by",
        "held_until",
        "stratum",
    ],
    tail: "",
};
/// What came of attempts.
pub const ATTEMPT: Insert = Insert {
    table: "draw_attempt",
    columns: &["county", "draw", "unit", "n", "day", "outcome", "account"],
    tail: "",
};
/// Sealed answers.
pub const ANSWER: Insert =
    Insert { table: "draw_answer", columns: &["county", "draw", "id", "sealed"], tail: "" };
/// Released figures.
pub const FIGURE: Insert = Insert {
    table: "draw_figure",
    columns: &[
        "county",
        "draw",
        "kind",
        "subject",
        "measure",
        "month",
        "answers",
        "share",
        "low",
        "high",
        "like_share",
        "like_low",
        "like_high",
    ],
    tail: "",
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[FORGET_FRAME, COMMIT, DRAWN, WITHDRAW, CLOSE, RELEASED, HOLD, ENDED];
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[DRAW, FRAME, UNIT, ATTEMPT, ANSWER, FIGURE];

/// A new draw.
pub async fn make(conn: &mut Conn, row: &DrawRow) -> Result<()> {
    let values = args![
        row.county.as_str(),
        row.id,
        row.name.as_str(),
        row.place.as_str(),
        row.frame.as_str(),
        row.since.as_str(),
        row.until.as_str(),
        row.strata.as_str(),
        row.aim.as_str(),
        row.state.as_str(),
        row.units,
        row.completes,
        row.drawn,
        row.statement.as_str(),
        row.commitment.clone(),
        row.first.clone(),
        row.second.as_str(),
        row.made_by.as_str(),
        row.made_by_name.as_str(),
        row.witness.as_str(),
        row.made_at,
        row.committed_at,
        row.drawn_at,
        row.closed_month.as_str(),
        row.released_month.as_str(),
        row.reason.as_str(),
        row.version,
    ];
    conn.insert(&DRAW, &[values.to_vec()]).await
}

/// Drops what an earlier, broken-off try left of the frame.
pub async fn forget_frame(conn: &mut Conn, name: &Ref) -> Result<()> {
    conn.run(FORGET_FRAME, &args![&name.county, name.id]).await.map(|_| ())
}

/// What is fixed when a draw is committed to.
pub struct Committed {
    /// Households in the frame.
    pub units: i64,
    /// Answers wanted.
    pub completes: i64,
    /// Households to be drawn.
    pub drawn: i64,
    /// The statement's text.
    pub statement: String,
    /// The commitment.
    pub commitment: Vec<u8>,
    /// The first secret.
    pub first: Vec<u8>,
}

/// Fixes a draft; false when it is none any more.
pub async fn commit(conn: &mut Conn, name: &Ref, fixed: Committed, at: i64) -> Result<bool> {
    let Committed { units, completes, drawn, statement, commitment, first } = fixed;
    let (county, id) = (&name.county, name.id);
    let values = args![county, id, "draft", units, completes, drawn, statement, commitment, first, at];
    Ok(conn.run(COMMIT, &values).await? == 1)
}

/// Takes the second secret in and those drawn; false when the draw is not committed to, or drawn already.
pub async fn draw(
    conn: &mut Conn,
    name: &Ref,
    second: &str,
    witness: &str,
    at: i64,
    units: &[Vec<Value>],
) -> Result<bool> {
    let values = args![&name.county, name.id, "committed", second, witness, at];
    if conn.run(DRAWN, &values).await? != 1 {
        return Ok(false);
    }
    conn.insert(&UNIT, units).await.map(|()| true)
}

/// Withdraws a draw that is not closed.
pub async fn withdraw(conn: &mut Conn, name: &Ref, reason: &str) -> Result<bool> {
    Ok(conn.run(WITHDRAW, &args![&name.county, name.id, reason]).await? == 1)
}

/// Ends the calls of a draw.
pub async fn close(conn: &mut Conn, name: &Ref, month: &str) -> Result<bool> {
    Ok(conn.run(CLOSE, &args![&name.county, name.id, month]).await? == 1)
}

/// Stores the figures of a closed draw; false when it is none.
pub async fn release(conn: &mut Conn, name: &Ref, month: &str, figures: &[Vec<Value>]) -> Result<bool> {
    if conn.run(RELEASED, &args![&name.county, name.id, month]).await? != 1 {
        return Ok(false);
    }
    conn.insert(&FIGURE, figures).await.map(|()| true)
}

/// Puts a household into an interviewer's hands; false when somebody else was faster.
pub async fn hold(conn: &mut Conn, draw: &Ref, n: i64, account: Uuid, until: i64, now: i64) -> Result<bool> {
    let values = args![&draw.county, draw.id, n, account.to_string(), until, now];
    Ok(conn.run(HOLD, &values).await? == 1)
}

/// What came of an attempt, and whether the household is called again from `due` on.
pub async fn attempted(
    conn: &mut Conn,
    draw: &Ref,
    unit: (i64, i64),
    outcome: Outcome,
    due: Option<i64>,
    by: (Uuid, &str),
) -> Result<()> {
    let ((n, attempts), (account, day)) = (unit, by);
    let state = if due.is_some() { "waiting" } else { "done" };
    let values = args![&draw.county, draw.id, n, state, outcome.word(), attempts, due.unwrap_or(0)];
    conn.run(ENDED, &values).await?;
    let attempt = args![&draw.county, draw.id, n, attempts, day, outcome.word(), account.to_string()];
    conn.insert(&ATTEMPT, &[attempt.to_vec()]).await
}
