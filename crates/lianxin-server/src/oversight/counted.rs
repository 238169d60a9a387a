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

macro_rules! rows {
    ($place:literal, $sign:literal, $from:literal) => {
        concat!(
            "SELECT ",
            $place,
            " AS place, CAST(",
            $sign,
            " AS BIGINT) AS sign, r.quarter, r.part, r.raised, r.finished, r.solved, r.partly, r.not_solved, r.silent, r.cannot, \
             r.reopened, r.recurred, r.kept, r.late FROM ",
            $from,
            " JOIN matter_cut r ON r.county = p.county AND r.place = p.code AND r.cut = $2 AND r.quarter >= $3 AND r.quarter <= $4 "
        )
    };
}

const TOWNSHIPS: &str =
    rows!("r.place", "1", "(SELECT county, code FROM place WHERE parent = $1 AND until = '9999-12-31') p");
/// Without townships that are no more: they are told nowhere, and would follow from what is told of their county.
const COUNTIES: &str = concat!(
    rows!("r.place", "1", "(SELECT county, code FROM place WHERE parent = $1 AND until = '9999-12-31') p"),
    "UNION ALL ",
    rows!(
        "r.county",
        "-1",
        "(SELECT DISTINCT t.county, t.code FROM place c JOIN place t ON c.parent = $1 AND c.until = '9999-12-31' \
         AND t.parent = c.code AND t.until < '9999-12-31' \
         WHERE NOT EXISTS (SELECT 1 FROM place n WHERE n.code = t.code AND n.until = '9999-12-31')) p"
    )
);

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[TOWNSHIPS, COUNTIES];

/// Counts of a part of a place in a quarter; several of one place and part are to be added up.
#[derive(Debug, sqlx::FromRow)]
pub struct Counted {
    pub place: String,
    pub quarter: String,
    pub part: String,
    sign: i64,
    #[sqlx(flatten)]
    counts: CountRow,
}

impl Counted {
    /// The counts.
    pub fn counts(&self) -> Counts {
        self.counts.counts().map(|n| n * self.sign)
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
