//! A walk over the tags of a part while it is unpacked, which counts what would take memory or time to parse.

use super::Limits;
use crate::Refusal;

const LONGEST_TAG: usize = 1024;
const LONGEST_RUN: u64 = 1 << 20;
const DEEPEST: u32 = 256;
const MOST_MERGES: u64 = 300_000;

/// What was counted in one part.
pub struct Scan<'l> {
    limits: &'l Limits,
    part: &'l str,
    tag: Vec<u8>,
    in_tag: bool,
    run: u64,
    depth: u32,
    row_cells: u64,
    merges: u64,
    texts: u64,
    promised_texts: u64,
    /// Rows seen.
    pub rows: u64,
    /// Cells seen.
    pub cells: u64,
}

impl<'l> Scan<'l> {
    /// Of a part.
    pub fn new(limits: &'l Limits, part: &'l str) -> Scan<'l> {
        Scan {
            limits,
            part,
            tag: Vec::with_capacity(LONGEST_TAG),
            in_tag: false,
            run: 0,
            depth: 0,
            rows: 0,
            row_cells: 0,
            merges: 0,
            texts: 0,
            promised_texts: 0,
            cells: 0,
        }
    }

    /// The next bytes of the part.
    pub fn feed(&mut self, mut bytes: &[u8]) -> Result<(), Refusal> {
        while !bytes.is_empty() {
            let sought = if self.in_tag { b'>' } else { b'<' };
            let found = bytes.iter().position(|&b| b == sought);
            let end = found.unwrap_or(bytes.len());
            self.run += end as u64;
            if self.run > LONGEST_RUN {
                return Err(self.bomb());
            }
            if self.in_tag {
                let room = LONGEST_TAG - self.tag.len();
                self.tag.extend_from_slice(&bytes[..end.min(room)]);
            }
            if found.is_none() {
                break;
            }
            if self.in_tag {
                let closed =
                    end.checked_sub(1).map(|before| bytes[before]).or(self.tag.last().copied()) == Some(b'/');
                self.tag(closed)?;
                self.tag.clear();
            }
            self.in_tag = !self.in_tag;
            self.run = 0;
            bytes = &bytes[end + 1..];
        }
        Ok(())
    }

    /// Whether it is the table of texts.
    pub fn has_texts(&self) -> bool {
        self.texts > 0
    }

    /// What can only be said at the end.
    pub fn finish(&self) -> Result<(), Refusal> {
        // A table of texts that promises far more than it holds makes a reader reserve the memory.
        if self.promised_texts > self.texts.saturating_mul(4) + 65_536 {
            return Err(Refusal::Damaged { part: self.part.to_owned() });
        }
        Ok(())
    }

    fn tag(&mut self, closed: bool) -> Result<(), Refusal> {
        let tag = self.tag.as_slice();
        match tag.first() {
            Some(b'/') => {
                self.depth = self.depth.saturating_sub(1);
                return Ok(());
            }
            Some(b'!') if tag.starts_with(b"!DOCTYPE") || tag.starts_with(b"!ENTITY") => {
                return Err(Refusal::Damaged { part: self.part.to_owned() });
            }
            Some(b'?' | b'!') | None => return Ok(()),
            _ => {}
        }
        if !closed {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(self.bomb());
            }
        }
        let end = tag.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(tag.len());
        let name = &tag[..end];
        let name = name.iter().position(|&b| b == b':').map_or(name, |colon| &name[colon + 1..]);
        match name {
            b"c" => self.cell(),
            b"row" => self.row(),
            b"si" => {
                self.texts += 1;
                Ok(())
            }
            b"sst" => self.promise(),
            b"dimension" => self.reference("ref"),
            b"mergeCell" => {
                self.merges += 1;
                if self.merges > MOST_MERGES { Err(self.bomb()) } else { Ok(()) }
            }
            b"Relationship" => self.relationship(),
            _ => Ok(()),
        }
    }

    fn row(&mut self) -> Result<(), Refusal> {
        self.row_cells = 0;
        self.rows += 1;
        let named = attribute(&self.tag, b"r").and_then(number).unwrap_or(0);
        if self.rows.max(named) > self.limits.rows {
            return Err(Refusal::TooManyRows { part: self.part.to_owned(), most: self.limits.rows });
        }
        Ok(())
    }

    fn cell(&mut self) -> Result<(), Refusal> {
        self.cells += 1;
        self.row_cells += 1;
        if self.row_cells > self.limits.columns {
            return Err(self.too_wide());
        }
        if self.cells > self.limits.cells {
            return Err(Refusal::TooManyRows { part: self.part.to_owned(), most: self.limits.cells });
        }
        self.reference("r")
    }

    fn promise(&mut self) -> Result<(), Refusal> {
        self.promised_texts =
            attribute(&self.tag, b"uniqueCount").map_or(0, |text| number(text).unwrap_or(u64::MAX));
        Ok(())
    }

    /// Checks the columns of an attribute like `A1` or `A1:XFD20`.
    fn reference(&mut self, name: &str) -> Result<(), Refusal> {
        let text = attribute(&self.tag, name.as_bytes()).unwrap_or_default();
        for corner in text.split(|&b| b == b':') {
            let letters =
                corner.iter().filter(|b| **b != b'$').take_while(|b| b.is_ascii_alphabetic()).take(8);
            let column = letters.fold(0u64, |n, b| n * 26 + u64::from(b.to_ascii_uppercase() - b'A') + 1);
            if column > self.limits.columns {
                return Err(self.too_wide());
            }
        }
        Ok(())
    }

    /// A sheet must not hide in a part that is not looked at.
    fn relationship(&mut self) -> Result<(), Refusal> {
        let kind = attribute(&self.tag, b"Type").unwrap_or_default();
        let target = attribute(&self.tag, b"Target").unwrap_or_default();
        let read = [&b"/worksheet"[..], b"/sharedStrings", b"/styles", b"/theme", b"/officeDocument"];
        if read.iter().any(|end| kind.ends_with(end)) && super::archive::is_picture(target) {
            return Err(Refusal::Damaged { part: self.part.to_owned() });
        }
        Ok(())
    }

    fn bomb(&self) -> Refusal {
        Refusal::Bomb { part: self.part.to_owned() }
    }

    fn too_wide(&self) -> Refusal {
        Refusal::TooManyColumns { part: self.part.to_owned(), most: self.limits.columns }
    }
}

