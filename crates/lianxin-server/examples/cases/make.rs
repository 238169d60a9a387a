//! A city's million of cases, in large transactions, county by county.

use std::time::Instant;

use lianxin_domain::{
    cases::counts::{KEPT, of_finish, raised},
    places::PlaceCode,
};
use lianxin_server::{
    App, args,
    cases::{
        row::standing,
        search::GRAM,
        store::{SLIP, STEP, WORD},
        tally::Tally,
    },
    engine::{
        bulk,
        db::{Conn, Insert},
        error::{Error, Result},
        value::Value,
    },
};

use super::{
    chance::Chance,
    life::{MATTER, Made, Rows, World, draw},
    place::{City, County, Village, settle},
};

/// Cases whose rows are sent together.
const TOGETHER: usize = 4000;
/// Pairs that are sent together.
const PAIRS: usize = 50_000;

/// Makes so many cases.
pub async fn make(app: &App, cases: u64) -> Result<()> {
    let begun = Instant::now();
    let city = settle(app).await?;
    let weight = |county: &County| county.villages.iter().map(|village| village.weight).sum::<u64>();
    let all: u64 = city.counties.iter().map(weight).sum();
    let mut made = 0;
    for (n, county) in city.counties.iter().enumerate() {
        let last = n + 1 == city.counties.len();
        let own = if last { cases - made } else { cases * weight(county) / all };
        of_county(app, &city, county, own).await?;
        made += own;
        eprintln!("  {made:>9} cases, {}, {:.0} s", county.code.as_str(), begun.elapsed().as_secs_f64());
    }
    let tables = [
        "matter",
        "matter_gram",
        "matter_due",
        "matter_cut",
        "case_step",
        "slip",
        "resident_word",
        "household",
        "link",
    ];
    bulk::end(&app.db, made, &tables).await;
    eprintln!("  {made:>9} cases made in {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

async fn of_county(app: &App, city: &City, county: &County, cases: u64) -> Result<()> {
    let world = World { city, county, now: app.clock.millis(), today: app.clock.today() };
    let mut chance = Chance(county.code.as_str().parse().map_err(Error::internal)?);
    let mut sums = Vec::new();
    for village in &county.villages {
        sums.push(sums.last().copied().unwrap_or(0) + village.weight);
    }
    let all = sums.last().copied().unwrap_or(0);
    let townships: Vec<&PlaceCode> = county.governments.keys().collect();
    let mut leads = vec![None; county.villages.len()];
    let mut tally = Tally::default();
    let mut rows = Rows::default();
    let mut conn = app.db.write_here().await?;
    bulk::begin(&mut conn).await?;
    for n in 0..cases {
        let drawn = chance.below(all);
        let at = sums.partition_point(|sum| *sum <= drawn);
        let village: &Village = &county.villages[at];
        let township = village.code.parent().ok_or_else(|| Error::internal("no township"))?;
        let of = townships.binary_search(&&township).map_err(|_| Error::internal("no township"))?;
        let made = draw(&mut chance, &world, (village, of), &mut leads[at], &mut rows)?;
        tally.moved(&village.code, None, standing(&made.case, made.merged));
        count(&mut tally, &village.code, &made)?;
        if rows.matters.len() == TOGETHER || n + 1 == cases {
            send(&mut conn, &mut rows).await?;
        }
    }
    // In the order of the key, so that the index grows at its end.
    rows.grams.sort_unstable();
    for some in rows.grams.chunks(PAIRS) {
        let row = |(kind, gram, id, at): &(&str, String, uuid::Uuid, usize)| {
            args![&county.code, *kind, gram, *id, townships[*at]].to_vec()
        };
        bulk::load(&mut conn, &GRAM, &some.iter().map(row).collect::<Vec<_>>()).await?;
    }
    tally.write(&mut conn).await?;
    conn.commit().await
}

async fn send(conn: &mut Conn, rows: &mut Rows) -> Result<()> {
    let tables: [(&Insert, &mut Vec<Vec<Value>>); 4] = [
        (&MATTER, &mut rows.matters),
        (&STEP, &mut rows.steps),
        (&SLIP, &mut rows.slips),
        (&WORD, &mut rows.words),
    ];
    for (insert, rows) in tables {
        bulk::load(conn, insert, rows).await?;
        rows.clear();
    }
    Ok(())
}

/// What is counted of it.
fn count(tally: &mut Tally, village: &PlaceCode, made: &Made) -> Result<()> {
    let cuts = (made.cuts.0, made.cuts.1.word());
    tally.add(village, cuts, made.days.0, &raised());
    if !made.days.1.is_empty() {
        let mut counts = of_finish(made.case.resident, made.case.office);
        counts[KEPT] = 1;
        tally.add(village, cuts, made.days.1.parse().map_err(Error::internal)?, &counts);
    }
    Ok(())
}
