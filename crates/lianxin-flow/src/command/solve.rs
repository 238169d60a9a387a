//! `solve`: one line of JSON with the optimum, what it took, and the verdict of the checker.

use std::error::Error;

use lianxin_flow::certificate;
use lianxin_flow::formats::{PlanFile, Shape, write_plan};

use super::meter::{Meter, peak_mib};
use super::problem::{self, Problem};

/// Solves the file and says so in one line; writes plan and certificate when asked to. With `general` special
/// shapes are not made use of.
pub fn solve(file: &str, out: Option<&str>, general: bool) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(file).map_err(|why| format!("{file}: {why}"))?;
    let meter = Meter::start();
    let problem = problem::read(&bytes, general)?;
    let built = meter.seconds();
    let solved = run(&problem, out.is_some());
    let total = meter.seconds();
    let (shape, plan) = solved?;
    if let Some(out) = out {
        std::fs::write(out, write_plan(&plan)).map_err(|why| format!("{out}: {why}"))?;
    }
    Ok(format!(
        "{{\"solver\": \"lianxin-flow\", \"status\": \"OPTIMAL\", \"shape\": \"{shape}\", \"optimum\": {}, \
         \"build_cpu_s\": {built:.4}, \"solve_cpu_s\": {:.4}, \"peak_mb\": {}, \"certificate\": \"verified\"}}",
        plan.objective,
        total - built,
        peak_mib(),
    ))
}

/// Solving includes verifying: no shape answers without its checker having agreed.
fn run(problem: &Problem, whole: bool) -> Result<(&'static str, PlanFile), Box<dyn Error>> {
    let mut file = PlanFile::default();
    match problem {
        Problem::Shape(Shape::Spread(spread)) => {
            let solution = spread.solve().inspect_err(|why| {
                certificate::check_infeasible(spread, why).expect("the Hall set holds");
            })?;
            file.objective = solution.objective.into();
            if whole {
                file.pairs = solution.plan.pairs().collect();
                file.prices = (0..).zip(solution.prices).collect();
            }
            Ok(("many-to-few", file))
        }
        Problem::Shape(Shape::Assign(assign)) => {
            let assignment = assign.solve().inspect_err(|why| {
                certificate::check_shortage(assign, why).expect("the Hall set holds");
            })?;
            file.objective = assignment.objective.into();
            if whole {
                file.pairs = (0..).zip(assignment.columns).collect();
                file.prices = (0..).zip(assignment.prices).collect();
            }
            Ok(("one-to-one", file))
        }
        Problem::Shape(Shape::General) => Err("a general network has no special shape".into()),
        Problem::Network(network) => {
            let flow = network.solve().inspect_err(|why| {
                certificate::check_cut(network, why).expect("the cut holds");
            })?;
            file.objective = flow.objective;
            if whole {
                file.flows = (0..).zip(flow.flows).collect();
                file.prices = (0..).zip(flow.potentials).collect();
            }
            Ok(("network", file))
        }
    }
}
