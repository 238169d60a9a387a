//! Plans that are being worked on, kept in memory so that a pin is answered while the user looks.

/// The desk.
#[derive(Default)]
pub struct Desk {}
