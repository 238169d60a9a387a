//! The workbooks of `fixtures/`, read, checked and given back.

mod dockets;
mod messy;
mod refused;
mod registers;

use std::path::Path;

/// The bytes of a fixture.
fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name);
    std::fs::read(path).expect("the fixture is in the repository")
}
