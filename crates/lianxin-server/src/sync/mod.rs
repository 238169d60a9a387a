//! Sync: devices that keep a copy, pushes that are taken once, pulls that miss nothing.
//!
//! Owns `device`. What is pushed goes through the same functions as the other verbs.
