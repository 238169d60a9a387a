//! The verbs of links.

mod choices;
mod inspect;
mod merge;
mod person;
pub mod plans;
pub mod proof;
pub mod publish;
pub mod solve;
mod village;
mod weigh;

use lianxin_domain::access::Right;

use crate::engine::{http::UPLOAD_LIMIT, jobs::Progress, page::Page, verb::Verb};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    [of_villages(), of_plans(), of_plan_deeds(), of_solutions(), of_questions(), of_proofs()]
        .into_iter()
        .flatten()
        .collect()
}

fn of_villages() -> Vec<Verb> {
    use Right::{EditPlaces, OwnVillages, SeePeople, SeePlaces};
    vec![
        Verb::get(
            "links.village.show",
            "/villages/{code}",
            SeePlaces,
            "A village: who is linked to it and who was.",
            village::show,
        )
        .gives::<village::Shown>(),
        Verb::post(
            "links.village.merge",
            "/villages/{code}/merge",
            EditPlaces,
            "Merge a village into another.",
            merge::merge,
        )
        .takes::<merge::Merge>()
        .gives::<merge::Merged>(),
        Verb::get(
            "links.official.show",
            "/officials/{ref}",
            SeePeople,
            "One official with posts and links.",
            person::official,
        )
        .gives::<person::OfficialInFull>(),
        Verb::get("links.unit.show", "/units/{ref}", SeePeople, "One unit with its villages.", person::unit)
            .gives::<person::UnitInFull>(),
        Verb::get(
            "links.own.list",
            "/me/villages",
            OwnVillages,
            "One's own villages and who else is linked there.",
            village::own,
        )
        .gives::<village::Own>(),
    ]
}

fn of_plans() -> Vec<Verb> {
    use Right::{EditPlans, SeePlans};
    vec![
        Verb::get("links.plan.list", "/plans", SeePlans, "Plans, the newest first.", plans::list)
            .query(&[("place", "A place's code"), ("after", "Cursor"), ("limit", "1 to 200")])
            .gives::<Page<crate::links::shown::PlanLine>>(),
        Verb::post("links.plan.make", "/plans", EditPlans, "Make a draft.", plans::make)
            .takes::<plans::NewPlan>()
            .gives::<crate::links::shown::Plan>(),
        Verb::get(
            "links.plan.show",
            "/plans/{ref}",
            SeePlans,
            "A plan with rules, choices and result.",
            plans::show,
        )
        .gives::<crate::links::shown::Plan>(),
        Verb::get(
            "links.rules.default",
            "/rules/default",
            SeePlans,
            "The rule set to begin with.",
            plans::default_rules,
        ),
        Verb::put(
            "links.plan.rules",
            "/plans/{ref}/rules",
            EditPlans,
            "Replace the rules; solve again after.",
            plans::set_rules,
        )
        .gives::<crate::links::shown::Plan>(),
    ]
}

fn of_plan_deeds() -> Vec<Verb> {
    use Right::{EditPlans, PublishPlans, SeePlans};
    vec![
        Verb::post("links.plan.solve", "/plans/{ref}/solve", EditPlans, "Solve in a job.", solve::solve)
            .gives::<Progress>(),
        Verb::get(
            "links.plan.progress",
            "/plans/{ref}/progress",
            SeePlans,
            "How the plan's job stands.",
            solve::progress,
        )
        .gives::<Progress>(),
        Verb::post(
            "links.plan.cancel",
            "/plans/{ref}/cancel",
            EditPlans,
            "Stop the plan's job.",
            solve::cancel,
        ),
        Verb::post(
            "links.plan.publish",
            "/plans/{ref}/publish",
            PublishPlans,
            "Make it the links that hold.",
            publish::publish,
        )
        .takes::<publish::Publish>()
        .gives::<Progress>(),
        Verb::post(
            "links.plan.withdraw",
            "/plans/{ref}/withdraw",
            EditPlans,
            "Give it up.",
            publish::withdraw,
        ),
        Verb::post(
            "links.plan.undo",
            "/plans/{ref}/undo",
            EditPlans,
            "A new plan that takes this one back.",
            publish::undo,
        )
        .gives::<crate::links::shown::Plan>(),
    ]
}

