//! A village's register as a workbook: what its rows mean, what is wrong with them, what they change.
//!
//! A workbook becomes a [`Register`] (in `lianxin-sheets`), [`check`] resolves it into [`Incoming`] households and problems
//! (which never quote what will be sealed), [`difference`] compares these with today.

mod check;
mod difference;
mod list;
mod matching;
mod record;
mod register;
mod says;

pub use check::{Checked, check};
pub use difference::{Difference, difference, many_left};
pub use list::{Listed, listed};
pub use matching::house_key;
pub use record::{FactsOf, HouseholdRecord, Incoming, Known, Person};
pub use register::{MemberRow, Register, quoted};
