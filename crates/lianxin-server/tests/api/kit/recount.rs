//! The roll-ups counted again from the records, by other means than the server's.

use std::collections::{BTreeMap, BTreeSet};

use lianxin_server::{App, args, engine::db::Conn};
use uuid::Uuid;

type Sums = BTreeMap<(String, String), Vec<i64>>;

fn add(sums: &mut Sums, key: (&str, &str), row: &[i64]) {
    let sum = sums.entry((key.0.to_owned(), key.1.to_owned())).or_insert_with(|| vec![0; row.len()]);
    sum.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
}

fn without_zeros(mut sums: Sums) -> Sums {
    sums.retain(|_, row| row.iter().any(|n| *n != 0));
    sums
}

#[derive(sqlx::FromRow)]
struct VisitRow {
    id: Uuid,
    village: String,
    household: Option<Uuid>,
    day: String,
    week: String,
    quarter: String,
    how: String,
    did: String,
    tier: String,
    leader: i64,
}

const STANDING: &str = "SELECT id, village, household, day, week, quarter, how, did, tier, leader FROM visit WHERE state = 'stands'";

async fn counts(conn: &mut Conn, sql: &'static str) -> BTreeMap<Uuid, i64> {
    let rows: Vec<(Uuid, i64)> = conn.all(sql, &args![]).await.unwrap();
    rows.into_iter().collect()
}

/// Panics where a roll-up differs from what its records say.
pub async fn check(app: &App) {
    let mut conn = app.db.read().await.unwrap();
    weeks(&mut conn).await;
    promises(&mut conn).await;
    reach(&mut conn).await;
}

/// Panics where boards differ from the cases that there are, or hold a row in which nothing stands.
pub async fn cases(app: &App) {
    let mut conn = app.db.read().await.unwrap();
    let sql = "SELECT township, office, due, stage, merged_into FROM matter";
    let rows: Vec<(String, String, String, String, Option<Uuid>)> = conn.all(sql, &args![]).await.unwrap();
    let mut expected: BTreeMap<(String, String, String), i64> = BTreeMap::new();
    for (township, office, due, stage, lead) in rows {
        if stage == "finished" || stage == "open" && lead.is_some() {
            continue;
        }
        for place in [township.as_str(), &township[..6]] {
            *expected.entry((place.to_owned(), office.clone(), due.clone())).or_default() += 1;
        }
    }
    let rows: Vec<(String, String, String, i64)> =
        conn.all("SELECT place, office, due, n FROM matter_due", &args![]).await.unwrap();
    let kept: BTreeMap<_, _> =
        rows.into_iter().map(|(place, office, due, n)| ((place, office, due), n)).collect();
    assert_eq!(kept, expected, "matter_due");
}

async fn weeks(conn: &mut Conn) {
    let visits: Vec<VisitRow> = conn.all(STANDING, &args![]).await.unwrap();
    let statements = counts(conn, "SELECT visit, COUNT(*) AS n FROM statement GROUP BY visit").await;
    let needs = counts(conn, "SELECT visit, COUNT(*) AS n FROM need GROUP BY visit").await;
    let promises = counts(conn, "SELECT visit, COUNT(*) AS n FROM promise GROUP BY visit").await;
    let mut expected = Sums::new();
    for v in &visits {
        let has = |did: &str| i64::from(v.did.split(',').any(|known| known == did));
        let how = |how: &str| i64::from(v.how == how);
        let of = |counts: &BTreeMap<Uuid, i64>| counts.get(&v.id).copied().unwrap_or(0);
        let row = [
            1,
            v.leader,
            how("in_person"),
            how("phone"),
            how("meeting"),
            has("work"),
            has("eat"),
            has("stay"),
            of(&statements),
            of(&needs),
            of(&promises),
        ];
        add(&mut expected, (&v.village[..9], &v.week), &row);
    }
    let mut kept = Sums::new();
    for sql in [
        "SELECT township, week, visits, by_leaders, in_person, phone FROM visit_week",
        "SELECT township, week, meeting, work, eat, stay FROM visit_week",
    ] {
        let rows: Vec<(String, String, i64, i64, i64, i64)> = conn.all(sql, &args![]).await.unwrap();
        for (township, week, a, b, c, d) in rows {
            kept.entry((township, week)).or_default().extend([a, b, c, d]);
        }
    }
    let rows: Vec<(String, String, i64, i64, i64)> = conn
        .all("SELECT township, week, statements, needs, promises FROM visit_week", &args![])
        .await
        .unwrap();
    for (township, week, a, b, c) in rows {
        kept.entry((township, week)).or_default().extend([a, b, c]);
    }
    assert_eq!(without_zeros(kept), without_zeros(expected), "visit_week");
}

