//! The list of forms, the form, and the list of what comes with it (OpenRosa 1.0, Form List API).

use std::collections::HashMap;

use axum::{
    extract::Query,
    http::header,
    response::{IntoResponse, Response},
};
use md5::{Digest, Md5};

use super::{
    answer::{Guest, Refused, XML},
    form, lists,
    xml::Xml,
};

/// The forms: one. `formID` asks for one of them, `verbose=true` for what it is about.
pub async fn forms(guest: Guest, Query(asked): Query<HashMap<String, String>>) -> Response {
    let mut xml = Xml::new();
    xml.open("xforms", &[("xmlns", "http://openrosa.org/xforms/xformsList")]);
    if asked.get("formID").is_none_or(|id| id == form::ID) {
        xml.open("xform", &[]).leaf("formID", &[], form::ID);
        xml.leaf("name", &[], &form::text("title", guest.chinese)).leaf("version", &[], form::VERSION);
        xml.leaf("hash", &[], &hash(&form::xform()));
        if asked.get("verbose").is_some_and(|verbose| verbose == "true") {
            xml.leaf("descriptionText", &[], &form::text("about", guest.chinese));
        }
        let url = format!("{}/forms/{}", guest.base, form::ID);
        xml.leaf("downloadUrl", &[], &url).leaf("manifestUrl", &[], &format!("{url}/manifest"));
    }
    sent(xml.done())
}

/// The form.
pub async fn visit(_: Guest) -> Response {
    sent(form::xform())
}

/// The lists that come with the form. Their hashes name nobody; only their download is a look at anyone.
pub async fn media(guest: Guest) -> Result<Response, Refused> {
    let mut xml = Xml::new();
    xml.open("manifest", &[("xmlns", "http://openrosa.org/xforms/xformsManifest")]);
    for list in form::LISTS {
        let made = lists::made(&guest, list).await.map_err(|why| guest.refused(why))?;
        let file = format!("{list}.csv");
        let url = format!("{}/forms/{}/{file}", guest.base, form::ID);
        xml.open("mediaFile", &[]).leaf("filename", &[], &file);
        xml.leaf("hash", &[], &hash(&made.text)).leaf("downloadUrl", &[], &url).close();
    }
    Ok(sent(xml.done()))
}

fn sent(text: String) -> Response {
    ([(header::CONTENT_TYPE, XML)], text).into_response()
}

/// The digest by which a client knows whether its copy is the present one; MD5 is what the API names.
fn hash(text: &str) -> String {
    let digest = Md5::digest(text.as_bytes());
    format!("md5:{}", digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}
