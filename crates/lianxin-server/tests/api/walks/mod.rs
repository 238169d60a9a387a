//! Walks over everything that is registered: every statement on both engines, equal schemas, fresh documents, the access
//! table cell by cell, and what every answer shows to whom.

mod access_table;
mod documents;
mod shown;
mod statements;
