//! Many to few: agents take places that sit in a tree of capacities.
//!
//! * [`Spread`] is the problem, made by a [`SpreadBuilder`]; [`Spread::solve`] gives a [`Solution`].
//! * The solver keeps one price per capacity node and none per agent. Every agent takes the cheapest of cost
//!   plus full price, so only nodes outside their bounds are wrong; these are repaired one unit at a time
//!   along shortest paths over the nodes (successive shortest paths with node potentials: Edmonds and Karp
//!   1972; Tomizawa 1971), the step from one place to another being the cheapest agent that would move.
//! * Where many nodes are wrong, damped price passes (subgradient: Held, Wolfe and Crowder 1974; auction:
//!   Bertsekas 1988) shrink the imbalance before the exact finish. They only choose where it starts.

mod control;
mod cut;
mod engine;
mod infeasible;
mod malformed;
mod parts;
mod passes;
mod plan;
mod problem;
mod reverse;
mod search;
mod solve;
mod start;

pub use control::{Control, Phase, Progress, Stopped};
pub use infeasible::Infeasible;
pub use malformed::Malformed;
pub use parts::Part;
pub use plan::{Plan, Solution};
pub use problem::{ArcState, Capacity, MAX_COST, MAX_LOWER, Spread, SpreadBuilder};

pub(crate) use engine::{Engine, NONE, Seat, Undo};
pub(crate) use problem::{Arc, FLAGS, bounds_hold, index};
pub(crate) use search::{Direction, Search};
