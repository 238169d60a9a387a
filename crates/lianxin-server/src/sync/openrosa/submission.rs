//! What a client sends: one filled-in form, which becomes the same record that a phone pushes, under an id made from the
//! form's own. Sent again it is the same record. A file beside it is refused rather than dropped: a client deletes what was
//! acknowledged.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
    response::Response,
};
use lianxin_domain::{
    day::Day,
    ids::Ref,
    places::PlaceCode,
    visits::{Did, How, NewNeed, NewPromise, NewVisit, Statement},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    answer::{Guest, LONGEST, Refused, envelope},
    form,
    xml::{self, Element},
};
use crate::{
    engine::error::{Code, Error, Result, codes},
    visits::{
        record::{Outcome, Push, Record},
        recorder,
    },
};

/// The part that holds the form.
const PART: &str = "xml_submission_file";
/// The verb's name in audit lines.
const VERB: &str = "sync.openrosa.submit";

/// Tells a client, before it sends, that it may and how much.
pub async fn ready(_: Guest) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Takes a submission.
pub async fn take(guest: Guest, request: Request) -> std::result::Result<Response, Refused> {
    let outcome = taken(&guest, request).await.map_err(|why| guest.refused(why))?;
    let said = |zh: &'static str, en: &'static str| if guest.chinese { zh } else { en };
    match outcome {
        Outcome::Created => {
            Ok(envelope(StatusCode::CREATED, "submit_success", said("已保存。", "It is stored.")))
        }
        Outcome::Duplicate => {
            let message = said("以前已经收到，没有重复保存。", "It was stored before.");
            Ok(envelope(StatusCode::ACCEPTED, "submit_success", message))
        }
        Outcome::Rejected(why) => Err(guest.refused(why)),
        Outcome::Conflict(_) => Err(guest.refused(Error::refused(codes::OTHER_CONTENT))),
    }
}

async fn taken(guest: &Guest, request: Request) -> Result<Outcome> {
    let sent = form_of(request, guest).await?;
    let root = xml::read(&sent).ok_or_else(|| damaged(PART))?;
    let (id, visit) = visit(&root)?;
    let push = Push {
        actor: guest.actor.clone(),
        author: guest.official.clone(),
        device: None,
        verb: VERB,
        subject: Ref { county: visit.village.owner(), id }.to_string(),
        records: vec![(id, Record::Visit(visit))],
    };
    let outcome = recorder::push(&guest.app, push).await?.pop();
    outcome.ok_or_else(|| Error::internal("one record, one outcome"))
}

fn damaged(place: &str) -> Error {
    Error::refused(codes::BAD_SUBMISSION).with("where", place)
}

/// The form's part of the request. Other parts may be plain fields (some clients send the date), but no files.
async fn form_of(request: Request, guest: &Guest) -> Result<Vec<u8>> {
    let parts = Multipart::from_request(request, &guest.app).await;
    let mut parts = parts.map_err(|_| damaged("multipart/form-data"))?;
    let mut found = None;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if part.name() == Some(PART) {
            if found.is_some() {
                return Err(damaged(PART));
            }
            found = Some(part.bytes().await.map_err(broken)?.to_vec());
        } else if part.file_name().is_some() {
            return Err(Error::refused(codes::NO_FILES));
        }
    }
    found.ok_or_else(|| damaged(PART))
}

fn broken(why: MultipartError) -> Error {
    match why.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::refused(codes::TOO_LARGE).with("limit", LONGEST >> 20),
        _ => damaged("multipart/form-data"),
    }
}

/// The record that a form says, and its id. What the form does not know is refused, so that nothing is acknowledged that
/// is not kept.
fn visit(root: &Element) -> Result<(Uuid, NewVisit)> {
    if root.id != form::ID {
        return Err(Error::refused(codes::UNKNOWN_BLANK).with("form", shown(&root.id)));
    }
    strange(root)?;
    let meta = root.child("meta").ok_or_else(|| damaged("meta"))?;
    let instance = meta.text_of("instanceID");
    if instance.is_empty() {
        return Err(damaged("instanceID"));
    }
    let id = id_of(instance);
    let mut read = Fields::default();
    let village: Option<PlaceCode> =
        read.must(root, "village", codes::NOT_A_VILLAGE, |text| text.parse().ok());
    let day: Option<Day> = read.must(root, "day", codes::BAD_DAY, |text| text.parse().ok());
    let how = read.must(root, "how", codes::REQUIRED, |text| of_word(How::ALL, How::word, text));
    let household = read.may(root, "household", codes::UNKNOWN_HOUSEHOLD, |text| text.parse().ok());
    let did = read.list(root, "did", codes::NOT_ASKED, |text| of_word(Did::ALL, Did::word, text));
    let kept = read.list(root, "kept", codes::UNKNOWN_PROMISE, |text| text.parse().ok());
    let promises = promises(root, id, &mut read);
    let (Some(village), Some(day), Some(how), []) = (village, day, how, read.wrong.as_slice()) else {
        let refused = Error::refused(codes::INVALID);
        return Err(read
            .wrong
            .into_iter()
            .fold(refused, |refused, (field, code)| refused.field(field, code)));
    };
    let visit = NewVisit {
        village,
        household,
        day,
        how,
        did,
        with: vec![],
        statements: statements(root)?,
        needs: needs(root, id),
        promises,
        kept,
        corrects: Some(meta.text_of("deprecatedID")).filter(|old| !old.is_empty()).map(id_of),
        at: 0,
    };
    Ok((id, visit))
}

