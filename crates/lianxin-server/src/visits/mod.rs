//! Visits: what officials heard and promised, append-only, and the roll-ups that go with it.
//!
//! Owns `visit`, `visit_official`, `statement`, `need`, `promise`, `visit_week`, `promise_week`, `household_reach`, `reach`.
