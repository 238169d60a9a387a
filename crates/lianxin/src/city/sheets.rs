//! The sheets of the workbook.

use std::collections::HashMap;

use lianxin_domain::{
    people::{Found, Gazetteer, Topic, UnitKind},
    places::{Level, PlaceCode},
};
use lianxin_sheets::people::{RosterSheet, Typed};

use super::{
    chance::Chance,
    numbers,
    people::{Home, Person},
    sloppy,
    units::Unit,
    villages::Village,
};

const SUBTITLE: &str = "合成数据：全部人员、电话、证件号码均为虚构，仅供演示";

fn text(text: impl Into<String>) -> Typed {
    let text = text.into();
    if text.is_empty() { Typed::Empty } else { Typed::Text(text) }
}

fn columns(labels: &[(&str, f64)]) -> Vec<(String, f64)> {
    labels.iter().map(|&(label, width)| (label.to_owned(), width)).collect()
}

/// The sheet that says what the workbook is.
pub fn notice(city: &str) -> RosterSheet {
    RosterSheet {
        name: "说明".into(),
        title: "合成数据（SYNTHETIC DATA）".into(),
        subtitle: format!(
            "{city}的区划是真实的；本工作簿中的单位人员、职务、电话、证件号码、村情数字全部由程序按种子生成，不对应任何真实的人。\
             Nobody in this workbook exists."
        ),
        ..RosterSheet::default()
    }
}

/// 单位.
pub fn units(units: &[Unit], chance: &mut Chance) -> RosterSheet {
    let labels = [
        ("序号", 6.0),
        ("单位名称", 34.0),
        ("单位类别", 14.0),
        ("所在区划", 16.0),
        ("管辖范围", 30.0),
        ("单位优势", 30.0),
        ("联系电话", 16.0),
    ];
    let rows = units.iter().enumerate().map(|(n, unit)| {
        let strengths = unit.strengths.iter().map(|(topic, weight)| format!("{}{weight}", topic.zh()));
        let area = unit.area.iter().map(|place| place.name.clone()).collect::<Vec<_>>().join("、");
        vec![
            Typed::Number(n as f64 + 1.0),
            text(unit.name.as_str()),
            text(unit.kind.zh()),
            sloppy::digits(chance, unit.place.code.as_str(), n % 2 == 0),
            text(area),
            text(strengths.collect::<Vec<_>>().join(if n % 3 == 0 { "，" } else { "、" })),
            text(format!("0537-000{n:04}")),
        ]
    });
    RosterSheet {
        name: "单位".into(),
        title: "单 位 名 册".into(),
        subtitle: SUBTITLE.into(),
        columns: columns(&labels),
        rows: rows.collect(),
        merges: Vec::new(),
    }
}

/// 村情.
pub fn villages(villages: &[Village]) -> RosterSheet {
    let mut labels = vec![
        ("区划代码", 15.0),
        ("县（市、区）", 14.0),
        ("乡镇（街道）", 14.0),
        ("村（居）", 22.0),
        ("困难程度", 9.0),
        ("户数", 7.0),
        ("人口", 8.0),
        ("联系人", 10.0),
        ("联系人电话", 14.0),
    ];
    let needs: Vec<String> = Topic::ALL.iter().map(|topic| format!("{}需求", topic.zh())).collect();
    labels.extend(needs.iter().map(|label| (label.as_str(), 10.0)));
    let rows = villages.iter().enumerate().map(|(n, village)| {
        let code = village.place.code.as_str();
        let mut row = vec![
            if n % 5 == 0 { Typed::Number(code.parse().unwrap_or(0.0)) } else { text(code) },
            text(village.county.name.as_str()),
            text(village.township.name.as_str()),
            text(village.place.name.as_str()),
            Typed::Number(village.difficulty as f64),
            Typed::Number(village.households as f64),
            Typed::Number(village.residents as f64),
            text(village.contact.as_str()),
            text(numbers::phone(900_000 + n)),
        ];
        row.extend(
            Topic::ALL
                .iter()
                .map(|topic| Typed::Number(village.needs.get(topic).copied().unwrap_or(0) as f64)),
        );
        row
    });
    RosterSheet {
        name: "村情".into(),
        title: "村（居）情况表".into(),
        subtitle: SUBTITLE.into(),
        columns: columns(&labels),
        rows: rows.collect(),
        merges: Vec::new(),
    }
}

