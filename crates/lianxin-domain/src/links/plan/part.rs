//! One independent network of a plan: solved, certified, and kept warm.

use std::collections::{HashMap, HashSet};

use lianxin_flow::{
    Capacity, Change, Control, Infeasible as Hall, Plan, Session, Spread, certificate,
    fair::{Fairness, Grades, narrow},
};

use super::{
    draft::{Draft, Shape, Side, Stage},
    scope::{Choice, ChoiceKind},
};
use crate::links::{Subject, Tier, rules::Sharing};

/// A solved network and what its numbers stand for.
#[derive(Clone, Debug)]
pub struct Part {
    pub tier: Tier,
    pub stage: Stage,
    pub side: Side,
    pub subjects: Vec<Subject>,
    pub villages: Vec<u32>,
    /// The plan; for a shared cost, of the problem that has the fairest plans only.
    pub session: Session,
    /// For a shared cost, the problem as it is with its plan of the least sum.
    pub plain: Option<Box<Session>>,
    sharing: Sharing,
    /// Solved under the evenest bounds; otherwise a change starts anew, as it may make them possible again.
    pub evenest: bool,
    subject_at: HashMap<Subject, u32>,
    village_at: HashMap<u32, u32>,
}

/// A network that has no plan.
#[derive(Clone, Debug)]
pub struct Stuck {
    pub tier: Tier,
    pub side: Side,
    pub subjects: Vec<Subject>,
    pub villages: Vec<u32>,
    pub why: Hall,
    pub draft: Draft,
}

impl Part {
    /// Solves one independent problem under the evenest bounds that have a plan.
    pub fn solve(draft: Draft, choices: &[Choice]) -> Result<Part, Box<Stuck>> {
        let subjects: Vec<Subject> = draft.subjects.iter().map(|(subject, ..)| *subject).collect();
        let villages: Vec<u32> = draft.villages.iter().map(|(village, ..)| *village).collect();
        let subject_at: HashMap<Subject, u32> = subjects.iter().zip(0..).map(|(s, n)| (*s, n)).collect();
        let village_at: HashMap<u32, u32> = villages.iter().zip(0..).map(|(v, n)| (*v, n)).collect();
        let own: Vec<(u32, u32, ChoiceKind)> = choices
            .iter()
            .filter_map(|c| Some((*subject_at.get(&c.subject)?, *village_at.get(&c.village)?, c.kind)))
            .collect();
        let mut stuck = None;
        for (n, shape) in draft.shapes().into_iter().enumerate() {
            let side = shape.side;
            match Session::new(network(&draft, shape, &own)) {
                Ok(plain) => {
                    let Draft { tier, stage, sharing, .. } = draft;
                    let evenest = n == 0;
                    let (session, plain) = match sharing {
                        Sharing::Sum => (plain, None),
                        _ => (fairest(&plain, sharing), Some(Box::new(plain))),
                    };
                    return Ok(Part {
                        tier,
                        stage,
                        side,
                        subjects,
                        villages,
                        session,
                        plain,
                        sharing,
                        evenest,
                        subject_at,
                        village_at,
                    });
                }
                Err(why) => stuck = Some((side, why)),
            }
        }
        let (side, why) = stuck.expect("a draft has at least one shape");
        Err(Box::new(Stuck { tier: draft.tier, side, subjects, villages, why, draft }))
    }

    /// Changes the network and finds its plan again; `false` when there is none, and the part is then of no more use.
    pub fn apply(&mut self, changes: &[Change]) -> bool {
        let Some(plain) = &mut self.plain else { return self.session.apply(changes).is_ok() };
        let applied = plain.apply(changes).is_ok();
        if applied {
            self.session = fairest(plain, self.sharing);
        }
        applied
    }

    /// The network as the rules and choices make it, with its plan of the least sum.
    pub fn ruled(&self) -> &Session {
        self.plain.as_deref().unwrap_or(&self.session)
    }

    /// What sharing the cost adds to the least sum.
    pub fn price(&self) -> i64 {
        self.plain.as_ref().map_or(0, |plain| self.session.objective() - plain.objective())
    }

    /// The network's agent and place of a pair, when both are in this part.
    pub fn arc(&self, subject: Subject, village: u32) -> Option<(u32, u32)> {
        let (subject, village) = (*self.subject_at.get(&subject)?, *self.village_at.get(&village)?);
        Some(match self.side {
            Side::Subjects => (subject, village),
            Side::Villages => (village, subject),
        })
    }

