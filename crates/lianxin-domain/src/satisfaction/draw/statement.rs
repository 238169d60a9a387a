//! What a draw fixes before its seed is known, as a text that everybody can read and hash.

use sha2::{Digest, Sha256};

use super::{Label, hex};

/// A stratum: how many units it has, how many are drawn, and the digest of its labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its name: a place's code.
    pub name: String,
    /// Units.
    pub size: u64,
    /// How many are drawn.
    pub take: u64,
    /// [`digest_of`] its labels.
    pub digest: [u8; 32],
}

/// What is fixed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The draw's id.
    pub draw: String,
    /// Who can be drawn, where and of which days, in one line.
    pub frame: String,
    /// What for and how, in one line.
    pub aim: String,
    /// The strata, in the order of their names.
    pub cells: Vec<Cell>,
}

const HEAD: &str = "lianxin draw 1";

/// The digest of a stratum's labels in their order: SHA-256 of each label's text and a line feed.
pub fn digest_of(labels: &[Label]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for label in labels {
        hash.update(label.text());
        hash.update(b"\n");
    }
    hash.finalize().into()
}

impl Statement {
    /// The text: a head, three lines, a line for each stratum; each ends with a line feed.
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}\ndraw {}\nframe {}\naim {}\n", self.draw, self.frame, self.aim);
        for cell in &self.cells {
            text += &format!("stratum {} {} {} {}\n", cell.name, cell.size, cell.take, hex(&cell.digest));
        }
        text
    }

    /// SHA-256 of the text.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.text().as_bytes()).into()
    }

    /// The statement at the start of a file's lines, and how many lines it has.
    pub fn read(lines: &[&str]) -> Option<(Statement, usize)> {
        let field = |n: usize, name: &str| {
            lines.get(n).and_then(|line: &&str| line.strip_prefix(name)).map(str::to_owned)
        };
        if lines.first() != Some(&HEAD) {
            return None;
        }
        let mut statement = Statement {
            draw: field(1, "draw ")?,
            frame: field(2, "frame ")?,
            aim: field(3, "aim ")?,
            cells: Vec::new(),
        };
        for line in lines[4..].iter().map_while(|line| line.strip_prefix("stratum ")) {
            let words: Vec<&str> = line.split(' ').collect();
            let [name, size, take, digest] = words.try_into().ok()?;
            let (size, take) = (size.parse().ok()?, take.parse().ok()?);
            statement.cells.push(Cell { name: name.into(), size, take, digest: super::unhex(digest)? });
        }
        let read = 4 + statement.cells.len();
        // Only the canonical spelling counts: whatever reads the same must hash the same.
        let same = statement.text().lines().eq(lines[..read].iter().copied());
        same.then_some((statement, read))
    }
}
