//! The parts of the archive: which there are, and how large they become.

use std::io::{Cursor, Read};

use zip::{ZipArchive, read::ZipFile};

use super::{Limits, kind::zip_or_refusal, scan::Scan};
use crate::Refusal;

/// What a workbook holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Bytes of all its parts, unpacked.
    pub unpacked: u64,
    /// Rows of all its sheets.
    pub rows: u64,
    /// Cells of all its sheets.
    pub cells: u64,
}

/// Says what is wrong with a file that is no sound workbook of a sane size. It unpacks every part once, keeps nothing of
/// it, and stops at the first bound that is passed: quick, and in little memory, whatever the bytes are.
pub fn guard(bytes: &[u8], limits: &Limits) -> Result<Size, Refusal> {
    let size = bytes.len() as u64;
    if size > limits.file {
        return Err(Refusal::TooLarge { bytes: size, most: limits.file });
    }
    zip_or_refusal(bytes)?;
    let count = bytes.windows(4).filter(|window| window == b"PK\x01\x02").count() as u64;
    if count > limits.parts {
        return Err(Refusal::TooManyParts { count, most: limits.parts });
    }
    let damaged = |_| Refusal::Damaged { part: String::new() };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    is_workbook(&archive)?;
    declared(&mut archive, limits)?;
    let mut size = Size::default();
    for n in 0..archive.len() {
        one(&mut archive, n, limits, &mut size)?;
    }
    Ok(size)
}

fn is_workbook(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<(), Refusal> {
    let names: Vec<String> =
        archive.file_names().flatten().map(|name| name.replace('\\', "/").to_lowercase()).collect();
    let starts = |start: &str| names.iter().any(|name| name.trim_start_matches('/').starts_with(start));
    if starts("xl/workbook.bin") {
        Err(Refusal::Xlsb)
    } else if starts("xl/") && starts("_rels/") {
        Ok(())
    } else if starts("word/") {
        Err(Refusal::OtherOffice { program: "Word" })
    } else if starts("ppt/") {
        Err(Refusal::OtherOffice { program: "PowerPoint" })
    } else if starts("mimetype") && starts("content.xml") {
        Err(Refusal::Ods)
    } else {
        Err(Refusal::NotAWorkbook { seems: "ZIP" })
    }
}

/// What the archive itself says of its parts, before any is unpacked.
fn declared(archive: &mut ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), Refusal> {
    let mut unpacked: u64 = 0;
    for n in 0..archive.len() {
        let part = archive.by_index_raw(n).map_err(|_| Refusal::Damaged { part: String::new() })?;
        if part.encrypted() {
            return Err(Refusal::PasswordProtected);
        }
        unpacked = unpacked.saturating_add(part.size());
        let swollen = part.size() > 1 << 20 && part.size() / part.compressed_size().max(1) > limits.ratio;
        if swollen || unpacked > limits.unpacked {
            return Err(Refusal::Bomb { part: name(&part) });
        }
    }
    Ok(())
}

fn one(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    n: usize,
    limits: &Limits,
    size: &mut Size,
) -> Result<(), Refusal> {
    let mut part = archive.by_index(n).map_err(|_| Refusal::Damaged { part: String::new() })?;
    let name = name(&part);
    let packed = part.compressed_size().max(1);
    let picture = is_picture(name.as_bytes());
    let mut scan = Scan::new(limits, &name);
    let (mut own, mut buffer) = (0u64, vec![0; 64 << 10]);
    loop {
        let read = part.read(&mut buffer).map_err(|_| Refusal::Damaged { part: name.clone() })?;
        if read == 0 {
            break;
        }
        own += read as u64;
        size.unpacked += read as u64;
        if size.unpacked > limits.unpacked || (own > 1 << 20 && own / packed > limits.ratio) {
            return Err(Refusal::Bomb { part: name });
        }
        if !picture {
            scan.feed(&buffer[..read])?;
            if own > limits.small_part && scan.cells == 0 && !scan.has_texts() {
                return Err(Refusal::Bomb { part: name });
            }
        }
    }
    scan.finish()?;
    size.cells += scan.cells;
    size.rows += scan.rows;
    if size.cells > limits.cells {
        return Err(Refusal::TooManyRows { part: name, most: limits.cells });
    }
    Ok(())
}

fn name(part: &ZipFile<'_, Cursor<&[u8]>>) -> String {
    part.name().map(|name| name.chars().take(120).collect()).unwrap_or_default()
}

/// Whether a part is a picture or other matter that is never parsed as a sheet.
pub fn is_picture(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let ends = [
        ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".wdp", ".tif", ".tiff", ".bin", ".vml",
        ".svg",
    ];
    ends.iter().any(|end| name.ends_with(end.as_bytes()))
}
