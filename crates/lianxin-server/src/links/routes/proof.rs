//! The proof of both coverages in the browser, and its signed snapshots.

use std::sync::Arc;

use axum::{
    Json,
    http::{HeaderName, header},
    response::{AppendHeaders, IntoResponse},
};
use lianxin_domain::{
    day::Day,
    ids::Ref,
    links::snapshot,
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    engine::{
        act::{Act, Done, Look},
        error::{Error, Result, codes},
        http::{Body, Path, Query, Upload},
        page::{Page, Paging, cursor},
    },
    links::{
        cover::Cover,
        proved::{self, Proved},
        shown,
        store::{self, SnapshotRow},
    },
    places::store::{self as places, PlaceRef},
};

#[derive(Deserialize)]
pub struct Asked {
    place: Option<String>,
    as_of: Option<String>,
}

/// Both coverages as of a day.
#[derive(Serialize, ToSchema)]
#[schema(as = Proof)]
pub struct ProofShown {
    as_of: String,
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    cover: Cover,
    children: Vec<PlaceProof>,
    counterexamples: Counts,
}

/// A place with its coverage.
#[derive(Serialize, ToSchema)]
pub struct PlaceProof {
    place: PlaceRef,
    cover: Cover,
}

/// How many counterexamples each coverage has.
#[derive(Serialize, ToSchema)]
#[schema(as = CounterexampleCounts)]
pub struct Counts {
    one: i64,
    two: i64,
}

fn day(look: &Look, typed: Option<&str>) -> Result<Day> {
    match typed.filter(|text| !text.is_empty()) {
        None => Ok(look.app.clock.today()),
        Some(text) => text.parse().map_err(|_| Error::refused(codes::INVALID).field("as_of", codes::BAD_DAY)),
    }
}

pub async fn show(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<ProofShown>> {
    let code = look.place_or_widest(asked.place.as_deref())?;
    let day = day(&look, asked.as_of.as_deref())?;
    let proved = proved::as_of(&look.app, day).await?;
    let place = places::find(&mut look, &code, day).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let cover = |code: &str| {
        code.parse().ok().and_then(|code: PlaceCode| proved.proof.places.get(&code)).map(Cover::from)
    };
    let children = places::children(&mut look, &code, day).await?;
    let children =
        children.into_iter().map(|place| PlaceProof { cover: cover(&place.code).unwrap_or_default(), place });
    Ok(Json(ProofShown {
        as_of: day.to_string(),
        children: children.collect(),
        cover: cover(code.as_str()).unwrap_or_default(),
        ancestors: places::ancestors(&mut look, &code).await?,
        counterexamples: Counts {
            one: one(&proved, &code).count() as i64,
            two: two(&proved, &code).count() as i64,
        },
        place,
    }))
}

fn one<'a>(proved: &'a Arc<Proved>, place: &'a PlaceCode) -> impl Iterator<Item = u32> + 'a {
    proved.proof.unlinked.iter().copied().filter(|n| place.contains(&proved.facts.unit_of(*n).place))
}

fn two<'a>(
    proved: &'a Arc<Proved>,
    place: &'a PlaceCode,
) -> impl Iterator<Item = lianxin_domain::links::proof::Short> + 'a {
    proved
        .proof
        .short
        .iter()
        .copied()
        .filter(|short| place.contains(&proved.facts.villages[short.village as usize].code))
}

#[derive(Deserialize)]
pub struct CounterAsked {
    place: Option<String>,
    as_of: Option<String>,
    #[serde(default)]
    kind: String,
    #[serde(flatten)]
    paging: Paging,
}

/// Somebody without a link, or a village short of a tier.
#[derive(Serialize, ToSchema)]
pub struct Counterexample {
    /// `one` or `two`.
    kind: String,
    official: Option<UnlinkedOfficial>,
    village: Option<PlaceRef>,
    path: String,
    tier: Option<String>,
    /// Links that are missing.
    short: Option<i64>,
}

