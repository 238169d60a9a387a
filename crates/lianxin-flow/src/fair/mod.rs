//! Fairness as a choice, exact and certified: the sum, the worst first, or grade by grade.
//!
//! A plain sum lets one agent pay for the comfort of many. [`Fairness`] says how the load is shared instead:
//!
//! * [`Fairness::Sum`]: the least sum of costs.
//! * [`Fairness::WorstFirst`]: the dearest arc taken is as cheap as can be (bottleneck: Garfinkel 1971), then
//!   the least sum.
//! * [`Fairness::Leximin`]: as few arcs as can be in the worst grade, then in the next, and so on (leximin:
//!   Rawls 1971; Sen 1970), then the least sum. With every cost a grade of its own this is the leximin order
//!   itself.
//!
//! [`narrow`] does all but the last stage: it leaves the same problem with exactly those plans that are
//! optimal so far, so that everything that works on a problem (a session, questions, certificates) works on
//! the fair one. The price is reported by comparing two [`Report`]s.
//!
//! # How a stage is kept while the next is solved
//!
//! A stage's prices say which plans are optimal: by complementary slackness all those, and only those, that
//! take every arc below their agent's threshold and none above, fill every node of positive price and leave
//! every node of negative price at its lower bound. That face of the polytope is a problem of the same shape
//! (arcs pinned or banned, bounds closed), so each stage is an ordinary exact solve. The prices of all stages
//! together, compared lexicographically, are the certificate (Isermann 1982).

mod choice;
mod face;
mod report;
mod stages;

pub use choice::{Fairness, Grades};
pub use report::Report;
pub use stages::{Fair, Narrowed, Proof, narrow};
