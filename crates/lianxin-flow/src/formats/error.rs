//! Why a file cannot be read.

use std::fmt;

use crate::network::Misshapen;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// The file begins like neither format.
    Unknown,
    /// The file is shorter or longer than its header says.
    Length,
    /// A line that is not understood, counted from one.
    Line {
        /// The line.
        line: usize,
    },
    /// The numbers do not make a network.
    Misshapen(Misshapen),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => write!(f, "neither a .bin instance nor a DIMACS min problem"),
            Self::Length => write!(f, "the file is not as long as its header says"),
            Self::Line { line } => write!(f, "line {line} is not understood"),
            Self::Misshapen(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for FormatError {}

impl From<Misshapen> for FormatError {
    fn from(why: Misshapen) -> Self {
        Self::Misshapen(why)
    }
}
