//! What a record must say before it is believed: lengths, days, words without control characters, ids named once.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{
    calendar::plus,
    record::{NewVisit, PromiseKept, Withdrawal},
};
use crate::{day::Day, ids::Ref, places::Level};

/// How much a record may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Characters of one text.
    pub words: usize,
    /// Statements of a visit.
    pub statements: usize,
    /// Needs, promises, companions or kept promises of a visit.
    pub list: usize,
    /// Days that a record may be late.
    pub late: i64,
    /// Days that a phone's clock may be ahead.
    pub early: i64,
    /// Days until the last day of a promise.
    pub due: i64,
}

/// The limits that hold.
pub const LIMITS: Limits = Limits { words: 2000, statements: 20, list: 10, late: 400, early: 1, due: 1100 };

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It says nothing.
    Missing,
    /// It is too long, or there are too many.
    TooLong,
    /// It holds a control character.
    Unprintable,
    /// It is no village.
    NotAVillage,
    /// It lies in the future.
    TooEarly,
    /// It is older than can be taken.
    TooLate,
    /// The last day of a promise is before the visit, or beyond three years.
    BadDue,
    /// It is derived, not said.
    NotAsked,
    /// It stands there twice, or names the record itself.
    Twice,
}

type Faults = Vec<(String, Fault)>;

/// The visit with its words trimmed, or everything that is wrong with it.
pub fn check_visit(mut visit: NewVisit, id: Uuid, author: &Ref, today: Day) -> Result<NewVisit, Faults> {
    let mut faults = Faults::new();
    if visit.village.level() != Level::Village {
        faults.push(("village".into(), Fault::NotAVillage));
    }
    day("day", visit.day, today, &mut faults);
    visit.did.sort_unstable();
    visit.did.dedup();
    if visit.did.iter().any(|did| !did.is_asked()) {
        faults.push(("did".into(), Fault::NotAsked));
    }
    let too_many = [
        ("statements", visit.statements.len(), LIMITS.statements),
        ("needs", visit.needs.len(), LIMITS.list),
        ("promises", visit.promises.len(), LIMITS.list),
        ("with", visit.with.len(), LIMITS.list),
        ("kept", visit.kept.len(), LIMITS.list),
    ];
    faults.extend(
        too_many
            .iter()
            .filter(|(_, n, most)| n > most)
            .map(|(name, ..)| ((*name).to_owned(), Fault::TooLong)),
    );
    for (n, statement) in visit.statements.iter_mut().enumerate() {
        words(format!("statements.{n}.words"), &mut statement.words, &mut faults);
    }
    for (n, need) in visit.needs.iter_mut().enumerate() {
        words(format!("needs.{n}.words"), &mut need.words, &mut faults);
    }
    for (n, promise) in visit.promises.iter_mut().enumerate() {
        words(format!("promises.{n}.words"), &mut promise.words, &mut faults);
        if promise.due < visit.day || promise.due > plus(visit.day, LIMITS.due) {
            faults.push((format!("promises.{n}.due"), Fault::BadDue));
        }
    }
    if visit.with.contains(author) || !all_different(&visit.with) {
        faults.push(("with".into(), Fault::Twice));
    }
    let own: Vec<Uuid> =
        visit.needs.iter().map(|need| need.id).chain(visit.promises.iter().map(|p| p.id)).collect();
    if !all_different(&own) || visit.corrects == Some(id) {
        faults.push(("id".into(), Fault::Twice));
    }
    visit.kept.sort_unstable();
    visit.kept.dedup();
    if faults.is_empty() { Ok(visit) } else { Err(faults) }
}

/// The withdrawal with its reason trimmed.
pub fn check_withdrawal(mut withdrawal: Withdrawal) -> Result<Withdrawal, Faults> {
    let mut faults = Faults::new();
    words("reason".into(), &mut withdrawal.reason, &mut faults);
    if withdrawal.village.level() != Level::Village {
        faults.push(("village".into(), Fault::NotAVillage));
    }
    if faults.is_empty() { Ok(withdrawal) } else { Err(faults) }
}

/// The promise kept, if its day can be.
pub fn check_kept(kept: PromiseKept, today: Day) -> Result<PromiseKept, Faults> {
    let mut faults = Faults::new();
    day("day", kept.day, today, &mut faults);
    if kept.village.level() != Level::Village {
        faults.push(("village".into(), Fault::NotAVillage));
    }
    if faults.is_empty() { Ok(kept) } else { Err(faults) }
}

fn day(field: &str, day: Day, today: Day, faults: &mut Faults) {
    if day > plus(today, LIMITS.early) {
        faults.push((field.to_owned(), Fault::TooEarly));
    }
    if day < plus(today, -LIMITS.late) {
        faults.push((field.to_owned(), Fault::TooLate));
    }
}

