//! Sheets of open matters: read, checked, compared, given back.

use std::collections::HashSet;

use lianxin_domain::{
    cases::{
        import::{Checked, Docket, House, KnownMatter, Stray, Unit, Verdict, begun, check, compare, houses},
        words::{Matter, Office, Theme},
        working::WorkingDays,
    },
    day::Day,
    ids::Ref,
    people::{Gazetteer, Problem, Severity, UnitKey, UnitKind, unit_name_key},
    places::PlaceCode,
};
use lianxin_sheets::{
    Refusal,
    guard::Limits,
    matters::{problem_workbook, read_docket},
    people::Mark,
    table::{Cell, Table, table_workbook},
};
use uuid::Uuid;

use crate::fixture;

const TODAY: &str = "2026-07-01";

fn places() -> Gazetteer {
    let known = [
        ("3708", "济宁市"),
        ("370811", "任城区"),
        ("370811002", "许庄街道"),
        ("370811002001", "航运新村居委会"),
        ("370811002004", "风韵荷都社区居民委员会"),
        ("370812", "兖州区"),
        ("370812001", "鼓楼街道"),
        ("370812001001", "九州社区"),
    ];
    Gazetteer::new(known.into_iter().map(|(code, name)| (code.parse().unwrap(), name.to_owned())))
}

fn unit(n: u128, place: &str, kind: UnitKind, name: &str) -> Unit {
    let place: PlaceCode = place.parse().unwrap();
    let name_key = unit_name_key(name, &place, &places());
    Unit {
        id: Ref { county: place.owner(), id: Uuid::from_u128(n) },
        key: UnitKey { place, name_key },
        kind,
        name: name.to_owned(),
    }
}

fn units() -> Vec<Unit> {
    vec![
        unit(1, "370811002", UnitKind::TownshipGovernment, "许庄街道办事处"),
        unit(2, "370811", UnitKind::CountyDepartment, "县直部门1"),
        unit(3, "370812", UnitKind::CountyDepartment, "兖州区水务局"),
    ]
}

fn today() -> Day {
    TODAY.parse().unwrap()
}

fn read(name: &str) -> (Docket, Checked) {
    let docket = read_docket(&fixture(name), &Limits::default(), &mut |_| true).unwrap();
    let within = "370811002".parse().unwrap();
    let checked = check(&docket, &places(), &units(), &within, &HashSet::new(), today());
    (docket, checked)
}

fn codes(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|p| format!("{} {}{}", p.code.word(), p.column, p.at.row)).collect()
}

#[test]
fn an_offices_list_is_read_as_it_came() {
    let (docket, checked) = read("cases.xlsx");
    assert_eq!((docket.rows.len(), docket.sheets.len()), (7, 2));
    let errors: Vec<_> = checked.problems.iter().filter(|p| p.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let line = |row: &lianxin_domain::cases::import::Incoming| {
        let wanted = row.wanted_by.map(|day| day.to_string()).unwrap_or_default();
        format!(
            "{} {} {} {} {} {} {wanted} {} {}",
            row.village,
            row.title,
            row.theme.word(),
            row.kind.word(),
            row.urgent,
            row.raised,
            row.handler_name,
            row.progress.word()
        )
    };
    let lines: Vec<String> = checked.rows.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "370811002001 自来水水压小，傍晚没水 water ordinary true 2026-06-25 2026-07-20 许庄街道办事处 in_progress",
            "370811002001 申请低保 benefits ordinary false 2026-06-22  县直部门1 accepted",
            "370811002001 通村路坑洼，下雨没法走 roads complex false 2026-06-20   received",
            "370811002004 周某家危房漏雨 housing ordinary true 2026-06-29  许庄街道办事处 accepted",
            "370811002001 村口路灯不亮 power ordinary false 2026-06-27   received",
            "370811002001 垃圾清运不及时，夏天有味 environment ordinary false 2026-06-01   accepted",
        ]
    );
    assert!(matches!(checked.strays.as_slice(), [Stray::Over(at)] if at.row == 9), "{:?}", checked.strays);
    let told = codes(&checked.problems);
    for expected in [
        "numbers_not_taken 0",
        "matters_finished 0",
        "theme_inferred 0",
        "numbers_removed F5",
        "name_in_title E8",
    ] {
        assert!(told.iter().any(|line| line == expected), "{expected}: {told:?}");
    }
    assert!(checked.rows.iter().all(|row| !format!("{row:?}").contains("1380000")), "numbers are left out");
}