fn of_solutions() -> Vec<Verb> {
    use Right::{EditPlans, SeePlans};
    vec![
        Verb::post(
            "links.choice.make",
            "/plans/{ref}/choices",
            EditPlans,
            "Pin or ban, and re-solve.",
            choices::choose,
        )
        .takes::<choices::NewChoice>()
        .gives::<choices::Chosen>(),
        Verb::delete(
            "links.choice.remove",
            "/plans/{ref}/choices/{id}",
            EditPlans,
            "Take a pin or ban back.",
            choices::unchoose,
        )
        .gives::<choices::Chosen>(),
        Verb::get(
            "links.plan.links",
            "/plans/{ref}/links",
            SeePlans,
            "The links of the solution.",
            inspect::links,
        )
        .query(&[
            ("tier", "A tier"),
            ("place", "A place's code"),
            ("q", "Part of a name"),
            ("after", "Cursor"),
            ("limit", "1 to 200"),
        ])
        .gives::<Page<inspect::PlanLink>>(),
        Verb::get(
            "links.plan.worst",
            "/plans/{ref}/worst",
            SeePlans,
            "The worst-served villages of each tier.",
            inspect::worst,
        )
        .query(&[("tier", "A tier"), ("limit", "1 to 200")])
        .gives::<inspect::WorstServed>(),
        Verb::get(
            "links.plan.moves",
            "/plans/{ref}/moves",
            SeePlans,
            "Who starts and who ends with this plan.",
            inspect::moves,
        )
        .query(&[("kind", "start or end"), ("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<inspect::Move>>(),
    ]
}

fn of_questions() -> Vec<Verb> {
    use Right::{EditPlans, SeePlans};
    vec![
        Verb::get(
            "links.plan.why",
            "/plans/{ref}/why",
            SeePlans,
            "Why this one, who was next, what a change costs.",
            inspect::why,
        )
        .query(&[
            ("tier", "A tier"),
            ("subject", "An official's or unit's ref"),
            ("village", "A village's code"),
        ])
        .gives::<inspect::WhyShown>(),
        Verb::get(
            "links.plan.what_if",
            "/plans/{ref}/what-if",
            EditPlans,
            "What forcing a pair would cost, exactly; the plan stays as it is.",
            weigh::what_if,
        )
        .query(&[
            ("tier", "A tier"),
            ("subject", "An official's or unit's ref"),
            ("village", "A village's code"),
        ])
        .gives::<weigh::WhatIf>(),
        Verb::get(
            "links.plan.compare",
            "/plans/{ref}/sharing",
            EditPlans,
            "What each way to share the cost would give.",
            weigh::compare,
        )
        .gives::<weigh::Compared>(),
    ]
}

fn of_proofs() -> Vec<Verb> {
    use Right::Prove;
    vec![
        Verb::get("links.proof.show", "/proof", Prove, "Both coverages as of a day.", proof::show)
            .query(&[("place", "A place's code"), ("as_of", "A day; today unless told")])
            .gives::<proof::ProofShown>(),
        Verb::get(
            "links.proof.counterexamples",
            "/proof/counterexamples",
            Prove,
            "Counterexamples by name.",
            proof::counterexamples,
        )
        .query(&[
            ("place", "A place's code"),
            ("as_of", "A day"),
            ("kind", "one or two"),
            ("after", "Cursor"),
            ("limit", "1 to 200"),
        ])
        .gives::<Page<proof::Counterexample>>(),
        Verb::get("links.snapshot.list", "/snapshots", Prove, "Snapshots, the newest first.", proof::list)
            .gives::<Page<proof::Snapshot>>(),
        Verb::post("links.snapshot.make", "/snapshots", Prove, "Prove a day and sign it.", proof::make)
            .takes::<proof::NewSnapshot>()
            .gives::<proof::Snapshot>(),
        Verb::get("links.snapshot.file", "/snapshots/{ref}/file", Prove, "The signed file.", proof::file)
            .media("application/jsonl"),
        Verb::post(
            "links.snapshot.verify",
            "/snapshots/verify",
            Prove,
            "Check a snapshot from its own content.",
            proof::verify,
        )
        .body_limit(UPLOAD_LIMIT)
        .media("application/jsonl")
        .gives::<proof::VerdictShown>(),
    ]
}
