//! Plans, proofs and snapshots over small and synthetic cities.

mod city;
mod plans;
mod proofs;
mod sharing;
