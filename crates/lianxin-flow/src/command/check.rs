//! `check`: a plan file against its problem file, by the checker alone.

use std::error::Error;

use lianxin_flow::fair::Fairness;
use lianxin_flow::formats::{Claim, PlanFile, Shape, read_plan};
use lianxin_flow::{Plan, Spread, certificate};

use super::problem::{self, Problem};

const BEYOND: &str = "the plan speaks of what the problem does not have";

/// Verifies plan and certificate, or the claim that there is no plan, and says so in one line. With `general`
/// the problem is taken as a general network, whatever its shape.
pub fn check(file: &str, plan: &str, general: bool) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(file).map_err(|why| format!("{file}: {why}"))?;
    let problem = problem::read(&bytes, general)?;
    let text = std::fs::read_to_string(plan).map_err(|why| format!("{plan}: {why}"))?;
    let claimed = read_plan(&text)?;
    let Some(objective) = claimed.objective else {
        let claim = claimed.claim.ok_or("the file holds neither an objective nor a claim")?;
        refute(&problem, &claim)?;
        return Ok("{\"status\": \"INFEASIBLE\", \"certificate\": \"verified\"}".into());
    };
    let (best_by, true_objective) = verify(&problem, &claimed)?;
    if objective != true_objective {
        return Err(format!("the plan costs {true_objective}, the file says {objective}").into());
    }
    Ok(format!(
        "{{\"status\": \"OPTIMAL\", \"by\": \"{best_by}\", \"optimum\": {objective}, \"certificate\": \"verified\"}}"
    ))
}

/// By what the plan is best, and its sum of costs.
fn verify(problem: &Problem, claimed: &PlanFile) -> Result<(String, i128), Box<dyn Error>> {
    let by_sum = |objective: i128| ("sum".to_owned(), objective);
    match problem {
        Problem::Shape(Shape::Spread(spread)) => verify_spread(spread, claimed),
        Problem::Shape(Shape::Assign(assign)) => {
            let rows = rows(&claimed.pairs, assign.rows()).ok_or(BEYOND)?;
            let single = rows.iter().map(|row| if let [column] = row[..] { Some(column) } else { None });
            let columns: Vec<u32> =
                single.collect::<Option<_>>().ok_or("a row without exactly one column")?;
            let prices = claimed.price_list(assign.columns()).ok_or(BEYOND)?;
            Ok(by_sum(certificate::check_assign(assign, &columns, &prices)?.into()))
        }
        Problem::Shape(Shape::General) => Err("a general network has no special shape".into()),
        Problem::Network(network) => {
            let flows = claimed.flow_list(network.edges().len()).ok_or(BEYOND)?;
            let potentials = claimed.price_list(network.supplies().len()).ok_or(BEYOND)?;
            Ok(by_sum(certificate::check_network(network, &flows, &potentials)?))
        }
    }
}

fn verify_spread(spread: &Spread, claimed: &PlanFile) -> Result<(String, i128), Box<dyn Error>> {
    let plan = Plan::from_rows(rows(&claimed.pairs, spread.agents()).ok_or(BEYOND)?);
    let (fairness, proof) = claimed.fairness(spread.places()).ok_or(BEYOND)?;
    let (name, objective) = match &fairness {
        Fairness::Sum => ("sum".into(), certificate::check(spread, &plan, &proof.prices[0])?),
        Fairness::WorstFirst => {
            ("worst first".into(), certificate::check_fair(spread, &fairness, &plan, &proof)?)
        }
        Fairness::Leximin(grades) => (
            format!("leximin in {} grades", grades.limits().len() + 1),
            certificate::check_fair(spread, &fairness, &plan, &proof)?,
        ),
    };
    Ok((name, objective.into()))
}

/// Verifies that there is no plan.
fn refute(problem: &Problem, claim: &Claim) -> Result<(), Box<dyn Error>> {
    let kind = "a claim of this kind is not about such a problem";
    match problem {
        Problem::Shape(Shape::Spread(spread)) => {
            certificate::check_infeasible(spread, &claim.infeasible().ok_or(kind)?)?;
        }
        Problem::Shape(Shape::Assign(assign)) => {
            certificate::check_shortage(assign, &claim.shortage().ok_or(kind)?)?;
        }
        Problem::Shape(Shape::General) => return Err("a general network has no special shape".into()),
        Problem::Network(network) => certificate::check_cut(network, &claim.cut().ok_or(kind)?)?,
    }
    Ok(())
}

/// Places by agent, ascending; `None` when an agent is beyond the problem.
fn rows(pairs: &[(u32, u32)], agents: usize) -> Option<Vec<Vec<u32>>> {
    let mut rows = vec![Vec::new(); agents];
    for &(agent, place) in pairs {
        rows.get_mut(agent as usize)?.push(place);
    }
    for row in &mut rows {
        row.sort_unstable();
    }
    Some(rows)
}
