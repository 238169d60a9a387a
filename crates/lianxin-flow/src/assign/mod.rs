//! One to one: every row takes exactly one column, every column is taken at most once.
//!
//! Rows first bid for columns in an auction (Bertsekas 1979) without slack, as in the augmenting row
//! reduction of Jonker and Volgenant (1987); what is left is finished by shortest augmenting paths. Prices
//! on the columns are the certificate: never negative, zero on a column nobody has, and every row sits on
//! its cheapest column by cost plus price. A full matrix ([`Dense`]) is solved through a sparse core.

mod auction;
mod dense;
mod paths;
mod problem;

pub use dense::Dense;
pub use problem::{Assign, AssignBuilder, Assignment, Shortage};
