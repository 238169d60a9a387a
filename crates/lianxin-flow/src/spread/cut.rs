//! From a search that found no way out to the Hall set that says why.

use super::problem::index;
use super::{Direction, Infeasible, Spread};

/// The Hall set of all nodes reached by a search without an end.
pub(crate) fn hall_set(spread: &Spread, reached: &[u32], direction: Direction) -> Infeasible {
    let mut places = reached.to_vec();
    places.sort_unstable();
    let mut inside = vec![false; spread.places()];
    for &place in &places {
        inside[place as usize] = true;
    }
    let (mut lowers_in, mut uppers_in, mut lowers_out, mut uppers_out) = (0_i64, 0_i64, 0_i64, 0_i64);
    for (at, bounds) in spread.capacities.iter().enumerate() {
        let parent_inside = bounds.parent.is_some_and(|parent| inside[parent as usize]);
        if inside[at] && !parent_inside {
            lowers_out += bounds.lower;
            uppers_out = uppers_out.saturating_add(bounds.upper);
        } else if !inside[at] && parent_inside {
            lowers_in += bounds.lower;
            uppers_in = uppers_in.saturating_add(bounds.upper);
        }
    }
    let (mut agents, mut forced, mut most) = (Vec::new(), 0_i64, 0_i64);
    for agent in 0..index(spread.agents()) {
        let share = Share::of(spread, agent, &inside);
        forced += share.least;
        most += share.most;
        let counts = match direction {
            Direction::Forward => share.least > 0,
            Direction::Backward => share.most > 0,
        };
        if counts {
            agents.push(agent);
        }
    }
    match direction {
        Direction::Forward => {
            Infeasible::TooFewPlaces { agents, places, need: forced + lowers_in, room: uppers_out }
        }
        Direction::Backward => Infeasible::TooFewAgents {
            places,
            agents,
            need: lowers_out,
            have: most.saturating_add(uppers_in),
        },
    }
}

/// How many of an agent's takes fall inside a set of places at least and at most.
struct Share {
    least: i64,
    most: i64,
}

impl Share {
    fn of(spread: &Spread, agent: u32, inside: &[bool]) -> Self {
        let take = i64::from(spread.takes[agent as usize]);
        let (mut allowed_in, mut allowed_out, mut pinned_in, mut pinned_out) = (0, 0, 0, 0);
        for arc in spread.row(agent).iter().filter(|arc| !arc.banned()) {
            if inside[arc.place() as usize] {
                allowed_in += 1;
                pinned_in += i64::from(arc.pinned());
            } else {
                allowed_out += 1;
                pinned_out += i64::from(arc.pinned());
            }
        }
        Self { least: pinned_in.max(take - allowed_out), most: allowed_in.min(take - pinned_out) }
    }
}