    /// Whether somebody is in this part.
    pub fn has(&self, subject: Subject) -> bool {
        self.subject_at.contains_key(&subject)
    }

    /// Whether a village is in this part.
    pub fn has_village(&self, village: u32) -> bool {
        self.village_at.contains_key(&village)
    }

    /// The subject and village of a network's agent and place.
    pub fn pair(&self, agent: u32, place: u32) -> (Subject, u32) {
        match self.side {
            Side::Subjects => (self.subjects[agent as usize], self.villages[place as usize]),
            Side::Villages => (self.subjects[place as usize], self.villages[agent as usize]),
        }
    }

    /// The pairs of the plan.
    pub fn pairs(&self) -> Vec<(Subject, u32)> {
        let agents = 0..self.session.problem().agents() as u32;
        let of = |agent: u32| self.session.places_of(agent).into_iter().map(move |place| (agent, place));
        agents.flat_map(of).map(|(agent, place)| self.pair(agent, place)).collect()
    }
}

/// The fairest plan of a network that has one, certified.
fn fairest(plain: &Session, sharing: Sharing) -> Session {
    let (problem, control) = (plain.problem(), Control::default());
    let fairness = match sharing {
        Sharing::Sum => Fairness::Sum,
        Sharing::WorstFirst => Fairness::WorstFirst,
        Sharing::Leximin => {
            let bounded = problem.solve_fair(&Fairness::WorstFirst, &control).expect("it has a plan");
            Fairness::Leximin(Grades::towards_worst(costs(problem, &bounded.plan)))
        }
    };
    let narrowed = narrow(problem, &fairness, &control).expect("it has a plan");
    let session = Session::new(narrowed.problem).expect("the fairest plans are plans");
    let mut proof = narrowed.proof;
    proof.prices.push(session.prices());
    let checked = certificate::check_fair(problem, &fairness, &session.solution().plan, &proof);
    assert_eq!(checked, Ok(session.objective()), "a fair plan is certified like any other");
    session
}

fn costs(problem: &Spread, plan: &Plan) -> Vec<i64> {
    plan.pairs().filter_map(|(agent, place)| problem.arc(agent, place)).map(|(cost, _)| cost).collect()
}

fn network(draft: &Draft, shape: Shape, choices: &[(u32, u32, ChoiceKind)]) -> Spread {
    let pins = |agent: u32| {
        let own = |(subject, village, kind): &&(u32, u32, ChoiceKind)| {
            *kind == ChoiceKind::Pin
                && agent == if shape.side == Side::Subjects { *subject } else { *village }
        };
        choices.iter().filter(own).count() as u32
    };
    let capacities = shape.bounds.iter().map(|(lower, upper)| Capacity::new(*lower, *upper)).collect();
    let mut builder = Spread::builder(capacities);
    let rows = rows(draft, shape.side);
    let known: HashSet<(u32, u32)> = match choices.is_empty() {
        true => HashSet::new(),
        false => rows
            .iter()
            .zip(0..)
            .flat_map(|(row, agent)| row.iter().map(move |(place, _)| (agent, *place)))
            .collect(),
    };
    for (agent, (row, take)) in rows.iter().zip(&shape.takes).enumerate() {
        builder.agent((*take).max(pins(agent as u32)), row);
    }
    for (subject, village, kind) in choices {
        let (agent, place) =
            if shape.side == Side::Subjects { (*subject, *village) } else { (*village, *subject) };
        if known.contains(&(agent, place)) {
            match kind {
                ChoiceKind::Pin => builder.pin(agent, place),
                ChoiceKind::Ban => builder.ban(agent, place),
            };
        }
    }
    builder.build().expect("pairs are distinct and costs within bounds")
}

/// For each agent, its places and costs.
fn rows(draft: &Draft, side: Side) -> Vec<Vec<(u32, i64)>> {
    if side == Side::Subjects {
        return draft.pairs.clone();
    }
    let mut rows = vec![Vec::new(); draft.villages.len()];
    for (pairs, subject) in draft.pairs.iter().zip(0..) {
        for (village, cost) in pairs {
            rows[*village as usize].push((subject, *cost));
        }
    }
    rows
}
