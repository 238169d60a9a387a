//! Stories told over HTTP on both engines, and walks over everything that is registered.

mod kit;

mod access;
mod approvals;
mod cases;
mod cases_asked;
mod cases_board;
mod cases_documents;
mod cases_joint;
mod cases_more;
mod cases_sealed;
mod cases_search;
mod dockets;
mod exchange;
mod exports;
mod households;
mod in_full;
mod links;
mod openrosa;
mod oversight;
mod oversight_cases;
mod oversight_cuts;
mod places;
mod registers;
mod satisfaction;
mod satisfaction_ends;
mod simulation;
mod sync;
mod visits;
mod walks;
mod writer;
