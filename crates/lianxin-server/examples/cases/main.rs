//! The pages of cases at a city's size, on both engines: `cargo xtask bench cases` runs it.
//!
//! `cargo run --release -p lianxin-server --example cases -- FOLDER CASES REQUESTS ONLY [POSTGRES PID]`: FOLDER keeps what is
//! made, PID is the cluster's first process, ONLY a part of the questions' names.

mod ask;
mod caller;
mod chance;
mod life;
mod make;
mod place;
mod rival;
mod texts;

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use ask::Measured;
use lianxin_server::{
    App, Config,
    engine::{clock::Clock, db::Engine},
};

type Fails<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Milliseconds within which 99 of 100 requests are to be answered.
const AIM: f64 = 50.0;
/// How what is kept was made: what was made otherwise is not used.
const MADE: u32 = 2;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Fails {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, cases, times, only, ..] = &args[..] else { return Err("FOLDER CASES REQUESTS ONLY".into()) };
    let (folder, cases, times) = (PathBuf::from(folder), cases.parse()?, times.parse()?);
    let sqlite = format!("sqlite:{}", folder.join("lianxin.db").display());
    let mut over = Vec::new();
    let app = opened(&folder.join("sqlite"), sqlite, cases).await?;
    read_through(&folder.join("lianxin.db"))?;
    over.extend(told(&app, ask::measure(&app, None, times, only).await?));
    if "search".contains(only.as_str()) || only.contains("search") {
        rival::sqlite(&app, &folder.join("rival.db"), times).await?;
    }
    app.close().await;
    if let [url, pid] = &args[4..] {
        rival::database(url, "lianxin", "").await?;
        let app = opened(&folder.join("postgres"), format!("{url}/lianxin"), cases).await?;
        let (lies,): (String,) = app.db.read().await?.one("SHOW data_directory", &[]).await?;
        read_through(&Path::new(&lies).join("base"))?;
        over.extend(told(&app, ask::measure(&app, Some(pid.parse()?), times, only).await?));
        if "search".contains(only.as_str()) || only.contains("search") {
            rival::postgres(&app, url, times).await?;
        }
        app.close().await;
    }
    if over.is_empty() { Ok(()) } else { Err(format!("over {AIM} ms: {}", over.join("; ")).into()) }
}

/// The database with so many cases, made unless it is there already.
async fn opened(folder: &Path, database: String, cases: u64) -> Fails<App> {
    let config = Config { database, data_dir: folder.into(), secure_cookies: false, name: "bench".into() };
    let app = App::open(config, Clock::default()).await?;
    let mark = format!("{cases} {MADE}");
    if app.setting("bench") != mark {
        if app.city().is_ok() {
            return Err("what is there was made otherwise: remove the folder".into());
        }
        println!("{:?}: making {cases} cases", app.db.engine());
        make::make(&app, cases).await?;
        place::wide(&app).await?;
        let mut conn = app.db.write().await?;
        App::set(&mut conn, "bench", &mark).await?;
        conn.commit().await?;
        app.refresh().await?;
    }
    Ok(app)
}

/// Reads all of a file or folder once, so that it lies in memory as on a server that has run for a day: the first touch of a page
/// is the disk's time.
fn read_through(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return fs::read_dir(path)?.try_for_each(|entry| read_through(&entry?.path()));
    }
    io::copy(&mut File::open(path)?, &mut io::sink()).map(|_| ())
}

/// Prints what was measured; gives what is over the aim.
fn told(app: &App, all: Vec<Measured>) -> Vec<String> {
    let engine = match app.db.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    println!("\n{engine}: milliseconds inside the server, one request after the other");
    println!(
        "{:<64} {:>6} {:>8} {:>8} {:>8} {:>8} {:>7}",
        "", "times", "median", "p99", "CPU med", "CPU p99", "lines"
    );
    let mut over = Vec::new();
    for one in all {
        let at = |sorted: &[f64], share: f64| {
            let last = sorted.len().saturating_sub(1);
            sorted.get((last as f64 * share).round() as usize).copied().unwrap_or(f64::NAN)
        };
        let p99 = at(&one.wall, 0.99);
        println!(
            "{:<64} {:>6} {:>8.2} {p99:>8.2} {:>8.2} {:>8.2} {:>7.1}",
            one.name,
            one.wall.len(),
            at(&one.wall, 0.5),
            at(&one.cpu, 0.5),
            at(&one.cpu, 0.99),
            one.lines
        );
        if p99 >= AIM {
            over.push(format!("{engine}, {}: {p99:.0}", one.name));
        }
    }
    over
}