/// The value of an attribute within a tag.
fn attribute<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let mut rest = tag;
    loop {
        let gap = rest.iter().position(u8::is_ascii_whitespace)?;
        rest = rest[gap..].trim_ascii_start();
        let equals = rest.iter().position(|&b| b == b'=')?;
        let (key, value) = (rest[..equals].trim_ascii_end(), rest[equals + 1..].trim_ascii_start());
        let (&quote, value) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
        let end = value.iter().position(|&b| b == quote)?;
        if key == name {
            return Some(&value[..end]);
        }
        rest = &value[end + 1..];
    }
}

fn number(text: &[u8]) -> Option<u64> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(xml: &str) -> Result<u64, &'static str> {
        let limits = Limits { rows: 100, columns: 26, cells: 1000, ..Limits::default() };
        // Every way to cut the bytes must give the same answer.
        let mut answers: Vec<Result<u64, &'static str>> = [1, 2, 7, 4096]
            .into_iter()
            .map(|size| {
                let mut scan = Scan::new(&limits, "xl/worksheets/sheet1.xml");
                let fed = xml.as_bytes().chunks(size).try_for_each(|chunk| scan.feed(chunk));
                fed.and_then(|()| scan.finish()).map(|()| scan.cells).map_err(|refusal| refusal.code())
            })
            .collect();
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        answers.remove(0)
    }

    #[test]
    fn what_takes_memory_is_counted() {
        let many = format!("<row>{}</row>", "<c/>".repeat(27));
        let deep = "<a>".repeat(300);
        let long = format!("<t>{}</t>", "x".repeat(2 << 20));
        let rows = "<row></row>".repeat(101);
        let cases = [
            (r#"<x:row r="1"><x:c r="Z1"><v>1</v></x:c><c r='A1'/></x:row>"#, Ok(2)),
            (r#"<c r="AA1"/>"#, Err("too_many_columns")),
            (r#"<dimension ref="A1:BDWGN1"/>"#, Err("too_many_columns")),
            (r#"<row r="101"/>"#, Err("too_many_rows")),
            (r#"<sst count="9" uniqueCount="99999999999999"><si/></sst>"#, Err("damaged")),
            (r#"<!DOCTYPE a [<!ENTITY b "c">]><a/>"#, Err("damaged")),
            (many.as_str(), Err("too_many_columns")),
            (deep.as_str(), Err("bomb")),
            (long.as_str(), Err("bomb")),
            (rows.as_str(), Err("too_many_rows")),
        ];
        for (xml, expected) in cases {
            assert_eq!(scan(xml), expected, "{}", &xml[..xml.len().min(80)]);
        }
    }
}
