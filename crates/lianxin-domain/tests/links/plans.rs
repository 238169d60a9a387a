//! Plans are feasible, optimal, explained; live answers equal cold ones; what cannot be is named.

use std::{collections::HashMap, sync::Arc};

use lianxin_domain::links::{
    Facts, RuleSet, Subject, Tier,
    plan::{ChoiceKind, Lack, Mode, Planned, Planning, Stop, check},
    proof::{prove, tiers},
};

use crate::city::{Dice, choice, city, code, published, scope, solve};

fn must(planned: Result<Planning, Stop>) -> Planning {
    planned.unwrap_or_else(|stop| match stop {
        Stop::Cancelled => panic!("nobody cancelled"),
        Stop::Stuck(stuck) => panic!("{stuck:?}"),
    })
}

fn holds_both(facts: &Facts) {
    let rules = RuleSet::default();
    let proof = prove(facts, &tiers(facts, &rules), &rules.demand);
    assert_eq!((proof.unlinked.len(), proof.short.len()), (0, 0), "{:?} {:?}", proof.unlinked, proof.short);
}

#[test]
fn a_published_plan_gives_both_coverages() {
    for seed in 0..8 {
        let facts = city(seed, 2, 3, 5);
        let links = must(solve(&facts, vec![])).links();
        holds_both(&published(&facts, &links));
    }
}

#[test]
fn loads_are_even_and_reaches_are_kept() {
    let facts = city(3, 2, 3, 7);
    let links = must(solve(&facts, vec![])).links();
    let mut charge: HashMap<u32, u32> = HashMap::new();
    for link in links.iter().filter(|link| link.tier == Tier::TownshipCharge) {
        let Subject::Official(leader) = link.subject else { panic!("a unit in charge") };
        assert!(facts.unit_of(leader).place.contains(&facts.villages[link.village as usize].code));
        *charge.entry(leader).or_insert(0) += 1;
    }
    assert_eq!(charge.values().sum::<u32>() as usize, facts.villages.len());
    for unit in facts.units.iter().zip(0..).map(|(_, n)| n) {
        let loads: Vec<u32> = charge
            .iter()
            .filter(|(o, _)| facts.officials[**o as usize].unit == unit)
            .map(|(_, n)| *n)
            .collect();
        if let (Some(least), Some(most)) = (loads.iter().min(), loads.iter().max()) {
            assert!(most - least <= 1, "{loads:?}");
        }
    }
}

#[test]
fn leaders_take_the_hardest_villages() {
    let facts = city(5, 1, 2, 20);
    let links = must(solve(&facts, vec![])).links();
    let taken = |village: u32| links.iter().any(|l| l.tier == Tier::ContactPoint && l.village == village);
    let (mut yes, mut no) = ((0, 0), (0, 0));
    for (village, n) in facts.villages.iter().zip(0..) {
        let side = if taken(n) { &mut yes } else { &mut no };
        *side = (side.0 + u32::from(village.difficulty), side.1 + 1);
    }
    assert!(yes.0 / yes.1 > 25 + no.0 / no.1, "{yes:?} {no:?}");
}

/// The objective of a stage is the same, warm or cold; and the warm plan keeps its certificate.
#[test]
fn live_choices_equal_a_cold_solve() {
    for seed in 0..6 {
        let facts = city(seed + 40, 2, 2, 4);
        let mut live = must(solve(&facts, vec![]));
        let mut dice = Dice(seed);
        for n in 0..25 {
            let links = live.links();
            let link = links[dice.roll(links.len() as u64) as usize];
            let other = Planned { village: dice.roll(facts.villages.len() as u64) as u32, ..link };
            let wanted = match dice.roll(3) {
                0 => choice(n, ChoiceKind::Ban, link),
                1 => choice(n, ChoiceKind::Pin, link),
                _ => choice(n, ChoiceKind::Pin, other),
            };
            let before = (live.objective(), live.links());
            match live.choose(wanted) {
                Err(Stop::Stuck(_)) => {
                    assert_eq!(before, (live.objective(), live.links()), "a refused choice changes nothing");
                    continue;
                }
                Err(Stop::Cancelled) => panic!("nobody cancelled"),
                Ok(effect) => assert_eq!(
                    (effect.objective_before, effect.objective_after),
                    (before.0, live.objective())
                ),
            }
            let cold = must(solve(&facts, live.choices().to_vec()));
            let stages = |planning: &Planning| {
                let mut sums: HashMap<(Tier, bool), i64> = HashMap::new();
                for link in planning.links() {
                    *sums.entry((link.tier, matches!(link.subject, Subject::Unit(_)))).or_insert(0) +=
                        planning.parts_of(link).sum();
                }
                sums.remove(&(Tier::PairedUnit, false));
                sums
            };
            assert_eq!(stages(&live), stages(&cold), "seed {seed}, step {n}: {wanted:?}");
            check(live.input(), &cold.output()).expect("a cold answer checks");
            if dice.roll(3) == 0 {
                live.unchoose(wanted.id)
                    .unwrap_or_else(|_| panic!("taking back"))
                    .expect("there is such a choice");
            }
        }
    }
}

#[test]
fn a_pin_moves_no_more_than_it_must() {
    let facts = city(9, 2, 2, 5);
    let mut live = must(solve(&facts, vec![]));
    let link = live.links().into_iter().find(|link| link.tier == Tier::ContactPoint).unwrap();
    let pin = choice(1, ChoiceKind::Pin, link);
    let effect = live.choose(pin).unwrap_or_else(|_| panic!("already so"));
    assert_eq!(
        (effect.gone.len(), effect.come.len(), effect.objective_before),
        (0, 0, effect.objective_after)
    );
}

