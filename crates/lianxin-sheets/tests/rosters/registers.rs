//! Registers of households: read, checked, given back.

use lianxin_domain::{
    households::{
        FactClass, StandingKind,
        import::{Checked, Register, check},
    },
    people::{Gazetteer, Severity},
};
use lianxin_sheets::{
    guard::Limits,
    households::{problem_workbook, read_register},
    people::{Mark, read_roster},
};

use crate::fixture;

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

fn read(name: &str) -> (Register, Checked) {
    let register = read_register(&fixture(name), &Limits::default(), &mut |_| true).unwrap();
    let within = "370811002".parse().unwrap();
    let checked = check(&register, &places(), &within, "2026-07-01".parse().unwrap());
    (register, checked)
}

#[test]
fn both_ways_of_keeping_a_register_are_read() {
    let (register, checked) = read("households.xlsx");
    assert_eq!(register.sheets.len(), 2);
    let errors: Vec<_> = checked.problems.iter().filter(|p| p.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let of: Vec<_> = checked.households.iter().map(|household| household.upon(None)).collect();
    let line: Vec<String> =
        of.iter().map(|r| format!("{} {} {} {}", r.village, r.house, r.name, r.members)).collect();
    assert_eq!(
        line,
        [
            "370811002001 12号 单秀兰 3",
            "370811002001 13号 赵强 2",
            "370811002001  買買提·艾力 1",
            "370811002004 5 周大海 3",
            "370811002004 6 吴桂英 1",
        ]
    );
    let first = &of[0];
    assert_eq!(first.facts[&FactClass::Contact], "13800001111");
    assert_eq!(first.facts[&FactClass::Money], "18000");
    assert_eq!(first.facts[&FactClass::Minor], "王小宝（孙子，2016）");
    let kinds: Vec<StandingKind> = first.standings.keys().copied().collect();
    assert_eq!(kinds, [StandingKind::OldPartyMember, StandingKind::OldModel]);
    assert!(of[1].standings.contains_key(&StandingKind::Thriving));
    assert!(!of[1].facts.contains_key(&FactClass::Health), "良好 is no illness");
    assert_eq!(of[3].residents.len(), 2);
    assert_eq!(of[3].facts[&FactClass::Minor], "周亮亮（孙子，2014）；父母外出务工");
    let everything = format!("{register:?}");
    assert!(!everything.contains("370811195203040021"), "identity numbers are not even read");
}

#[test]
fn problems_name_the_cell_and_quote_nothing_that_is_sealed() {
    let (register, checked) = read("households-problems.xlsx");
    let told: Vec<String> =
        checked.problems.iter().map(|p| format!("{} {}{}", p.code.word(), p.column, p.at.row)).collect();
    for expected in [
        "not_a_number D3",
        "phone_bad F3",
        "elder_unknown G3",
        "household_twice C4",
        "error_cell I4",
        "missing C5",
        "village_unknown A6",
        "village_outside A7",
    ] {
        assert!(told.iter().any(|line| line == expected), "{expected}: {told:?}");
    }
    let all = format!("{:?}", checked.problems);
    for secret in ["保密", "单秀兰", "王芳", "五保户", "很多甲"] {
        assert!(!all.contains(secret), "{secret} is quoted: {all}");
    }
    let mark = |p: &lianxin_domain::people::Problem| Mark {
        sheet: register.sheet_name(p.at).to_owned(),
        row: p.at.row,
        column: p.column.clone(),
        severity: p.severity(),
        value: p.value.clone(),
        detail: p.detail().zh,
        mend: p.mend().zh,
    };
    let marks: Vec<Mark> = checked.problems.iter().map(mark).collect();
    let marked = problem_workbook(&fixture("households-problems.xlsx"), &marks, &Limits::default()).unwrap();
    let again = read_register(&marked, &Limits::default(), &mut |_| true).unwrap();
    assert_eq!(again.rows.len(), register.rows.len(), "their own rows are all in it");
}

#[test]
fn a_roster_is_no_register_and_the_other_way_round() {
    assert!(read_register(&fixture("roster.xlsx"), &Limits::default(), &mut |_| true).is_err());
    assert!(read_roster(&fixture("households-changed.xlsx"), &Limits::default(), &mut |_| true).is_err());
}
