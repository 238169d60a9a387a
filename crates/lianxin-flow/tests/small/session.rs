//! Warm answers equal cold ones over long sequences of changes.

use lianxin_flow::{ArcState, Change, Rejected, Session, Spread, certificate};

use crate::random::Random;

fn any_change(random: &mut Random, spread: &Spread) -> Change {
    let agent = random.index(spread.agents());
    let place = match spread.arcs_of(agent).len() {
        0 => random.index(spread.places()),
        arcs => spread.arcs_of(agent).nth(random.index(arcs) as usize).unwrap().0,
    };
    match random.index(20) {
        0..4 => Change::Pin { agent, place },
        4..7 => Change::Unpin { agent, place },
        7..9 => Change::Ban { agent, place },
        9..12 => Change::Unban { agent, place },
        12..15 => Change::Cost { agent, place, cost: random.within(-5, 20) },
        15..17 => {
            let lower = if random.chance(70) { 0 } else { random.within(0, 3) };
            let upper = if random.chance(20) { i64::MAX } else { random.within(lower, lower + 5) };
            Change::Bounds { place: random.index(spread.places()), lower, upper }
        }
        17 => {
            let arcs = random.arcs(spread.places(), 20);
            Change::AddAgent { take: random.take(arcs.len()), arcs }
        }
        18 => Change::RemoveAgent { agent },
        _ => Change::Take { agent, take: random.take(spread.arcs_of(agent).len()) },
    }
}

#[test]
fn warm_equals_cold() {
    let (mut applied, mut rejected) = (0, 0);
    for seed in 0..300 {
        let mut random = Random(seed);
        let Ok(mut session) = Session::new(random.problem()) else { continue };
        for step in 0..150 {
            let changes: Vec<Change> =
                (0..=random.index(3)).map(|_| any_change(&mut random, session.problem())).collect();
            let before = session.clone();
            match session.apply(&changes) {
                Ok(delta) => {
                    let cold = session.problem().solve().expect("warm found a plan");
                    assert_eq!(session.verify(), Ok(cold.objective), "seed {seed} step {step} {changes:?}");
                    assert_eq!(delta.objective_before, before.objective());
                    assert_eq!(delta.objective_after, cold.objective);
                    assert_eq!(delta.moved, moves(&before, &session), "seed {seed} step {step} {changes:?}");
                    applied += 1;
                }
                Err(why) => {
                    assert_eq!(session.solution(), before.solution(), "seed {seed} step {step} {changes:?}");
                    assert_eq!(session.verify(), Ok(before.objective()));
                    confirm(&before, &changes, &why);
                    rejected += 1;
                }
            }
        }
    }
    assert!(applied > 5000 && rejected > 1000, "{applied} {rejected}");
}

fn moves(before: &Session, after: &Session) -> Vec<lianxin_flow::Moved> {
    let places = |session: &Session, agent: u32| {
        if (agent as usize) < session.problem().agents() { session.places_of(agent) } else { Vec::new() }
    };
    (0..)
        .take(after.problem().agents())
        .map(|agent| lianxin_flow::Moved {
            agent,
            before: places(before, agent),
            after: places(after, agent),
        })
        .filter(|moved| moved.before != moved.after)
        .collect()
}

/// The rejection speaks of the changed problem, which a cold solve finds infeasible as well.
fn confirm(before: &Session, changes: &[Change], why: &Rejected) {
    let Rejected::Infeasible(why) = why else { return };
    let changed = changed(before.problem(), changes);
    certificate::check_infeasible(&changed, why).unwrap();
    assert!(changed.solve().is_err());
}

type Agent = (u32, Vec<(u32, i64, ArcState)>);

