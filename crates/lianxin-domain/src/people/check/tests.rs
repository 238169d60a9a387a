//! Stories of rosters: what is wrong with them and what they change.

use std::collections::BTreeMap;

use crate::{
    day::Day,
    people::{
        ChangeKind, Field, Gazetteer, IdNumber, OfficialRow, Origin, Present, PresentOfficial, PresentUnit,
        ProblemCode, Rank, Roster, Severity, Sheet, SheetKind, Topic, UnitRow, VillageRow, check, difference,
    },
};

fn places() -> Gazetteer {
    let rows = [
        ("3708", "济宁市"),
        ("370811", "任城区"),
        ("370811002", "许庄街道"),
        ("370811002001", "航运新村居委会"),
        ("370881", "曲阜市"),
        ("370881101", "吴村镇"),
        ("370881101001", "张庄村民委员会"),
    ];
    Gazetteer::new(rows.map(|(code, name)| (code.parse().unwrap(), name.to_owned())))
}

fn sheet(name: &str, kind: SheetKind, fields: &[Field]) -> Sheet {
    let columns: BTreeMap<Field, u16> = fields.iter().zip(0..).map(|(&field, n)| (field, n)).collect();
    Sheet { name: name.to_owned(), kind, header_row: 2, columns, rows: 0 }
}

const UNITS: [(&str, &str, &str, &str); 4] = [
    ("济宁市水利局", "市直部门", "济宁市", ""),
    ("任城区司法局", "县直部门", "任城区", ""),
    ("许庄街道办事处", "乡镇政府", "任城区许庄街道", ""),
    ("任城区公安局许庄派出所", "派出所", "任城区许庄街道", "许庄街道、曲阜市吴村镇"),
];

fn roster(people: &[OfficialRow]) -> Roster {
    let fields = [
        Field::Name,
        Field::Unit,
        Field::Post,
        Field::Rank,
        Field::Phone,
        Field::IdNumber,
        Field::StaffNo,
        Field::Home,
        Field::Skills,
        Field::Joined,
    ];
    let units = UNITS.iter().zip(3..).map(|(&(name, kind, place, area), row)| UnitRow {
        at: Origin { sheet: 0, row },
        name: name.into(),
        kind: kind.into(),
        place: place.into(),
        area: area.into(),
        ..UnitRow::default()
    });
    let officials = people
        .iter()
        .zip(3..)
        .map(|(person, row)| OfficialRow { at: Origin { sheet: 1, row }, ..person.clone() });
    Roster {
        sheets: vec![
            sheet("单位", SheetKind::Units, &[Field::Unit, Field::Kind, Field::Place, Field::Area]),
            sheet("任城区", SheetKind::Officials, &fields),
            sheet("村情", SheetKind::Villages, &[Field::Code, Field::Difficulty]),
        ],
        units: units.collect(),
        officials: officials.collect(),
        ..Roster::default()
    }
}

fn person(name: &str, unit: &str) -> OfficialRow {
    OfficialRow {
        name: name.into(),
        unit: unit.into(),
        post: "科员".into(),
        rank: "一般干部".into(),
        ..OfficialRow::default()
    }
}

fn digest(number: &str) -> [u8; 32] {
    let mut out = [0; 32];
    number.bytes().zip(&mut out).for_each(|(byte, slot)| *slot = byte ^ 0x55);
    out
}

fn today() -> Day {
    "2026-07-20".parse().unwrap()
}

