//! Reading what was counted of cases, by the places right below one and by the parts of a cut: the roll-up only, never a case.

use lianxin_domain::{
    cases::{counts::Counts, words::Cut},
    places::{Level, PlaceCode},
};

use crate::{
    args,
    cases::row::CountRow,
    engine::{db::Conn, error::Result},
};

// Of a township and a part there is one row in a quarter: nothing is to be summed up, nor sorted for it.
const TOWNSHIPS: &str = "SELECT r.township AS place, r.quarter, r.part, r.raised, r.finished, r.solved, r.partly, r.not_solved, \
     r.silent, r.cannot, r.reopened, r.recurred, r.kept, r.late \
     FROM place p JOIN matter_cut r ON p.parent = $1 AND p.until = '9999-12-31' AND r.county = p.county AND r.township = p.code \
     AND r.cut = $2 AND r.quarter >= $3 AND r.quarter <= $4";
const COUNTIES: &str = "SELECT r.county AS place, r.quarter, r.part, CAST(SUM(r.raised) AS BIGINT) AS raised, \
     CAST(SUM(r.finished) AS BIGINT) AS finished, CAST(SUM(r.solved) AS BIGINT) AS solved, CAST(SUM(r.partly) AS BIGINT) AS partly, \
     CAST(SUM(r.not_solved) AS BIGINT) AS not_solved, CAST(SUM(r.silent) AS BIGINT) AS silent, \
     CAST(SUM(r.cannot) AS BIGINT) AS cannot, CAST(SUM(r.reopened) AS BIGINT) AS reopened, \
     CAST(SUM(r.recurred) AS BIGINT) AS recurred, CAST(SUM(r.kept) AS BIGINT) AS kept, CAST(SUM(r.late) AS BIGINT) AS late \
     FROM place c JOIN place t ON c.parent = $1 AND c.until = '9999-12-31' AND t.parent = c.code AND t.until = '9999-12-31' \
     JOIN matter_cut r ON r.county = t.county AND r.township = t.code AND r.cut = $2 AND r.quarter >= $3 AND r.quarter <= $4 \
     GROUP BY r.county, r.quarter, r.part";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[TOWNSHIPS, COUNTIES];

/// The counts of a part of a place in a quarter.
#[derive(Debug, sqlx::FromRow)]
pub struct Counted {
    pub place: String,
    pub quarter: String,
    pub part: String,
    #[sqlx(flatten)]
    counts: CountRow,
}

impl Counted {
    /// The counts.
    pub fn counts(&self) -> Counts {
        self.counts.counts()
    }
}

/// The counts of the places right below a city or county, from a quarter to another.
pub async fn below(
    conn: &mut Conn,
    parent: &PlaceCode,
    cut: Cut,
    (from, to): (&str, &str),
) -> Result<Vec<Counted>> {
    let sql = if parent.level() == Level::City { COUNTIES } else { TOWNSHIPS };
    conn.all(sql, &args![parent, cut.word(), from, to]).await
}
