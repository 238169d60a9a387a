//! Marks: words that stand for one piece of data each, found wherever an answer shows it.

use std::io::{Cursor, Read};

use lianxin_domain::access::Class;

use crate::kit::caller::Reply;

/// The village that most callers have to do with.
pub const HERE: &str = "370811002001";
/// One in the other county.
pub const THERE: &str = "370812001001";

/// What a resident is known by, as long as nobody has given it away: piece of data and its class.
const OF_RESIDENTS: &[(&str, Class)] = &[
    ("head", Class::Roster),
    ("house", Class::Roster),
    ("resident", Class::Roster),
    ("holder", Class::Roster),
    ("source", Class::Roster),
    ("contact", Class::Contact),
    ("hardship", Class::Hardship),
    ("health", Class::Health),
    ("money", Class::Money),
    ("minor", Class::Minor),
    ("agreed", Class::Talks),
    ("private", Class::Talks),
    ("hall", Class::Talks),
    ("need", Class::Talks),
    ("promise", Class::Talks),
    ("deed", Class::Talks),
    ("told", Class::Talks),
    ("kept", Class::Talks),
    ("plea", Class::Talks),
    ("plight", Class::Talks),
    ("portion", Class::Talks),
    ("paper", Class::Talks),
    ("wish", Class::Talks),
    ("accused", Class::Talks),
    ("grudge", Class::Talks),
    ("retold", Class::Talks),
    ("once", Class::Talks),
    ("erased", Class::Roster),
    ("newhead", Class::Roster),
    ("newresident", Class::Roster),
    ("newcontact", Class::Contact),
    ("newhealth", Class::Health),
    ("badhead", Class::Roster),
    ("badcontact", Class::Contact),
    ("badhardship", Class::Hardship),
    ("newneed", Class::Talks),
    ("badneed", Class::Talks),
];

/// Everything else that is not everybody's.
const OF_OTHERS: &[&str] = &[
    "why",
    "matter",
    "alarm",
    "errand",
    "newmatter",
    "badmatter",
    "regret",
    "cadrephone",
    "cadrecode",
    "cadredigest",
    "unitphone",
    "elder",
    "elderphone",
    "login",
    "phone",
    "complaint",
    "answerme",
    "pin",
    "emergency",
    "forgotten",
];

/// One piece of data, here or there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// What it is.
    pub what: &'static str,
    /// Whether it belongs to the village here.
    pub here: bool,
    /// As data about a resident: its class.
    pub class: Option<Class>,
}

impl Mark {
    /// The word that stands for it. Names keep their letters in pinyin, so that a mark is found there, too.
    pub fn word(&self) -> String {
        word(self.what, self.here)
    }

    /// As the table calls it.
    pub fn name(&self) -> String {
        format!("{}.{}", self.what, if self.here { "here" } else { "there" })
    }

    /// Its village.
    pub fn village(&self) -> &'static str {
        if self.here { HERE } else { THERE }
    }
}

/// The word for a piece of data.
pub fn word(what: &str, here: bool) -> String {
    format!("q{what}q{}", if here { "here" } else { "there" })
}

/// All marks.
pub fn all() -> Vec<Mark> {
    let residents = OF_RESIDENTS.iter().map(|(what, class)| (*what, Some(*class)));
    let others = OF_OTHERS.iter().map(|what| (*what, None));
    let both = |(what, class)| [true, false].map(|here| Mark { what, here, class });
    residents.chain(others).flat_map(both).collect()
}

/// The marks that an answer shows, in its body or its headers.
pub fn found<'a>(marks: &'a [Mark], reply: &Reply) -> Vec<&'a Mark> {
    let text = text(reply);
    marks.iter().filter(|mark| text.contains(&mark.word())).collect()
}

/// All that can be read in an answer, in small letters; a workbook is unpacked.
fn text(reply: &Reply) -> String {
    let mut all = format!("{:?}", reply.headers);
    match reply.bytes.starts_with(b"PK") {
        false => all += &String::from_utf8_lossy(&reply.bytes),
        true => {
            let mut book = zip::ZipArchive::new(Cursor::new(&reply.bytes)).expect("a workbook");
            for n in 0..book.len() {
                let mut bytes = Vec::new();
                book.by_index(n).expect("a part").read_to_end(&mut bytes).expect("readable");
                all += &String::from_utf8_lossy(&bytes);
            }
        }
    }
    all.to_lowercase()
}
