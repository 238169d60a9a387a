//! `solve`: one line of JSON with the optimum, what it took, and the verdict of the checker.

use std::error::Error;

use lianxin_flow::certificate::{self, Refusal};
use lianxin_flow::formats::{Claim, PlanFile, Shape, write_plan};

use super::meter::{Meter, peak_mib};
use super::problem::{self, Problem};

/// Solves the file and says so in one line; writes plan and certificate, or the claim that there is no plan,
/// when asked to. With `general` special shapes are not made use of.
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
    let answer = match plan.objective {
        Some(objective) => {
            format!("\"status\": \"OPTIMAL\", \"shape\": \"{shape}\", \"optimum\": {objective}")
        }
        None => format!("\"status\": \"INFEASIBLE\", \"shape\": \"{shape}\""),
    };
    Ok(format!(
        "{{\"solver\": \"lianxin-flow\", {answer}, \"build_cpu_s\": {built:.4}, \"solve_cpu_s\": {:.4}, \
         \"peak_mb\": {}, \"certificate\": \"verified\"}}",
        total - built,
        peak_mib(),
    ))
}

/// Solving includes verifying: no shape answers without its checker having agreed.
fn run(problem: &Problem, whole: bool) -> Result<(&'static str, PlanFile), Box<dyn Error>> {
    let mut file = PlanFile::default();
    let shape = match problem {
        Problem::Shape(Shape::Spread(spread)) => {
            match spread.solve() {
                Ok(solution) => {
                    file.objective = Some(solution.objective.into());
                    if whole {
                        file.pairs = solution.plan.pairs().collect();
                        file.prices = (0..).zip(solution.prices).collect();
                    }
                }
                Err(why) => file.claim = claim(certificate::check_infeasible(spread, &why), &why)?,
            }
            "many-to-few"
        }
        Problem::Shape(Shape::Assign(assign)) => {
            match assign.solve() {
                Ok(assignment) => {
                    file.objective = Some(assignment.objective.into());
                    if whole {
                        file.pairs = (0..).zip(assignment.columns).collect();
                        file.prices = (0..).zip(assignment.prices).collect();
                    }
                }
                Err(why) => file.claim = claim(certificate::check_shortage(assign, &why), &why)?,
            }
            "one-to-one"
        }
        Problem::Shape(Shape::General) => return Err("a general network has no special shape".into()),
        Problem::Network(network) => {
            match network.solve() {
                Ok(flow) => {
                    file.objective = Some(flow.objective);
                    if whole {
                        file.flows = (0..).zip(flow.flows).collect();
                        file.prices = (0..).zip(flow.potentials).collect();
                    }
                }
                Err(why) => file.claim = claim(certificate::check_cut(network, &why), &why)?,
            }
            "network"
        }
    };
    Ok((shape, file))
}

/// The claim, told on the standard error as well, once its checker has agreed.
fn claim<'a, W>(checked: Result<(), Refusal>, why: &'a W) -> Result<Option<Claim>, Refusal>
where
    W: std::fmt::Display,
    Claim: From<&'a W>,
{
    checked?;
    eprintln!("lianxin-flow: {why}");
    Ok(Some(Claim::from(why)))
}
