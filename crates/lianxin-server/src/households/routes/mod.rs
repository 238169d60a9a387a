//! The verbs of households. Each answer that names a resident is preceded by its access event.

mod alone;
mod copy;
mod edit;
mod facts;
mod list;
mod reveal;
mod scope;
mod show;

pub use copy::{Ask, Copied, Reason, copied, forgotten};
pub use scope::{Staff, purpose, purpose_or_why};

use lianxin_domain::access::Right;
use serde_json::Value;

use crate::engine::{page::Page, verb::Verb};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    [reading(), editing(), alone::verbs()].into_iter().flatten().collect()
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
        .gives::<Page<show::Event>>(),
        Verb::post(
            "households.fact.reveal",
            "/households/{ref}/reveal",
            SeeHouseholds,
            "The facts of one class in clear, for a purpose.",
            reveal::as_staff,
        )
        .takes::<reveal::Ask>()
        .gives::<reveal::Revealed>(),
        Verb::post(
            "households.own_fact.reveal",
            "/me/households/{ref}/reveal",
            OwnVillages,
            "The facts of one class of a household in one's own villages, for a purpose.",
            reveal::as_official,
        )
        .takes::<reveal::Ask>()
        .gives::<reveal::Revealed>(),
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

/// The answer of a write that has nothing to say.
fn nothing() -> Value {
    crate::engine::act::nothing()
}
