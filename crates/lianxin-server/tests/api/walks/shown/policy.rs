//! What was seen, held against the policy: every verb (role × verb × relation of places × ground × kind of data) has been asked
//! by everybody about what is here and there, and whatever an answer showed, the policy allows it to that seat, there, on that
//! ground. A cell in which nothing was seen is one in which the policy was not overstepped.

use lianxin_domain::access::{
    Role,
    policy::{Answer, Data, Ground, Relation, Seat, answer},
};

use super::{
    Seen,
    callers::Person,
    city::City,
    marks::{HERE, Mark},
};

/// What kind of data a mark is; none for what is no resident's.
fn data_of(what: &str) -> Option<Data> {
    Some(match what {
        "head" | "house" | "resident" | "holder" | "source" | "newhead" | "newresident" | "badhead" => {
            Data::Roster
        }
        "agreed" | "private" | "hall" | "need" | "promise" | "deed" | "told" | "kept" | "retold" | "once" => {
            Data::Talks
        }
        "contact" | "newcontact" | "badcontact" => Data::Contact,
        "hardship" | "health" | "newhealth" | "badhardship" => Data::Hardship,
        "money" => Data::Money,
        "minor" => Data::Minors,
        "matter" => Data::Cases,
        _ => return None,
    })
}

/// The seats in which somebody looks at a village, and his relation to it. Nobody has none.
fn seats(who: &Person, here: bool) -> Vec<(Seat, Relation)> {
    let within = |yes: bool| if yes { Relation::Within } else { Relation::Elsewhere };
    let Some(role) = who.role else { return vec![] };
    let seat = match role {
        Role::Official if matches!(who.name, "police" | "turned_police") => Seat::Police,
        Role::Official => Seat::Linked,
        Role::Township => Seat::Township,
        Role::Department => Seat::Department,
        Role::ProgrammeOffice => Seat::ProgrammeOffice,
        Role::Inspector => Seat::Inspector,
        Role::Auditor => Seat::Auditor,
        Role::Administrator => Seat::Administrator,
        Role::Interviewer => Seat::Interviewer,
    };
    let near = match who.name {
        "author" | "colleague" | "leader" | "police" | "turned_police" | "township" | "same_township"
        | "department" | "county_office" | "inspector" | "interviewer" => here,
        "other_author" | "other_township" | "other_county_office" | "other_interviewer" => !here,
        "administrator" | "city_office" | "own_unit" | "auditor" => true,
        _ => false,
    };
    vec![(seat, within(near))]
}

/// On which grounds somebody looks here.
fn grounds(name: &str, here: bool) -> &'static [Ground] {
    match name {
        "unlinked" if here => &[Ground::None, Ground::Emergency],
        "inspector" if here => &[Ground::None, Ground::Order],
        "township" | "same_township" if here => &[Ground::None, Ground::Task],
        "other_township" if !here => &[Ground::None, Ground::Task],
        _ => &[Ground::None],
    }
}

/// Panics where something was shown that the policy hides. Gives the number of cells that were tried.
pub fn check(seen: &Seen, city: &City, marks: &[Mark], verbs: usize) -> usize {
    let mut wrong = Vec::new();
    for ((name, verb), people) in seen {
        let mark = marks.iter().find(|mark| mark.name() == *name).expect("a mark");
        let Some(data) = data_of(mark.what) else { continue };
        let here = mark.village() == HERE;
        for who in city.people.iter().filter(|who| people.contains(who.name)) {
            let may = seats(who, here).into_iter().any(|(seat, relation)| {
                grounds(who.name, here).iter().any(|ground| {
                    matches!(
                        answer(seat, data, relation, *ground),
                        Answer::Shown | Answer::Purpose | Answer::Title
                    )
                })
            });
            if !may {
                wrong.push(format!("{name} | {verb} | {}: the policy hides it", who.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let kinds = marks.iter().filter(|mark| data_of(mark.what).is_some()).count();
    city.people.len() * verbs * kinds
}
