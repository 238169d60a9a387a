//! The server of Lianxin. `engine` is the machinery; every other folder is an area, in the order of dependency:
//! `places`, `access`, `log`, `people`, `links`, `households`, `visits`, `satisfaction`, `oversight`, `exchange`, `sync`.

pub mod access;
pub mod app;
pub mod cases;
pub mod engine;
pub mod exchange;
pub mod households;
pub mod keys;
pub mod links;
pub mod log;
pub mod oversight;
pub mod people;
pub mod places;
pub mod satisfaction;
pub mod server;
pub mod sync;
pub mod visits;

pub use app::{App, Config};
pub use server::{router, serve, verbs};
