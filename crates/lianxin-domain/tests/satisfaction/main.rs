//! Draws replayed, intervals run many times, released figures attacked.

#[path = "../../examples/intervals/chance.rs"]
mod chance;
#[path = "../../examples/intervals/designs.rs"]
mod designs;
mod differencing;
mod draws;
mod intervals;