#[test]
fn what_is_wrong_with_one_row_is_said_with_its_column() {
    type Case = (&'static str, fn(&mut OfficialRow), &'static [(ProblemCode, &'static str)], usize);
    let cases: &[Case] = &[
        ("a sound row", |_| {}, &[], 1),
        ("no name", |p| p.name.clear(), &[(ProblemCode::Missing, "A")], 0),
        ("no unit", |p| p.unit.clear(), &[(ProblemCode::Missing, "B")], 0),
        ("a misspelt unit", |p| p.unit = "任城区司法句".into(), &[(ProblemCode::UnitUnknown, "B")], 0),
        ("a bare unit", |p| p.unit = "区司法局".into(), &[], 1),
        ("a unit of the city", |p| p.unit = "市水利局".into(), &[], 1),
        ("an odd rank", |p| p.rank = "皇帝".into(), &[(ProblemCode::RankUnknown, "D")], 0),
        ("no rank", |p| p.rank.clear(), &[(ProblemCode::RankInferred, "")], 1),
        ("a bad telephone", |p| p.phone = "12".into(), &[(ProblemCode::PhoneBad, "E")], 1),
        (
            "a short number",
            |p| p.id_number = IdNumber("110105".into()),
            &[(ProblemCode::IdNumberBad, "F")],
            0,
        ),
        ("a good number", |p| p.id_number = IdNumber("11010519491231002x".into()), &[], 1),
        (
            "a mistyped number",
            |p| p.id_number = IdNumber("110105194912310021".into()),
            &[(ProblemCode::IdNumberChecksum, "F")],
            0,
        ),
        ("a village", |p| p.home = "许庄街道航运新村".into(), &[], 1),
        ("another city", |p| p.home = "河南商丘".into(), &[], 1),
        ("no village", |p| p.home = "任城区许庄街道李庄".into(), &[(ProblemCode::HomePartly, "H")], 1),
        ("a hobby", |p| p.skills = "书法".into(), &[(ProblemCode::SkillUnknown, "I")], 1),
        (
            "the far future",
            |p| p.joined = Some("2062-01-01".parse().unwrap()),
            &[(ProblemCode::DateOutOfRange, "J")],
            0,
        ),
    ];
    for (name, change, expected, records) in cases {
        let mut one = person("张伟", "任城区司法局");
        change(&mut one);
        let checked = check(&roster(&[one]), &places(), &Present::default(), today(), digest);
        let found: Vec<_> = checked.problems.iter().map(|p| (p.code, p.column.as_str())).collect();
        assert_eq!((found.as_slice(), checked.officials.len()), (*expected, *records), "{name}");
    }
}

#[test]
fn an_identity_number_is_digested_and_masked() {
    let mut one = person("张伟", "任城区司法局");
    one.id_number = IdNumber("110105194912310021".into());
    let roster = roster(&[one]);
    let checked = check(&roster, &places(), &Present::default(), today(), digest);
    assert_eq!(checked.problems[0].value, "11**************21");
    assert!(!format!("{roster:?}{checked:?}").contains("1101051949"));
}

#[test]
fn units_and_villages_are_resolved() {
    let mut roster = roster(&[person("张伟", "任城区司法局")]);
    roster.units[3].area = "许庄街道".into();
    roster.units[0].strengths = "水利90、党建".into();
    roster.units.push(UnitRow {
        name: "吴村镇人民政府".into(),
        at: Origin { sheet: 0, row: 9 },
        ..UnitRow::default()
    });
    roster.units.push(UnitRow {
        name: "市水利局".into(),
        at: Origin { sheet: 0, row: 10 },
        ..UnitRow::default()
    });
    roster.villages.push(VillageRow {
        at: Origin { sheet: 2, row: 3 },
        township: "吴村镇".into(),
        village: "张庄".into(),
        difficulty: Some(120),
        needs: BTreeMap::from([(Topic::Water, 70)]),
        ..VillageRow::default()
    });
    let checked = check(&roster, &places(), &Present::default(), today(), digest);
    let codes: Vec<_> = checked.problems.iter().map(|p| (p.code, p.severity())).collect();
    let expected = [
        (ProblemCode::AreaUncovered, Severity::Warning),
        (ProblemCode::UnitTwice, Severity::Error),
        (ProblemCode::OutOfRange, Severity::Error),
    ];
    assert_eq!(codes, expected);
    let units: Vec<String> =
        checked.units.iter().map(|u| format!("{} {}", u.record.key.place, u.record.kind.word())).collect();
    assert_eq!(
        units[1..],
        [
            "370811 county_department",
            "370811002 township_government",
            "370811002 police_station",
            "370881101 township_government"
        ]
    );
    assert_eq!(checked.units[0].record.strengths[&Topic::Water], 90);
    assert_eq!(checked.villages[0].record.village.as_str(), "370881101001");
}

/// Today's people after a first roster was taken over whole.
fn after(roster: &Roster) -> Present {
    let checked = check(roster, &places(), &Present::default(), today(), digest);
    let difference = difference(&Present::default(), &checked);
    let id = |n: usize, county: &str| {
        format!("{county}.{:08x}-0000-7000-8000-000000000000", n + 1).parse().unwrap()
    };
    let units = difference.units.into_iter().filter_map(|change| change.after).enumerate();
    let officials = difference.officials.into_iter().filter_map(|change| change.after).enumerate();
    Present {
        units: units
            .map(|(n, record)| PresentUnit { id: id(n, record.key.place.owner().as_str()), record })
            .collect(),
        officials: officials
            .map(|(n, record)| PresentOfficial { id: id(n, record.county().as_str()), record })
            .collect(),
        villages: difference.villages.into_iter().filter_map(|change| change.after).collect(),
    }
}

fn first() -> Vec<OfficialRow> {
    let with = |name: &str, id: &str, staff_no: &str, phone: &str| OfficialRow {
        id_number: IdNumber(id.into()),
        staff_no: staff_no.into(),
        phone: phone.into(),
        ..person(name, "任城区司法局")
    };
    vec![
        with("张伟", "11010519491231002X", "", ""),
        with("王芳", "", "1001", "10000000001"),
        with("李娜", "", "", "10000000002"),
        with("曾强", "", "", ""),
    ]
}

#[test]
fn the_same_roster_again_changes_nothing() {
    let roster = roster(&first());
    let present = after(&roster);
    let again = difference(&present, &check(&roster, &places(), &present, today(), digest));
    assert_eq!((again.same, again.officials.len(), again.units.len()), (4, 0, 0));
}

#[test]
fn a_changed_roster_says_who_does_what() {
    use ChangeKind::{Changed, Joined, Left, Moved};
    type Case = (&'static str, fn(&mut Vec<OfficialRow>), &'static [ChangeKind]);
    let cases: &[Case] = &[
        ("renamed, same number", |p| p[0].name = "张维".into(), &[Changed]),
        ("another unit, same number", |p| p[0].unit = "市水利局".into(), &[Moved]),
        ("promoted, same staff number", |p| p[1].rank = "科级".into(), &[Moved]),
        ("new telephone, same staff number", |p| p[1].phone = "10000000009".into(), &[Changed]),
        ("telephone left empty", |p| p[1].phone.clear(), &[]),
        ("variant spelling, same telephone", |p| p[2].name = "李那".into(), &[Changed]),
        ("another unit, same telephone", |p| p[2].unit = "许庄街道".into(), &[Moved]),
        ("now with a number", |p| p[3].staff_no = "77".into(), &[Changed]),
        ("gone", |p| drop(p.remove(3)), &[Left]),
        ("new", |p| p.push(person("单雄信", "许庄派出所")), &[Joined]),
        ("replaced by a namesake elsewhere", |p| p[3].unit = "许庄街道".into(), &[Joined, Left]),
        ("rank left to be inferred", |p| p[1].rank.clear(), &[]),
        ("order reversed", |p| p.reverse(), &[]),
    ];
    let present = after(&roster(&first()));
    for (name, change, expected) in cases {
        let mut people = first();
        change(&mut people);
        let checked = check(&roster(&people), &places(), &present, today(), digest);
        let kinds: Vec<ChangeKind> =
            difference(&present, &checked).officials.iter().map(|c| c.kind).collect();
        assert_eq!(kinds, *expected, "{name}");
    }
}

#[test]
fn a_roster_of_one_county_lets_nobody_leave_elsewhere() {
    let mut people = first();
    people.push(person("孔令", "济宁市水利局"));
    let present = after(&roster(&people));
    let checked = check(&roster(&first()), &places(), &present, today(), digest);
    assert_eq!(difference(&present, &checked).officials, []);
}

#[test]
fn a_number_of_somebody_else_is_an_error() {
    let mut people = first();
    people[1].id_number = IdNumber("11010519491231002X".into());
    people.remove(0);
    let present = after(&roster(&people));
    let mut other = people.clone();
    other[0].name = "吴刚".into();
    let number = format!("11010519491231005{}", char::from(crate::people::check_digit(b"11010519491231005")));
    other[0].id_number = IdNumber(number);
    let checked = check(&roster(&other), &places(), &present, today(), digest);
    assert!(checked.problems.iter().any(|p| p.code == ProblemCode::StaffNoOfOther));
    assert_eq!(present.officials[0].record.rank, Rank::Staff);
}