/// An official without a link.
#[derive(Serialize, ToSchema)]
pub struct UnlinkedOfficial {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    unit: String,
    rank: String,
}

pub async fn counterexamples(
    mut look: Look,
    Query(asked): Query<CounterAsked>,
) -> Result<Json<Page<Counterexample>>> {
    let code = look.place_or_widest(asked.place.as_deref())?;
    let day = day(&look, asked.as_of.as_deref())?;
    let proved = proved::as_of(&look.app, day).await?;
    let [after] = asked.paging.after();
    let skip: usize = after.parse().unwrap_or(0);
    let limit = asked.paging.limit() as usize;
    let mut items: Vec<Counterexample> = if asked.kind == "two" {
        two(&proved, &code).skip(skip).take(limit + 1).map(|short| village_short(&proved, short)).collect()
    } else {
        one(&proved, &code).skip(skip).take(limit + 1).map(|n| unlinked(&proved, n)).collect()
    };
    let next = (items.len() > limit).then(|| cursor(&[(skip + limit).to_string()]));
    items.truncate(limit);
    for item in &mut items {
        item.path = path(&mut look, item).await?;
    }
    Ok(Json(Page { items, next }))
}

fn unlinked(proved: &Proved, n: u32) -> Counterexample {
    let official = &proved.facts.officials[n as usize];
    let unit = proved.facts.unit_of(n);
    Counterexample {
        kind: "one".into(),
        official: Some(UnlinkedOfficial {
            name_ref: official.name_ref.to_string(),
            name: official.name.clone(),
            unit: unit.name.clone(),
            rank: official.rank.word().into(),
        }),
        village: None,
        path: unit.place.to_string(),
        tier: proved.tiers[n as usize].map(|tier| tier.word().into()),
        short: None,
    }
}

fn village_short(proved: &Proved, short: lianxin_domain::links::proof::Short) -> Counterexample {
    let village = shown::village(&proved.facts, short.village);
    let tier = Some(short.tier.word().into());
    Counterexample {
        kind: "two".into(),
        official: None,
        path: village.code.clone(),
        village: Some(village),
        tier,
        short: Some(short.missing.into()),
    }
}

async fn path(look: &mut Look, item: &Counterexample) -> Result<String> {
    let Ok(code) = item.path.parse::<PlaceCode>() else { return Ok(String::new()) };
    let mut names: Vec<String> = places::ancestors(look, &code)
        .await?
        .into_iter()
        .filter(|p| p.level != "city")
        .map(|p| p.name)
        .collect();
    if code.level() != Level::Village {
        names.extend(places::latest(look, &code).await?.map(|place| place.name));
    }
    Ok(names.join(" / "))
}

/// A snapshot.
#[derive(Serialize, ToSchema)]
pub struct Snapshot {
    #[serde(rename = "ref")]
    name_ref: String,
    as_of: String,
    made_by: String,
    made_at: i64,
    /// SHA-256 of the file.
    digest: String,
    holds_one: bool,
    holds_two: bool,
    officials: i64,
    villages: i64,
    links: i64,
    /// Bytes.
    size: i64,
}

fn snapshot_shown(row: SnapshotRow) -> Snapshot {
    let summary: serde_json::Value = serde_json::from_str(&row.summary).unwrap_or_default();
    let number = |name: &str| summary[name].as_i64().unwrap_or(0);
    Snapshot {
        name_ref: format!("{}.{}", row.county, row.id),
        as_of: row.as_of,
        made_by: row.made_by,
        made_at: row.made_at,
        digest: row.digest,
        holds_one: summary["holds_one"].as_bool().unwrap_or(false),
        holds_two: summary["holds_two"].as_bool().unwrap_or(false),
        officials: number("officials"),
        villages: number("villages"),
        links: number("links"),
        size: number("size"),
    }
}

/// A new snapshot.
#[derive(Deserialize, ToSchema)]
pub struct NewSnapshot {
    #[schema(value_type = String)]
    as_of: Day,
}

