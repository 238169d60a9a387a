//! Why a file could not be written.

/// Writing failed inside the program: no fault of who asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file could not be written: {0}")]
pub struct Unwritable(pub String);

impl From<rust_xlsxwriter::XlsxError> for Unwritable {
    fn from(why: rust_xlsxwriter::XlsxError) -> Unwritable {
        Unwritable(why.to_string())
    }
}

impl From<parquet::errors::ParquetError> for Unwritable {
    fn from(why: parquet::errors::ParquetError) -> Unwritable {
        Unwritable(why.to_string())
    }
}

impl From<std::io::Error> for Unwritable {
    fn from(why: std::io::Error) -> Unwritable {
        Unwritable(why.to_string())
    }
}
