//! A look at a file before anything parses it: what it is, and whether it is sound and of a sane size.

mod archive;
mod kind;
mod limits;
mod scan;

pub use archive::{Size, guard};
pub use limits::Limits;
