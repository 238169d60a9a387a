//! The machinery under every area: storage, transactions, verbs, errors, pages, jobs, assets, the feed of changes.
//!
//! Owns `change`, `change_counter`.

pub mod act;
pub mod ask;
pub mod assets;
pub mod backup;
pub mod bulk;
pub mod clock;
pub mod db;
pub mod direct;
pub mod docs;
pub mod error;
pub mod estimates;
pub mod feed;
pub mod http;
pub mod jobs;
pub mod limits;
pub mod migrate;
pub mod openapi;
pub mod page;
pub mod together;
pub mod value;
pub mod verb;
mod writer;
