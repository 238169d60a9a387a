//! The verbs of links.

mod village;

use lianxin_domain::access::Right;

use crate::engine::verb::Verb;

/// All of them.
pub fn verbs() -> Vec<Verb> {
    vec![
        Verb::get(
            "links.village.show",
            "/villages/{code}",
            Right::SeePlaces,
            "A village: who is linked to it and who was.",
            village::show,
        )
        .gives::<village::Shown>(),
        Verb::get(
            "links.own.list",
            "/me/villages",
            Right::OwnVillages,
            "One's own villages and who else is linked there.",
            village::own,
        )
        .gives::<village::Own>(),
    ]
}
