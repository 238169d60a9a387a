//! What a file is by its first bytes, never by its name; and pictures without what the camera wrote beside them.
//!
//! JPEG: ISO/IEC 10918-1 (1992), annex B; Exif 2.32 (JEITA CP-3451, 2019). PNG: W3C Recommendation, third edition (2025).
//! Office: ISO/IEC 29500-2 (zip), and the names of streams in MS-CFB.

use crate::people::words::words;
use serde::{Deserialize, Serialize};

/// Bytes of a file at the most: 10 MB.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// Files of a case at the most.
pub const MOST: usize = 20;

words! {
    /// What a file of a case may be.
    FileKind {
        /// Portable Document Format.
        Pdf = "pdf", "PDF";
        /// A photograph.
        Jpeg = "jpeg", "JPEG";
        /// A picture.
        Png = "png", "PNG";
        /// A text of Word before 2007.
        Doc = "doc", "Word";
        /// A text of Word.
        Docx = "docx", "Word";
        /// A table of Excel before 2007.
        Xls = "xls", "Excel";
        /// A table of Excel.
        Xlsx = "xlsx", "Excel";
    }
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAFile {
    /// Nothing in it.
    Empty,
    /// Larger than [`LARGEST`].
    TooLarge,
    /// Of none of the kinds.
    Unknown,
    /// It brings a program along.
    Macros,
    /// A picture that breaks off or is not built as pictures are.
    Broken,
}

impl FileKind {
    /// Its type for the browser.
    pub fn media(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
            FileKind::Doc => "application/msword",
            FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::Xls => "application/vnd.ms-excel",
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// How its name ends.
    pub fn ending(self) -> &'static str {
        if self == FileKind::Jpeg { "jpg" } else { self.word() }
    }
}

/// What a file is, and what is kept of it: all of it, or a picture without what was written beside it.
pub fn taken(bytes: &[u8]) -> Result<(FileKind, Vec<u8>), NotAFile> {
    if bytes.is_empty() {
        return Err(NotAFile::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(NotAFile::TooLarge);
    }
    let kind = kind(bytes)?;
    let kept = match kind {
        FileKind::Jpeg => super::strip::jpeg(bytes).ok_or(NotAFile::Broken)?,
        FileKind::Png => super::strip::png(bytes).ok_or(NotAFile::Broken)?,
        _ => bytes.to_vec(),
    };
    Ok((kind, kept))
}

fn kind(bytes: &[u8]) -> Result<FileKind, NotAFile> {
    const CFB: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    if begins(b"%PDF-") {
        return Ok(FileKind::Pdf);
    }
    if begins(&[0xff, 0xd8, 0xff]) {
        return Ok(FileKind::Jpeg);
    }
    if begins(b"\x89PNG\r\n\x1a\n") {
        return Ok(FileKind::Png);
    }
    if begins(b"PK\x03\x04") {
        // Names of parts stand in clear in a zip's directory.
        return office(
            bytes,
            |name| name.as_bytes().to_vec(),
            ["word/document.xml", "xl/workbook.xml"],
            &["vbaProject.bin"],
        )
        .map(|text| if text { FileKind::Docx } else { FileKind::Xlsx });
    }
    if begins(CFB) {
        let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        return office(bytes, wide, ["WordDocument", "Workbook"], &["_VBA_PROJECT"])
            .map(|text| if text { FileKind::Doc } else { FileKind::Xls });
    }
    Err(NotAFile::Unknown)
}

/// Whether it is a text or a table, neither of which may bring a program along.
fn office(
    bytes: &[u8],
    spelled: impl Fn(&str) -> Vec<u8>,
    [text, table]: [&str; 2],
    programs: &[&str],
) -> Result<bool, NotAFile> {
    let has = |name: &str| holds(bytes, &spelled(name));
    if programs.iter().any(|name| has(name)) {
        return Err(NotAFile::Macros);
    }
    match (has(text), has(table)) {
        (true, _) => Ok(true),
        (false, true) => Ok(false),
        _ => Err(NotAFile::Unknown),
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    let Some(first) = part.first() else { return true };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = &rest[at..];
        if rest.starts_with(part) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(name: &str) -> Vec<u8> {
        name.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn old(names: &[&str]) -> Vec<u8> {
        let mut file = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        names.iter().for_each(|name| file.extend(wide(name)));
        file
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let of = |bytes: &[u8]| taken(bytes).map(|(kind, _)| kind);
        assert_eq!(of(b"%PDF-1.7\n..."), Ok(FileKind::Pdf));
        assert_eq!(of(b"PK\x03\x04....word/document.xml"), Ok(FileKind::Docx));
        assert_eq!(of(b"PK\x03\x04....xl/workbook.xml"), Ok(FileKind::Xlsx));
        assert_eq!(of(b"PK\x03\x04....word/document.xml word/vbaProject.bin"), Err(NotAFile::Macros));
        assert_eq!(of(b"PK\x03\x04....AndroidManifest.xml"), Err(NotAFile::Unknown));
        assert_eq!(of(&old(&["WordDocument"])), Ok(FileKind::Doc));
        assert_eq!(of(&old(&["Workbook"])), Ok(FileKind::Xls));
        assert_eq!(of(&old(&["Workbook", "_VBA_PROJECT_CUR"])), Err(NotAFile::Macros));
        for other in [&b"MZ\x90\x00"[..], b"#!/bin/sh\n", b"<html>", b"<svg xmlns", b"GIF89a", b" %PDF-1.7"] {
            assert_eq!(of(other), Err(NotAFile::Unknown), "{other:?}");
        }
        assert_eq!(of(b""), Err(NotAFile::Empty));
        assert_eq!(of(&vec![b'%'; LARGEST + 1]), Err(NotAFile::TooLarge));
        assert_eq!(of(b"\xff\xd8\xff\xe0\x00"), Err(NotAFile::Broken));
    }
}
