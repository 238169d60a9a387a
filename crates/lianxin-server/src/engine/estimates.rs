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
        let shared = match columns.first().map(String::as_str) {
            Some("county") => SHARED,
            Some(column) if SAME.contains(&column) => SHARED_BY_NEARLY_ALL,
            _ => continue,
        };
        // The primary key of a table without row numbers is known by the table's name.
        let index = if primary { table.clone() } else { index };
        wanted.push((table, index, estimate(columns.len(), primary, shared)));
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

/// Rows, and how many share each prefix. No index is walked through for each value of its first columns ("noskipscan", SQLite's
/// documentation of `sqlite_stat1`): which are taken for few rows may be all of a city.
fn estimate(columns: usize, unique: bool, shared: [i64; 5]) -> String {
    let shared = |n: usize| if unique && n + 1 == columns { 1 } else { shared.get(n).copied().unwrap_or(1) };
    let numbers = std::iter::once(ROWS).chain((0..columns).map(shared)).map(|n| n.to_string());
    numbers.chain(["noskipscan".to_owned()]).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{SHARED, SHARED_BY_NEARLY_ALL, estimate};

    #[test]
    fn a_whole_primary_key_is_of_one_row() {
        assert_eq!(estimate(2, true, SHARED), "1000000 80000 1 noskipscan");
        assert_eq!(estimate(3, false, SHARED), "1000000 80000 200 20 noskipscan");
        assert_eq!(estimate(1, true, SHARED), "1000000 1 noskipscan");
        assert_eq!(estimate(2, false, SHARED_BY_NEARLY_ALL), "1000000 600000 2000 noskipscan");
    }
}
