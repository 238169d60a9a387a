//! Walks over everything that is registered: every statement on both engines, equal schemas, fresh documents, the access
//! table cell by cell.

mod access_table;
mod documents;
mod statements;