#[test]
fn problems_name_the_cell_and_quote_neither_names_nor_words() {
    let (docket, checked) = read("cases-problems.xlsx");
    let told = codes(&checked.problems);
    for expected in [
        "numbers_not_taken 0",
        "column_ignored 0",
        "village_unknown A2",
        "village_outside A3",
        "missing C4",
        "matter_short C5",
        "not_a_date G6",
        "raised_impossible G7",
        "theme_unknown E8",
        "urgent_unknown F8",
        "deadline_ignored H8",
        "handler_unknown I8",
        "progress_unknown J8",
        "error_cell F9",
    ] {
        assert!(told.iter().any(|line| line == expected), "{expected}: {told:?}");
    }
    let mut rows = checked.rows.clone();
    let unsure = houses(&docket, &mut rows, &[]);
    assert_eq!(codes(&unsure), ["head_unknown B8"]);
    let verdicts = compare(&rows, &[]);
    assert!(matches!(verdicts.last(), Some(Verdict::Twice(at)) if at.row == 9), "{verdicts:?}");
    let all = format!("{:?}{unsure:?}", checked.problems);
    assert!(!all.contains("保密"), "{all}");
    let mark = |p: &Problem| Mark {
        sheet: docket.sheet_name(p.at).to_owned(),
        row: p.at.row,
        column: p.column.clone(),
        severity: p.severity(),
        value: p.value.clone(),
        detail: p.detail().zh,
        mend: p.mend().zh,
    };
    let marks: Vec<Mark> = checked.problems.iter().map(mark).collect();
    let marked = problem_workbook(&fixture("cases-problems.xlsx"), &marks, &Limits::default()).unwrap();
    let again = read_docket(&marked, &Limits::default(), &mut |_| true).unwrap();
    assert_eq!(again.rows.len(), docket.rows.len(), "their own rows are all in it");
}

#[test]
fn households_are_found_by_head_or_resident_and_doors_tell_namesakes_apart() {
    let (docket, checked) = read("cases.xlsx");
    let house = |n: u128, house: &str, head: &str, other: &str| House {
        village: "370811002001".parse().unwrap(),
        id: Uuid::from_u128(n),
        house: house.to_owned(),
        head: head.to_owned(),
        residents: vec![head.to_owned(), other.to_owned()],
    };
    let known =
        [house(1, "12号", "單秀蘭", "王建国"), house(2, "13", "孙丽", "赵强"), house(3, "14", "周大海", "")];
    let mut rows = checked.rows.clone();
    let unsure = houses(&docket, &mut rows, &known);
    let found: Vec<Option<u128>> = rows.iter().map(|row| row.household.map(|id| id.as_u128())).collect();
    assert_eq!(found, [Some(1), Some(2), None, None, None, None]);
    assert_eq!(
        codes(&unsure),
        ["head_unknown C8"],
        "周大海 lives in another village than the one that knows him"
    );
    let twice = [house(1, "12号", "单秀兰", ""), house(4, "9号", "单秀兰", "")];
    rows[0].household = None;
    assert_eq!(codes(&houses(&docket, &mut rows[..1], &twice)), ["head_ambiguous C5"]);
    rows[0].house = "９".to_owned();
    assert!(houses(&docket, &mut rows[..1], &twice).is_empty());
    assert_eq!(rows[0].household, Some(Uuid::from_u128(4)));
}

#[test]
fn what_is_there_is_passed_over_and_what_looks_like_it_is_told() {
    let (_, first) = read("cases.xlsx");
    let known: Vec<KnownMatter> = first
        .rows
        .iter()
        .zip(1..)
        .map(|(row, n)| KnownMatter {
            id: Ref { county: "370811".parse().unwrap(), id: Uuid::from_u128(n) },
            village: row.village.clone(),
            household: None,
            title: row.title.clone(),
            words: row.words.clone(),
            finished: false,
        })
        .collect();
    let again = compare(&first.rows, &known);
    assert!(again.iter().enumerate().all(|(n, verdict)| *verdict == Verdict::Same(n)), "{again:?}");
    let (_, later) = read("cases-later.xlsx");
    assert_eq!(compare(&later.rows, &known), [Verdict::Alike(0), Verdict::Same(1), Verdict::New]);
    let mut elsewhere = later.rows.clone();
    elsewhere.iter_mut().for_each(|row| row.village = "370811002004".parse().unwrap());
    assert_eq!(compare(&elsewhere, &known), [Verdict::New, Verdict::New, Verdict::New]);
    // Two households may ask for the same.
    let mut theirs = later.rows[1..2].to_vec();
    theirs[0].household = Some(Uuid::from_u128(9));
    let mut others = known.clone();
    others[1].household = Some(Uuid::from_u128(8));
    assert_eq!(compare(&theirs, &others), [Verdict::New]);
    let finished: Vec<KnownMatter> =
        known.iter().map(|one| KnownMatter { finished: true, ..one.clone() }).collect();
    assert_eq!(compare(&later.rows, &finished), [Verdict::New, Verdict::Same(1), Verdict::New]);
}

