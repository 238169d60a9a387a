//! Cases: a need taken on, with an owner and a clock, until the office and the household have both said their word.
//!
//! Owns `matter`, `case_step`, `slip`, `resident_word`, `matter_cut`, `matter_due`, `owed_answer`, `matter_gram`, `saved_view`, `complaint`, `case_part`, `case_document`, `case_chunk`. What may be done when is decided by `lianxin_domain::cases`; whose task a
//! case is, by `hands`. Only whoever has the task reads its words and household, through `access::reveal`.

pub mod accused;
pub mod complaints;
pub mod cuts;
pub mod days;
pub mod documents;
pub mod hands;
pub mod intake;
pub mod owed;
pub mod parts;
pub mod police;
pub mod read;
pub mod routes;
pub mod row;
pub mod search;
pub mod sight;
pub mod store;
pub mod stuck;
pub mod tally;
pub mod tick;
pub mod views;
pub mod work;

use crate::engine::{ask::Among, db::Insert};

/// Every statement of this area, for the walk.
pub fn statements() -> Vec<&'static [&'static str]> {
    vec![
        read::STATEMENTS,
        store::STATEMENTS,
        stuck::STATEMENTS,
        owed::STATEMENTS,
        search::STATEMENTS,
        views::STATEMENTS,
        complaints::STATEMENTS,
        accused::STATEMENTS,
        police::STATEMENTS,
        sight::STATEMENTS,
        parts::STATEMENTS,
        documents::STATEMENTS,
        intake::STATEMENTS,
        cuts::STATEMENTS,
    ]
}

/// Every statement about ids of this area, for the walk.
pub fn among() -> Vec<&'static [Among]> {
    vec![read::AMONG, owed::AMONG, search::AMONG, police::AMONG, intake::AMONG]
}

/// Every multi-row insert of this area, for the walk.
pub const INSERTS: &[Insert] = &[
    store::STEP,
    intake::MATTER,
    store::SLIP,
    store::WORD,
    store::CUT,
    store::DUE,
    owed::OWE,
    search::GRAM,
    views::VIEW,
    complaints::COMPLAINT,
    parts::PART,
    documents::DOCUMENT,
    documents::CHUNK,
];
