//! Access: who signs in, with which rights, and the line that every write leaves.
//!
//! Owns `account`, `role_grant`, `session`, `audit`, `access_event`, `setting`, `approval`, `approval_voice`. The one decision is `lianxin_domain::access::decide`.

pub mod approvals;
pub mod basic;
pub mod outsider;
pub mod passwords;
pub mod reveal;
pub mod routes;
pub mod sessions;
pub mod store;
pub mod throttle;
