//! Messy rosters: what is read, what is wrong, what changes, what is given back.

use lianxin_domain::{
    day::Day,
    people::{
        ChangeKind, Checked, Gazetteer, Present, PresentOfficial, PresentUnit, Problem, Roster, SheetKind,
        Topic, check, difference,
    },
};
use lianxin_sheets::{
    guard::Limits,
    people::{Mark, problem_workbook, read_roster},
};

use crate::fixture;

fn places() -> Gazetteer {
    let csv = include_str!("../../../../data/jining-places.csv");
    Gazetteer::new(csv.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?.parse().ok()?, cells.next()?.to_owned()))
    }))
}

fn today() -> Day {
    "2026-07-20".parse().unwrap()
}

fn digest(number: &str) -> [u8; 32] {
    let mut out = [0; 32];
    number.bytes().zip(&mut out).for_each(|(byte, slot)| *slot = byte ^ 0x55);
    out
}

fn read(name: &str) -> Roster {
    read_roster(&fixture(name), &Limits::default(), &mut |_| true).unwrap()
}

fn checked(roster: &Roster, present: &Present) -> Checked {
    check(roster, &places(), present, today(), digest)
}

fn after(checked: &Checked) -> Present {
    let id = |n: usize| format!("370811.{:08x}-0000-7000-8000-000000000000", n + 1).parse().unwrap();
    let units = checked.units.iter().enumerate();
    let officials = checked.officials.iter().enumerate();
    Present {
        units: units.map(|(n, one)| PresentUnit { id: id(n), record: one.record.clone() }).collect(),
        officials: officials
            .map(|(n, one)| PresentOfficial { id: id(n), record: one.record.clone() })
            .collect(),
        villages: checked.villages.iter().map(|one| one.record.clone()).collect(),
    }
}

fn lines(roster: &Roster, problems: &[Problem]) -> Vec<String> {
    let line = |p: &Problem| {
        format!("{} {}{} {} {}", roster.sheet_name(p.at), p.column, p.at.row, p.code.word(), p.value)
            .trim_end()
            .to_owned()
    };
    problems.iter().map(line).collect()
}

#[test]
fn a_messy_roster_is_read_with_warnings_only() {
    let roster = read("roster.xlsx");
    let kinds: Vec<SheetKind> = roster.sheets.iter().map(|sheet| sheet.kind).collect();
    assert_eq!(kinds, [SheetKind::Units, SheetKind::Villages, SheetKind::Officials, SheetKind::Unknown]);
    let checked = checked(&roster, &Present::default());
    let expected = ["单位 F7 phone_bad 110", "任城区 F9 phone_bad 12345", "值班表 0 sheet_skipped"];
    let found = lines(&roster, &checked.problems);
    let found: Vec<&str> =
        found.iter().map(String::as_str).filter(|line| !line.contains("area_uncovered")).collect();
    assert_eq!(found, expected);
    let people: Vec<String> = checked
        .officials
        .iter()
        .map(|one| &one.record)
        .map(|p| {
            let joined = p.joined.map(|day| day.to_string()).unwrap_or_default();
            let home = p.home.as_ref().map(|home| home.as_str()).unwrap_or_default();
            format!(
                "{} {} {} {} {} {} {joined} {home}",
                p.name,
                p.pinyin,
                p.unit_name,
                p.rank.word(),
                p.staff_no,
                p.phone
            )
        })
        .collect();
    let expected = [
        "孔令 kongling 中共任城区委 county_leader  10000001001 2020-03-01 370881001",
        "单雄信 shanxiongxin 任城区司法局 section_head 1000002 10000001002 2020-01-01 370811002201",
        "曾强 zengqiang 任城区司法局 staff 1000003 10000001003 2019-07-01 370811002212",
        "任小燕 renxiaoyan 任城区司法局 staff 1000004 10000001004 2018-09-01 ",
        "仇和平 qiuheping 许庄街道办事处 township_leader 1000005 10000001005 2017-05-01 ",
        "解晓东 xiexiaodong 许庄街道办事处 township_leader 1000006  2014-12-27 ",
        "尉迟恭 yuchigong 任城区公安局许庄派出所 police 1000007 10000001007 2016-05-01 ",
        "张伟 zhangwei 任城区公安局许庄派出所 police 1000008 10000001008  ",
    ];
    assert_eq!(people, expected);
    let needs = &checked.villages[1].record.needs;
    assert_eq!((needs[&Topic::Water], needs[&Topic::Law], needs.len()), (90, 20, 6));
    assert_eq!(checked.villages[1].record.households, 401);
}