fn words(field: String, text: &mut String, faults: &mut Faults) {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        faults.push((field, Fault::Missing));
    } else if trimmed.chars().count() > LIMITS.words {
        faults.push((field, Fault::TooLong));
    } else if trimmed.chars().any(|c| c.is_control() && c != '\n') {
        faults.push((field, Fault::Unprintable));
    }
    if trimmed.len() != text.len() {
        *text = trimmed.to_owned();
    }
}

fn all_different<T: Ord>(list: &[T]) -> bool {
    list.iter().collect::<BTreeSet<_>>().len() == list.len()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ID: &str = "01920000-0000-7000-8000-0000000000aa";
    const AUTHOR: &str = "370811.01920000-0000-7000-8000-000000000001";

    fn checked(change: impl Fn(&mut Value)) -> Result<NewVisit, Faults> {
        let mut body = json!({"village": "370811001001", "day": "2026-07-01", "how": "in_person", "did": ["stay", "eat", "eat"],
            "statements": [{"words": " 水压低 ", "consent": true}], "needs": [{"id": ID.replace("aa", "01"), "words": "修井"}],
            "promises": [{"id": ID.replace("aa", "02"), "words": "问水务", "due": "2026-07-05"}]});
        change(&mut body);
        let visit = serde_json::from_value(body).unwrap();
        check_visit(visit, ID.parse().unwrap(), &AUTHOR.parse().unwrap(), "2026-07-01".parse().unwrap())
    }

    #[test]
    fn a_sound_visit_is_trimmed_and_sorted() {
        let visit = checked(|_| {}).unwrap();
        assert_eq!(visit.statements[0].words, "水压低");
        assert_eq!(visit.did.len(), 2);
        checked(|v| v["day"] = json!("2026-07-02")).unwrap();
        checked(|v| v["statements"][0]["words"] = json!("一\n二")).unwrap();
    }

    #[test]
    fn every_fault_names_its_field() {
        let long = "长".repeat(2001);
        let cases: Vec<(&str, Value, &str, Fault)> = vec![
            ("/village", json!("370811001"), "village", Fault::NotAVillage),
            ("/day", json!("2026-07-03"), "day", Fault::TooEarly),
            ("/day", json!("2025-05-26"), "day", Fault::TooLate),
            ("/did", json!(["hardship"]), "did", Fault::NotAsked),
            ("/did", json!(["grievance"]), "did", Fault::NotAsked),
            ("/statements/0/words", json!("  "), "statements.0.words", Fault::Missing),
            ("/statements/0/words", json!(long), "statements.0.words", Fault::TooLong),
            ("/needs/0/words", json!("a\u{7}b"), "needs.0.words", Fault::Unprintable),
            ("/promises/0/due", json!("2026-06-30"), "promises.0.due", Fault::BadDue),
            ("/promises/0/due", json!("2036-06-30"), "promises.0.due", Fault::BadDue),
            ("/promises/0/id", json!(ID.replace("aa", "01")), "id", Fault::Twice),
        ];
        for (at, value, field, fault) in cases {
            let found = checked(|v| *v.pointer_mut(at).unwrap() = value.clone()).unwrap_err();
            assert_eq!(found, [(field.to_owned(), fault)], "{at} {value}");
        }
        let found = checked(|v| v["corrects"] = json!(ID)).unwrap_err();
        assert_eq!(found, [("id".to_owned(), Fault::Twice)]);
        let found = checked(|v| v["with"] = json!([AUTHOR])).unwrap_err();
        assert_eq!(found, [("with".to_owned(), Fault::Twice)]);
        let found = checked(|v| v["statements"] = json!(vec![json!({"words": "好"}); 21])).unwrap_err();
        assert_eq!(found, [("statements".to_owned(), Fault::TooLong)]);
    }

    #[test]
    fn a_withdrawal_needs_a_reason_and_a_kept_promise_a_day() {
        let withdrawal: Withdrawal =
            serde_json::from_value(json!({"village": "370811001001", "visit": ID, "reason": " "})).unwrap();
        assert_eq!(check_withdrawal(withdrawal).unwrap_err(), [("reason".to_owned(), Fault::Missing)]);
        let kept: PromiseKept =
            serde_json::from_value(json!({"village": "370811001001", "promise": ID, "day": "2026-07-09"}))
                .unwrap();
        let faults = check_kept(kept, "2026-07-01".parse().unwrap()).unwrap_err();
        assert_eq!(faults, [("day".to_owned(), Fault::TooEarly)]);
    }
}
