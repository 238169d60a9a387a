//! Files: the `.bin` instances, DIMACS minimum-cost-flow problems, plan files; recognition of the special
//! shapes in a general network.

mod bin;
mod claim;
mod dimacs;
mod error;
mod plan;
mod shape;

pub use bin::Instance;
pub use claim::{Claim, ClaimKind};
pub use dimacs::read_dimacs;
pub use error::FormatError;
pub use plan::{PlanFile, read_plan, write_plan};
pub use shape::{Graph, Shape, recognise};
