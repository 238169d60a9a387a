//! Names in great number leave only with others' agreement: how many a file would name, the question, and whether it was
//! agreed to.

use lianxin_domain::{
    access::approval::{Kind, PERSONS_WITHOUT},
    places::{Level, PlaceCode},
    visits::Span,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{answer::checked, read};
use crate::{
    access::approvals::{self, New},
    engine::{
        act::{Act, Done},
        db::Conn,
        error::{Error, Result, codes},
        http::Body,
    },
};

/// Which file, and why.
#[derive(Deserialize, ToSchema)]
#[schema(as = ExportAsk)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The code of a county, township or village.
    #[serde(default)]
    place: String,
    /// The first day.
    #[serde(default)]
    from: String,
    /// The last day.
    #[serde(default)]
    to: String,
    /// 2 to 200 characters; shown to whoever agrees and to the households.
    #[serde(default)]
    purpose: String,
}

/// A question's name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExportAsked)]
pub struct Asked {
    #[serde(rename = "ref")]
    name_ref: String,
    /// How many of different units must agree.
    needs: usize,
    /// How many households the file names.
    persons: i64,
}

fn detail(place: &PlaceCode, span: Span) -> Value {
    json!({"place": place, "from": span.from, "to": span.to})
}

/// Refuses a file of too many names, unless others have agreed to it. Gives the agreement's mark, for the file.
pub async fn agreed(
    conn: &mut Conn,
    (account, now): (Uuid, i64),
    place: &PlaceCode,
    span: Span,
) -> Result<Option<Uuid>> {
    let persons = read::persons(conn, place, span).await?;
    if persons <= PERSONS_WITHOUT {
        return Ok(None);
    }
    let about = (&place.owner(), None);
    let held = approvals::holding(conn, account, Kind::Export, about, &detail(place, span), now).await?;
    let held = held.ok_or_else(|| {
        Error::refused(codes::NEEDS_TWO).with("limit", PERSONS_WITHOUT).with("count", persons)
    })?;
    Ok(Some(held.id))
}

pub async fn ask(mut act: Act, Body(ask): Body<Ask>) -> Result<Done<Asked>> {
    let place: PlaceCode = ask.place.parse().map_err(|_| Error::refused(codes::NOT_FOUND))?;
    act.may(&place)?;
    if place.level() == Level::City {
        return Err(Error::refused(codes::ONE_COUNTY));
    }
    let (span, purpose) = checked(&ask.from, &ask.to, &ask.purpose)?;
    let persons = read::persons(act.tx().await?, &place, span).await?;
    let detail = detail(&place, span);
    let new =
        New { kind: Kind::Export, place: &place, household: None, detail, persons, reason: purpose.as_str() };
    let name = approvals::ask(&mut act, new).await?;
    let answer = Asked { name_ref: name.to_string(), needs: Kind::Export.needs(), persons };
    act.done(&place, &name, json!({"kind": "export", "persons": persons}), answer).await.map(Done::created)
}
