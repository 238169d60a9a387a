//! Rivals of the search, on the same titles in the same run: FTS5 with its trigram tokenizer beside us on SQLite, pg_trgm with a
//! GIN index on PostgreSQL. Theirs is the statement alone; ours (above) is the whole request.

use std::{path::Path, time::Instant};

use lianxin_server::{
    App, args,
    engine::error::{Error, Result},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

use super::ask::SOUGHT;

/// Titles that are read together.
const TOGETHER: i64 = 50_000;
const TITLES: &str = "SELECT county, township, id, title FROM matter WHERE (county, id) > ($1, $2) \
     ORDER BY county, id LIMIT $3";
/// Lines of a page.
const LINES: i64 = 50;

type Title = (String, String, Uuid, String);

async fn titles(app: &App, after: (&str, Uuid)) -> Result<Vec<Title>> {
    app.db.read().await?.all(TITLES, &args![after.0, after.1, TOGETHER]).await
}

fn head(name: &str) {
    println!("\n{name}: milliseconds of the statement alone, county and township");
    println!("{:<64} {:>6} {:>8} {:>8} {:>8}", "", "times", "median", "p99", "lines");
}

fn line(name: &str, mut took: Vec<f64>, lines: usize) {
    took.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let last = took.len().saturating_sub(1);
        took.get((last as f64 * share).round() as usize).copied().unwrap_or(f64::NAN)
    };
    println!(
        "{name:<64} {:>6} {:>8.2} {:>8.2} {:>8.1}",
        took.len(),
        at(0.5),
        at(0.99),
        lines as f64 / took.len().max(1) as f64
    );
}

/// A county or township for the nth request.
fn place(scope: &str, places: &[(String, String)], n: usize) -> (String, String) {
    let (county, township) = &places[n * 13 % places.len()];
    (county.clone(), if scope == "township" { township.clone() } else { county.clone() })
}

async fn places(app: &App) -> Result<Vec<(String, String)>> {
    let sql = "SELECT DISTINCT parent, code FROM place WHERE level = 'township' ORDER BY code";
    app.db.read().await?.all(sql, &[]).await
}

