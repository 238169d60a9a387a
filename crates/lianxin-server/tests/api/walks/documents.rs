//! What is generated and committed is what the program would generate now.

use lianxin_server::{
    engine::{docs, openapi},
    sync::openrosa,
    verbs,
};

fn fresh(file: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(file);
    if std::env::var("LIANXIN_BLESS").is_ok() {
        std::fs::write(&path, text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "docs/{file} is stale: run `cargo xtask bless`");
}

#[test]
fn the_openapi_document_is_fresh() {
    let document = openapi::document(&verbs());
    fresh("openapi.json", &(serde_json::to_string_pretty(&document).unwrap() + "\n"));
}

#[test]
fn the_problems_are_fresh() {
    fresh("problems.md", &docs::problems_markdown());
}

#[test]
fn the_form_of_a_visit_is_fresh() {
    fresh("visit.xform.xml", &openrosa::xform());
}

#[test]
fn the_policy_is_fresh() {
    fresh("policy.table", &lianxin_domain::access::policy::table());
}

#[test]
fn the_access_table_is_fresh_and_leaks_nothing() {
    let table = openapi::access_table(&verbs());
    assert!(!table.contains("LEAK"), "{table}");
    fresh("access.table", &table);
}

#[test]
fn every_verb_has_a_name_of_its_own_and_a_place_in_the_document() {
    let mut names: Vec<&str> = verbs().iter().map(|verb| verb.name).collect();
    let document = openapi::document(&verbs());
    let operations: usize =
        document["paths"].as_object().unwrap().values().map(|path| path.as_object().unwrap().len()).sum();
    assert_eq!(names.len(), operations);
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), operations, "two verbs share a name");
}
