//! The pages of cases at a city's million of cases, on both engines, beside FTS5 and pg_trgm.

use crate::{
    postgres::Cluster,
    sh::{Done, command, run, target},
};

/// Requests of each question.
const REQUESTS: &str = "200";
/// What a server of its own for a city is given, otherwise as installed.
const SETTINGS: &str = "-c shared_buffers=1GB -c effective_cache_size=3GB -c max_wal_size=2GB";

/// `cargo xtask bench cases [CASES [PART]]`: a million unless told; PART of the questions' names asks only those. What is made
/// stays in the target folder (PostgreSQL's in the temporary folder, where its user may read) for the next run.
pub fn cases(args: &[String]) -> Done {
    let cases = args.first().map_or("1000000", String::as_str);
    if cases.parse::<u64>().is_err() {
        return Err("bench cases takes a number of cases, and part of a question's name".into());
    }
    let only = args.get(1).map_or("", String::as_str);
    let example = ["build", "--release", "-q", "-p", "lianxin-server", "--example", "cases"];
    run(&mut command("cargo", &example))?;
    let folder = target().join("bench-cases").join(cases);
    std::fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
    let cluster = Cluster::kept(&format!("bench-cases-{cases}"), SETTINGS)?;
    let pid = cluster.pid().ok_or("PostgreSQL does not say its process")?;
    println!("PostgreSQL runs with {SETTINGS}");
    run(command(&target().join("release/examples/cases").display().to_string(), &[]).arg(&folder).args([
        cases,
        REQUESTS,
        only,
        &cluster.url,
        &pid.to_string(),
    ]))
}