/// The problem with the changes, made without a session.
fn changed(spread: &Spread, changes: &[Change]) -> Spread {
    let mut capacities = spread.capacities().to_vec();
    let mut agents: Vec<Agent> = (0..)
        .take(spread.agents())
        .map(|agent| (spread.take(agent), spread.arcs_of(agent).collect()))
        .collect();
    for change in changes {
        let mut set = |agent: u32, place: u32, only: Option<ArcState>, state: ArcState| {
            let row = &mut agents[agent as usize].1;
            let arc = row.iter_mut().find(|arc| arc.0 == place).unwrap();
            if only.is_none_or(|only| arc.2 == only) {
                arc.2 = state;
            }
        };
        match *change {
            Change::Pin { agent, place } => set(agent, place, None, ArcState::Pinned),
            Change::Unpin { agent, place } => set(agent, place, Some(ArcState::Pinned), ArcState::Free),
            Change::Ban { agent, place } => set(agent, place, None, ArcState::Banned),
            Change::Unban { agent, place } => set(agent, place, Some(ArcState::Banned), ArcState::Free),
            Change::Cost { agent, place, cost } => {
                agents[agent as usize].1.iter_mut().find(|arc| arc.0 == place).unwrap().1 = cost;
            }
            Change::Bounds { place, lower, upper } => {
                (capacities[place as usize].lower, capacities[place as usize].upper) = (lower, upper);
            }
            Change::AddAgent { take, ref arcs } => {
                let arcs = arcs.iter().map(|&(place, cost)| (place, cost, ArcState::Free)).collect();
                agents.push((take, arcs));
            }
            Change::RemoveAgent { agent } => {
                agents[agent as usize].0 = 0;
                for arc in &mut agents[agent as usize].1 {
                    if arc.2 == ArcState::Pinned {
                        arc.2 = ArcState::Free;
                    }
                }
            }
            Change::Take { agent, take } => agents[agent as usize].0 = take,
        }
    }
    let mut builder = Spread::builder(capacities);
    for (take, arcs) in agents {
        let plain: Vec<_> = arcs.iter().map(|&(place, cost, _)| (place, cost)).collect();
        let agent = builder.agent(take, &plain);
        for (place, _, state) in arcs {
            match state {
                ArcState::Free => {}
                ArcState::Pinned => drop(builder.pin(agent, place)),
                ArcState::Banned => drop(builder.ban(agent, place)),
            }
        }
    }
    builder.build().unwrap()
}

#[test]
fn what_if_tells_the_exact_cost_of_forcing() {
    let (mut exact, mut impossible) = (0, 0);
    for seed in 0..3000 {
        let Ok(session) = Session::new(Random(seed).problem()) else { continue };
        for agent in (0..).take(session.problem().agents()) {
            for (place, _, state) in session.problem().arcs_of(agent) {
                let Some(what_if) = session.what_if(agent, place) else { continue };
                assert_eq!(session.at_least(agent, place), Some(what_if.at_least));
                let mut forced = session.clone();
                match (forced.apply(&[Change::Pin { agent, place }]), what_if.exact) {
                    (Ok(delta), Some(more)) => {
                        let true_more = delta.objective_after - delta.objective_before;
                        assert_eq!(more, true_more, "seed {seed} agent {agent} place {place} {state:?}");
                        assert!(what_if.at_least <= more);
                        exact += 1;
                    }
                    (Err(_), None) => impossible += 1,
                    (ours, told) => panic!("seed {seed} agent {agent} place {place}: {ours:?} but {told:?}"),
                }
            }
        }
    }
    assert!(exact > 2000 && impossible > 100, "{exact} {impossible}");
}

#[test]
fn runners_up_are_in_order_and_not_in_the_plan() {
    for seed in 0..300 {
        let Ok(session) = Session::new(Random(seed).problem()) else { continue };
        for place in (0..).take(session.problem().places()) {
            let next = session.next_agents(place, 3);
            assert!(next.len() <= 3 && next.is_sorted_by_key(|pair| pair.at_least));
            let here = session.agents_at(place);
            for pair in next {
                assert!(!here.contains(&pair.agent));
                assert_eq!(session.at_least(pair.agent, place), Some(pair.at_least));
            }
        }
        for agent in (0..).take(session.problem().agents()) {
            let mine = session.places_of(agent);
            let next = session.next_places(agent, 2);
            assert!(next.iter().all(|pair| !mine.contains(&pair.place)) && next.len() <= 2);
        }
    }
}

#[test]
fn same_changes_same_answers() {
    for seed in 0..60 {
        let mut random = Random(seed);
        let Ok(mut left) = Session::new(random.problem()) else { continue };
        let mut right = left.clone();
        for _ in 0..40 {
            let change = any_change(&mut random, left.problem());
            assert_eq!(left.apply(std::slice::from_ref(&change)), right.apply(&[change]));
            assert_eq!(left.solution(), right.solution());
        }
    }
}
