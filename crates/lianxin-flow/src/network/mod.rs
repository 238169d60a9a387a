//! General min-cost flow with lower bounds and capacities, by the primal network simplex.
//!
//! Dantzig (1951) for the method, Cunningham (1976) for the strongly feasible trees that keep it from
//! cycling, block search for the entering arc after Grigoriadis (1986) as in LEMON (Király and Kovács 2012).
//! Node potentials are the certificate; where there is no flow, a violated cut is.

mod problem;
mod simplex;
mod tree;

pub use problem::{Cut, Edge, Flow, MAX_EDGE_COST, MAX_FLOW, Misshapen, Network};
