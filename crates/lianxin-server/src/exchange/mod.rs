//! Exchange: workbooks in and out. A roster, a register of households or a sheet of open matters is uploaded, previewed with every problem and every
//! change, committed all or nothing, and can be undone while nothing later rests on it.
//!
//! Owns `import`, `import_problem`, `import_change`, `import_household`, `import_matter`, `import_key`. The workbook itself stays in memory.

pub mod apply;
pub mod docket;
pub mod export;
mod kind;
pub mod preview;
pub mod register;
pub mod routes;
pub mod store;
pub mod told;
pub mod undo;
pub mod uploads;

pub use kind::Kind;
