//! Exchange: workbooks in and out. A roster is uploaded, previewed with every problem and every change, committed all or
//! nothing, and can be undone while nothing later rests on it.
//!
//! Owns `import`, `import_problem`, `import_change`. The workbook itself stays in memory.

pub mod apply;
pub mod export;
pub mod preview;
pub mod routes;
pub mod store;
pub mod undo;
pub mod uploads;
