//! How fast a whole city's roster is read, checked and compared, and how much memory that takes at most.
//! `cargo run --release -p lianxin-sheets --example read_city [small] [FILE to keep the workbook]`

#[path = "../../../lianxin/src/city/mod.rs"]
mod city;

use std::{error::Error, time::Instant};

use lianxin_domain::people::{
    Gazetteer, Present, PresentOfficial, PresentUnit, Problem, Severity, check, difference,
};
use lianxin_sheets::{
    guard::{Limits, guard},
    people::read_roster,
};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let size = if args.iter().any(|arg| arg == "small") { city::Size::Small } else { city::Size::Full };
    let csv = include_str!("../../../../data/jining-places.csv");
    let places = city::places(csv, size);
    let file = args.iter().find(|arg| arg.ends_with(".xlsx"));
    if args.iter().any(|arg| arg == "read") {
        return read(&std::fs::read(file.ok_or("which file?")?)?, &places);
    }
    let start = Instant::now();
    let bytes = city::workbook(&places, size, 2012)?;
    println!("written: {} bytes in {:?}, peak memory {} MB", bytes.len(), start.elapsed(), peak());
    if let Some(file) = file {
        std::fs::write(file, &bytes)?;
    }
    read(&bytes, &places)
}

fn read(bytes: &[u8], places: &[city::PlaceRow]) -> Result<(), Box<dyn Error>> {
    println!("before reading: peak memory {} MB", peak());
    let start = Instant::now();
    let held = guard(bytes, &Limits::default())?;
    println!("guarded: {held:?} in {:?}, peak memory {} MB", start.elapsed(), peak());
    let start = Instant::now();
    let roster = read_roster(bytes, &Limits::default(), &mut |_| true)?;
    let took = start.elapsed();
    let rate = roster.rows() as f64 / took.as_secs_f64();
    println!("read: {} rows in {took:?}, {rate:.0} rows/s, peak memory {} MB", roster.rows(), peak());
    println!(
        "{} units, {} officials, {} villages",
        roster.units.len(),
        roster.officials.len(),
        roster.villages.len()
    );
    let places = Gazetteer::new(places.iter().map(|place| (place.code.clone(), place.name.clone())));
    let today = "2026-07-20".parse().map_err(|_| "a day")?;
    let start = Instant::now();
    let checked = check(&roster, &places, &Present::default(), today, digest);
    println!("checked: in {:?}, peak memory {} MB", start.elapsed(), peak());
    let errors = checked.problems.iter().filter(|p| p.severity() == Severity::Error).count();
    println!("{errors} errors, {} warnings", checked.problems.len() - errors);
    for problem in checked.problems.iter().take(12) {
        tell(&roster.spoken(problem.at), problem);
    }
    let id = |n: usize| format!("3708.{n:08x}-0000-7000-8000-000000000000").parse();
    let mut present = Present::default();
    for (n, one) in checked.units.iter().enumerate() {
        present.units.push(PresentUnit { id: id(n).map_err(|_| "an id")?, record: one.record.clone() });
    }
    for (n, one) in checked.officials.iter().enumerate() {
        present
            .officials
            .push(PresentOfficial { id: id(n).map_err(|_| "an id")?, record: one.record.clone() });
    }
    present.villages = checked.villages.iter().map(|one| one.record.clone()).collect();
    let start = Instant::now();
    let again = check(&roster, &places, &present, today, digest);
    let same = difference(&present, &again);
    println!(
        "again: {} same, {} changes in {:?}",
        same.same,
        same.officials.len() + same.units.len() + same.villages.len(),
        start.elapsed()
    );
    println!("in all: peak memory {} MB", peak());
    Ok(())
}

fn tell(place: &str, problem: &Problem) {
    println!("  {place}{} {}: {}", problem.column, problem.code.word(), problem.detail().zh);
}

/// Not the installation's digest, only something of its shape.
fn digest(number: &str) -> [u8; 32] {
    let mut out = [0; 32];
    number.bytes().zip(&mut out).for_each(|(byte, slot)| *slot = byte);
    out
}

/// The most memory that the process has had, in MB (Linux).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}
