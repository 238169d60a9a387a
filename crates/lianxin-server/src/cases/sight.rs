//! Which cases of the jurisdiction an account may know of, by what they are called. Township staff know those of their township; a
//! department those that are its own, and those that wait for a unit of its rung or for a second reader.

use lianxin_domain::{
    access::{Right, Role, Target, decide},
    cases::{Case, Pending, parts::Part, words::PartState},
    day::Day,
    places::PlaceCode,
};

use super::{
    hands::Hand,
    read::{LineRow, Wanted, line},
};
use crate::{
    args,
    engine::{act::Actor, db::Conn, error::Result},
};

macro_rules! of_those {
    ($which:literal) => {
        line!(concat!(
            "(m.county, m.id) IN (SELECT w.county, w.id FROM matter w WHERE w.stage = $1 AND w.due < $2 AND ($3 = '' OR w.theme = $3) \
             AND (w.merged_into IS NULL OR w.stage <> 'open') AND (w.due, w.id) > ($4, $5) AND w.turn IS NULL AND ",
            $which,
            " ORDER BY w.due, w.id LIMIT $6) ORDER BY m.due, m.id"
        ))
    };
}

/// What nobody owns on a rung: `$7` the rung, `$8` and `$9` the place's bounds. Which they are is read off an index alone.
const WAITING: &str = of_those!(
    "w.owner IS NULL AND w.office = 'received' AND w.rung = $7 AND w.village >= $8 AND w.village < $9"
);
/// What has an owner and yet is nobody's move: it waits for a second reader. `$7` and `$8`: the place's bounds.
const READING: &str = of_those!(
    "w.owner IS NOT NULL AND w.office IN ('accepted', 'in_progress') AND w.village >= $7 AND w.village < $8"
);
const BOARD: &str = "SELECT office, CAST(CASE WHEN due < $2 THEN 1 ELSE 0 END AS BIGINT) AS overdue, COUNT(*) AS n FROM matter \
     WHERE turn = $1 AND stage IN ('open', 'asked') AND (merged_into IS NULL OR stage <> 'open') AND village >= $3 AND village < $4 \
     GROUP BY office, CASE WHEN due < $2 THEN 1 ELSE 0 END ORDER BY office, overdue";
/// The same of those in which the unit has a part, beside its own.
const BOARD_OF_PARTS: &str = "SELECT m.office, CAST(CASE WHEN m.due < $2 THEN 1 ELSE 0 END AS BIGINT) AS overdue, COUNT(*) AS n \
     FROM case_part c JOIN matter m ON m.county = c.county AND m.id = c.matter \
     WHERE c.unit = $1 AND c.state IN ('asked', 'open') AND m.stage = 'open' AND m.merged_into IS NULL \
     AND (m.turn IS NULL OR m.turn <> $1) AND m.village >= $3 AND m.village < $4 \
     GROUP BY m.office, CASE WHEN m.due < $2 THEN 1 ELSE 0 END ORDER BY m.office, overdue";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[WAITING, READING, BOARD, BOARD_OF_PARTS];

/// Whether every case of a place may be known of: by a role that is not a department's.
pub fn whole(actor: &Actor, place: &PlaceCode) -> bool {
    let target = Target { place, unit: None };
    actor.grants.iter().any(|grant| {
        grant.role != Role::Department && decide(std::slice::from_ref(grant), Right::SeeCases, target)
    })
}

/// Whether a case is a unit's own, also by a part that it has or has done, or waits for a unit such as this one.
pub fn knows(hand: &Hand, case: &Case) -> bool {
    let waits = match &case.pending {
        Pending::Nothing => !case.finished() && case.owner.is_none() && hand.may_take_on(case),
        Pending::SecondReader { reader: None, .. } => !hand.police,
        _ => false,
    };
    let helped = |part: &Part| part.unit == hand.unit && part.state == PartState::Done;
    waits || hand.has_task(case) || case.parts.iter().any(helped) || case.owner.as_ref() == Some(&hand.unit)
}

/// Whether an account may know of a case of a village, its units being these.
pub fn seen(actor: &Actor, hands: &[Hand], village: &PlaceCode, case: &Case) -> bool {
    whole(actor, village) || hands.iter().any(|hand| hand.place.contains(village) && knows(hand, case))
}

/// What waits for a unit such as this one, by its last day; up to one more than wanted.
pub async fn waiting(
    conn: &mut Conn,
    hand: &Hand,
    place: &PlaceCode,
    wanted: &Wanted<'_>,
) -> Result<Vec<LineRow>> {
    let mut rows = Vec::new();
    if hand.police || wanted.stage != "open" {
        return Ok(rows);
    }
    let mut args = wanted.args();
    args.extend(args![hand.rung().word(), place, place.upper()]);
    rows.extend(conn.all(WAITING, &args).await?);
    let mut args = wanted.args();
    args.extend(args![place, place.upper()]);
    rows.extend(conn.all(READING, &args).await?);
    Ok(rows)
}

/// Unfinished cases of a unit in a place, its own and those in which it has a part: office state, whether overdue, how many.
pub async fn board(
    conn: &mut Conn,
    hand: &Hand,
    place: &PlaceCode,
    today: Day,
) -> Result<Vec<(String, i64, i64)>> {
    let args = args![hand.unit.id, today, place, place.upper()];
    let mut counts: Vec<(String, i64, i64)> = conn.all(BOARD, &args).await?;
    counts.extend(conn.all::<(String, i64, i64)>(BOARD_OF_PARTS, &args).await?);
    Ok(counts)
}
