//! What SQLite is told about its tables, which it never counts (ADR 0011). Without statistics it takes ten rows to share a first key,
//! and so reads a whole county by the primary key (county, id) rather than one village by its index. These are estimates of a
//! large city.

use std::collections::BTreeMap;

use super::{
    db::{Conn, Engine},
    error::Result,
};
use crate::args;

/// Makes the table of statistics; `setting` has a few rows.
const MAKE: &str = "ANALYZE setting";
const TOLD: &str = "SELECT tbl, COALESCE(idx, '') AS idx, COALESCE(stat, '') AS stat FROM sqlite_stat1 WHERE tbl <> 'setting' \
     ORDER BY tbl, idx";
const FORGET: &str = "DELETE FROM sqlite_stat1";
const KEYS: &str = "SELECT m.name AS tbl, i.name AS idx, i.origin, x.name AS col \
     FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) x \
     WHERE NOT i.partial AND m.type = 'table' AND m.sql LIKE '%WITHOUT ROWID%' ORDER BY m.name, i.name, x.seqno";
const TELL: &str = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)";
/// Makes this connection read the statistics; others read them with the schema.
const LOAD: &str = "ANALYZE sqlite_schema";

/// Rows of a table, and how many of them share the first, the first two, … columns of a key that begins with the county.
const ROWS: i64 = 1_000_000;
const SHARED: [i64; 5] = [80_000, 200, 20, 5, 2];

/// Columns that say what holds still, or where something stands: nearly all rows of a table share a value of theirs, and without
/// being told SQLite would read all places that there are today to find one by its code.
const SAME: [&str; 6] = ["until", "left_on", "stage", "state", "resident", "answered_on"];
const SHARED_BY_NEARLY_ALL: [i64; 5] = [600_000, 2000, 20, 5, 2];

/// Tells SQLite about every key of whole tables that begins with the county or with what nearly all rows share, and lets it forget
/// whatever else it was told or has counted.
pub async fn seed(conn: &mut Conn) -> Result<()> {
    if conn.engine() != Engine::Sqlite {
        return Ok(());
    }
    conn.run(MAKE, &[]).await?;
    let rows: Vec<(String, String, String, String)> = conn.all(KEYS, &[]).await?;
    let mut keys: BTreeMap<(String, String, bool), Vec<String>> = BTreeMap::new();
    for (table, index, origin, column) in rows {
        keys.entry((table, index, origin == "pk")).or_default().push(column);
    }
    let mut wanted: Vec<(String, String, String)> = Vec::new();
    for ((table, index, primary), columns) in keys {
        if columns.first().is_none_or(|first| first != "county" && !is_same(first)) {
            continue;
        }
        // The primary key of a table without row numbers is known by the table's name.
        let index = if primary { table.clone() } else { index };
        wanted.push((table, index, estimate(&columns, primary)));
    }
    wanted.sort();
    let told: Vec<(String, String, String)> = conn.all(TOLD, &[]).await?;
    if told == wanted {
        return Ok(());
    }
    conn.run(FORGET, &[]).await?;
    for (table, index, estimate) in wanted {
        conn.run(TELL, &args![table, index, estimate]).await?;
    }
    conn.run(LOAD, &[]).await.map(|_| ())
}

fn is_same(column: &str) -> bool {
    SAME.contains(&column)
}

/// Rows, and how many share each prefix: of those that share what comes before, nearly all share what nearly all share. No index is
/// walked through for each value of its first columns ("noskipscan", SQLite's documentation of `sqlite_stat1`): which are taken for
/// few rows may be all of a city.
fn estimate(columns: &[String], unique: bool) -> String {
    let mut steps =
        if columns.first().is_some_and(|first| is_same(first)) { SHARED_BY_NEARLY_ALL } else { SHARED }
            .into_iter();
    let (mut last, mut numbers) = (ROWS, vec![ROWS.to_string()]);
    for (n, column) in columns.iter().enumerate() {
        let next = if n > 0 && is_same(column) { (last * 3 / 4).max(1) } else { steps.next().unwrap_or(1) };
        last = if unique && n + 1 == columns.len() { 1 } else { next };
        numbers.push(last.to_string());
    }
    numbers.push("noskipscan".to_owned());
    numbers.join(" ")
}

#[cfg(test)]
mod tests {
    use super::estimate;

    #[test]
    fn a_whole_primary_key_is_of_one_row_and_a_stage_tells_little() {
        let of = |columns: &str, unique| {
            estimate(&columns.split(' ').map(str::to_owned).collect::<Vec<_>>(), unique)
        };
        assert_eq!(of("county id", true), "1000000 80000 1 noskipscan");
        assert_eq!(of("county village id", false), "1000000 80000 200 20 noskipscan");
        assert_eq!(of("id", true), "1000000 1 noskipscan");
        assert_eq!(of("stage due", false), "1000000 600000 2000 noskipscan");
        assert_eq!(of("county stage theme", false), "1000000 80000 60000 200 noskipscan");
        assert_eq!(of("county village stage due id", false), "1000000 80000 200 150 20 5 noskipscan");
    }
}
