//! Reading what was counted of cases, by the places right below one: the roll-up only, never a case.

use lianxin_domain::{
    cases::counts::Counts,
    places::{Level, PlaceCode},
};

use crate::{
    args,
    engine::{db::Conn, error::Result},
};

macro_rules! sums {
    ($before:literal, $after:literal) => {
        concat!(
            "SELECT ",
            $before,
            "CAST(SUM(r.raised) AS BIGINT) AS raised, CAST(SUM(r.finished) AS BIGINT) AS finished, \
             CAST(SUM(r.solved) AS BIGINT) AS solved, CAST(SUM(r.partly) AS BIGINT) AS partly, \
             CAST(SUM(r.not_solved) AS BIGINT) AS not_solved, CAST(SUM(r.silent) AS BIGINT) AS silent, \
             CAST(SUM(r.cannot) AS BIGINT) AS cannot, CAST(SUM(r.reopened) AS BIGINT) AS reopened, \
             CAST(SUM(r.recurred) AS BIGINT) AS recurred, CAST(SUM(r.kept) AS BIGINT) AS kept, \
             CAST(SUM(r.late) AS BIGINT) AS late ",
            $after
        )
    };
}

const TOWNSHIPS: &str = sums!(
    "r.township AS place, r.quarter, ",
    "FROM place p JOIN matter_week r ON r.county = p.county AND r.township = p.code AND r.quarter >= $2 AND r.quarter <= $3 \
     WHERE p.parent = $1 AND p.until = '9999-12-31' GROUP BY r.township, r.quarter"
);
const COUNTIES: &str = sums!(
    "r.county AS place, r.quarter, ",
    "FROM place c JOIN place t ON t.parent = c.code AND t.until = '9999-12-31' JOIN matter_week r ON r.county = t.county \
     AND r.township = t.code AND r.quarter >= $2 AND r.quarter <= $3 \
     WHERE c.parent = $1 AND c.until = '9999-12-31' GROUP BY r.county, r.quarter"
);
const TOWNSHIP_THEMES: &str = sums!(
    "r.township AS place, r.quarter, r.theme, ",
    "FROM place p JOIN matter_week r ON r.county = p.county AND r.township = p.code AND r.quarter >= $2 AND r.quarter <= $3 \
     WHERE p.parent = $1 AND p.until = '9999-12-31' GROUP BY r.township, r.quarter, r.theme"
);
const COUNTY_THEMES: &str = sums!(
    "r.county AS place, r.quarter, r.theme, ",
    "FROM place c JOIN place t ON t.parent = c.code AND t.until = '9999-12-31' JOIN matter_week r ON r.county = t.county \
     AND r.township = t.code AND r.quarter >= $2 AND r.quarter <= $3 \
     WHERE c.parent = $1 AND c.until = '9999-12-31' GROUP BY r.county, r.quarter, r.theme"
);

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[TOWNSHIPS, COUNTIES, TOWNSHIP_THEMES, COUNTY_THEMES];

#[derive(Debug, sqlx::FromRow)]
struct SumRow {
    place: String,
    quarter: String,
    raised: i64,
    finished: i64,
    solved: i64,
    partly: i64,
    not_solved: i64,
    silent: i64,
    cannot: i64,
    reopened: i64,
    recurred: i64,
    kept: i64,
    late: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct ThemeRow {
    theme: String,
    #[sqlx(flatten)]
    sums: SumRow,
}

impl SumRow {
    fn counts(&self) -> Counts {
        [
            self.raised,
            self.finished,
            self.solved,
            self.partly,
            self.not_solved,
            self.silent,
            self.cannot,
            self.reopened,
            self.recurred,
            self.kept,
            self.late,
        ]
    }
}

/// The counts of the places right below a city or county: place, quarter, counts.
pub async fn below(
    conn: &mut Conn,
    parent: &PlaceCode,
    (from, to): (&str, &str),
) -> Result<Vec<(String, String, Counts)>> {
    let sql = if parent.level() == Level::City { COUNTIES } else { TOWNSHIPS };
    let rows: Vec<SumRow> = conn.all(sql, &args![parent, from, to]).await?;
    Ok(rows.into_iter().map(|row| (row.counts(), row)).map(|(n, row)| (row.place, row.quarter, n)).collect())
}

/// The same by theme: place, quarter, theme, counts.
pub async fn below_by_theme(
    conn: &mut Conn,
    parent: &PlaceCode,
    (from, to): (&str, &str),
) -> Result<Vec<(String, String, String, Counts)>> {
    let sql = if parent.level() == Level::City { COUNTY_THEMES } else { TOWNSHIP_THEMES };
    let rows: Vec<ThemeRow> = conn.all(sql, &args![parent, from, to]).await?;
    let told = |row: ThemeRow| {
        let counts = row.sums.counts();
        (row.sums.place, row.sums.quarter, row.theme, counts)
    };
    Ok(rows.into_iter().map(told).collect())
}
