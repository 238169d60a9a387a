//! `threads`: what more threads save, and that the plan stays the same.

use std::error::Error;
use std::time::Instant;

use lianxin_flow::formats::Shape;
use lianxin_flow::{Control, Solution, Stopped};

use super::problem::{self, Problem};

const ROUNDS: usize = 7;

/// Solves on 1, 2 and 4 threads in turn; the best wall time of each, certificate included, since other work on
/// the machine takes the second core away first.
pub fn threads(file: &str) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(file).map_err(|why| format!("{file}: {why}"))?;
    let Problem::Shape(Shape::Spread(spread)) = problem::read(&bytes, false)? else {
        return Err("only many-to-few problems are solved on several threads".into());
    };
    let parts = spread.parts().len();
    let whole = run(|threads| spread.solve_with(&Control { threads, ..Control::default() }))?;
    let split = run(|threads| spread.solve_parts(&Control { threads, ..Control::default() }))?;
    Ok(format!("{{\"whole\": {whole}, \"independent_parts\": {parts}, \"by_parts\": {split}}}"))
}

fn run(solve: impl Fn(usize) -> Result<Solution, Stopped>) -> Result<String, Box<dyn Error>> {
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    let mut first = None;
    for _ in 0..ROUNDS {
        for (times, threads) in times.iter_mut().zip([1, 2, 4]) {
            let start = Instant::now();
            let solution = solve(threads)?;
            times.push(start.elapsed().as_secs_f64());
            if *first.get_or_insert_with(|| solution.clone()) != solution {
                return Err(format!("{threads} threads give another plan").into());
            }
        }
    }
    let [one, two, four] = times.map(|times| times.into_iter().fold(f64::INFINITY, f64::min));
    Ok(format!(
        "{{\"one_s\": {one:.4}, \"two_s\": {two:.4}, \"four_s\": {four:.4}, \"two_against_one\": {:.2}, \
         \"same_plan\": true}}",
        one / two,
    ))
}