#[test]
fn a_repair_moves_almost_nobody() {
    let facts = city(11, 2, 3, 6);
    let links = must(solve(&facts, vec![])).links();
    let mut facts = published(&facts, &links);
    let gone = facts.links.iter().position(|link| link.tier == Tier::PoliceLiaison).unwrap();
    facts.links.remove(gone);
    let repair = Planning::solve(
        Arc::new(facts),
        Arc::new(RuleSet::default()),
        scope("3708", Mode::Repair),
        vec![],
        &mut |_, _, _| true,
    );
    let repair = must(repair);
    let moves = repair.moves(&repair.links());
    assert!(
        moves.start.len() <= 2 && moves.end.len() <= 1,
        "{} start, {} end",
        moves.start.len(),
        moves.end.len()
    );
    assert!(moves.keep as usize > links.len() - 3);
}

#[test]
fn a_plan_for_one_county_leaves_the_others_alone() {
    let facts = city(13, 2, 2, 5);
    let links = must(solve(&facts, vec![])).links();
    let facts = published(&facts, &links);
    let own = Planning::solve(
        Arc::new(facts.clone()),
        Arc::new(RuleSet::default()),
        scope("370811", Mode::Full),
        vec![],
        &mut |_, _, _| true,
    );
    let own = must(own);
    let moves = own.moves(&own.links());
    let county = code("370811");
    assert!(own.links().iter().all(|link| county.contains(&facts.villages[link.village as usize].code)));
    assert!(
        moves.end.iter().all(|n| county.contains(&facts.units[facts.links[*n as usize].unit as usize].place))
    );
}

#[test]
fn whom_the_rules_leave_out_is_named_with_what_helps() {
    let mut facts = city(17, 1, 2, 4);
    facts.officials.retain(|official| official.rank != lianxin_domain::people::Rank::Police);
    let Err(Stop::Stuck(stuck)) = solve(&facts, vec![]) else { panic!("nobody polices these villages") };
    assert_eq!((stuck.tier, stuck.kind, stuck.have), (Tier::PoliceLiaison, Lack::TooFewPeople, 0));
    assert!(!stuck.villages.is_empty());
    assert_eq!(
        stuck.relax.iter().map(|r| (r.code, r.rule_path.as_str())).collect::<Vec<_>>(),
        [("lower_least", "tiers.police_liaison.per_village.least")]
    );
}

#[test]
fn a_ban_on_everybody_suggests_dropping_it() {
    let facts = city(19, 1, 2, 3);
    let links = must(solve(&facts, vec![])).links();
    let village = links.iter().find(|link| link.tier == Tier::TownshipCharge).unwrap().village;
    let leaders = (0..facts.officials.len() as u32)
        .filter(|n| facts.officials[*n as usize].rank == lianxin_domain::people::Rank::TownshipLeader);
    let ban = |n: u32| {
        choice(
            u128::from(n),
            ChoiceKind::Ban,
            Planned { tier: Tier::TownshipCharge, subject: Subject::Official(n), village },
        )
    };
    let Err(Stop::Stuck(stuck)) = solve(&facts, leaders.map(ban).collect()) else {
        panic!("everybody is banned")
    };
    assert_eq!(stuck.villages, [village]);
    assert!(stuck.relax.iter().any(|relax| relax.code == "drop_choices"), "{:?}", stuck.relax);
}

#[test]
fn every_link_is_explained() {
    let facts = city(23, 2, 2, 4);
    let planning = must(solve(&facts, vec![]));
    for link in planning.links() {
        let why = planning.why(link).expect("a planned pair is explained");
        assert!(why.planned && why.at_least == Some(0));
        assert_eq!(why.parts.sum(), planning.parts_of(link).sum());
        assert!(
            why.next_for_subject.iter().chain(&why.next_for_village).all(|rival| rival.at_least >= Some(0))
        );
    }
    let links = planning.links();
    let totals = planning.totals(&links);
    assert_eq!(totals.iter().map(|t| t.objective).sum::<i64>(), planning.objective());
}

#[test]
fn a_kept_run_is_checked_and_a_changed_one_refused() {
    let planning = must(solve(&city(29, 1, 2, 4), vec![]));
    let text = serde_json::to_string(&(planning.input(), planning.output())).unwrap();
    let (input, output): (lianxin_domain::links::plan::Input, lianxin_domain::links::plan::Output) =
        serde_json::from_str(&text).unwrap();
    assert_eq!(check(input.clone(), &output), Ok(planning.objective()));
    let mut cheaper = output.clone();
    cheaper.objective -= 1;
    assert!(check(input.clone(), &cheaper).is_err());
    let mut moved = output;
    let part = moved
        .parts
        .iter_mut()
        .find(|part| part.chosen.len() > 1 && part.chosen[0] != part.chosen[1])
        .unwrap();
    part.chosen.swap(0, 1);
    assert!(check(input, &moved).is_err());
}

#[test]
fn nobody_waits_for_a_cancelled_plan() {
    let facts = city(31, 1, 2, 3);
    let stopped = Planning::solve(
        Arc::new(facts),
        Arc::new(RuleSet::default()),
        scope("3708", Mode::Full),
        vec![],
        &mut |_, done, _| done > 1,
    );
    assert!(matches!(stopped, Err(Stop::Cancelled)));
}
