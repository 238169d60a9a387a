//! The life with which an imported matter begins.

use uuid::Uuid;

use super::{Incoming, Progress};
use crate::{
    cases::{Act, Case, Doer, Refusal, Side, clock::allowed, working::WorkingDays},
    ids::Ref,
};

/// A case taken in on the day that the sheet tells, its clock running since then; and what is done at once in the name of the
/// township's government `own`: it takes on what the sheet says is its own, and asks another unit to take on what the sheet
/// says is that one's. Nobody is made an owner without a word of its own.
pub fn begun(
    row: &Incoming,
    own: Option<&Ref>,
    account: Uuid,
    today: crate::day::Day,
    days: &WorkingDays,
) -> Result<(Case, Vec<Act>), Refusal> {
    let mut case = Case::taken_in(allowed(row.kind, row.urgent), row.raised);
    let Some(own) = own else { return Ok((case, Vec::new())) };
    let acts = match (&row.handler, row.progress) {
        (Some(other), _) if other != own => vec![Act::Offer { to: other.clone() }],
        (None, Progress::Received | Progress::Over) => Vec::new(),
        (_, Progress::InProgress) => vec![Act::Accept, Act::Begin],
        _ => vec![Act::Accept],
    };
    let by = Doer { account, side: Side::Unit(own.clone()) };
    for act in &acts {
        case = case.after(&by, act, today, days)?;
    }
    Ok((case, acts))
}
