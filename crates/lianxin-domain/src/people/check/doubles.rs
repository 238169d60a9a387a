//! People who stand in a workbook more than once.

use std::collections::{HashMap, HashSet};

use super::Incoming;
use crate::people::{Field, OfficialRecord, Origin, Problem, ProblemCode, Roster, UnitKey};

/// Finds them; those that are certainly or perhaps one person without a way to tell are taken out of the records.
pub fn check(roster: &Roster, officials: &mut Vec<Incoming<OfficialRecord>>, problems: &mut Vec<Problem>) {
    let mut out: HashSet<Origin> = HashSet::new();
    let mut ids: HashMap<&str, Origin> = HashMap::new();
    let mut staff: HashMap<&str, Origin> = HashMap::new();
    let mut namesakes: HashMap<(&UnitKey, &str), Vec<&Incoming<OfficialRecord>>> = HashMap::new();
    let mut sounds: HashMap<(&str, &str), &Incoming<OfficialRecord>> = HashMap::new();
    let id_numbers: HashMap<Origin, &str> =
        roster.officials.iter().map(|row| (row.at, row.id_number.0.as_str())).collect();
    for one in officials.iter() {
        let record = &one.record;
        let double = |field, value: &str, code, other: Origin| {
            roster.problem(one.at, field, value, code).with("other", roster.spoken(other))
        };
        if let Some(&first) = some(&record.id_digest).and_then(|id| ids.get(id)) {
            let number = id_numbers.get(&one.at).copied().unwrap_or_default();
            problems.push(double(Field::IdNumber, number, ProblemCode::SameIdNumber, first));
            out.insert(one.at);
            continue;
        }
        if let Some(&first) = some(&record.staff_no).and_then(|no| staff.get(no)) {
            problems.push(double(Field::StaffNo, &record.staff_no, ProblemCode::SameStaffNo, first));
            out.insert(one.at);
            continue;
        }
        some(&record.id_digest).map(|id| ids.insert(id, one.at));
        some(&record.staff_no).map(|no| staff.insert(no, one.at));
        let same = namesakes.entry((&record.unit, &record.name_key)).or_default();
        if let Some(first) = same.iter().find(|first| !told_apart(&first.record, record)) {
            problems.push(double(Field::Name, &record.name, ProblemCode::SameNameUnit, first.at));
            out.insert(one.at);
        } else if let Some(first) = same.first() {
            problems.push(double(Field::Name, &record.name, ProblemCode::NamesakeInUnit, first.at));
        } else if !record.phone.is_empty() {
            match sounds.get(&(record.pinyin.as_str(), record.phone.as_str())) {
                Some(first) => {
                    let other = format!("{}“{}”", roster.spoken(first.at), first.record.name);
                    let like = roster.problem(one.at, Field::Name, &record.name, ProblemCode::SameSoundPhone);
                    problems.push(like.with("other", other));
                }
                None => {
                    sounds.insert((&record.pinyin, &record.phone), one);
                }
            }
        }
        same.push(one);
    }
    drop((ids, staff, namesakes, sounds));
    officials.retain(|one| !out.contains(&one.at));
}

/// Whether two namesakes are surely two people: both have an identity or both a staff number (which then differ).
fn told_apart(a: &OfficialRecord, b: &OfficialRecord) -> bool {
    let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
    differ(&a.id_digest, &b.id_digest) || differ(&a.staff_no, &b.staff_no)
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{Gender, Rank};

    fn person(
        row: u32,
        name: &str,
        unit: &str,
        id: &str,
        staff_no: &str,
        phone: &str,
    ) -> Incoming<OfficialRecord> {
        let spoken = crate::people::person_spoken(name);
        Incoming {
            at: Origin { sheet: 0, row },
            record: OfficialRecord {
                unit: UnitKey { place: "3708".parse().unwrap(), name_key: unit.to_owned() },
                unit_name: unit.to_owned(),
                name: name.to_owned(),
                name_key: crate::people::name_key(name),
                pinyin: spoken.pinyin,
                initials: spoken.initials,
                gender: Some(Gender::Male),
                staff_no: staff_no.to_owned(),
                id_digest: id.to_owned(),
                phone: phone.to_owned(),
                home: None,
                skills: vec![],
                post: "科员".to_owned(),
                rank: Rank::Staff,
                joined: None,
            },
        }
    }

    fn check_pair(a: Incoming<OfficialRecord>, b: Incoming<OfficialRecord>) -> (Vec<ProblemCode>, usize) {
        let mut problems = Vec::new();
        let mut officials = vec![a, b];
        check(&Roster::default(), &mut officials, &mut problems);
        (problems.iter().map(|problem| problem.code).collect(), officials.len())
    }

    #[test]
    fn doubles_are_errors_or_warnings() {
        use ProblemCode::{NamesakeInUnit, SameIdNumber, SameNameUnit, SameSoundPhone, SameStaffNo};
        let cases = [
            (
                person(1, "张伟", "局", "a", "", ""),
                person(2, "李强", "局", "a", "", ""),
                vec![SameIdNumber],
                1,
            ),
            (
                person(1, "张伟", "局", "", "7", ""),
                person(2, "李强", "局", "", "7", ""),
                vec![SameStaffNo],
                1,
            ),
            (person(1, "张伟", "局", "", "", ""), person(2, "張偉", "局", "", "", ""), vec![SameNameUnit], 1),
            (
                person(1, "张伟", "局", "a", "", ""),
                person(2, "张伟", "局", "", "9", ""),
                vec![SameNameUnit],
                1,
            ),
            (
                person(1, "张伟", "局", "a", "", ""),
                person(2, "张伟", "局", "b", "", ""),
                vec![NamesakeInUnit],
                2,
            ),
            (
                person(1, "张伟", "局", "", "1", "100"),
                person(2, "章炜", "所", "", "2", "100"),
                vec![SameSoundPhone],
                2,
            ),
            (person(1, "张伟", "局", "", "1", "100"), person(2, "张伟", "所", "", "2", "101"), vec![], 2),
        ];
        for (a, b, codes, left) in cases {
            let spoken = format!("{} {}", a.record.name, b.record.name);
            assert_eq!(check_pair(a, b), (codes, left), "{spoken}");
        }
    }
}
