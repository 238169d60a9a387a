//! What oversight reads: roll-ups only, by the places right below one. No statement here looks at a visit.

use std::collections::HashMap;

use lianxin_domain::places::{Level, PlaceCode};

use crate::{
    args,
    engine::{db::Conn, error::Result, value::Value},
};

/// The figures of the places right below `$1`, each by its own row of the roll-up.
macro_rules! by_row {
    ($table:literal, $place:literal, $columns:literal, $on:literal) => {
        concat!(
            "SELECT r.",
            $place,
            " AS place, ",
            $columns,
            " FROM place p JOIN ",
            $table,
            " r ON r.county = p.county AND r.",
            $place,
            " = p.code",
            $on,
            " WHERE p.parent = $1 AND p.until = '9999-12-31'"
        )
    };
}

/// The figures of the counties of `$1`, each the sum of its townships' rows.
macro_rules! by_county {
    ($table:literal, $place:literal, $columns:literal, $on:literal, $group:literal) => {
        concat!(
            "SELECT r.county AS place, ",
            $columns,
            " FROM place c JOIN place t ON t.parent = c.code AND t.until = '9999-12-31' JOIN ",
            $table,
            " r ON r.county = t.county AND r.",
            $place,
            " = t.code",
            $on,
            " WHERE c.parent = $1 AND c.until = '9999-12-31' GROUP BY ",
            $group
        )
    };
}

const REACHED: &str = by_row!(
    "reach",
    "place",
    "r.households, r.by_leaders, r.contact_point, r.paired_unit, r.first_secretary, r.township_charge, r.old_party_member, \
     r.old_official, r.old_model, r.hardship, r.thriving",
    " AND r.quarter = $2"
);
const REACHED_COUNTIES: &str = by_county!(
    "reach",
    "place",
    "CAST(SUM(r.households) AS BIGINT) AS households, CAST(SUM(r.by_leaders) AS BIGINT) AS by_leaders, \
     CAST(SUM(r.contact_point) AS BIGINT) AS contact_point, CAST(SUM(r.paired_unit) AS BIGINT) AS paired_unit, \
     CAST(SUM(r.first_secretary) AS BIGINT) AS first_secretary, CAST(SUM(r.township_charge) AS BIGINT) AS township_charge, \
     CAST(SUM(r.old_party_member) AS BIGINT) AS old_party_member, CAST(SUM(r.old_official) AS BIGINT) AS old_official, \
     CAST(SUM(r.old_model) AS BIGINT) AS old_model, CAST(SUM(r.hardship) AS BIGINT) AS hardship, \
     CAST(SUM(r.thriving) AS BIGINT) AS thriving",
    " AND r.quarter = $2",
    "r.county"
);
const THERE: &str = by_row!(
    "household_count",
    "place",
    "r.households, r.old_party_member, r.old_official, r.old_model, r.hardship, r.thriving",
    ""
);
const THERE_COUNTIES: &str = by_county!(
    "household_count",
    "place",
    "CAST(SUM(r.households) AS BIGINT) AS households, CAST(SUM(r.old_party_member) AS BIGINT) AS old_party_member, \
     CAST(SUM(r.old_official) AS BIGINT) AS old_official, CAST(SUM(r.old_model) AS BIGINT) AS old_model, \
     CAST(SUM(r.hardship) AS BIGINT) AS hardship, CAST(SUM(r.thriving) AS BIGINT) AS thriving",
    "",
    "r.county"
);
const WEEKS: &str = by_row!(
    "visit_week",
    "township",
    "r.week, r.visits, r.by_leaders, r.in_person, r.phone, r.meeting, r.work, r.eat, r.stay, r.statements, r.needs, r.promises",
    " AND r.week >= $2"
);
const WEEKS_COUNTIES: &str = by_county!(
    "visit_week",
    "township",
    "r.week, CAST(SUM(r.visits) AS BIGINT) AS visits, CAST(SUM(r.by_leaders) AS BIGINT) AS by_leaders, \
     CAST(SUM(r.in_person) AS BIGINT) AS in_person, CAST(SUM(r.phone) AS BIGINT) AS phone, \
     CAST(SUM(r.meeting) AS BIGINT) AS meeting, CAST(SUM(r.work) AS BIGINT) AS work, CAST(SUM(r.eat) AS BIGINT) AS eat, \
     CAST(SUM(r.stay) AS BIGINT) AS stay, CAST(SUM(r.statements) AS BIGINT) AS statements, \
     CAST(SUM(r.needs) AS BIGINT) AS needs, CAST(SUM(r.promises) AS BIGINT) AS promises",
    " AND r.week >= $2",
    "r.county, r.week"
);
const PROMISES: &str = by_row!("promise_week", "township", "r.week, r.due, r.kept, r.withdrawn", "");
const PROMISES_COUNTIES: &str = by_county!(
    "promise_week",
    "township",
    "r.week, CAST(SUM(r.due) AS BIGINT) AS due, CAST(SUM(r.kept) AS BIGINT) AS kept, \
     CAST(SUM(r.withdrawn) AS BIGINT) AS withdrawn",
    "",
    "r.county, r.week"
);
const QUARTERS: &str =
    "SELECT DISTINCT r.quarter FROM reach r WHERE r.county = $1 AND r.place = $2 ORDER BY r.quarter DESC";
