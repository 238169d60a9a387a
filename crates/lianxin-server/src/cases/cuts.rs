//! Cases from before they were cut by tier, counted by tier from what is known of them. Which clocks were kept, and what was opened
//! again, is not known of each case: it is counted as from earlier, so that both cuts have the same sums.

use std::collections::BTreeMap;

use lianxin_domain::{
    cases::{
        counts::{Counts, LATE, RECURRED, gather, of_finish},
        words::{Cut, Heard, Office, Resident},
    },
    places::PlaceCode,
};

use super::{
    row::CountRow,
    store,
    tally::{Key, quarter},
};
use crate::{
    App, args,
    engine::{
        db::Conn,
        error::{Error, Result},
    },
};

const COUNTIES: &str = "SELECT DISTINCT county FROM matter_cut WHERE cut = 'theme' ORDER BY county";
const RAISED: &str = "SELECT township, heard, raised AS day, COUNT(*) AS n, \
     CAST(SUM(CASE WHEN recurrence_of IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS back FROM matter WHERE county = $1 \
     GROUP BY township, heard, raised";
const FINISHED: &str = "SELECT township, heard, finished_on AS day, resident, office, COUNT(*) AS n FROM matter \
     WHERE county = $1 AND finished_on <> '' GROUP BY township, heard, finished_on, resident, office";
const WENT_UP: &str = "SELECT m.township, m.heard, s.day, COUNT(*) AS n FROM case_step s \
     JOIN matter m ON m.county = s.county AND m.id = s.matter \
     WHERE s.county = $1 AND s.act = 'escalate' GROUP BY m.township, m.heard, s.day";
const COUNTED: &str = "SELECT place AS township, quarter, raised, finished, solved, partly, not_solved, silent, cannot, reopened, recurred, \
     kept, late FROM matter_cut \
     WHERE county = $1 AND place <> county AND cut = 'theme'";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[COUNTIES, RAISED, FINISHED, WENT_UP, COUNTED];

/// The setting that says whether there are cases that are not cut by tier yet.
pub const UNCUT: &str = "cases.uncut";
/// Its value when there are none any more.
const WHOLE: &str = "whole";

/// Counts cases from before by tier. Nobody is served meanwhile.
pub async fn complete(app: &App) -> Result<()> {
    let state = app.setting(UNCUT);
    if state.is_empty() || state == WHOLE {
        return Ok(());
    }
    let mut conn = app.db.write().await?;
    let counties: Vec<(String,)> = conn.all(COUNTIES, &[]).await?;
    for (county,) in counties {
        let county = county.parse().map_err(Error::internal)?;
        let mut sums = known(&mut conn, &county).await?;
        earlier(&mut conn, &county, &mut sums).await?;
        store::count(&mut conn, sums).await?;
    }
    App::set(&mut conn, UNCUT, WHOLE).await?;
    conn.commit().await?;
    app.refresh().await
}

type Sums = BTreeMap<Key, Counts>;

fn key(county: &PlaceCode, township: &str, quarter: String, part: &str) -> Key {
    [county.to_string(), township.to_owned(), Cut::Tier.word().to_owned(), quarter, part.to_owned()]
}

fn quarter_of(day: &str) -> Result<String> {
    Ok(quarter(day.parse().map_err(Error::internal)?))
}

/// What is known of each case.
async fn known(conn: &mut Conn, county: &PlaceCode) -> Result<Sums> {
    let mut sums = Sums::new();
    let raised: Vec<(String, String, String, i64, i64)> = conn.all(RAISED, &args![county]).await?;
    for (township, heard, day, n, back) in raised {
        let counts = sums.entry(key(county, &township, quarter_of(&day)?, &heard)).or_default();
        counts[0] += n;
        counts[RECURRED] += back;
    }
    let finished: Vec<(String, String, String, String, String, i64)> =
        conn.all(FINISHED, &args![county]).await?;
    for (township, heard, day, resident, office, n) in finished {
        let (Some(resident), Some(office)) = (Resident::of(&resident), Office::of(&office)) else { continue };
        let counts = sums.entry(key(county, &township, quarter_of(&day)?, &heard)).or_default();
        gather(counts, &of_finish(resident, office), n);
    }
    let up: Vec<(String, String, String, i64)> = conn.all(WENT_UP, &args![county]).await?;
    for (township, heard, day, n) in up {
        sums.entry(key(county, &township, quarter_of(&day)?, &heard)).or_default()[LATE] += n;
    }
    Ok(sums)
}

/// What is left of the other cut's sums.
async fn earlier(conn: &mut Conn, county: &PlaceCode, sums: &mut Sums) -> Result<()> {
    let mut left = Sums::new();
    let earlier = Heard::Earlier.word();
    for (own, counts) in sums.iter() {
        let sum = left.entry(key(county, &own[1], own[3].clone(), earlier)).or_default();
        gather(sum, counts, -1);
    }
    let counted: Vec<Counted> = conn.all(COUNTED, &args![county]).await?;
    for row in counted {
        let sum = left.entry(key(county, &row.township, row.quarter.clone(), earlier)).or_default();
        gather(sum, &row.sums.counts(), 1);
    }
    sums.append(&mut left);
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Counted {
    township: String,
    quarter: String,
    #[sqlx(flatten)]
    sums: CountRow,
}
