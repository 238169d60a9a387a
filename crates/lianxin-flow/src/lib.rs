//! Exact integer min-cost flow for linking many to few: capacities in a tree, certificates, warm re-solve.
//!
//! | module | shape | answer |
//! | --- | --- | --- |
//! | [`spread`] | agents each take exactly so many different places; places sit in a tree of lower and upper bounds | [`Plan`] and one price per capacity node, or a Hall set |
//! | [`fair`] | the same: worst first, or grade by grade, then the sum | the fairest plan and lists of prices |
//! | [`session`] | the same problem while it changes: pins, bans, costs, bounds, agents | [`Delta`], or the session unchanged and a Hall set |
//! | [`limit`] | at most so many moves away from today's plan | a plan within the limit, a lower bound |
//! | [`assign`] | every row one column, every column at most one row | columns and one price per column |
//! | [`network`] | any min-cost flow with lower bounds and capacities | flows and node potentials, or a violated cut |
//! | [`certificate`] | checks each of these answers from the problem alone | the objective, or why it is refused |
//! | [`formats`] | `.bin` and DIMACS files, plan files, recognition of the special shapes | |
//!
//! All numbers are integers; there is no floating point, clock or randomness in the crate, and the same input
//! gives the same plan at any number of threads.
//!
//! # A worked story
//!
//! Three nurses go to two clinics. The first clinic has one bed for a nurse, the second wants at least one
//! and has two. A link costs the minutes of the way.
//!
//! ```
//! use lianxin_flow::{Capacity, Change, Session, Spread, certificate};
//!
//! let mut builder = Spread::builder(vec![Capacity::new(0, 1), Capacity::new(1, 2)]);
//! builder.agent(1, &[(0, 10), (1, 40)]);
//! builder.agent(1, &[(0, 15), (1, 20)]);
//! builder.agent(1, &[(0, 12), (1, 30)]);
//! let spread = builder.build()?;
//!
//! let solution = spread.solve()?;
//! assert_eq!(solution.objective, 10 + 20 + 30);
//! assert_eq!(solution.places_of(0), [0]);
//!
//! // The certificate: the bed at the first clinic is worth between 18 and 30 minutes. The checker trusts
//! // neither the plan nor the prices.
//! assert_eq!(certificate::check(&spread, &solution.plan, &solution.prices)?, 60);
//!
//! // The third nurse must go to the first clinic: re-solved from where we stand.
//! let mut session = Session::new(spread)?;
//! assert_eq!(session.what_if(2, 0).expect("there is such a way").exact, Some(12));
//! let delta = session.apply(&[Change::Pin { agent: 2, place: 0 }])?;
//! assert_eq!((delta.objective_before, delta.objective_after), (60, 12 + 40 + 20));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Prices
//!
//! With one price per capacity node, the *full price* of a place is the sum of the prices from it up to the
//! root of its tree. Every agent takes the places that are cheapest by cost plus full price; a node with a
//! positive price is full, one with a negative price is at its lower bound. That is all a certificate says,
//! and it proves the optimum by linear programming duality.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod assign;
pub mod certificate;
pub mod fair;
pub mod formats;
pub mod limit;
pub mod network;
pub mod session;
pub mod spread;

pub use session::{Change, Delta, Moved, Rejected, RunnerUp, Session, WhatIf};
pub use spread::{
    ArcState, Capacity, Control, Infeasible, MAX_COST, MAX_LOWER, Malformed, Part, Phase, Plan, Progress,
    Solution, Spread, SpreadBuilder, Stopped,
};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
