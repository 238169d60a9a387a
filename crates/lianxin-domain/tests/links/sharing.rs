//! Shared costs, limits on moves, exact what-ifs, conflicts of decisions by name.

use std::sync::Arc;

use lianxin_domain::links::{
    Facts, RuleSet, Sharing, Tier,
    plan::{ChoiceKind, Lack, Mode, Planned, Planning, Stop, TierTotals, check},
};

use crate::city::{Dice, choice, city, published, scope, solve};

fn with_rules(facts: &Facts, change: impl Fn(&mut RuleSet)) -> Result<Planning, Stop> {
    let mut rules = RuleSet::default();
    change(&mut rules);
    let scope = scope("3708", Mode::Full);
    Planning::solve(Arc::new(facts.clone()), Arc::new(rules), scope, vec![], &mut |_, _, _| true)
}

fn shared(facts: &Facts, sharing: Sharing) -> Planning {
    let all = |rules: &mut RuleSet| rules.tiers.values_mut().for_each(|rule| rule.sharing = sharing);
    with_rules(facts, all).unwrap_or_else(|_| panic!("there is a plan"))
}

fn of(totals: &[TierTotals], tier: Tier) -> TierTotals {
    *totals.iter().find(|total| total.tier == tier).unwrap()
}

#[test]
fn the_worst_is_spared_and_its_price_is_told() {
    let mut spared = 0;
    for seed in 0..6 {
        let facts = city(seed + 200, 2, 3, 6);
        let totals = |planning: &Planning| planning.totals(&planning.links());
        let plain = totals(&shared(&facts, Sharing::Sum));
        for sharing in [Sharing::WorstFirst, Sharing::Leximin] {
            let fair = shared(&facts, sharing);
            check(fair.input(), &fair.output()).expect("a fair answer checks");
            let totals = totals(&fair);
            for tier in [Tier::ContactPoint, Tier::TownshipCharge, Tier::PoliceLiaison] {
                let (fair, plain) = (of(&totals, tier), of(&plain, tier));
                assert!(fair.worst <= plain.worst, "{sharing:?} {tier:?}: {fair:?} {plain:?}");
                assert_eq!(fair.price, fair.objective - plain.objective, "{sharing:?} {tier:?}");
                assert!(fair.price >= 0 && plain.price == 0);
                spared += usize::from(fair.worst < plain.worst);
            }
        }
    }
    assert!(spared > 0, "in no city was anybody spared");
}

#[test]
fn comparing_leaves_the_plan_as_it_is() {
    let facts = city(230, 2, 2, 5);
    let plan = shared(&facts, Sharing::Sum);
    let before = (plan.objective(), plan.links());
    let totals = plan.compare(&mut |_, _, _| true).unwrap_or_else(|_| panic!("nobody cancelled"));
    assert_eq!(before, (plan.objective(), plan.links()));
    let charge: Vec<TierTotals> =
        totals.into_iter().filter(|total| total.tier == Tier::TownshipCharge).collect();
    assert_eq!(charge.iter().map(|total| total.sharing).collect::<Vec<_>>(), Sharing::ALL);
    let leximin = shared(&facts, Sharing::Leximin);
    assert_eq!(charge[2], of(&leximin.totals(&leximin.links()), Tier::TownshipCharge));
}

#[test]
fn live_choices_in_a_fair_plan_equal_a_cold_solve() {
    for (seed, sharing) in [(1, Sharing::WorstFirst), (2, Sharing::Leximin)] {
        let facts = city(seed + 240, 2, 2, 4);
        let mut live = shared(&facts, sharing);
        let mut dice = Dice(seed);
        for n in 0..12 {
            let links = live.links();
            let link = links[dice.roll(links.len() as u64) as usize];
            let other = Planned { village: dice.roll(facts.villages.len() as u64) as u32, ..link };
            let kind = if dice.roll(2) == 0 { ChoiceKind::Ban } else { ChoiceKind::Pin };
            if live.choose(choice(n, kind, other)).is_err() {
                continue;
            }
            let direct = |planning: &Planning| {
                let totals = planning.totals(&planning.links());
                let sums = totals.into_iter().filter(|total| total.tier != Tier::PairedUnit);
                sums.map(|total| (total.worst, total.objective)).collect::<Vec<_>>()
            };
            let input = live.input();
            let cold = Planning::solve(
                input.facts.into(),
                input.rules.into(),
                input.scope,
                input.choices,
                &mut |_, _, _| true,
            );
            assert_eq!(direct(&live), direct(&cold.unwrap_or_else(|_| panic!("live had a plan"))));
        }
    }
}