async fn promises(conn: &mut Conn) {
    let rows: Vec<(String, String, String)> =
        conn.all("SELECT village, due_week, state FROM promise", &args![]).await.unwrap();
    let mut expected = Sums::new();
    for (village, week, state) in &rows {
        let is = |word: &str| i64::from(state == word);
        add(&mut expected, (&village[..9], week), &[1, is("kept"), is("withdrawn")]);
    }
    let rows: Vec<(String, String, i64, i64, i64)> =
        conn.all("SELECT township, week, due, kept, withdrawn FROM promise_week", &args![]).await.unwrap();
    let kept: Sums = rows.into_iter().map(|(t, w, a, b, c)| ((t, w), vec![a, b, c])).collect();
    assert_eq!(without_zeros(kept), without_zeros(expected), "promise_week");
}

const NAMES: [&str; 10] = [
    "leader",
    "contact_point",
    "paired_unit",
    "first_secretary",
    "township_charge",
    "old_party_member",
    "old_official",
    "old_model",
    "hardship",
    "thriving",
];

async fn reach(conn: &mut Conn) {
    let visits: Vec<VisitRow> = conn.all(STANDING, &args![]).await.unwrap();
    let mut as_what: BTreeMap<(Uuid, String), (String, BTreeSet<String>, String)> = BTreeMap::new();
    for v in visits {
        let Some(household) = v.household else { continue };
        let new = || (v.village.clone(), BTreeSet::new(), String::new());
        let entry = as_what.entry((household, v.quarter.clone())).or_insert_with(new);
        entry.1.extend(v.did.split(',').map(str::to_owned));
        entry.1.insert(v.tier.clone());
        entry.1.extend((v.leader != 0).then(|| "leader".to_owned()));
        entry.2 = entry.2.clone().max(v.day.clone());
    }
    let mut columns = Sums::new();
    let mut rows: BTreeSet<(Uuid, String, i64, String)> = BTreeSet::new();
    for ((household, quarter), (village, words, last)) in &as_what {
        let flags: Vec<i64> = NAMES.iter().map(|name| i64::from(words.contains(*name))).collect();
        let bits = flags.iter().enumerate().map(|(n, flag)| flag << n).sum();
        rows.insert((*household, quarter.clone(), bits, last.clone()));
        let row: Vec<i64> = std::iter::once(1).chain(flags).collect();
        add(&mut columns, (village, quarter), &row);
        add(&mut columns, (&village[..9], quarter), &row);
    }
    let kept: Vec<(Uuid, String, i64, String)> =
        conn.all("SELECT household, quarter, bits, last_day FROM household_reach", &args![]).await.unwrap();
    assert_eq!(kept.into_iter().collect::<BTreeSet<_>>(), rows, "household_reach");
    let mut kept = Sums::new();
    for sql in [
        "SELECT place, quarter, households, by_leaders, contact_point, paired_unit FROM reach",
        "SELECT place, quarter, first_secretary, township_charge, old_party_member, old_official FROM reach",
    ] {
        let rows: Vec<(String, String, i64, i64, i64, i64)> = conn.all(sql, &args![]).await.unwrap();
        for (place, quarter, a, b, c, d) in rows {
            kept.entry((place, quarter)).or_default().extend([a, b, c, d]);
        }
    }
    let rows: Vec<(String, String, i64, i64, i64)> =
        conn.all("SELECT place, quarter, old_model, hardship, thriving FROM reach", &args![]).await.unwrap();
    for (place, quarter, a, b, c) in rows {
        kept.entry((place, quarter)).or_default().extend([a, b, c]);
    }
    assert_eq!(without_zeros(kept), without_zeros(columns), "reach");
}
