//! Exchange: workbooks in and out.
//!
//! Owns `import`, `import_file`, `import_problem`, `import_change`.

pub mod routes;
pub mod store;
