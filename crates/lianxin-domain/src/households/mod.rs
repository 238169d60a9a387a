//! Households: what their standings are, which classes of facts there are and who may be shown them, what stays masked.

mod classes;
mod guardian;
pub mod import;
mod mask;
mod purpose;
mod standing;

pub use classes::{FactClass, Reach, Verdict, verdict};
pub use guardian::is_guardian;
pub use mask::{masked_name, masked_text};
pub use purpose::{BadPurpose, Purpose};
pub use standing::{Standing, StandingKind, did_of};
