//! Satisfaction: whom to ask, drawn so that nobody can steer it and anybody can replay it; what the answers say, with how far
//! they may be off; and which figures may be shown so that no single answer follows from them.
//!
//! Formulas and their sources: `docs/how-to/satisfaction.md`.

mod allocate;
mod areas;
pub mod draw;
mod estimate;
mod interval;
mod math;
mod order;
mod release;
mod response;
mod script;
mod size;

pub use allocate::{LEAST_STRATUM, Stratum, allocate, gather};
pub use areas::{Area, Common};
pub use estimate::{Answer, Estimate, StratumSize, mean, proportion};
pub use interval::{Interval, wilson, wilson_effective};
pub use math::normal;
pub use order::{Order, in_order};
pub use release::{Block, LEAST, MEASURES, Node, Shown, as_area, estimate_of, release};
pub use response::{Rates, rates};
pub use script::{ATTEMPTS, Answers, Frame, Heard, Measure, Outcome, Strata, again};
pub use size::{Aim, BadAim, size};
