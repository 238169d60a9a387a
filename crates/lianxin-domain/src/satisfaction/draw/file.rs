//! The file from which anybody replays a draw: plain lines.
//!
//! ```text
//! lianxin draw 1                       the statement, as it was hashed
//! draw …  / frame … / aim … / stratum CODE SIZE TAKE DIGEST
//!
//! commitment HEX                       what was shown before
//! first HEX                            these two once they are known
//! second TEXT
//!
//! labels CODE                          each stratum's labels, in rising order
//! LABEL …
//! sample CODE                          and those drawn, in the order of the draw
//! LABEL …
//! ```

use std::fmt;

use super::{Label, Seed, Statement, commitment, digest_of, hex, sample, seed, unhex};

/// A draw as its file tells it, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// What was fixed before.
    pub statement: Statement,
    /// What was shown before.
    pub commitment: [u8; 32],
    /// Its seed; none while the second secret is not known.
    pub seed: Option<Seed>,
    /// Those drawn, by stratum.
    pub drawn: Vec<Vec<Label>>,
}

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A line is not what the format wants there.
    NotADraw {
        /// The line, from 1.
        line: usize,
    },
    /// The first secret is not the one that was committed to with this statement.
    NotCommitted,
    /// A stratum's labels are not those of the statement: the frame was changed.
    FrameChanged {
        /// The stratum.
        stratum: String,
    },
    /// The sample is not the seed's.
    OtherSample {
        /// The stratum.
        stratum: String,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::NotADraw { line } => write!(f, "line {line} is not what a draw's file has there"),
            Refused::NotCommitted => {
                f.write_str("the first secret is not the one that was committed to with this frame")
            }
            Refused::FrameChanged { stratum } => {
                write!(f, "the frame of stratum {stratum} was changed after it was committed to")
            }
            Refused::OtherSample { stratum } => write!(f, "the seed draws others in stratum {stratum}"),
        }
    }
}

impl std::error::Error for Refused {}

/// The head of a file: statement and ceremony; `secrets` once both are known.
pub fn head(statement: &Statement, committed: &[u8; 32], secrets: Option<(&[u8; 32], &str)>) -> String {
    let mut text = format!("{}\ncommitment {}\n", statement.text(), hex(committed));
    if let Some((first, second)) = secrets {
        text += &format!("first {}\nsecond {second}\n", hex(first));
    }
    text + "\n"
}

/// The block of one stratum; `drawn` once it is.
pub fn block(name: &str, labels: &[Label], drawn: Option<&[Label]>) -> String {
    let mut text = String::with_capacity(17 * labels.len() + 64);
    let mut list = |word: &str, labels: &[Label]| {
        text += &format!("{word} {name}\n");
        for label in labels {
            text.extend(label.text().map(char::from));
            text.push('\n');
        }
    };
    list("labels", labels);
    if let Some(drawn) = drawn {
        list("sample", drawn);
    }
    text
}

/// Reads a file and draws again: everything in it follows from the two secrets and the frame, or it is refused.
pub fn replay(text: &str) -> Result<Draw, Refused> {
    let lines: Vec<&str> = text.lines().collect();
    let (statement, mut at) = Statement::read(&lines).ok_or(Refused::NotADraw { line: 1 })?;
    let wrong = |at: usize| Refused::NotADraw { line: at + 1 };
    let take = |at: &mut usize, name: &str| {
        let found = lines.get(*at).and_then(|line| line.strip_prefix(name));
        *at += usize::from(found.is_some());
        found
    };
    take(&mut at, "").filter(|line| line.is_empty()).ok_or_else(|| wrong(at))?;
    let committed = take(&mut at, "commitment ").and_then(unhex).ok_or_else(|| wrong(at))?;
    let known = match take(&mut at, "first ") {
        None => None,
        Some(first) => {
            let first = unhex::<32>(first).ok_or_else(|| wrong(at))?;
            let second = take(&mut at, "second ").ok_or_else(|| wrong(at))?;
            if commitment(&first, &statement.digest()) != committed {
                return Err(Refused::NotCommitted);
            }
            Some(seed(&first, second, &statement.digest()))
        }
    };
    take(&mut at, "").filter(|line| line.is_empty()).ok_or_else(|| wrong(at))?;
    let mut drawn = Vec::new();
    for cell in &statement.cells {
        let labels = listed(&lines, &mut at, "labels", &cell.name).ok_or_else(|| wrong(at))?;
        let rising = labels.windows(2).all(|pair| pair[0] < pair[1]);
        if !rising || labels.len() as u64 != cell.size || digest_of(&labels) != cell.digest {
            return Err(Refused::FrameChanged { stratum: cell.name.clone() });
        }
        let Some(seed) = &known else { continue };
        let told = listed(&lines, &mut at, "sample", &cell.name).ok_or_else(|| wrong(at))?;
        let most = usize::try_from(cell.take).map_err(|_| wrong(at))?;
        let own: Vec<Label> = sample(seed, &labels, most).into_iter().map(|n| labels[n]).collect();
        if own != told {
            return Err(Refused::OtherSample { stratum: cell.name.clone() });
        }
        drawn.push(own);
    }
    if at != lines.len() {
        return Err(wrong(at));
    }
    Ok(Draw { statement, commitment: committed, seed: known, drawn })
}

/// The labels below a line `word name`.
fn listed(lines: &[&str], at: &mut usize, word: &str, name: &str) -> Option<Vec<Label>> {
    let head = lines.get(*at)?.strip_prefix(word)?.strip_prefix(' ')?;
    if head != name {
        return None;
    }
    *at += 1;
    let labels: Vec<Label> = lines[*at..].iter().map_while(|line| Label::of(line)).collect();
    *at += labels.len();
    Some(labels)
}
