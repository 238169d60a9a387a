//! Parts of other units, by story.

use super::{
    act::{Act, Doer, Pending, Refusal},
    life::{Case, Handler},
    life_tests::{day, lived, new, of, says, unit},
    money::Cost,
    words::{CannotReason, Funds, Office, PartState, Resident},
};
use crate::ids::Ref;

fn owned() -> Case {
    lived(&new(), "2026-07-02", &[(of(1), Act::Accept), (of(1), Act::Begin)]).unwrap()
}

fn invite(n: u128) -> (Doer, Act) {
    (of(1), Act::Invite { to: unit(n), name: format!("单位{n}"), by: day("2026-07-10") })
}

fn states(case: &Case) -> Vec<(Ref, PartState)> {
    case.parts.iter().map(|part| (part.unit.clone(), part.state)).collect()
}

#[test]
fn it_is_not_done_while_a_part_is_under_way() {
    let asked = lived(&owned(), "2026-07-02", &[invite(2), invite(3)]).unwrap();
    assert_eq!(asked.part_due(), Some(day("2026-07-10")));
    let joined = lived(&asked, "2026-07-03", &[(of(2), Act::Join)]).unwrap();
    let cannot = Act::Cannot { reason: CannotReason::NoFunds };
    for says in [Act::Done, cannot] {
        assert_eq!(lived(&joined, "2026-07-03", &[(of(1), says)]), Err(Refusal::PartsOpen));
    }
    assert_eq!(joined.under_way().map(|part| part.name.as_str()).collect::<Vec<_>>(), ["单位2"]);
    let done = lived(&joined, "2026-07-06", &[(of(2), Act::PartDone), (of(1), Act::Done)]).unwrap();
    // Whoever was asked and did not answer is not asked any more.
    assert_eq!(states(&done), [(unit(2), PartState::Done), (unit(3), PartState::Withdrawn)]);
    assert_eq!((done.office, done.part_due()), (Office::Done, None));
    assert_eq!(lived(&done, "2026-07-06", &[(of(3), Act::Join)]), Err(Refusal::NotNow));
}

#[test]
fn only_the_owner_asks_and_only_who_is_asked_answers() {
    let (by, asked) = (of(2), lived(&owned(), "2026-07-02", &[invite(2)]).unwrap());
    assert_eq!(lived(&owned(), "2026-07-02", &[(by, invite(3).1)]), Err(Refusal::NotYours));
    assert_eq!(lived(&asked, "2026-07-02", &[(of(3), Act::Join)]), Err(Refusal::NotYours));
    assert_eq!(lived(&asked, "2026-07-02", &[(of(1), Act::PartDone)]), Err(Refusal::NotYours));
    assert_eq!(lived(&asked, "2026-07-02", &[(of(2), Act::PartDone)]), Err(Refusal::NotNow));
    assert_eq!(lived(&asked, "2026-07-02", &[invite(2)]), Err(Refusal::TooMany));
    assert_eq!(lived(&asked, "2026-07-02", &[invite(1)]), Err(Refusal::NotNow), "oneself");
    let refused = lived(&asked, "2026-07-02", &[(of(2), Act::Decline)]).unwrap();
    assert!(refused.part_of(&unit(2)).is_none());
    let again = lived(&refused, "2026-07-02", &[invite(2), (of(2), Act::Join)]).unwrap();
    assert_eq!(states(&again), [(unit(2), PartState::Open)]);
}

#[test]
fn five_units_at_one_time_and_another_when_one_has_ended() {
    let five = lived(&owned(), "2026-07-02", &[2, 3, 4, 5, 6].map(invite)).unwrap();
    assert_eq!(lived(&five, "2026-07-02", &[invite(7)]), Err(Refusal::TooMany));
    let ended = lived(&five, "2026-07-02", &[(of(4), Act::Decline), invite(7)]).unwrap();
    assert_eq!(ended.parts.len(), 6);
}

