//! What a register changes.

use std::collections::{BTreeMap, BTreeSet};

use super::{HouseholdRecord, Incoming, Known, matching::matched};
use crate::{
    people::{Change, ChangeKind, Origin, Problem, ProblemCode},
    places::PlaceCode,
};

/// The changes of a register: joined, moved, changed, left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Households, in the order of the workbook, those that left last.
    pub changes: Vec<Change<HouseholdRecord>>,
    /// Households in the workbook that stay as they are.
    pub same: usize,
}

impl Difference {
    /// How many households change in one way.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }
}

/// Warnings about villages of which a workbook leaves out more than a fifth of the households, and more than four.
pub fn many_left(
    known: &[Known],
    difference: &Difference,
    name: impl Fn(&PlaceCode) -> String,
) -> Vec<Problem> {
    let left = difference.changes.iter().filter(|change| change.kind == ChangeKind::Left);
    let mut by_village: BTreeMap<&PlaceCode, i64> = BTreeMap::new();
    for record in left.filter_map(|change| change.before.as_ref()) {
        *by_village.entry(&record.village).or_default() += 1;
    }
    let many = by_village.into_iter().filter_map(|(village, left)| {
        let present = known.iter().filter(|known| known.record.village == *village).count() as i64;
        let code = ProblemCode::ManyHouseholdsLeft;
        let told = Problem::of_row(Origin::default(), code).with("place", name(village));
        (left > 4 && left * 5 > present).then(|| told.with("present", present).with("left", left))
    });
    many.collect()
}