#[test]
fn a_limit_on_moves_is_a_rule() {
    let facts = city(260, 2, 2, 5);
    let today = solve(&facts, vec![]).unwrap_or_else(|_| panic!("there is a plan")).links();
    let mut facts = published(&facts, &today);
    for (n, village) in facts.villages.iter_mut().enumerate() {
        village.needs.rotate_left(n % 8);
    }
    let limit = |most: Option<u32>| {
        with_rules(&facts, |rules| {
            for rule in rules.tiers.values_mut() {
                rule.weights.stay = 0;
            }
            rules.tiers.get_mut(&Tier::TownshipCharge).unwrap().most_moves = most;
        })
    };
    let free = limit(None).unwrap_or_else(|_| panic!("there is a plan"));
    let free = of(&free.totals(&free.links()), Tier::TownshipCharge);
    assert!(free.moves > 3, "{free:?}");
    let held = limit(Some(3)).unwrap_or_else(|_| panic!("three moves are enough"));
    let held = of(&held.totals(&held.links()), Tier::TownshipCharge);
    assert!(held.moves <= 3 && held.bonus > 0 && held.most_moves == Some(3), "{held:?}");
    let none = limit(Some(0)).unwrap_or_else(|_| panic!("today's plan is a plan"));
    assert_eq!(of(&none.totals(&none.links()), Tier::TownshipCharge).moves, 0);
}

#[test]
fn a_limit_below_what_must_move_says_what_would_do() {
    let facts = city(270, 1, 2, 4);
    let today = solve(&facts, vec![]).unwrap_or_else(|_| panic!("there is a plan")).links();
    let mut facts = published(&facts, &today);
    let charge = facts.links.iter().position(|link| link.tier == Tier::TownshipCharge).unwrap();
    facts.links.remove(charge);
    let limited = |most| {
        let set = |rules: &mut RuleSet| {
            rules.tiers.get_mut(&Tier::TownshipCharge).unwrap().most_moves = Some(most);
        };
        with_rules(&facts, set)
    };
    let Err(Stop::Stuck(stuck)) = limited(0) else { panic!("one village lost its leader") };
    assert_eq!((stuck.kind, stuck.need, stuck.have), (Lack::TooFewMoves, 1, 0));
    assert_eq!(stuck.relax[0].rule_path, "tiers.township_charge.most_moves");
    assert!(limited(1).is_ok());
}

#[test]
fn a_what_if_is_exact_and_changes_nothing() {
    let facts = city(280, 2, 2, 5);
    let plan = shared(&facts, Sharing::Sum);
    let before = plan.links();
    for link in before.iter().filter(|link| link.tier != Tier::PairedUnit) {
        for rival in plan.why(*link).unwrap().next_for_village {
            let other = Planned { subject: rival.subject, ..*link };
            let Ok(effect) = plan.what_if(other) else { continue };
            let mut live = plan.clone();
            live.choose(choice(1, ChoiceKind::Pin, other)).unwrap_or_else(|_| panic!("it was possible"));
            assert_eq!(effect.objective_after, live.objective());
            assert!(effect.objective_after - effect.objective_before >= rival.at_least.unwrap());
        }
    }
    assert_eq!(before, plan.links());
}

#[test]
fn decisions_that_exclude_each_other_are_named_and_no_other() {
    let facts = city(290, 1, 2, 4);
    let links = solve(&facts, vec![]).unwrap_or_else(|_| panic!("there is a plan")).links();
    let charge: Vec<Planned> =
        links.iter().filter(|link| link.tier == Tier::TownshipCharge).copied().collect();
    let leader = |village: u32| charge.iter().find(|link| link.village == village).unwrap().subject;
    let village = charge[0].village;
    let other = charge.iter().find(|link| link.subject != leader(village)).unwrap();
    let same_township = |link: &&Planned| {
        let township = |n: u32| facts.villages[n as usize].code.at(lianxin_domain::places::Level::Township);
        township(link.village) == township(village) && link.subject != leader(village)
    };
    let rival = charge.iter().find(same_township).unwrap_or(other).subject;
    let decisions = vec![
        choice(1, ChoiceKind::Pin, charge[0]),
        choice(2, ChoiceKind::Pin, charge[charge.len() - 1]),
        choice(3, ChoiceKind::Pin, Planned { subject: rival, ..charge[0] }),
    ];
    let Err(Stop::Stuck(stuck)) = solve(&facts, decisions.clone()) else {
        panic!("a village has one leader")
    };
    assert_eq!(stuck.conflict, [decisions[0], decisions[2]]);
    assert!(solve(&facts, decisions[1..].to_vec()).is_ok());
}