#[test]
fn a_case_begins_where_the_sheet_says_and_nobody_becomes_an_owner_unasked() {
    let (_, checked) = read("cases.xlsx");
    let (own, days) = (units()[0].id.clone(), WorkingDays::default());
    let begin = |n: usize| begun(&checked.rows[n], Some(&own), Uuid::from_u128(7), today(), &days).unwrap();
    let (water, acts) = begin(0);
    assert_eq!((water.office, water.owner.as_ref(), acts.len()), (Office::InProgress, Some(&own), 2));
    assert_eq!((water.clock.allowed, water.used_on(today(), &days)), (3, 4), "urgent, raised on a Thursday");
    assert!(water.clock.overdue(today(), &days));
    let (benefit, acts) = begin(1);
    assert_eq!(
        (benefit.office, benefit.owner, acts.len()),
        (Office::Received, None, 1),
        "another unit is asked"
    );
    let (road, acts) = begin(2);
    assert_eq!((road.office, road.clock.allowed, acts.len()), (Office::Received, 60, 0));
    assert_eq!((checked.rows[2].theme, checked.rows[2].kind), (Theme::Roads, Matter::Complex));
    assert_eq!(begun(&checked.rows[0], None, Uuid::nil(), today(), &days).unwrap().1, []);
}

#[test]
fn our_own_workbook_is_passed_over_by_its_numbers() {
    let name = Ref { county: "370811".parse().unwrap(), id: Uuid::from_u128(5) };
    let columns = [
        "编号",
        "村",
        "事项",
        "主题",
        "类别",
        "紧急",
        "办理状态",
        "群众确认",
        "层级",
        "承办单位",
        "反映日期",
    ];
    let row = [
        &name.to_string(),
        "航运新村",
        "修路",
        "道路交通",
        "一般办理",
        "",
        "办理中",
        "未询问",
        "乡镇",
        "",
        "2026-06-01",
    ];
    let table = Table {
        name: "事项".into(),
        columns: columns.map(|name| (name.to_owned(), 12.0)).to_vec(),
        rows: vec![row.map(|text| Cell::Text(text.to_owned())).to_vec()],
    };
    let docket = read_docket(&table_workbook(&[table]).unwrap(), &Limits::default(), &mut |_| true).unwrap();
    let within = "370811002".parse().unwrap();
    let ours = HashSet::from([name.clone()]);
    let checked = check(&docket, &places(), &units(), &within, &ours, today());
    assert_eq!((checked.rows.len(), checked.problems.len()), (0, 0), "{:?}", checked.problems);
    assert!(matches!(checked.strays.as_slice(), [Stray::Ours(_, known)] if *known == name));
    let unknown = check(&docket, &places(), &units(), &within, &HashSet::new(), today());
    assert_eq!(unknown.rows.len(), 1, "a number that is not ours says nothing");
}

#[test]
fn too_many_rows_are_refused_and_other_workbooks_too() {
    let rows = (0..=10_000).map(|n| ["航运新村".to_owned(), format!("第{n}件事")].map(Cell::Text).to_vec());
    let columns = ["村", "事项"].map(|name| (name.to_owned(), 12.0)).to_vec();
    let table = Table { name: "事项".into(), columns, rows: rows.collect() };
    let refused = read_docket(&table_workbook(&[table]).unwrap(), &Limits::default(), &mut |_| true);
    assert_eq!(refused, Err(Refusal::TooManyRows { part: "事项".into(), most: 10_000 }));
    assert!(read_docket(&fixture("roster.xlsx"), &Limits::default(), &mut |_| true).is_err());
    assert!(read_docket(&fixture("households.xlsx"), &Limits::default(), &mut |_| true).is_err());
}
