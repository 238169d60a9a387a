//! `fair`: what each kind of fairness costs.

use std::error::Error;

use lianxin_flow::fair::{Fair, Fairness, Grades};
use lianxin_flow::formats::Shape;
use lianxin_flow::{Control, Spread};

use super::meter::Meter;
use super::problem::{self, Problem};

/// Solves the problem by the sum, worst first and leximin in grades; certificates are verified.
pub fn fair(file: &str) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(file).map_err(|why| format!("{file}: {why}"))?;
    let Problem::Shape(Shape::Spread(spread)) = problem::read(&bytes, false)? else {
        return Err("only many-to-few problems can be made fair".into());
    };
    let (sum, first) = timed(&spread, &Fairness::Sum)?;
    let worst = timed(&spread, &Fairness::WorstFirst)?;
    // Grades up to the least worst: what the worst-first plan takes.
    let taken = worst.0.plan.pairs().filter_map(|(agent, place)| Some(spread.arc(agent, place)?.0));
    let leximin = timed(&spread, &Fairness::Leximin(Grades::towards_worst(taken)))?;
    let mut lines = vec![
        "fairness        worst  tenth worst  99 of 100  median            sum      price   CPU s".to_owned(),
    ];
    for (name, (fair, seconds)) in
        [("sum", (sum.clone(), first)), ("worst first", worst), ("leximin", leximin)]
    {
        let report = fair.report;
        let price = report.sum - sum.report.sum;
        let (worst, tenth, most) = (report.worst, report.tenth_worst, report.percentile_99);
        let (median, total) = (report.median, report.sum);
        lines.push(format!(
            "{name:<12} {worst:>8} {tenth:>12} {most:>10} {median:>7} {total:>14} {price:>10} {seconds:>7.3}",
        ));
    }
    Ok(lines.join("\n"))
}

fn timed(spread: &Spread, fairness: &Fairness) -> Result<(Fair, f64), Box<dyn Error>> {
    let meter = Meter::start();
    let fair = spread.solve_fair(fairness, &Control::default())?;
    Ok((fair, meter.seconds()))
}
