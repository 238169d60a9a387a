//! A draw of the two households here and there, as committing and drawing would have left it: so few make no frame.

use lianxin_domain::{
    ids::Ref,
    satisfaction::draw::{Cell, Label, Labeller, Statement, commitment, digest_of},
};
use lianxin_server::{args, satisfaction::store};

use super::marks::{HERE, THERE};
use crate::kit::TestApp;

/// Puts it in and gives its name.
pub async fn drawn(test: &TestApp, households: &[String]) -> String {
    let name = Ref { county: "3708".parse().unwrap(), id: test.app.clock.id() };
    let ids: Vec<Ref> = households.iter().take(2).map(|name| name.parse().unwrap()).collect();
    let labeller = Labeller::new(&test.app.keys.digest("draw labels", &name.to_string()));
    let mut labels: Vec<Label> = ids.iter().map(|name| labeller.label(name.id.as_bytes())).collect();
    labels.sort_unstable();
    let statement = Statement {
        draw: name.to_string(),
        frame: "all 3708".into(),
        aim: "{}".into(),
        cells: vec![Cell { name: "3708".into(), size: 2, take: 2, digest: digest_of(&labels) }],
    };
    let first = [1_u8; 32];
    let committed = commitment(&first, &statement.digest()).to_vec();
    let (city, none) = (&name.county, 0i64);
    let row = args![
        city,
        name.id,
        "抽样",
        city,
        "all",
        "2026-07-01",
        "2026-07-01",
        "county",
        "{}",
        "drawn",
        2i64,
        1i64,
        2i64,
        statement.text(),
        committed,
        first.to_vec(),
        "骰子 3 1 4 1 5",
        "",
        "",
        "",
        none,
        none,
        none,
        "",
        "",
        "",
        3i64,
    ];
    let village = |n: usize| [HERE, THERE][n];
    let frame = |n: usize| {
        let units = ids[n].id.as_bytes().to_vec();
        args![city, name.id, n as i64, "3708", village(n), units].to_vec()
    };
    let unit = |n: usize| {
        let (household, of) = (ids[n].id, village(n));
        args![city, name.id, n as i64, household, of, "", "", "", "waiting", "", none, none, "", none, none]
            .to_vec()
    };
    let mut conn = test.app.db.write().await.unwrap();
    conn.insert(&store::DRAW, &[row.to_vec()]).await.unwrap();
    conn.insert(&store::FRAME, &[frame(0), frame(1)]).await.unwrap();
    conn.insert(&store::UNIT, &[unit(0), unit(1)]).await.unwrap();
    conn.commit().await.unwrap();
    name.to_string()
}