#[test]
fn what_was_taken_on_is_taken_back_only_after_its_day() {
    let withdraw = (of(1), Act::Withdraw { to: unit(2) });
    let asked = lived(&owned(), "2026-07-02", &[invite(2)]).unwrap();
    assert!(lived(&asked, "2026-07-02", std::slice::from_ref(&withdraw)).is_ok());
    let joined = lived(&asked, "2026-07-02", &[(of(2), Act::Join)]).unwrap();
    assert_eq!(lived(&joined, "2026-07-10", std::slice::from_ref(&withdraw)), Err(Refusal::TooEarly));
    let back = lived(&joined, "2026-07-11", &[withdraw, (of(1), Act::Done)]).unwrap();
    assert_eq!(states(&back), [(unit(2), PartState::Withdrawn)]);
}

#[test]
fn parts_stay_when_the_case_goes_to_another_unit_and_end_for_the_new_owner() {
    let both = [invite(2), invite(3), (of(2), Act::Join), (of(3), Act::Join)];
    let joined = lived(&owned(), "2026-07-02", &both).unwrap();
    let to = [(of(1), Act::Offer { to: unit(2) }), (of(3), Act::PartDone), (of(2), Act::TakeOver)];
    let taken = lived(&joined, "2026-07-03", &to).unwrap();
    assert_eq!(states(&taken), [(unit(2), PartState::Withdrawn), (unit(3), PartState::Done)]);
    assert_eq!((taken.owner.clone(), taken.pending.clone()), (Some(unit(2)), Pending::Nothing));
    assert!(lived(&taken, "2026-07-03", &[(of(2), Act::Done)]).is_ok());
}

#[test]
fn nothing_begins_while_it_is_read_whether_it_can_be_solved_and_the_last_word_ends_all() {
    let no = Act::Cannot { reason: CannotReason::NoFunds };
    let proposed = lived(&owned(), "2026-07-02", &[invite(2), (of(1), no)]).unwrap();
    assert_eq!(lived(&proposed, "2026-07-02", &[(of(2), Act::Join)]), Err(Refusal::Waits));
    let partly = lived(&owned(), "2026-07-02", &[(of(1), Act::Done), says(Resident::Partly)]).unwrap();
    let joined = lived(&partly, "2026-07-03", &[invite(2), (of(2), Act::Join)]).unwrap();
    let solved = lived(&joined, "2026-07-04", &[says(Resident::Solved)]).unwrap();
    assert!(solved.finished() && !solved.parts[0].waits());
}

#[test]
fn handler_and_cost_are_the_owners_word() {
    let named = Handler { official: unit(9), name: "王工".into() };
    let handler = Act::Handler { handler: Some(named.clone()) };
    let cost = Cost { planned: Some("1200.50".parse().unwrap()), spent: None, funds: Funds::Village };
    for act in [handler.clone(), Act::Cost { cost }] {
        assert_eq!(lived(&owned(), "2026-07-02", &[(of(2), act)]), Err(Refusal::NotYours));
    }
    let told = serde_json::to_value(Act::Cost { cost }).unwrap();
    let shape = serde_json::json!({"act": "cost", "planned": "1200.50", "spent": null, "funds": "village"});
    assert_eq!(told, shape);
    assert_eq!(serde_json::from_value::<Act>(told).unwrap(), Act::Cost { cost });
    let case = lived(&owned(), "2026-07-02", &[(of(1), handler), (of(1), Act::Cost { cost })]).unwrap();
    assert_eq!((case.handler.clone(), case.cost), (Some(named), Some(cost)));
    // What was spent is known at the end; the handler is no official of another unit.
    let done = lived(&case, "2026-07-02", &[(of(1), Act::Done), (of(1), Act::Cost { cost })]).unwrap();
    assert_eq!(done.cost, Some(cost));
    let over = [(of(1), Act::Offer { to: unit(2) }), (of(2), Act::TakeOver)];
    assert_eq!(lived(&case, "2026-07-02", &over).unwrap().handler, None);
}
