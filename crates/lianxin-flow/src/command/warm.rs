//! `warm`: how long a re-solve takes after one pin or ban, over many changes.

use std::error::Error;
use std::time::Instant;

use lianxin_flow::formats::Shape;
use lianxin_flow::{Change, Session};

use super::meter::Meter;
use super::mix::mix;
use super::problem::{self, Problem};

/// Applies so many pins and bans of a fixed sequence one at a time, then compares with a cold solve. Wall time,
/// and processor time, which other work on the machine does not lengthen but reading the meter does a little.
pub fn warm(file: &str, changes: &str) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(file).map_err(|why| format!("{file}: {why}"))?;
    let Problem::Shape(Shape::Spread(spread)) = problem::read(&bytes, false)? else {
        return Err("only many-to-few problems are kept warm".into());
    };
    let changes: u64 = changes.parse()?;
    let mut session = Session::new(spread)?;
    let (mut wall, mut cpu, mut rejected) = (Vec::new(), Vec::new(), 0);
    for step in 0..changes {
        let change = change(&session, step);
        let (meter, start) = (Meter::start(), Instant::now());
        let answer = session.apply(&[change]);
        wall.push(start.elapsed().as_secs_f64() * 1e3);
        cpu.push(meter.seconds() * 1e3);
        rejected += u64::from(answer.is_err());
    }
    let objective = session.verify()?;
    if session.problem().solve()?.objective != objective {
        return Err("the warm objective is not that of a cold solve".into());
    }
    Ok(format!(
        "{{\"changes\": {changes}, \"rejected\": {rejected}, \"objective\": {objective}, \"equals_cold\": true, \
         \"wall_ms\": {}, \"cpu_ms\": {}}}",
        shares(wall),
        shares(cpu),
    ))
}

fn shares(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).or(times.last()).copied().unwrap_or(0.0);
    let (median, p99, worst) = (at(50), at(99), at(100));
    format!("{{\"median\": {median:.4}, \"p99\": {p99:.4}, \"worst\": {worst:.4}}}")
}

/// A pin of any arc, or a ban of a place the agent has.
fn change(session: &Session, step: u64) -> Change {
    let problem = session.problem();
    let mixed = mix(step);
    let agents = u64::try_from(problem.agents()).unwrap_or(u64::MAX);
    let agent = u32::try_from(mixed % agents).expect("agents are numbered in 32 bits");
    let arcs = problem.arcs_of(agent);
    let pick = usize::try_from(mix(mixed)).unwrap_or(0) % arcs.len().max(1);
    if step.is_multiple_of(2) {
        let place = problem.arcs_of(agent).nth(pick).map_or(0, |arc| arc.0);
        return Change::Pin { agent, place };
    }
    let places = session.places_of(agent);
    Change::Ban { agent, place: places.first().copied().unwrap_or(0) }
}
