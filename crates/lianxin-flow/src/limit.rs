//! A limit on moves: how much a plan may differ from today's.
//!
//! Besides its cost a plan has a number of moves: arcs that are not taken today. Staying can be rewarded by a
//! bonus, a cost on every move ([`Spread::staying`]); [`Spread::solve_near`] finds the bonus for which the best
//! plan keeps a limit, and [`within`] does so for any problem that can be solved with a bonus.
//!
//! The least of cost + bonus · moves is a concave, piecewise linear function of the bonus, and less bonus ·
//! limit a lower bound for every plan within the limit (Lagrange; Held and Karp 1971). Its corners are found by
//! secants: from two plans, the bonus at which they are equally good. The answer keeps the limit, its cost is
//! the least of all plans with as many moves as it has or fewer, and the bound says how much a plan with more of
//! the allowed moves could save at the very most. (Whether the rest of that gap can be closed in polynomial
//! time is open: it contains the exact matching problem of Papadimitriou and Yannakakis 1982.)

use std::fmt;

use crate::spread::{Control, MAX_COST, Malformed, Plan, Solution, Spread, Stopped, index};

/// One solve: the plan that is best with a bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial<T> {
    /// Its cost, without the bonus.
    pub cost: i64,
    /// Its moves.
    pub moves: i64,
    /// The plan itself, or what is to be kept of it.
    pub plan: T,
}

/// The best plan found within a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limited<T> {
    /// The plan.
    pub best: Trial<T>,
    /// The bonus under which it is best.
    pub bonus: i64,
    /// No plan within the limit costs less than this.
    pub at_least: i64,
    /// How many solves it took.
    pub solves: u32,
}

/// Why there is no plan within a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlimited<E> {
    /// Every plan has at least so many moves (given that the greatest bonus outweighs all costs).
    TooFew {
        /// So many.
        least: i64,
    },
    /// A solve failed.
    Failed(E),
}

impl Spread {
    /// The same problem with a bonus for staying: every arc that `today` does not take costs so much more. What
    /// is not in `today` at all, such as a new agent, moves wherever it goes.
    ///
    /// # Errors
    ///
    /// [`Malformed::CostTooLarge`] when a cost with the bonus is beyond [`MAX_COST`].
    pub fn staying(&self, today: &Plan, bonus: i64) -> Result<Self, Malformed> {
        let mut other = self.clone();
        for agent in 0..index(self.agents()) {
            let span = self.span(agent);
            for arc in &mut other.arcs[span] {
                if !holds(today, agent, arc.place()) {
                    let cost = i64::from(arc.cost).saturating_add(bonus);
                    let narrow = i32::try_from(cost).ok().filter(|_| (-MAX_COST..=MAX_COST).contains(&cost));
                    let place = arc.place();
                    arc.cost = narrow.ok_or(Malformed::CostTooLarge { agent, place, cost })?;
                }
            }
        }
        Ok(other)
    }

    /// How many arcs of the plan `today` does not take. O(takes · log takes of an agent).
    #[must_use]
    pub fn moves(plan: &Plan, today: &Plan) -> i64 {
        index(plan.pairs().filter(|&(agent, place)| !holds(today, agent, place)).count()).into()
    }

    /// The best plan with at most so many moves away from `today`, as [`within`] finds it.
    ///
    /// The plan comes with its prices in the problem with the bonus: `check(&staying(today, bonus), plan,
    /// prices)` verifies that none with as many moves or fewer costs less.
    ///
    /// # Errors
    ///
    /// [`Unlimited`] when even the greatest bonus that costs leave room for leaves more moves, or when
    /// cancelled or infeasible.
    pub fn solve_near(
        &self,
        today: &Plan,
        most: i64,
        control: &Control<'_>,
    ) -> Result<Limited<Solution>, Unlimited<Stopped>> {
        let dearest = self.arcs.iter().map(|arc| i64::from(arc.cost)).max().unwrap_or(0);
        within(most, MAX_COST - dearest.max(0), |bonus| {
            let plan = match bonus {
                0 => self.solve_with(control)?,
                _ => self.staying(today, bonus).expect("there is room for the bonus").solve_with(control)?,
            };
            let moves = Self::moves(&plan.plan, today);
            Ok(Trial { cost: plan.objective - bonus * moves, moves, plan })
        })
    }
}

fn holds(plan: &Plan, agent: u32, place: u32) -> bool {
    (agent as usize) < plan.agents() && plan.places_of(agent).binary_search(&place).is_ok()
}

impl<E: fmt::Display> fmt::Display for Unlimited<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { least } => write!(f, "every plan has at least {least} moves"),
            Self::Failed(why) => why.fmt(f),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Unlimited<E> {}

/// The best plan with at most `most` moves; `solve` gives, for a bonus, a plan with the least cost + bonus ·
/// moves. `greatest` is a bonus that outweighs all costs.
///
/// Usually about ten solves; at the worst as many as there are corners.
///
/// # Errors
///
/// [`Unlimited`] when even the greatest bonus leaves more moves, or a solve fails.
pub fn within<T, E>(
    most: i64,
    greatest: i64,
    mut solve: impl FnMut(i64) -> Result<Trial<T>, E>,
) -> Result<Limited<T>, Unlimited<E>> {
    let mut solves = 0;
    let mut at_least = i64::MIN;
    let mut attempt = |bonus: i64| {
        solves += 1;
        let trial = solve(bonus).map_err(Unlimited::Failed)?;
        let bound = i128::from(trial.cost) + i128::from(bonus) * i128::from(trial.moves - most);
        at_least = at_least.max(i64::try_from(bound).unwrap_or(i64::MIN));
        Ok(trial)
    };
    let free = attempt(0)?;
    if free.moves <= most {
        return Ok(Limited { at_least: free.cost, best: free, bonus: 0, solves });
    }
    let mut best = attempt(greatest)?;
    if best.moves > most {
        return Err(Unlimited::TooFew { least: best.moves });
    }
    let (mut low, mut high) = (0, greatest);
    let mut over = (free.cost, free.moves);
    // Between the two the bonus at which both are equally good; a third plan there is a new corner.
    loop {
        let bonus = ((best.cost - over.0) / (over.1 - best.moves)).clamp(low, high);
        if bonus == low || bonus == high {
            break;
        }
        let trial = attempt(bonus)?;
        if trial.moves > most {
            (low, over) = (bonus, (trial.cost, trial.moves));
        } else {
            let same = (trial.cost, trial.moves) == (best.cost, best.moves);
            (high, best) = (bonus, trial);
            if same {
                break;
            }
        }
    }
    Ok(Limited { best, bonus: high, at_least, solves })
}
