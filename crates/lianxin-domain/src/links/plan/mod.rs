//! Plans: from facts and rules to optimal, certified, explained links; changed by pins and bans while the user looks.
//!
//! `scope` what is planned · `tiers` facts to problems · `draft` problems to networks · `part` one network, solved and warm ·
//! `planning` the whole plan · `choose` pins and bans · `explain` why · `moves` against today · `infeasible` whom the rules
//! leave out · `run` what is kept of a solve, and its check.

mod apportion;
mod choose;
mod draft;
mod explain;
mod infeasible;
mod moves;
mod part;
mod planning;
mod run;
mod scope;
mod tiers;

pub use choose::Effect;
pub use draft::{Side, Stage};
pub use explain::{Rival, Served, TierTotals, Why};
pub use infeasible::{Infeasible, Lack, Relax};
pub use moves::Moves;
pub use planning::{Planned, Planning, Stop};
pub use run::{Input, Output, PartOutput, check};
pub use scope::{Choice, ChoiceKind, Mode, Scope, Watch};