#[test]
fn the_changed_roster_says_who_moved() {
    let first = checked(&read("roster.xlsx"), &Present::default());
    let present = after(&first);
    let again = difference(&present, &checked(&read("roster.xlsx"), &present));
    assert_eq!((again.same, again.officials.len(), again.units.len(), again.villages.len()), (8, 0, 0, 0));
    let roster = read("roster-changed.xlsx");
    let second = checked(&roster, &present);
    let changes = difference(&present, &second);
    let told: Vec<(ChangeKind, &str)> = changes
        .officials
        .iter()
        .map(|change| (change.kind, change.after.as_ref().or(change.before.as_ref()).unwrap().name.as_str()))
        .collect();
    use ChangeKind::{Changed, Joined, Left, Moved};
    assert_eq!(
        told,
        [(Joined, "盖聂"), (Moved, "曾强"), (Moved, "任小燕"), (Changed, "尉遲恭"), (Left, "解晓东")],
        "{:?}",
        lines(&roster, &second.problems)
    );
    assert_eq!(changes.same, 4);
}

#[test]
fn every_mistake_is_told_with_its_cell() {
    let roster = read("roster-problems.xlsx");
    let checked = checked(&roster, &Present::default());
    let found = lines(&roster, &checked.problems);
    let found: Vec<&str> =
        found.iter().map(String::as_str).filter(|line| line.starts_with("任城区 ")).collect();
    let expected = [
        "任城区 G4 digits_lost 37**************00",
        "任城区 B5 unit_unknown 任城区司法句",
        "任城区 C6 missing",
        "任城区 E7 rank_unknown 皇帝",
        "任城区 F8 phone_bad 12345",
        "任城区 G8 id_number_checksum 11**************21",
        "任城区 I9 home_partly 许庄街道无此村",
        "任城区 J9 not_a_date 去年",
        "任城区 C12 same_name_unit 张伟",
        "任城区 D13 error_cell #N/A",
        "任城区 J13 date_out_of_range 2062-01-01",
    ];
    assert_eq!(found, expected);
    let unit = checked.problems.iter().find(|p| p.column == "B").unwrap();
    assert_eq!(unit.detail().zh, "没有“任城区司法句”这个单位，是不是“任城区司法局”？");
}

#[test]
fn what_other_programs_write_is_read() {
    let roster = read("other-program.xlsx");
    let found = lines(&roster, &roster.problems);
    assert_eq!(found, ["干部 B2 formula_without_value", "干部 3 error_cell"]);
    let names: Vec<&str> = roster.officials.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["张伟", "李娜", "王芳"]);
}

#[test]
fn the_problems_are_marked_in_their_own_workbook() {
    let bytes = fixture("roster-problems.xlsx");
    let roster = read("roster-problems.xlsx");
    let checked = checked(&roster, &Present::default());
    let marks: Vec<Mark> = checked
        .problems
        .iter()
        .map(|p| Mark {
            sheet: roster.sheet_name(p.at).to_owned(),
            row: p.at.row,
            column: p.column.clone(),
            severity: p.severity(),
            value: p.value.clone(),
            detail: p.detail().zh,
            mend: p.mend().zh,
        })
        .collect();
    let marked = problem_workbook(&bytes, &marks, &Limits::default()).unwrap();
    let again = read_roster(&marked, &Limits::default(), &mut |_| true).unwrap();
    let names: Vec<&str> = again.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["问题清单", "单位", "村情", "任城区", "值班表"]);
    assert_eq!((again.officials.len(), again.units.len()), (roster.officials.len(), roster.units.len()));
    assert_eq!(again.sheets[3].columns, roster.sheets[2].columns);
}