/// How homes are written: short where the short form means just this village.
pub struct Homes(HashMap<PlaceCode, String>);

impl Homes {
    /// Of all villages.
    pub fn new(villages: &[Village], gazetteer: &Gazetteer) -> Homes {
        let one = |village: &Village| {
            let bare = ["社区居民委员会", "村民委员会", "居民委员会", "村委会", "居委会"]
                .iter()
                .find_map(|end| village.place.name.strip_suffix(end))
                .unwrap_or(&village.place.name);
            let short = format!("{}{}{bare}", village.county.name, village.township.name);
            let code = village.place.code.clone();
            let clear = gazetteer.find(&short, None) == Found::Place(code.clone());
            (code.clone(), if clear { short } else { gazetteer.path(&code) })
        };
        Homes(villages.iter().map(one).collect())
    }

    fn text(&self, home: &Home, chance: &mut Chance) -> Typed {
        match home {
            Home::Village(code) if chance.in_thousand(30) => text(code.as_str()),
            Home::Village(code) => text(self.0.get(code).map_or("", String::as_str)),
            Home::Elsewhere(place) => text(*place),
            Home::Unsaid => Typed::Empty,
        }
    }
}

const PEOPLE: [(&str, f64); 13] = [
    ("序号", 6.0),
    ("单位", 30.0),
    ("姓  名", 10.0),
    ("性别", 6.0),
    ("职务", 22.0),
    ("职级", 11.0),
    ("联系电话", 15.0),
    ("身份证号", 21.0),
    ("人员编号", 12.0),
    ("家庭住址（村）", 34.0),
    ("专业特长", 24.0),
    ("到任日期", 14.0),
    ("备注", 10.0),
];

/// The officials of units, under the name of the city's departments or of a county.
pub fn officials(
    name: &str,
    groups: &[(&Unit, Vec<Person>)],
    homes: &Homes,
    merged: bool,
    chance: &mut Chance,
) -> RosterSheet {
    let style = chance.below(6);
    let mut sheet = RosterSheet {
        name: name.to_owned(),
        title: format!("{name}干部名册"),
        subtitle: SUBTITLE.into(),
        columns: columns(&PEOPLE),
        ..RosterSheet::default()
    };
    for (unit, people) in groups {
        let first = sheet.rows.len();
        let spoken = if chance.in_thousand(250) && speakable(unit) { &unit.bare } else { &unit.name };
        for (n, person) in people.iter().enumerate() {
            let unit_cell = if merged && n > 0 { Typed::Empty } else { text(spoken.as_str()) };
            sheet.rows.push(row(sheet.rows.len() + 1, unit_cell, person, style, homes, chance));
        }
        if merged && people.len() > 1 {
            sheet.merges.push((1, first, sheet.rows.len() - 1));
        }
    }
    sheet
}

/// Whether the short name means the unit on its sheet.
fn speakable(unit: &Unit) -> bool {
    unit.kind != UnitKind::TownshipGovernment || unit.place.code.level() == Level::Township
}

fn row(
    number: usize,
    unit: Typed,
    person: &Person,
    style: u64,
    homes: &Homes,
    chance: &mut Chance,
) -> Vec<Typed> {
    let skills = person.skills.iter().map(|topic| topic.zh()).collect::<Vec<_>>();
    vec![
        Typed::Number(number as f64),
        unit,
        sloppy::name(chance, &person.name),
        text(if person.man { "男" } else { "女" }),
        text(person.post),
        text(person.rank.zh()),
        sloppy::digits(chance, &numbers::phone(person.n), style.is_multiple_of(2)),
        person.id_number.as_deref().map_or(Typed::Empty, |number| sloppy::digits(chance, number, false)),
        sloppy::digits(chance, &numbers::staff_no(person.n), style.is_multiple_of(3)),
        homes.text(&person.home, chance),
        text(skills.join(if style < 3 { "、" } else { "，" })),
        sloppy::day(chance, person.joined, style),
        Typed::Empty,
    ]
}