const QUARTERS_COUNTY: &str = "SELECT DISTINCT r.quarter FROM place t JOIN reach r ON r.county = t.county AND r.place = t.code \
     WHERE t.parent = $1 AND t.until = '9999-12-31' ORDER BY r.quarter DESC";
const QUARTERS_CITY: &str = "SELECT DISTINCT r.quarter FROM place c JOIN place t ON t.parent = c.code AND t.until = '9999-12-31' \
     JOIN reach r ON r.county = t.county AND r.place = t.code \
     WHERE c.parent = $1 AND c.until = '9999-12-31' ORDER BY r.quarter DESC";
// Villages have no rows by week: both counts are read off an index that holds all they need.
const OPEN_NEEDS: &str = "SELECT village AS place, CAST(COUNT(*) AS BIGINT) AS n FROM need \
     WHERE county = $1 AND village >= $2 AND village < $3 AND state = 'open' GROUP BY village";
const OVERDUE: &str = "SELECT village AS place, CAST(COUNT(*) AS BIGINT) AS n FROM promise \
     WHERE county = $1 AND village >= $2 AND village < $3 AND state = 'open' AND due < $4 GROUP BY village";
const TOWNSHIPS: &str = "SELECT t.code FROM place t JOIN household_count h ON h.county = t.county AND h.place = t.code AND h.households > 0 \
     WHERE t.level = 'township' AND t.until = '9999-12-31' AND t.code >= $1 AND t.code < $2 ORDER BY t.code";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    REACHED,
    REACHED_COUNTIES,
    THERE,
    THERE_COUNTIES,
    WEEKS,
    WEEKS_COUNTIES,
    PROMISES,
    PROMISES_COUNTIES,
    QUARTERS,
    QUARTERS_COUNTY,
    QUARTERS_CITY,
    OPEN_NEEDS,
    OVERDUE,
    TOWNSHIPS,
];