fn of_word<T: Copy>(all: &[T], word: fn(T) -> &'static str, text: &str) -> Option<T> {
    all.iter().copied().find(|one| word(*one) == text)
}

/// The fields of the form and what each of them holds.
const SHAPE: [(&str, &[&str]); 10] = [
    ("village", &[]),
    ("household", &[]),
    ("day", &[]),
    ("how", &[]),
    ("did", &[]),
    ("statements", &["words", "agreed"]),
    ("needs", &["words"]),
    ("promises", &["words", "due"]),
    ("kept", &[]),
    ("meta", &["instanceID", "instanceName", "deprecatedID"]),
];

/// Refuses a field that the form has not: its content would be lost.
fn strange(root: &Element) -> Result<()> {
    for child in &root.children {
        let shape = SHAPE.iter().find(|(name, _)| *name == child.name);
        let (_, fields) = shape.ok_or_else(|| damaged(&shown(&child.name)))?;
        let other = child.children.iter().find(|field| !fields.contains(&field.name.as_str()));
        if let Some(field) = other {
            return Err(damaged(&shown(&format!("{}/{}", child.name, field.name))));
        }
    }
    Ok(())
}

/// A name that came from outside, short enough to be said.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// The record's id: the UUID that the client made, or one made from what it said instead.
fn id_of(instance: &str) -> Uuid {
    let own = instance.strip_prefix("uuid:").and_then(|text| Uuid::try_parse(text).ok());
    own.unwrap_or_else(|| made(&["instance", instance]))
}

/// An id that follows from what it is made of (UUIDv8, RFC 9562, from SHA-256).
fn made(of: &[&str]) -> Uuid {
    let digest = Sha256::digest(of.join("\0").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The repeats of a name that say something.
fn said<'a>(root: &'a Element, name: &'static str) -> impl Iterator<Item = &'a Element> {
    root.children.iter().filter(move |child| child.name == name && !child.text_of("words").is_empty())
}

fn statements(root: &Element) -> Result<Vec<Statement>> {
    let one = |said: &Element| {
        let agreed: Vec<&str> = said.text_of("agreed").split_whitespace().collect();
        if agreed.iter().any(|word| !["consent", "quotable"].contains(word)) {
            return Err(damaged("agreed"));
        }
        Ok(Statement {
            words: said.text_of("words").to_owned(),
            consent: agreed.contains(&"consent"),
            quotable: agreed.contains(&"quotable"),
        })
    };
    said(root, "statements").map(one).collect()
}

fn needs(root: &Element, id: Uuid) -> Vec<NewNeed> {
    let one = |(n, said): (usize, &Element)| NewNeed {
        id: made(&["need", &id.to_string(), &n.to_string()]),
        words: said.text_of("words").to_owned(),
    };
    said(root, "needs").enumerate().map(one).collect()
}

fn promises(root: &Element, id: Uuid, read: &mut Fields) -> Vec<NewPromise> {
    let mut promises = Vec::new();
    for (n, said) in said(root, "promises").enumerate() {
        let Ok(due) = said.text_of("due").parse() else {
            read.wrong.push((format!("promises.{n}.due"), codes::BAD_DUE));
            continue;
        };
        let id = made(&["promise", &id.to_string(), &n.to_string()]);
        promises.push(NewPromise { id, words: said.text_of("words").to_owned(), due });
    }
    promises
}

/// What is wrong with the fields that were read.
#[derive(Default)]
struct Fields {
    wrong: Vec<(String, Code)>,
}

impl Fields {
    fn may<T>(
        &mut self,
        root: &Element,
        name: &str,
        code: Code,
        of: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = root.text_of(name);
        let read = of(text).filter(|_| !text.is_empty());
        if read.is_none() && !text.is_empty() {
            self.wrong.push((name.to_owned(), code));
        }
        read
    }

    fn must<T>(
        &mut self,
        root: &Element,
        name: &str,
        code: Code,
        of: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if root.text_of(name).is_empty() {
            self.wrong.push((name.to_owned(), codes::REQUIRED));
        }
        self.may(root, name, code, of)
    }

    fn list<T>(&mut self, root: &Element, name: &str, code: Code, of: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let words = root.text_of(name).split_whitespace().map(of);
        let read: Option<Vec<T>> = words.collect();
        if read.is_none() {
            self.wrong.push((name.to_owned(), code));
        }
        read.unwrap_or_default()
    }
}
