//! Households: who lives behind which door, their dated standings, their sealed facts and keys.
//!
//! Owns `household`, `resident`, `standing`, `household_key`, `sealed_fact`, `household_count`. Whatever identifies a resident
//! leaves this room through `access::reveal`.