/// FTS5.
pub async fn sqlite(app: &App, file: &Path, times: usize) -> Result<()> {
    let made = file.exists();
    let mut db = rusqlite::Connection::open(file).map_err(Error::internal)?;
    db.execute_batch("PRAGMA cache_size = -65536").map_err(Error::internal)?;
    if !made {
        db.execute_batch(
            "CREATE TABLE title (n INTEGER PRIMARY KEY, county TEXT, township TEXT, id BLOB, title TEXT);
             CREATE INDEX title_county ON title (county, n);
             CREATE INDEX title_township ON title (township, n);
             CREATE VIRTUAL TABLE found USING fts5(title, content='title', content_rowid='n', tokenize='trigram');",
        )
        .map_err(Error::internal)?;
        let (mut after, mut n) = ((String::new(), Uuid::nil()), 0_i64);
        loop {
            let rows = titles(app, (&after.0, after.1)).await?;
            let Some(last) = rows.last() else { break };
            after = (last.0.clone(), last.2);
            let tx = db.transaction().map_err(Error::internal)?;
            for (county, township, id, title) in &rows {
                n += 1;
                tx.prepare_cached("INSERT INTO title VALUES (?, ?, ?, ?, ?)")
                    .and_then(|mut put| put.execute((n, county, township, &id.as_bytes()[..], title)))
                    .map_err(Error::internal)?;
            }
            tx.commit().map_err(Error::internal)?;
        }
        db.execute_batch("INSERT INTO found (found) VALUES ('rebuild'); ANALYZE").map_err(Error::internal)?;
    }
    head("SQLite FTS5 trigram");
    let places = places(app).await?;
    for (what, texts) in SOUGHT {
        for scope in ["township", "county"] {
            let (mut took, mut lines) = (Vec::new(), 0);
            for n in 0..times {
                let (text, (county, township)) = (texts[n * 37 % texts.len()], place(scope, &places, n));
                // FTS5's trigrams find nothing shorter than three characters: then it reads the place's titles.
                let (sql, sought) = if text.chars().count() < 3 {
                    let sql = if scope == "county" {
                        "SELECT id, title FROM title WHERE county = ?2 AND title LIKE ?1 ORDER BY n DESC LIMIT ?3"
                    } else {
                        "SELECT id, title FROM title WHERE township = ?2 AND title LIKE ?1 ORDER BY n DESC LIMIT ?3"
                    };
                    (sql, format!("%{text}%"))
                } else {
                    let sql = "SELECT t.id, t.title FROM found f JOIN title t ON t.n = f.rowid WHERE f.title MATCH ?1 \
                               AND (t.county = ?2 OR t.township = ?2) ORDER BY f.rowid DESC LIMIT ?3";
                    (sql, format!("\"{text}\""))
                };
                let of = if scope == "county" { county } else { township };
                let begun = Instant::now();
                let mut statement = db.prepare_cached(sql).map_err(Error::internal)?;
                let rows = statement.query_map((sought, of, LINES), |row| row.get::<_, String>(1));
                lines += rows.map_err(Error::internal)?.flatten().count();
                took.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
            line(&format!("search {what}, {scope}"), took, lines);
        }
    }
    Ok(())
}

/// pg_trgm, in a database whose locale knows Chinese letters, as it finds nothing in them otherwise.
pub async fn postgres(app: &App, url: &str, times: usize) -> Result<()> {
    let fresh = database(url, "rival", "TEMPLATE template0 LC_CTYPE 'C.UTF-8' LC_COLLATE 'C'").await?;
    let mut db = PgConnection::connect(&format!("{url}/rival")).await?;
    if fresh {
        fill(app, &mut db).await?;
    }
    head("PostgreSQL pg_trgm");
    let places = places(app).await?;
    for (what, texts) in SOUGHT {
        for scope in ["township", "county"] {
            let column = if scope == "county" { "county" } else { "township" };
            let sql = format!(
                "SELECT id, title FROM title WHERE {column} = $2 AND title LIKE $1 ORDER BY id DESC LIMIT {LINES}"
            );
            let (mut took, mut lines) = (Vec::new(), 0);
            for n in 0..times {
                let (county, township) = place(scope, &places, n);
                let of = if scope == "county" { county } else { township };
                let sought = format!("%{}%", texts[n * 37 % texts.len()]);
                let begun = Instant::now();
                let query = sqlx::query_as(AssertSqlSafe(sql.clone())).bind(sought).bind(of);
                let rows: Vec<(Uuid, String)> = query.fetch_all(&mut db).await?;
                took.push(begun.elapsed().as_secs_f64() * 1000.0);
                lines += rows.len();
            }
            line(&format!("search {what}, {scope}"), took, lines);
        }
    }
    Ok(())
}

/// Makes a database unless it is there; gives whether it was made.
pub async fn database(url: &str, name: &str, how: &str) -> Result<bool> {
    let mut admin = PgConnection::connect(&format!("{url}/postgres")).await?;
    let there: Option<(i32,)> = sqlx::query_as("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(name)
        .fetch_optional(&mut admin)
        .await?;
    if there.is_none() {
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name} {how}"))).execute(&mut admin).await?;
    }
    Ok(there.is_none())
}

async fn fill(app: &App, db: &mut PgConnection) -> Result<()> {
    for sql in [
        "CREATE EXTENSION pg_trgm",
        "CREATE TABLE title (county TEXT NOT NULL, township TEXT NOT NULL, id UUID NOT NULL, title TEXT NOT NULL)",
    ] {
        sqlx::query(sql).execute(&mut *db).await?;
    }
    let mut after = (String::new(), Uuid::nil());
    loop {
        let rows = titles(app, (&after.0, after.1)).await?;
        let Some(last) = rows.last() else { break };
        after = (last.0.clone(), last.2);
        let line = |(county, township, id, title): &Title| format!("{county}\t{township}\t{id}\t{title}\n");
        let text: String = rows.iter().map(line).collect();
        let mut copy = db.copy_in_raw("COPY title FROM STDIN").await?;
        copy.send(text.into_bytes()).await?;
        copy.finish().await?;
    }
    for sql in [
        "CREATE INDEX ON title USING gin (title gin_trgm_ops)",
        "CREATE INDEX ON title (county, id DESC)",
        "CREATE INDEX ON title (township, id DESC)",
        "VACUUM ANALYZE title",
    ] {
        sqlx::query(sql).execute(&mut *db).await?;
    }
    Ok(())
}
