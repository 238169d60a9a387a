//! A draw's two secrets come from two units, and what is no longer needed of it is forgotten.

use lianxin_domain::{
    access::{Grant, Role},
    ids::Ref,
};
use lianxin_server::{access, args, satisfaction::expiry};
use serde_json::json;
use uuid::Uuid;

use crate::{
    kit::PASSWORD,
    satisfaction::{DAY, draw, drawn, file, visited},
    story,
};

story!(the_second_secret_is_of_another_unit, |test| {
    let (_, [cadre, _]) = visited(&test).await;
    let find = "SELECT unit FROM official WHERE id = $1";
    let (id,): (Uuid,) = test.app.db.read().await.unwrap().one(find, &args![cadre.name.id]).await.unwrap();
    let unit = Ref { county: cadre.name.county.clone(), id };
    let mut of_unit = Vec::new();
    for (login, role) in [("office", Role::ProgrammeOffice), ("auditor", Role::Auditor)] {
        let grants = [Grant { role, place: "370811".parse().unwrap(), unit: Some(unit.clone()) }];
        access::routes::make_account(&test.app, login, login, PASSWORD, "", &grants).await.unwrap();
        let mut caller = test.stranger();
        caller.sign_in(login, PASSWORD).await;
        of_unit.push(caller);
    }
    let name = of_unit[0].post("/draws", draw()).await.ok()["ref"].as_str().unwrap().to_owned();
    of_unit[0].post(&format!("/draws/{name}/commit"), json!({})).await.ok();
    let witness = format!("/draws/{name}/witness");
    let second = json!({"second": "骰子 4 1 6 2 2 5"});
    assert_eq!(of_unit[1].post(&witness, second.clone()).await.refused(), "same_unit");
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    assert_eq!(auditor.post(&witness, second).await.ok()["state"], "drawn");
});

story!(a_draw_is_forgotten_half_a_year_later, |test| {
    visited(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    let name = drawn(&mut office, &mut auditor).await;
    office.post(&format!("/draws/{name}/withdraw"), json!({"reason": "抽样框有误"})).await.ok();
    test.app.clock.forward(182 * DAY);
    assert_eq!(expiry::tick(&test.app).await.unwrap(), 0);
    file(&mut test.stranger(), &name).await;
    test.app.clock.forward(2 * DAY);
    assert_eq!(expiry::tick(&test.app).await.unwrap(), 1);
    assert_eq!(expiry::tick(&test.app).await.unwrap(), 0, "once");
    let mut conn = test.app.db.read().await.unwrap();
    let (units, known): (i64, i64) = conn
        .one(
            "SELECT COUNT(*) AS n, CAST(SUM(CASE WHEN household = $1 AND official = '' THEN 0 ELSE 1 END) AS BIGINT) AS m \
             FROM draw_unit",
            &args![Uuid::nil()],
        )
        .await
        .unwrap();
    assert_eq!((units, known), (60, 0), "how many there were stays, who they were goes");
    for table in ["draw_frame", "draw_attempt", "draw_answer"] {
        let sql: &'static str = format!("SELECT COUNT(*) AS n FROM {table}").leak();
        let (n,): (i64,) = conn.one(sql, &[]).await.unwrap();
        assert_eq!(n, 0, "{table}");
    }
    drop(conn);
    let gone = test.stranger().get(&format!("/public/draws/{name}/replay")).await;
    assert_eq!((gone.status, gone.refused()), (410, "frame_forgotten"));
});