pub async fn make(act: Act, Body(new): Body<NewSnapshot>) -> Result<Done<Snapshot>> {
    let city = act.app.city()?;
    act.may(&city)?;
    if new.as_of > act.today() {
        return Err(Error::refused(codes::INVALID).field("as_of", codes::BAD_DAY));
    }
    keep(act, new.as_of).await.map(Done::created)
}

/// Proves a day, signs the proof and keeps it.
pub async fn keep(mut act: Act, day: Day) -> Result<Done<Snapshot>> {
    let city = act.app.city()?;
    let proved = proved::as_of(&act.app, day).await?;
    let file = proved::file(&act.app, proved.clone()).await?;
    let digest: String = Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
    let cover = proved.proof.places.get(&city).cloned().unwrap_or_default();
    let summary = json!({
        "holds_one": cover.one_holds(), "holds_two": cover.two_holds(), "officials": cover.officials, "villages": cover.villages,
        "links": proved.facts.links.len(), "size": file.len(),
    });
    let row = SnapshotRow {
        county: city.to_string(),
        id: act.id(),
        as_of: day.to_string(),
        digest: digest.clone(),
        summary: summary.to_string(),
        made_by: act.actor.name.clone(),
        made_at: act.now(),
    };
    store::keep_snapshot(act.tx().await?, &row, file).await?;
    act.done(&city, row.id, json!({"as_of": day, "digest": digest}), snapshot_shown(row)).await
}

pub async fn list(mut look: Look, Query(paging): Query<Paging>) -> Result<Json<Page<Snapshot>>> {
    let city = look.app.city()?;
    look.may(&city)?;
    let [before] = paging.after();
    let before = Uuid::try_parse(&before).unwrap_or(Uuid::max());
    let rows = store::snapshots(&mut look, &city, before, paging.limit()).await?;
    Ok(Json(Page::cut(rows, paging.limit(), |row| [row.id.to_string()], snapshot_shown)))
}

pub async fn file(mut look: Look, Path(name): Path<Ref>) -> Result<impl IntoResponse> {
    look.may(&name.county)?;
    let found = store::snapshot_file(&mut look, &name).await?;
    let (as_of, file) = found.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let disposition = format!("attachment; filename=\"lianxin-{as_of}.snapshot\"");
    let headers = [
        (header::CONTENT_TYPE, "application/jsonl".to_owned()),
        (HeaderName::from_static("content-disposition"), disposition),
    ];
    Ok((AppendHeaders(headers), file))
}

/// What a sound snapshot says.
#[derive(Serialize, ToSchema)]
#[schema(as = Verdict)]
pub struct VerdictShown {
    ok: bool,
    /// Why it is refused.
    why: Option<String>,
    as_of: Option<String>,
    name: Option<String>,
    /// The signer's public key, in hexadecimal.
    signer: Option<String>,
    /// Whether the signer is this installation.
    own: bool,
    cover: Option<Cover>,
}

pub async fn verify(act: Act, Upload(bytes): Upload) -> Result<Done<VerdictShown>> {
    let place = act.actor.widest(act.right)?;
    let own: String =
        act.app.keys.signing.verifying_key().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let verdict =
        tokio::task::spawn_blocking(move || snapshot::verify(&bytes)).await.map_err(Error::internal)?;
    let shown = match verdict {
        Err(why) => VerdictShown {
            ok: false,
            why: Some(why.to_string()),
            as_of: None,
            name: None,
            signer: None,
            own: false,
            cover: None,
        },
        Ok(verdict) => VerdictShown {
            ok: true,
            why: None,
            as_of: Some(verdict.as_of.to_string()),
            cover: verdict.proof.places.get(&verdict.facts.city).map(Cover::from),
            own: verdict.signer == own,
            name: Some(verdict.name),
            signer: Some(verdict.signer),
        },
    };
    act.done(&place, "snapshot", json!({"ok": shown.ok}), shown).await
}
