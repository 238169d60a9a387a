//! Every statement is prepared on both engines, and both give the same columns; both schemas are equal.

use lianxin_server::engine::{
    db::Conn,
    migrate::{MIGRATIONS, statements},
};

use crate::kit::{On, TestApp};

async fn columns(conn: &mut Conn, area: &str, sql: &str) -> Vec<String> {
    match conn.describe(sql.to_owned()).await {
        Ok(columns) => columns,
        Err(why) => panic!("{area}: {:?} refuses {sql}: {why}", conn.engine()),
    }
}

#[tokio::test]
async fn every_statement_is_taken_by_both_engines_alike() {
    let sqlite = TestApp::empty(On::Sqlite).await;
    let postgres = TestApp::empty(On::Postgres).await;
    let mut a = sqlite.app.db.read().await.unwrap();
    let mut b = postgres.app.db.read().await.unwrap();
    let fixed = lianxin_server::server::statements().into_iter().map(|(area, sql)| (area, sql.to_owned()));
    let made = lianxin_server::server::inserts().into_iter().map(|(area, insert)| (area, insert.sql(2)));
    let about = lianxin_server::server::among().into_iter().map(|(area, among)| (area, among.sql(2)));
    let mut walked = 0;
    for (area, sql) in fixed.chain(made).chain(about) {
        assert_eq!(columns(&mut a, area, &sql).await, columns(&mut b, area, &sql).await, "{sql}");
        walked += 1;
    }
    assert!(walked > 60, "only {walked} statements are registered");
}

#[tokio::test]
async fn every_statement_in_the_source_is_registered() {
    let registered: Vec<String> =
        lianxin_server::server::statements().iter().map(|(_, sql)| squeeze(sql)).collect();
    for (file, text) in sources() {
        for (n, line) in text.lines().enumerate() {
            let Some(name) = line.strip_prefix("const ").and_then(|rest| rest.split_once(": &str =")) else {
                continue;
            };
            let listed = text.matches(name.0).count() > 2 || text.contains(&format!("{},", name.0));
            let is_sql =
                ["SELECT ", "INSERT ", "UPDATE ", "DELETE "].iter().any(|verb| name.1.contains(verb));
            assert!(!is_sql || listed, "{file}:{}: {} is not in STATEMENTS", n + 1, name.0);
        }
    }
    assert!(registered.iter().all(|sql| !sql.is_empty()));
}

fn squeeze(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sources() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .file_name()
                .is_some_and(|name| name == "store.rs" || name == "read.rs" || name == "sessions.rs")
            {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, 2";
const POSTGRES_COLUMNS: &str = "SELECT CAST(table_name AS TEXT) AS t, CAST(column_name AS TEXT) AS c FROM information_schema.columns \
     WHERE table_schema = 'public' ORDER BY 1, 2";

#[tokio::test]
async fn both_engines_have_the_same_columns() {
    let sqlite = TestApp::empty(On::Sqlite).await;
    let postgres = TestApp::empty(On::Postgres).await;
    let mut a: Vec<(String, String)> =
        sqlite.app.db.read().await.unwrap().all(SQLITE_COLUMNS, &[]).await.unwrap();
    let mut b: Vec<(String, String)> =
        postgres.app.db.read().await.unwrap().all(POSTGRES_COLUMNS, &[]).await.unwrap();
    a.sort();
    b.sort();
    assert_eq!(a, b);
}

/// Tables that are read on every request or hold no county's data.
const NOT_OF_A_COUNTY: &[&str] = &[
    "account",
    "role_grant",
    "session",
    "setting",
    "device",
    "log_state",
    "log_entry",
    "log_tile",
    "log_checkpoint",
    "log_witness",
    "log_cosignature",
];

#[test]
fn every_table_of_a_county_begins_its_keys_with_it() {
    let tables = MIGRATIONS
        .iter()
        .flat_map(|(_, text)| statements(text))
        .filter(|sql| sql.starts_with("CREATE TABLE"));
    for table in tables {
        let name = table.split_whitespace().nth(2).unwrap().to_owned();
        let key = table.split("PRIMARY KEY (").nth(1).unwrap_or_else(|| panic!("{name} has no primary key"));
        assert!(
            NOT_OF_A_COUNTY.contains(&name.as_str()) || key.starts_with("county"),
            "{name}: PRIMARY KEY ({key}"
        );
    }
}

#[test]
fn nothing_in_the_schema_tracks_an_official() {
    let forbidden = [
        "check_in",
        "checkin",
        "track",
        "latitude",
        "longitude",
        "points",
        "rank_no",
        "online_seconds",
        "photo",
    ];
    for (name, text) in MIGRATIONS {
        for word in forbidden {
            assert!(!text.to_lowercase().contains(word), "{name} says {word}");
        }
    }
}