/// Compares today's households with a workbook. Only villages that the workbook mentions can lose a household.
pub fn difference(known: &[Known], incoming: &[Incoming]) -> Difference {
    let found = matched(known, incoming);
    let mut difference = Difference::default();
    let mut still: BTreeSet<usize> = BTreeSet::new();
    for (row, old) in incoming.iter().zip(found) {
        still.extend(old);
        let old = old.map(|n| &known[n]);
        let after = row.upon(old.map(|old| &old.record));
        let kind = match old {
            None => ChangeKind::Joined,
            Some(old) if old.record == after => {
                difference.same += 1;
                continue;
            }
            Some(old) if old.record.village != after.village => ChangeKind::Moved,
            Some(_) => ChangeKind::Changed,
        };
        difference.changes.push(Change {
            kind,
            at: Some(row.at),
            of: old.map(|old| old.id.clone()),
            before: old.map(|old| old.record.clone()),
            after: Some(after),
        });
    }
    let mentioned: BTreeSet<&PlaceCode> = incoming.iter().map(|row| &row.village).collect();
    for (n, old) in known.iter().enumerate() {
        if mentioned.contains(&old.record.village) && !still.contains(&n) {
            difference.changes.push(Change {
                kind: ChangeKind::Left,
                at: None,
                of: Some(old.id.clone()),
                before: Some(old.record.clone()),
                after: None,
            });
        }
    }
    difference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        households::{
            FactClass, StandingKind,
            import::{MemberRow, Person, Register, check},
        },
        people::{Field, Gazetteer, Sheet, SheetKind},
    };

    const VILLAGES: [(&str, &str); 6] = [
        ("3708", "济宁市"),
        ("370811", "任城区"),
        ("370811002", "许庄街道"),
        ("370811002002", "前铺村委会"),
        ("370811002003", "后铺村委会"),
        ("370812001001", "九州社区"),
    ];

    fn places() -> Gazetteer {
        Gazetteer::new(VILLAGES.into_iter().map(|(code, name)| (code.parse().unwrap(), name.to_owned())))
    }

    fn register(columns: &[Field], rows: Vec<MemberRow>) -> Register {
        let columns = columns.iter().zip(0..).map(|(field, column)| (*field, column)).collect();
        let sheet = Sheet {
            name: "前铺村".into(),
            kind: SheetKind::Households,
            header_row: 1,
            columns,
            rows: rows.len() as u32,
        };
        let numbered =
            rows.into_iter().zip(2..).map(|(row, n)| MemberRow { at: Origin { sheet: 0, row: n }, ..row });
        Register { sheets: vec![sheet], rows: numbered.collect(), problems: vec![] }
    }

    const BY_HOUSEHOLD: &[Field] =
        &[Field::House, Field::Head, Field::MemberList, Field::Elder, Field::Hardship];

    fn row(house: &str, head: &str, list: &str, elder: &str, hardship: &str) -> MemberRow {
        let text = str::to_owned;
        MemberRow {
            house: text(house),
            head: text(head),
            list: text(list),
            elder: text(elder),
            hardship: text(hardship),
            ..MemberRow::default()
        }
    }

    fn incoming(register: &Register) -> (Vec<Incoming>, Vec<&'static str>) {
        let checked =
            check(register, &places(), &"370811002".parse().unwrap(), "2026-07-01".parse().unwrap());
        (checked.households, checked.problems.iter().map(|problem| problem.code.word()).collect())
    }

    /// What is known once a register was committed.
    fn known(register: &Register) -> Vec<Known> {
        let (rows, problems) = incoming(register);
        assert_eq!(problems, [] as [&str; 0]);
        let id =
            |n: u128| crate::ids::Ref { county: "370811".parse().unwrap(), id: uuid::Uuid::from_u128(n) };
        rows.iter().zip(1..).map(|(row, n)| Known { id: id(n), record: row.upon(None) }).collect()
    }

    fn first() -> Register {
        register(
            BY_HOUSEHOLD,
            vec![
                row("1号", "张伟", "张伟（户主）、李四（配偶）、张小宝（孙子，2016）", "老党员", "因病"),
                row("2号", "王芳", "王芳、赵六（儿子）", "无", ""),
                row("", "孙强", "", "", ""),
            ],
        )
    }

    #[test]
    fn minors_are_sealed_and_a_second_import_of_the_same_changes_nothing() {
        let known = known(&first());
        let record = &known[0].record;
        assert_eq!(record.village.as_str(), "370811002002", "the sheet is called after its village");
        assert_eq!(record.members, 3);
        assert_eq!(record.residents.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["张伟", "李四"]);
        assert_eq!(record.facts[&FactClass::Minor], "张小宝（孙子，2016）");
        assert_eq!(record.facts[&FactClass::Hardship], "因病");
        assert!(record.standings.contains_key(&StandingKind::OldPartyMember));
        let again = difference(&known, &incoming(&first()).0);
        assert_eq!((again.same, again.changes.len()), (3, 0));
    }

    #[test]
    fn a_changed_register_is_a_difference_without_doubles() {
        let known = known(&first());
        let later = register(
            BY_HOUSEHOLD,
            vec![
                row("第01号", "張 偉", "张伟（户主）、李四（配偶）", "无", "无"),
                row("2号", "赵六", "赵六（户主）", "", ""),
                row("3号", "钱多", "", "", ""),
            ],
        );
        let found = difference(&known, &incoming(&later).0);
        let kinds: Vec<ChangeKind> = found.changes.iter().map(|change| change.kind).collect();
        use ChangeKind::{Changed, Joined, Left};
        assert_eq!(kinds, [Changed, Changed, Joined, Left]);
        let after = found.changes[0].after.as_ref().unwrap();
        assert!(
            after.standings.is_empty() && !after.facts.contains_key(&FactClass::Hardship),
            "无 ends both"
        );
        assert_eq!(after.facts[&FactClass::Minor], "张小宝（孙子，2016）", "what was not said stays");
        assert_eq!(found.changes[1].of.as_ref(), Some(&known[1].id), "a new head behind the same door");
        assert_eq!(found.changes[3].of.as_ref(), Some(&known[2].id));
    }

    #[test]
    fn a_household_that_moves_within_the_county_stays_itself() {
        let known = known(&first());
        let columns = &[Field::Village, Field::House, Field::Head, Field::MemberList];
        let away = MemberRow {
            village: "后铺村".into(), ..row("9号", "王芳", "王芳、赵六（儿子）", "", "")
        };
        let found = difference(&known, &incoming(&register(columns, vec![away])).0);
        assert_eq!(found.changes.len(), 1, "its old village is not in the workbook: nobody leaves");
        assert_eq!(
            (found.changes[0].kind, found.changes[0].of.as_ref()),
            (ChangeKind::Moved, Some(&known[1].id))
        );
    }

    #[test]
    fn members_in_rows_make_the_same_household() {
        let columns = &[Field::Head, Field::Name, Field::Relation, Field::Born, Field::Illness];
        let member = |head: &str, name: &str, relation: &str, born: &str, health: &str| MemberRow {
            head: head.into(),
            person: name.into(),
            relation: relation.into(),
            born: born.into(),
            health: health.into(),
            ..MemberRow::default()
        };
        let rows = vec![
            member("张伟", "张伟", "户主", "1950", "高血压"),
            member("张伟", "李四", "配偶", "1952", "糖尿病"),
            member("", "张小宝", "孙子", "2016", ""),
            member("王芳", "王芳", "户主", "1960", "健康"),
        ];
        let (rows, problems) = incoming(&register(columns, rows));
        assert_eq!(problems, [] as [&str; 0]);
        assert_eq!(rows.len(), 2);
        let record = rows[0].upon(None);
        assert_eq!(
            record.residents,
            [
                Person { name: "张伟".into(), relation: "户主".into() },
                Person { name: "李四".into(), relation: "配偶".into() },
            ]
        );
        assert_eq!(record.facts[&FactClass::Health], "高血压\n李四：糖尿病");
        assert_eq!(record.facts[&FactClass::Minor], "张小宝（孙子，2016）");
        assert!(!rows[1].upon(None).facts.contains_key(&FactClass::Health), "健康 is no illness");
    }

    #[test]
    fn problems_are_told_without_quoting_residents() {
        let columns = &[
            Field::Village,
            Field::House,
            Field::Head,
            Field::Members,
            Field::MemberList,
            Field::Phone,
            Field::Elder,
        ];
        let of = |village: &str, head: &str, members: Option<i64>, phone: &str, elder: &str| MemberRow {
            village: village.into(),
            members,
            phone: phone.into(),
            list: "甲乙丙、丁戊己".into(),
            ..row("1号", head, "", elder, "")
        };
        let rows = vec![
            of("前铺村", "张伟", Some(2), "12345", "五保户"),
            of("前铺村", "张伟", None, "", ""),
            of("前铺村", "", None, "", ""),
            of("没有村", "王芳", None, "", ""),
            of("九州社区", "赵六", None, "", ""),
        ];
        let told = register(columns, rows);
        let checked = check(&told, &places(), &"370811002".parse().unwrap(), "2026-07-01".parse().unwrap());
        let codes: Vec<&str> = checked.problems.iter().map(|problem| problem.code.word()).collect();
        for code in [
            "phone_bad",
            "elder_unknown",
            "members_differ",
            "household_twice",
            "missing",
            "village_unknown",
            "village_outside",
        ] {
            assert!(codes.contains(&code), "{code}: {codes:?}");
        }
        for problem in &checked.problems {
            let text = format!("{problem:?}");
            for secret in ["12345", "五保户", "张伟", "王芳", "甲乙丙"] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
    }
}
