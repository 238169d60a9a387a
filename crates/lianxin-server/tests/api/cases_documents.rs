//! Files of a case: judged by their bytes, stripped, sealed, read for a purpose, taken away.

use lianxin_domain::access::Role;
use lianxin_server::args;
use serde_json::{Value, json};

use crate::{
    cases::{VILLAGE, World, act, slip, world},
    kit::{Caller, PASSWORD, TestApp, caller::Reply},
    story,
};

const PHOTO: &[u8] = include_bytes!("../../../../fixtures/photo-exif.jpg");
const PDF: &[u8] = b"%PDF-1.7\nin this paper stands what it costs";

async fn owned(test: &TestApp) -> (World, String) {
    let mut world = world(test).await;
    let case = world.raised().await;
    act(&mut world.township, &case, json!({"act": "accept"})).await;
    (world, case)
}

async fn add(caller: &mut Caller, case: &str, name: &str, bytes: &[u8]) -> Reply {
    caller.upload(&format!("/cases/{case}/documents?file_name={name}"), bytes.to_vec()).await
}

async fn documents(caller: &mut Caller, case: &str) -> Value {
    caller.get(&format!("/cases/{case}?purpose=看材料")).await.ok()["inside"]["documents"].clone()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

story!(a_file_is_added_read_for_a_purpose_and_taken_away, |test| {
    let (mut world, case) = owned(&test).await;
    let made = add(&mut world.township, &case, "C:%5Ctmp%5C..%2F预算%E2%80%AE%22表.exe", PDF).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let listed = documents(&mut world.township, &case).await;
    let one = &listed[0];
    assert_eq!(
        (&one["name"], &one["kind"], &one["own"]),
        (&json!("预算表.pdf"), &json!("pdf"), &json!(true))
    );
    let path = format!("/cases/{case}/documents/{}", one["id"].as_str().unwrap());
    assert_eq!(world.township.get(&path).await.refused(), "invalid", "not without a purpose");
    let file = world.township.get(&format!("{path}?purpose=核对预算")).await;
    assert_eq!((file.status, file.bytes.as_slice()), (200, PDF));
    let head = |name: &str| file.headers[name].to_str().unwrap().to_owned();
    assert!(
        head("content-disposition")
            .starts_with("attachment; filename=\"document.pdf\"; filename*=UTF-8''%E9")
    );
    assert_eq!(
        (head("x-content-type-options"), head("content-type")),
        ("nosniff".into(), "application/pdf".into())
    );
    assert_eq!(head("content-security-policy"), "default-src 'none'; sandbox");
    // Whose task it is not gets neither the file nor its name.
    let ask = format!("{path}?purpose=看看");
    assert_eq!(world.department.get(&ask).await.refused(), "case_not_yours");
    assert_eq!(test.sign_in(Role::Township, "370811002").await.get(&ask).await.status, 404);
    let outside = world.department.get(&format!("/cases/{case}")).await;
    assert!(!outside.json.to_string().contains("预算"), "{}", outside.json);
    let token = slip(&mut world.cadre.caller, &case).await;
    let readers = test.stranger().post("/resident/readers", json!({"token": token})).await.ok();
    assert!(readers.to_string().contains("核对预算"), "the household sees who read it");
    // Who added it takes it away; another of the same unit does not.
    test.account("second", Role::Township, "370811001").await;
    let mut second = test.stranger();
    second.sign_in("second", PASSWORD).await;
    assert_eq!(second.delete(&path).await.refused(), "case_not_yours");
    world.township.delete(&path).await.ok();
    let gone = documents(&mut world.township, &case).await[0].clone();
    assert_eq!((&gone["name"], &gone["taken_on"]), (&json!(""), &json!("2026-07-01")));
    assert_eq!(world.township.get(&ask).await.status, 404);
    assert_eq!(world.township.delete(&path).await.status, 404);
    let mut conn = test.app.db.read().await.unwrap();
    let (n,): (i64,) = conn.one("SELECT COUNT(*) AS n FROM case_chunk", &args![]).await.unwrap();
    assert_eq!(n, 0);
});

story!(a_photograph_loses_what_the_camera_wrote, |test| {
    let (mut world, case) = owned(&test).await;
    assert!(holds(PHOTO, b"HUAWEI-LX-CAMERA"));
    let made = add(&mut world.township, &case, "水管.pdf", PHOTO).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let one = documents(&mut world.township, &case).await[0].clone();
    assert_eq!((&one["name"], &one["kind"]), (&json!("水管.jpg"), &json!("jpeg")));
    let path = format!("/cases/{case}/documents/{}?purpose=看照片", one["id"].as_str().unwrap());
    let file = world.township.get(&path).await;
    assert!(
        file.bytes.starts_with(&[0xff, 0xd8]) && file.bytes.len() as i64 == one["size"].as_i64().unwrap()
    );
    for known in [&b"HUAWEI"[..], b"Shan", b"GPS", b"2026:07:01", b"comment"] {
        assert!(!holds(&file.bytes, known), "{}", String::from_utf8_lossy(known));
    }
});

story!(only_files_that_are_what_they_may_be_and_not_too_many, |test| {
    let (mut world, case) = owned(&test).await;
    for (bytes, code) in [
        (&b"MZ\x90\x00 this program"[..], "file_kind"),
        (b"<html><script>alert(1)</script>", "file_kind"),
        (b"", "file_kind"),
        (b"PK\x03\x04 word/document.xml word/vbaProject.bin", "file_macros"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "file_broken"),
    ] {
        assert_eq!(add(&mut world.township, &case, "a.pdf", bytes).await.refused(), code);
    }
    assert_eq!(add(&mut world.township, &case, "..", PDF).await.refused(), "invalid");
    // Large ones go in pieces, and ten megabytes are the end.
    let mut large = PDF.to_vec();
    large.resize(10 * 1024 * 1024, b'x');
    let made = add(&mut world.township, &case, "large.pdf", &large).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let one = documents(&mut world.township, &case).await[0].clone();
    let path = format!("/cases/{case}/documents/{}?purpose=看材料", one["id"].as_str().unwrap());
    assert!(world.township.get(&path).await.bytes == large);
    large.push(b'x');
    assert_eq!(add(&mut world.township, &case, "larger.pdf", &large).await.refused(), "too_large");
    for n in 1..20 {
        assert_eq!(add(&mut world.township, &case, &format!("{n}.pdf"), PDF).await.status, 201);
    }
    assert_eq!(add(&mut world.township, &case, "more.pdf", PDF).await.refused(), "too_many_files");
    // Pieces neither change places nor belong to another file.
    let mut conn = test.app.db.write().await.unwrap();
    let id: uuid::Uuid = one["id"].as_str().unwrap().parse().unwrap();
    let swap = "UPDATE case_chunk SET bytes = (SELECT o.bytes FROM case_chunk o WHERE o.document = $1 AND o.n = 1) \
         WHERE document = $1 AND n = 0";
    conn.run(swap, &args![id]).await.unwrap();
    conn.commit().await.unwrap();
    assert_eq!(world.township.get(&path).await.status, 500);
});

story!(a_file_of_the_whole_village_is_sealed_with_a_key_of_its_own, |test| {
    let mut world = world(&test).await;
    let counter =
        json!({"village": VILLAGE, "words": "桥要修", "title": "修桥", "theme": "roads", "kind": "complex"});
    let case = world.township.post("/cases", counter).await.ok()["ref"].as_str().unwrap().to_owned();
    assert_eq!(add(&mut world.township, &case, "桥.pdf", PDF).await.status, 201);
    let one = documents(&mut world.township, &case).await[0].clone();
    let path = format!("/cases/{case}/documents/{}?purpose=看材料", one["id"].as_str().unwrap());
    assert_eq!(world.township.get(&path).await.bytes, PDF);
    let mut conn = test.app.db.read().await.unwrap();
    let (name, bytes): (Vec<u8>, Vec<u8>) = conn
        .one("SELECT d.name, c.bytes FROM case_document d JOIN case_chunk c ON c.document = d.id", &args![])
        .await
        .unwrap();
    assert!(!holds(&name, "桥".as_bytes()) && !holds(&bytes, b"what it costs"), "nothing in clear");
});
