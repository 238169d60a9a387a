//! `fair`: what each kind of fairness costs, and a fair plan with its proof.

use std::error::Error;

use lianxin_flow::fair::{Fair, Fairness, Grades};
use lianxin_flow::formats::{PlanFile, Shape, write_plan};
use lianxin_flow::{Control, Spread};

use super::meter::Meter;
use super::problem::{self, Problem};

/// Solves the problem by the sum, worst first and leximin in grades; certificates are verified. Writes one of
/// the three plans with its proof when asked to.
pub fn fair(file: &str, wanted: Option<(&str, &str)>) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(file).map_err(|why| format!("{file}: {why}"))?;
    let Problem::Shape(Shape::Spread(spread)) = problem::read(&bytes, false)? else {
        return Err("only many-to-few problems can be made fair".into());
    };
    let sum = timed(&spread, Fairness::Sum)?;
    let worst = timed(&spread, Fairness::WorstFirst)?;
    // Grades up to the least worst: what the worst-first plan takes.
    let taken = worst.fair.plan.pairs().filter_map(|(agent, place)| Some(spread.arc(agent, place)?.0));
    let leximin = timed(&spread, Fairness::Leximin(Grades::towards_worst(taken)))?;
    let least = sum.fair.report.sum;
    let mut lines = vec![
        "fairness        worst  tenth worst  99 of 100  median            sum      price   CPU s".to_owned(),
    ];
    for (name, solved) in [("sum", sum), ("worst", worst), ("leximin", leximin)] {
        lines.push(solved.line(name, least));
        if let Some((_, out)) = wanted.filter(|wanted| wanted.0 == name) {
            let text = write_plan(&PlanFile::of_fair(&solved.fairness, &solved.fair));
            std::fs::write(out, text).map_err(|why| format!("{out}: {why}"))?;
        }
    }
    Ok(lines.join("\n"))
}

struct Timed {
    fairness: Fairness,
    fair: Fair,
    seconds: f64,
}

impl Timed {
    fn line(&self, name: &str, least: i64) -> String {
        let report = self.fair.report;
        format!(
            "{name:<12} {:>8} {:>12} {:>10} {:>7} {:>14} {:>10} {:>7.3}",
            report.worst,
            report.tenth_worst,
            report.percentile_99,
            report.median,
            report.sum,
            report.sum - least,
            self.seconds,
        )
    }
}

fn timed(spread: &Spread, fairness: Fairness) -> Result<Timed, Box<dyn Error>> {
    let meter = Meter::start();
    let fair = spread.solve_fair(&fairness, &Control::default())?;
    Ok(Timed { fairness, fair, seconds: meter.seconds() })
}
