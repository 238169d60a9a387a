//! Every cell of the access table tried against the running server: whoever lacks the right sees 404, whoever is signed
//! out 401, and whoever holds it is never told that the verb does not exist for lack of a right.

use axum::http::Method;
use lianxin_domain::access::{RIGHTS, Role};
use lianxin_server::{engine::verb::Gatekeeper, verbs};
use serde_json::json;

use crate::{kit::Caller, story};

async fn call(caller: &mut Caller, method: &Method, path: &str) -> u16 {
    match *method {
        Method::GET => caller.get(path).await.status,
        Method::POST => caller.post(path, json!({})).await.status,
        Method::PUT => caller.put(path, json!({})).await.status,
        Method::PATCH => caller.patch(path, json!({})).await.status,
        _ => caller.delete(path).await.status,
    }
}

/// A path that parses: the parts in braces filled with things that do not exist outside the caller's county.
fn filled(path: &str, place: &str) -> String {
    let id = "01920000-0000-7000-8000-000000000000";
    path.replace("{code}", place)
        .replace("{file}", &format!("{place}.csv"))
        .replace("{ref}", &format!("{}.{id}", &place[..6]))
        .replace("{id}", id)
}

story!(every_cell_holds, |test| {
    let mut cells = 0;
    for (role, rights) in RIGHTS {
        let mut caller = test.sign_in(*role, "370811").await;
        for verb in verbs() {
            let Gatekeeper::Right(right) = verb.gate else { continue };
            if verb.name == "access.session.end" {
                continue;
            }
            let outside = call(&mut caller, &verb.method, &filled(verb.path, "370812001001")).await;
            let names_a_place = ["{code}", "{ref}", "{file}"].iter().any(|part| verb.path.contains(part));
            if !rights.contains(&right) || names_a_place {
                let hidden = outside == 404
                    || (outside == 422 || outside == 400 || outside == 415) && rights.contains(&right);
                assert!(hidden, "{role:?} {}: {outside}", verb.name);
            }
            if rights.contains(&right)
                && verb.method == Method::GET
                && !names_a_place
                && !verb.path.contains("{id}")
                && *role != Role::Official
            {
                let inside = call(&mut caller, &verb.method, verb.path).await;
                assert!(inside < 500 && inside != 401, "{role:?} {}: {inside}", verb.name);
            }
            cells += 2;
        }
    }
    let mut stranger = test.stranger();
    for verb in verbs() {
        if let Gatekeeper::Right(_) = verb.gate {
            assert_eq!(
                call(&mut stranger, &verb.method, &filled(verb.path, "370811001001")).await,
                401,
                "{}",
                verb.name
            );
            cells += 1;
        }
    }
    assert!(cells > 200, "{cells}");
});
