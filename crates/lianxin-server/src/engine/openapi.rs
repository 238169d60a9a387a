//! The OpenAPI 3.1 document and the table of access, both folded from the verbs.

use std::collections::BTreeMap;

use lianxin_domain::access::{Grant, Role, Target, decide};
use serde_json::{Map, Value, json};

use super::verb::{Gatekeeper, Shape, Verb};

/// The OpenAPI document of the verbs.
pub fn document(verbs: &[Verb]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    let mut schemas: BTreeMap<String, Value> = BTreeMap::new();
    for verb in verbs {
        for shape in [&verb.takes, &verb.gives].into_iter().flatten() {
            collect(shape, &mut schemas);
        }
        let path =
            paths.entry(format!("/api/v1{}", verb.path.replace("{*", "{"))).or_insert_with(|| json!({}));
        path[verb.method.as_str().to_ascii_lowercase()] = operation(verb);
    }
    schemas.insert("Problem".into(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Lianxin 连心",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Links between officials and villages: planned, proved, judged by residents.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": crate::access::sessions::COOKIE},
                "csrf": {"type": "apiKey", "in": "header", "name": "x-csrf-token"},
            },
        },
    })
}

fn collect(shape: &Shape, schemas: &mut BTreeMap<String, Value>) {
    let own = [(shape.name.clone(), shape.schema.clone())];
    for (name, schema) in own.iter().chain(&shape.parts) {
        if let Ok(value) = serde_json::to_value(schema) {
            schemas.entry(name.clone()).or_insert(value);
        }
    }
}

fn operation(verb: &Verb) -> Value {
    let area = verb.name.split('.').next().unwrap_or_default();
    let in_path = verb
        .path
        .split('/')
        .filter_map(|part| Some(part.strip_prefix('{')?.strip_suffix('}')?.trim_start_matches('*')));
    let path = in_path
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}));
    let query = verb.query.iter().map(|(name, doc)| {
        json!({"name": name, "in": "query", "required": false, "description": doc, "schema": {"type": "string"}})
    });
    let parameters: Vec<Value> = path.chain(query).collect();
    let mut operation = json!({
        "operationId": verb.name,
        "tags": [area],
        "summary": verb.doc,
        "parameters": parameters,
        "responses": {
            "2XX": {"description": verb.doc, "content": content(verb)},
            "default": {
                "description": "A problem (RFC 9457)",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        },
    });
    if let Gatekeeper::Right(right) = verb.gate {
        operation["x-right"] = json!(right.word());
        let needs =
            if verb.writes() { json!([{"session": [], "csrf": []}]) } else { json!([{"session": []}]) };
        operation["security"] = needs;
    }
    if let Some(shape) = &verb.takes {
        operation["requestBody"] =
            json!({"required": true, "content": {"application/json": {"schema": reference(shape)}}});
    } else if let (Some(media), true) = (verb.media, verb.writes()) {
        operation["requestBody"] =
            json!({"required": true, "content": {media: {"schema": {"type": "string", "format": "binary"}}}});
    }
    operation
}

fn content(verb: &Verb) -> Value {
    match (&verb.gives, verb.media) {
        (Some(shape), _) => json!({"application/json": {"schema": reference(shape)}}),
        (None, Some(media)) if !verb.writes() => {
            json!({media: {"schema": {"type": "string", "format": "binary"}}})
        }
        _ => json!({"application/json": {"schema": {"type": "object"}}}),
    }
}

fn reference(shape: &Shape) -> Value {
    json!({"$ref": format!("#/components/schemas/{}", shape.name)})
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
            "code": {"type": "string"}, "detail": {"type": "string"},
            "fields": {"type": "array", "items": {
                "type": "object", "required": ["field", "code", "detail"],
                "properties": {"field": {"type": "string"}, "code": {"type": "string"}, "detail": {"type": "string"}},
            }},
        },
        "additionalProperties": true,
    })
}

/// The access table: a line for each verb, a column for each role, inside and outside the jurisdiction.
pub fn access_table(verbs: &[Verb]) -> String {
    let (Ok(inside), Ok(own), Ok(outside)) = ("370811002".parse(), "370811".parse(), "370812".parse()) else {
        return String::new();
    };
    let mut text = String::from("# verb | right");
    for role in Role::ALL {
        text += &format!(" | {}", role.word());
    }
    text += "\n# + allowed within the jurisdiction, - not; nobody is allowed outside of it (asserted)\n";
    for verb in verbs {
        let right = match verb.gate {
            Gatekeeper::Open => {
                text += &format!("{} | open to all\n", verb.name);
                continue;
            }
            Gatekeeper::Right(right) => right,
        };
        text += &format!("{} | {}", verb.name, right.word());
        for role in Role::ALL {
            let grants = [Grant { role: *role, place: Clone::clone(&own), unit: None }];
            let allowed = decide(&grants, right, Target { place: &inside, unit: None });
            let leak = decide(&grants, right, Target { place: &outside, unit: None });
            text += if leak {
                " | LEAK"
            } else if allowed {
                " | +"
            } else {
                " | -"
            };
        }
        text.push('\n');
    }
    text
}
