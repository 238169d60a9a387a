//! The verbs of households. Each answer that names a resident is preceded by its access event.

mod alone;
mod copy;
mod doors;
mod edit;
mod facts;
mod grants;
mod list;
mod reveal;
mod scope;
mod show;

pub use alone::{AskMinors, Asked as MinorsAsked, minors as minors_of};
pub use copy::{Ask, Copied, Reason, copied, forgotten};
pub use grants::{Given as GrantGiven, Lines as Grants, give, lines as grants_of};
pub use reveal::{Ask as RevealAsk, Revealed, as_staff, asked as asked_of, shown as revealed};
pub use scope::{Staff, found as found_of, purpose, purpose_or_why, seen};
pub use show::Event;

use lianxin_domain::access::Right;
use serde_json::Value;

use crate::engine::{page::Page, verb::Verb};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    [reading(), editing(), granting(), alone::verbs()].into_iter().flatten().collect()
}

const PURPOSE: (&str, &str) = ("purpose", "Why, in 2 to 200 characters; shown to the household");
const AFTER: (&str, &str) = ("after", "Cursor");
const LIMIT: (&str, &str) = ("limit", "1 to 200");

fn reading() -> Vec<Verb> {
    use Right::{OwnVillages, SeeHouseholds};
    vec![
        Verb::get(
            "households.household.list",
            "/villages/{code}/households",
            SeeHouseholds,
            "The households of a village, for a purpose.",
            list::list,
        )
        .query(&[PURPOSE, ("q", "A house number, name, pinyin or initials"), AFTER, LIMIT])
        .gives::<Page<list::Line>>(),
        Verb::get(
            "households.household.show",
            "/households/{ref}",
            SeeHouseholds,
            "A household with its residents and standings, for a purpose; facts stay masked.",
            show::show,
        )
        .query(&[PURPOSE])
        .gives::<show::Shown>(),
        Verb::get(
            "households.event.list",
            "/households/{ref}/events",
            SeeHouseholds,
            "Who looked at a household, when and why: to be printed for it.",
            show::events,
        )
        .query(&[AFTER, LIMIT])
        .gives::<Page<Event>>(),
        Verb::post(
            "households.own_fact.reveal",
            "/me/households/{ref}/reveal",
            OwnVillages,
            "The facts of one class of a household in one's own villages, for a purpose.",
            reveal::as_official,
        )
        .takes::<reveal::Ask>()
        .gives::<Revealed>(),
        Verb::get(
            "households.door.list",
            "/me/villages/{code}/doors",
            OwnVillages,
            "Heads and houses of a village whose police officer one is, for a purpose; nobody is looked for.",
            doors::list,
        )
        .query(&[PURPOSE, AFTER, LIMIT])
        .gives::<Page<doors::Door>>(),
    ]
}

fn editing() -> Vec<Verb> {
    use Right::EditHouseholds;
    vec![
        Verb::post(
            "households.household.add",
            "/villages/{code}/households",
            EditHouseholds,
            "Write down a household.",
            edit::add,
        )
        .takes::<edit::New>()
        .gives::<edit::Named>(),
        Verb::patch(
            "households.household.correct",
            "/households/{ref}",
            EditHouseholds,
            "Correct a household's house number, name, members or residents.",
            edit::correct,
        )
        .takes::<edit::Correction>()
        .gives::<edit::Named>(),
        Verb::post(
            "households.standing.set",
            "/households/{ref}/standings",
            EditHouseholds,
            "Write down a standing, or with `until` its end.",
            edit::standing,
        )
        .takes::<edit::NewStanding>()
        .gives::<edit::Named>(),
        Verb::put(
            "households.guardian.set",
            "/households/{ref}/guardians",
            EditHouseholds,
            "Say who answers for a household's minors; its head does where nobody is said to.",
            edit::guardians,
        )
        .takes::<edit::Guardians>()
        .gives::<edit::Named>(),
        Verb::post(
            "households.fact.add",
            "/households/{ref}/facts",
            EditHouseholds,
            "Seal a new fact.",
            facts::add,
        )
        .takes::<facts::New>()
        .gives::<facts::Named>(),
        Verb::patch(
            "households.fact.end",
            "/households/{ref}/facts/{id}",
            EditHouseholds,
            "End a fact on a day.",
            facts::end,
        )
        .takes::<facts::End>()
        .gives::<facts::Named>(),
        Verb::delete(
            "households.fact.delete",
            "/households/{ref}/facts/{id}",
            EditHouseholds,
            "Delete a fact that should never have been written down.",
            facts::delete,
        ),
    ]
}

fn granting() -> Vec<Verb> {
    use Right::{EditHouseholds, SeeGranted, SeeHouseholds};
    vec![
        Verb::get(
            "households.grant.list",
            "/households/{ref}/grants",
            SeeHouseholds,
            "What a household lets others see, and until when.",
            grants::list,
        )
        .gives::<grants::Lines>(),
        Verb::post(
            "households.grant.give",
            "/households/{ref}/grants",
            EditHouseholds,
            "Write down from paper what a household lets others see; not by whom it is given to.",
            grants::given,
        )
        .takes::<grants::Given>()
        .gives::<grants::Lines>(),
        Verb::delete(
            "households.grant.end",
            "/households/{ref}/grants/{id}",
            EditHouseholds,
            "Take back what a household let others see.",
            grants::taken_back,
        ),
        Verb::get(
            "households.granted.list",
            "/me/granted",
            SeeGranted,
            "What households let one's seat see, for a purpose.",
            grants::granted,
        )
        .query(&[PURPOSE])
        .gives::<grants::GrantedLines>(),
        Verb::post(
            "households.granted.reveal",
            "/me/granted/{ref}/reveal",
            SeeGranted,
            "The facts of one class that a household lets one's seat see, for a purpose.",
            grants::granted_reveal,
        )
        .takes::<reveal::Ask>()
        .gives::<Revealed>(),
    ]
}

/// The answer of a write that has nothing to say.
fn nothing() -> Value {
    crate::engine::act::nothing()
}
