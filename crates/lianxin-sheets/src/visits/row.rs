//! What a file says of a visit: its columns, the same in every form.

use lianxin_domain::{
    day::Day,
    visits::{Did, How, PromiseState, RecordState},
};

/// A visit as it leaves. Who decides what may leave has done so before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitRow {
    /// The village's code.
    pub village_code: String,
    /// The village.
    pub village: String,
    /// Its township.
    pub township: String,
    /// The house number; written only into files with names.
    pub house: String,
    /// The household's name; written only into files with names.
    pub household: String,
    /// Whether it was a household; else the village as a whole.
    pub at_home: bool,
    /// The day.
    pub day: Day,
    /// How one met.
    pub how: How,
    /// What it was.
    pub did: Vec<Did>,
    /// Who came.
    pub officials: Vec<String>,
    /// What was said with consent and is not to be quoted.
    pub said: Vec<String>,
    /// What was said with consent and may be quoted without a name.
    pub quotable: Vec<String>,
    /// What was asked for.
    pub needs: Vec<String>,
    /// What was promised.
    pub promises: Vec<Promised>,
    /// Whether the record still counts.
    pub state: RecordState,
    /// The file's own mark, by which a copy is known; written only into files with names.
    pub mark: String,
}

/// A promise of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The words.
    pub words: String,
    /// The last day on which it is kept in time.
    pub due: Day,
    /// How it stands with it.
    pub state: PromiseState,
}

/// A cell's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A date.
    Day(Day),
    /// A number.
    Int(i64),
}

/// The type of a column's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A date.
    Day,
    /// A number.
    Int,
}

/// In which words a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Chinese.
    Chinese,
    /// The words of the API, for programs and for readers of English.
    Words,
}

/// A column.
pub struct Column {
    /// Its name for programs.
    pub name: &'static str,
    /// Its label in Chinese.
    pub zh: &'static str,
    /// Its label in English.
    pub en: &'static str,
    /// Its width in characters.
    pub width: f64,
    /// The type of its cells.
    pub kind: Kind,
    /// Whether it names a person, or is a file's that does.
    pub names: bool,
    /// Its value.
    pub cell: fn(&VisitRow, Tongue) -> Cell,
}

/// All columns, in their order.
const COLUMNS: &[Column] = &[
    column("village_code", "区划代码", "Village code", 14.0, Kind::Text, |row, _| {
        text(&row.village_code)
    }),
    column("village", "村（社区）", "Village", 18.0, Kind::Text, |row, _| text(&row.village)),
    column("township", "乡镇（街道）", "Township", 16.0, Kind::Text, |row, _| text(&row.township)),
    naming("house", "门牌号", "House", 10.0, |row, _| text(&row.house)),
    naming("household", "户主", "Household", 12.0, |row, _| text(&row.household)),
    column("met", "对象", "Met", 8.0, Kind::Text, |row, tongue| {
        text(tongue.of(if row.at_home { ("户", "household") } else { ("全村", "village") }))
    }),
    column("day", "日期", "Day", 11.0, Kind::Day, |row, _| Cell::Day(row.day)),
    column("how", "方式", "How", 9.0, Kind::Text, |row, tongue| {
        text(tongue.of((row.how.zh(), row.how.word())))
    }),
    column("did", "三老三户三同", "What it was", 16.0, Kind::Text, |row, tongue| {
        list(row.did.iter().map(|did| tongue.of((did.zh(), did.word()))), tongue.comma())
    }),
    naming("officials", "走访干部", "Officials", 16.0, |row, tongue| {
        list(row.officials.iter().map(String::as_str), tongue.comma())
    }),
    column("said", "反映（不可引用）", "Said, not to be quoted", 40.0, Kind::Text, |row, _| {
        lines(&row.said)
    }),
    column("quotable", "反映（可引用）", "Said, may be quoted", 40.0, Kind::Text, |row, _| {
        lines(&row.quotable)
    }),
    column("needs", "诉求", "Needs", 30.0, Kind::Text, |row, _| lines(&row.needs)),
    column("promises", "承诺", "Promises", 36.0, Kind::Text, |row, tongue| {
        let said: Vec<String> = row.promises.iter().map(|promise| tongue.promise(promise)).collect();
        lines(&said)
    }),
    column("promises_open", "未兑现承诺数", "Promises open", 10.0, Kind::Int, |row, _| {
        Cell::Int(row.promises.iter().filter(|promise| promise.state == PromiseState::Open).count() as i64)
    }),
    column("state", "记录状态", "State", 10.0, Kind::Text, |row, tongue| {
        text(tongue.of((row.state.zh(), row.state.word())))
    }),
    naming("mark", "追溯码", "Mark", 10.0, |row, _| text(&row.mark)),
];

const fn column(
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    width: f64,
    kind: Kind,
    cell: fn(&VisitRow, Tongue) -> Cell,
) -> Column {
    Column { name, zh, en, width, kind, names: false, cell }
}

const fn naming(
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    width: f64,
    cell: fn(&VisitRow, Tongue) -> Cell,
) -> Column {
    Column { names: true, ..column(name, zh, en, width, Kind::Text, cell) }
}

/// The columns of a file, with or without those that name a household.
pub fn columns(named: bool) -> Vec<&'static Column> {
    COLUMNS.iter().filter(|column| named || !column.names).collect()
}

/// The names of a file's columns.
pub fn column_names(named: bool) -> Vec<&'static str> {
    columns(named).iter().map(|column| column.name).collect()
}

impl Tongue {
    fn of(self, (zh, word): (&'static str, &'static str)) -> &'static str {
        if self == Tongue::Chinese { zh } else { word }
    }

    fn comma(self) -> &'static str {
        self.of(("、", ", "))
    }

    fn promise(self, promise: &Promised) -> String {
        let (words, due) = (&promise.words, promise.due);
        match self {
            Tongue::Chinese => format!("{words}（期限 {due}，{}）", promise.state.zh()),
            Tongue::Words => format!("{words} (due {due}, {})", promise.state.word()),
        }
    }
}

fn text(of: &str) -> Cell {
    Cell::Text(of.to_owned())
}

fn list<'a>(of: impl Iterator<Item = &'a str>, comma: &str) -> Cell {
    Cell::Text(of.collect::<Vec<_>>().join(comma))
}

/// One line for each, so that their number can be seen: a line break inside one becomes a space.
fn lines(of: &[String]) -> Cell {
    let one = |words: &String| words.split_whitespace().collect::<Vec<_>>().join(" ");
    Cell::Text(of.iter().map(one).collect::<Vec<_>>().join("\n"))
}
