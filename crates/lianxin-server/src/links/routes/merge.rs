//! Merging a village into another: its history stays, its people go on in the village that takes it over, where the tier has
//! room for them.

use lianxin_domain::{
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::App,
    args,
    engine::{
        act::{Act, Done},
        error::{Error, Result, codes},
        http::{Body, Path},
    },
    links::{
        cover, facts,
        store::{self, LINK},
    },
    places::store as places,
};

/// Into which village, from which day, by which document.
#[derive(Deserialize, ToSchema)]
pub struct Merge {
    into: String,
    #[schema(value_type = String)]
    on: Day,
    document: String,
}

/// What the merging did.
#[derive(Serialize, ToSchema)]
pub struct Merged {
    /// Links of the old village that ended.
    ended_links: usize,
    /// Of these, how many go on in the village that took it over.
    moved: usize,
}

pub async fn merge(
    mut act: Act,
    Path(code): Path<PlaceCode>,
    Body(how): Body<Merge>,
) -> Result<Done<Merged>> {
    act.may(&code)?;
    let into: PlaceCode =
        how.into.parse().map_err(|_| Error::refused(codes::UNKNOWN_PLACE).with("code", &how.into))?;
    if into == code {
        return Err(Error::refused(codes::SAME_VILLAGE));
    }
    if into.owner() != code.owner() {
        return Err(Error::refused(codes::OTHER_COUNTY));
    }
    if how.on > act.today() {
        return Err(Error::refused(codes::INVALID).field("on", codes::BAD_DAY));
    }
    let (app, today, document) = (act.app.clone(), act.today(), how.document.trim().to_owned());
    let tx = act.tx().await?;
    for village in [&code, &into] {
        let known = places::find(tx, village, today).await?;
        if village.level() != Level::Village || known.is_none() {
            return Err(Error::refused(codes::NOT_A_VILLAGE));
        }
    }
    let links = store::links_of_village(tx, &code).await?;
    let taken = store::links_of_village(tx, &into).await?;
    let rules = facts::rules(&app);
    let mut rows = Vec::new();
    let by = format!("merge {code} {into}");
    for link in &links {
        let name = Ref { county: code.owner(), id: link.id };
        store::end_link(tx, &name, how.on, &by).await?;
        let here = taken.iter().filter(|other| other.tier == link.tier);
        let same = here.clone().any(|other| (other.official, other.unit) == (link.official, link.unit));
        let most = lianxin_domain::links::Tier::of(&link.tier)
            .and_then(|tier| rules.tiers.get(&tier)?.per_village.most);
        let full = most.is_some_and(|most| here.count() >= most as usize);
        if !same && !full {
            rows.push(
                args![
                    &into.owner(),
                    app.clock.id(),
                    &into,
                    link.tier.as_str(),
                    link.official_county.as_str(),
                    link.official,
                    link.unit_county.as_str(),
                    link.unit,
                    how.on,
                    Day::NEVER,
                    document.as_str(),
                    "",
                    "",
                ]
                .to_vec(),
            );
        }
    }
    tx.insert(&LINK, &rows).await?;
    places::close(tx, &code, how.on, into.as_str()).await?;
    App::set(tx, "world", &app.clock.id().to_string()).await?;
    cover::recount(&app, tx).await?;
    let merged = Merged { ended_links: links.len(), moved: rows.len() };
    let detail = json!({"into": into, "on": how.on, "document": document, "ended": merged.ended_links, "moved": merged.moved});
    let done = act.done(&code, &code, detail, merged).await;
    app.refresh().await?;
    done
}