/// Households reached in a quarter, in the order of the roll-up's columns.
#[derive(Debug, sqlx::FromRow)]
struct ReachedRow {
    place: String,
    households: i64,
    by_leaders: i64,
    contact_point: i64,
    paired_unit: i64,
    first_secretary: i64,
    township_charge: i64,
    old_party_member: i64,
    old_official: i64,
    old_model: i64,
    hardship: i64,
    thriving: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct ThereRow {
    place: String,
    households: i64,
    old_party_member: i64,
    old_official: i64,
    old_model: i64,
    hardship: i64,
    thriving: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct WeekRow {
    place: String,
    week: String,
    visits: i64,
    by_leaders: i64,
    in_person: i64,
    phone: i64,
    meeting: i64,
    work: i64,
    eat: i64,
    stay: i64,
    statements: i64,
    needs: i64,
    promises: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct PromiseRow {
    place: String,
    week: String,
    due: i64,
    kept: i64,
    withdrawn: i64,
}

/// The figures of one place; what has no row is zero.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// Households reached: all, by leaders, four tiers, five kinds.
    pub reached: [i64; 11],
    /// Households there: all, five kinds.
    pub there: [i64; 6],
    /// By week: visits, by leaders, in person, by phone, meeting, work, eat, stay, statements, needs, promises, due, kept.
    pub weeks: HashMap<String, [i64; 13]>,
    /// Promises that are open and were due before this week.
    pub overdue: i64,
    /// Open needs; villages only.
    pub needs: i64,
}

impl Sums {
    /// All of them together.
    pub fn total(all: &[Sums]) -> Sums {
        let mut total = Sums::default();
        for one in all {
            add(&mut total.reached, &one.reached);
            add(&mut total.there, &one.there);
            for (week, counts) in &one.weeks {
                add(total.weeks.entry(week.clone()).or_default(), counts);
            }
            total.overdue += one.overdue;
            total.needs += one.needs;
        }
        total
    }
}

fn add<const N: usize>(to: &mut [i64; N], from: &[i64; N]) {
    for (sum, n) in to.iter_mut().zip(from) {
        *sum += n;
    }
}

/// Which part of time is asked for.
#[derive(Clone, Debug)]
pub struct Span {
    /// The quarter of the households reached.
    pub quarter: String,
    /// The first week of those shown, and the present one.
    pub weeks: (String, String),
    /// The first day of the present week.
    pub monday: String,
}

/// The figures of the places right below a city, county or township, by code.
pub async fn below(conn: &mut Conn, parent: &PlaceCode, span: &Span) -> Result<HashMap<String, Sums>> {
    let mut sums: HashMap<String, Sums> = HashMap::new();
    let city = parent.level() == Level::City;
    let quarter = args![parent, &span.quarter];
    let reached: Vec<ReachedRow> = conn.all(if city { REACHED_COUNTIES } else { REACHED }, &quarter).await?;
    for r in reached {
        sums.entry(r.place).or_default().reached = [
            r.households,
            r.by_leaders,
            r.contact_point,
            r.paired_unit,
            r.first_secretary,
            r.township_charge,
            r.old_party_member,
            r.old_official,
            r.old_model,
            r.hardship,
            r.thriving,
        ];
    }
    let there: Vec<ThereRow> = conn.all(if city { THERE_COUNTIES } else { THERE }, &args![parent]).await?;
    for r in there {
        sums.entry(r.place).or_default().there =
            [r.households, r.old_party_member, r.old_official, r.old_model, r.hardship, r.thriving];
    }
    match parent.level() {
        Level::Township => counted(conn, parent, span, &mut sums).await?,
        _ => by_week(conn, parent, span, &mut sums).await?,
    }
    Ok(sums)
}

async fn by_week(
    conn: &mut Conn,
    parent: &PlaceCode,
    span: &Span,
    sums: &mut HashMap<String, Sums>,
) -> Result<()> {
    let city = parent.level() == Level::City;
    let weeks: Vec<WeekRow> =
        conn.all(if city { WEEKS_COUNTIES } else { WEEKS }, &args![parent, &span.weeks.0]).await?;
    for r in weeks {
        let own = sums.entry(r.place).or_default().weeks.entry(r.week).or_default();
        let counts = [
            r.visits,
            r.by_leaders,
            r.in_person,
            r.phone,
            r.meeting,
            r.work,
            r.eat,
            r.stay,
            r.statements,
            r.needs,
            r.promises,
        ];
        own[..11].copy_from_slice(&counts);
    }
    let promises: Vec<PromiseRow> =
        conn.all(if city { PROMISES_COUNTIES } else { PROMISES }, &args![parent]).await?;
    for r in promises {
        let own = sums.entry(r.place).or_default();
        if r.week < span.weeks.1 {
            own.overdue += r.due - r.kept - r.withdrawn;
        }
        if r.week >= span.weeks.0 && r.week <= span.weeks.1 {
            own.weeks.entry(r.week).or_default()[11..].copy_from_slice(&[r.due - r.withdrawn, r.kept]);
        }
    }
    Ok(())
}

/// What villages have open, counted off the indexes.
async fn counted(
    conn: &mut Conn,
    township: &PlaceCode,
    span: &Span,
    sums: &mut HashMap<String, Sums>,
) -> Result<()> {
    let within: Vec<Value> = args![&township.owner(), township, township.upper()].to_vec();
    let needs: Vec<(String, i64)> = conn.all(OPEN_NEEDS, &within).await?;
    for (place, n) in needs {
        sums.entry(place).or_default().needs = n;
    }
    let overdue = [within, vec![Value::from(&span.monday)]].concat();
    let overdue: Vec<(String, i64)> = conn.all(OVERDUE, &overdue).await?;
    for (place, n) in overdue {
        sums.entry(place).or_default().overdue = n;
    }
    Ok(())
}

/// The quarters in which something was reached, the latest first.
pub async fn quarters(conn: &mut Conn, place: &PlaceCode) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = match place.level() {
        Level::City => conn.all(QUARTERS_CITY, &args![place]).await?,
        Level::County => conn.all(QUARTERS_COUNTY, &args![place]).await?,
        _ => conn.all(QUARTERS, &args![&place.owner(), place]).await?,
    };
    Ok(rows.into_iter().map(|(quarter,)| quarter).collect())
}

/// The townships of a place that have a register of households, by code.
pub async fn townships(conn: &mut Conn, place: &PlaceCode) -> Result<Vec<PlaceCode>> {
    let rows: Vec<(String,)> = conn.all(TOWNSHIPS, &args![place, place.upper()]).await?;
    Ok(rows.into_iter().filter_map(|(code,)| code.parse().ok()).collect())
}
