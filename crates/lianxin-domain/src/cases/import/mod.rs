//! An office's own sheet of open matters: what its rows mean, what is wrong with them, what is there already.
//!
//! A workbook becomes a [`Docket`] (in `lianxin-sheets`), [`check`] resolves it into [`Incoming`] matters and problems,
//! [`houses`] finds whose they are, [`compare`] what the program has already, and [`begun`] the life they begin with.

mod begun;
mod check;
mod compare;
mod docket;
mod houses;
mod says;
mod wording;

pub use begun::begun;
pub use check::{Checked, Incoming, Stray, Unit, check};
pub use compare::{KnownMatter, Verdict, compare};
pub use docket::{Docket, MatterRow, quoted};
pub use houses::{House, houses};
pub use says::Progress;
