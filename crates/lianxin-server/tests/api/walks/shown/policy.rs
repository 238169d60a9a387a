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

/// How much of it a mark is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// The head of a household, what stands on its door.
    Door,
    /// What a case is called.
    Title,
    /// All else.
    Whole,
}

/// What kind of data a mark is, and how much of it; none for what is no resident's.
fn data_of(what: &str) -> Option<(Data, Depth)> {
    use Depth::{Door, Title, Whole};
    Some(match what {
        "head" | "house" => (Data::Roster, Door),
        "resident" | "holder" | "source" | "newhead" | "newresident" | "badhead" => (Data::Roster, Whole),
        "agreed" | "private" | "hall" | "need" | "promise" | "deed" | "told" | "kept" | "retold" | "once" => {
            (Data::Talks, Whole)
        }
        "contact" | "newcontact" | "badcontact" => (Data::Contact, Whole),
        "hardship" | "health" | "newhealth" | "badhardship" => (Data::Hardship, Whole),
        "money" => (Data::Money, Whole),
        "minor" => (Data::Minors, Whole),
        "matter" | "alarm" | "errand" => (Data::Cases, Title),
        "plea" | "plight" => (Data::Cases, Whole),
        "accused" | "grudge" => (Data::Complaints, Whole),
        _ => return None,
    })
}

/// Whether what the policy answers shows a mark to somebody.
fn shows(answer: Answer, depth: Depth, mark: &Mark, who: &Person) -> bool {
    match answer {
        Answer::Shown | Answer::Purpose => true,
        Answer::Door => depth == Depth::Door,
        Answer::Title => depth == Depth::Title,
        // The case that a department has taken over is about benefits.
        Answer::Fields => mark.what == "hardship",
        // Of cases: what one heard oneself.
        Answer::Own => mark.what == "matter" && who.name == if mark.here { "author" } else { "other_author" },
        Answer::Counts | Answer::Hidden => false,
    }
}

/// The seats in which somebody looks at a village, and his relation to it. Nobody has none.
fn seats(who: &Person, here: bool) -> Vec<(Seat, Relation)> {
    let within = |yes: bool| if yes { Relation::Within } else { Relation::Elsewhere };
    let Some(role) = who.role else { return vec![] };
    let seat = match role {
        Role::Official if matches!(who.name, "police" | "turned_police") => Seat::Police,
        Role::Official if who.name == "colleague" => Seat::Secretary,
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
        "own_unit" if here => &[Ground::None, Ground::Task, Ground::Granted],
        "police" | "turned_police" if here => &[Ground::None, Ground::Addressed, Ground::Granted],
        "other_township" if !here => &[Ground::None, Ground::Task],
        _ => &[Ground::None],
    }
}

/// Panics where something was shown that the policy hides. Gives the number of cells that were tried.
pub fn check(seen: &Seen, city: &City, marks: &[Mark], verbs: usize) -> usize {
    let mut wrong = Vec::new();
    for ((name, verb), people) in seen {
        let mark = marks.iter().find(|mark| mark.name() == *name).expect("a mark");
        let Some((data, depth)) = data_of(mark.what) else { continue };
        let here = mark.village() == HERE;
        for who in city.people.iter().filter(|who| people.contains(who.name)) {
            let may = seats(who, here).into_iter().any(|(seat, relation)| {
                grounds(who.name, here).iter().any(|ground| {
                    shows(answer(seat, data, relation, *ground), depth, mark, who)
                        // What an official heard is told again where his own case says it.
                        || (data == Data::Talks && shows(answer(seat, Data::Cases, relation, *ground), Depth::Whole, mark, who))
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
