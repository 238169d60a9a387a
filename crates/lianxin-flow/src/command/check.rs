//! `check`: a plan file against its problem file, by the checker alone.

use std::error::Error;

use lianxin_flow::formats::{PlanFile, Shape, read_plan};
use lianxin_flow::{Plan, certificate};

use super::problem::{self, Problem};

/// Verifies plan and certificate and says so in one line.
pub fn check(file: &str, plan: &str) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(file).map_err(|why| format!("{file}: {why}"))?;
    let problem = problem::read(&bytes, false)?;
    let text = std::fs::read_to_string(plan).map_err(|why| format!("{plan}: {why}"))?;
    let claimed = read_plan(&text)?;
    let objective = verify(&problem, &claimed)?;
    if objective != claimed.objective {
        return Err(format!("the plan costs {objective}, the file says {}", claimed.objective).into());
    }
    Ok(format!("{{\"optimum\": {objective}, \"certificate\": \"verified\"}}"))
}

fn verify(problem: &Problem, claimed: &PlanFile) -> Result<i128, Box<dyn Error>> {
    let beyond = "the plan speaks of what the problem does not have";
    match problem {
        Problem::Shape(Shape::Spread(spread)) => {
            let rows = rows(&claimed.pairs, spread.agents()).ok_or(beyond)?;
            let prices = claimed.price_list(spread.places()).ok_or(beyond)?;
            Ok(certificate::check(spread, &Plan::from_rows(rows), &prices)?.into())
        }
        Problem::Shape(Shape::Assign(assign)) => {
            let rows = rows(&claimed.pairs, assign.rows()).ok_or(beyond)?;
            let single = rows.iter().map(|row| if let [column] = row[..] { Some(column) } else { None });
            let columns: Vec<u32> =
                single.collect::<Option<_>>().ok_or("a row without exactly one column")?;
            let prices = claimed.price_list(assign.columns()).ok_or(beyond)?;
            Ok(certificate::check_assign(assign, &columns, &prices)?.into())
        }
        Problem::Shape(Shape::General) => Err("a general network has no special shape".into()),
        Problem::Network(network) => {
            let flows = claimed.flow_list(network.edges().len()).ok_or(beyond)?;
            let potentials = claimed.price_list(network.supplies().len()).ok_or(beyond)?;
            Ok(certificate::check_network(network, &flows, &potentials)?)
        }
    }
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
