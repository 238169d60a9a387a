//! People: units and officials, their posts, skills and tiers; what a roster says, what is wrong with it, what it changes.
//!
//! A workbook becomes a [`Roster`] (in `lianxin-sheets`), [`check`] resolves and validates it into [`Checked`] records
//! and [`Problem`]s, and [`difference`] compares these with today.

mod change;
mod check;
mod difference;
mod field;
mod gazetteer;
mod matching;
mod name;
mod numbers;
mod problem;
mod record;
mod roster;
mod spoken_words;
mod text;
mod unit_names;
pub(crate) mod words;

pub use change::{Change, ChangeKind, Difference};
pub use check::{Checked, Incoming, check};
pub use difference::difference;
pub use field::Field;
pub use gazetteer::{Found, Gazetteer};
pub use name::{name_key, person_name, person_spoken, usual as usual_name};
pub use numbers::{IdFacts, check_digit, id_facts, phone};
pub use problem::{Problem, ProblemCode, Said, Severity, masked};
pub use record::{
    Gender, OfficialRecord, Present, PresentOfficial, PresentUnit, UnitKey, UnitRecord, VillageRecord,
};
pub use roster::{IdNumber, OfficialRow, Origin, Roster, Sheet, SheetKind, UnitRow, VillageRow, letters};
pub use text::{compact, folded, tidy};
pub use unit_names::{Meant, UnitNames, unit_name_key};
pub use words::{Rank, Topic, UnitKind};
