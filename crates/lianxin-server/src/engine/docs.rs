//! The documentation that the program serves itself: every verb and every problem, without a script.

use axum::response::Html;

use super::{
    error::codes,
    verb::{Gatekeeper, Verb},
};
use crate::server::verbs;

const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
     <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
     <title>Lianxin 连心 API</title><link rel=\"stylesheet\" href=\"/api/v1/docs/style.css\"></head><body><main>";

/// The page's look.
pub const STYLE: &str = "body{font:16px/1.6 system-ui,sans-serif;color:#1c2321;background:#faf8f3;margin:0}\
     main{max-width:62rem;margin:0 auto;padding:1rem}table{border-collapse:collapse;width:100%}\
     th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #d8d3c5}\
     code{font:14px/1.5 ui-monospace,monospace}h2{margin-top:2rem}a{color:#0b5c4a}";

/// `GET /api/v1/docs/style.css`
pub async fn style() -> ([(&'static str, &'static str); 1], &'static str) {
    ([("content-type", "text/css; charset=utf-8")], STYLE)
}

/// `GET /api/v1/docs`
pub async fn page() -> Html<String> {
    let mut text = String::from(HEAD);
    text += "<h1>Lianxin 连心 API</h1><p>JSON over HTTP with a session cookie; every write carries <code>x-csrf-token</code> from \
        <code>GET /api/v1/session</code>. Lists take <code>after</code> and <code>limit</code> and give <code>items</code> and \
        <code>next</code>. What you may not know of is 404. \
        <a href=\"/api/v1/openapi.json\">OpenAPI 3.1</a> · <a href=\"/api/v1/docs/problems\">problems</a></p>";
    let mut area = "";
    for verb in verbs() {
        let own = verb.name.split('.').next().unwrap_or_default();
        if own != area {
            text += if area.is_empty() { "" } else { "</tbody></table>" };
            text += &format!(
                "<h2>{own}</h2><table><thead><tr><th>Request</th><th>Gives</th><th>Right</th></tr></thead><tbody>"
            );
            area = own;
        }
        text += &line(&verb);
    }
    Html(text + "</tbody></table></main></body></html>")
}

fn line(verb: &Verb) -> String {
    let right = match verb.gate {
        Gatekeeper::Open => "open",
        Gatekeeper::Right(right) => right.word(),
    };
    let query: Vec<String> =
        verb.query.iter().map(|(name, doc)| format!("<br><code>?{name}</code> {doc}")).collect();
    let (method, path, doc, query) = (&verb.method, verb.path, verb.doc, query.concat());
    format!(
        "<tr><td><code>{method} {path}</code></td><td>{doc}{query}</td><td><code>{right}</code></td></tr>"
    )
}

/// `GET /api/v1/docs/problems`
pub async fn problems() -> Html<String> {
    let rows: Vec<String> = codes::ALL
        .iter()
        .map(|code| format!("<tr id=\"{0}\"><td><code>{0}</code></td><td>{1}</td><td lang=\"zh-CN\">{2}</td><td>{3}</td></tr>", code.word, code.status, code.zh, code.en))
        .collect();
    let head = "<h1>Problems</h1><table><thead><tr><th>Code</th><th>Status</th><th>中文</th><th>English</th></tr></thead><tbody>";
    Html(format!("{HEAD}{head}{}</tbody></table></main></body></html>", rows.concat()))
}

/// The same list as Markdown, for `docs/problems.md`.
pub fn problems_markdown() -> String {
    let rows = codes::ALL
        .iter()
        .map(|code| format!("| `{}` | {} | {} | {} |\n", code.word, code.status, code.zh, code.en));
    format!(
        "# Problems\n\nMade from `engine/error.rs`; a test keeps it fresh.\n\n| code | status | 中文 | English |\n| --- | --- | --- | --- |\n{}",
        rows.collect::<String>()
    )
}
