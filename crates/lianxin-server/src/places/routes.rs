//! The verbs of places.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::Method,
};
use lianxin_domain::{
    access::Right,
    day::Day,
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    import::{Division, row},
    store::{self, PlaceName, PlaceRef, Profile},
};
use crate::{
    app::App,
    engine::{
        act::{Act, Done, Look},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path, Query},
        verb::Verb,
    },
};

/// Requests of one address in a quarter of an hour.
const PER_ADDRESS: u32 = 300;

/// All of them.
pub fn verbs() -> Vec<Verb> {
    use Right::{EditPlaces, OwnAccount, SeePlaces};
    vec![
        Verb::get(
            "places.place.search",
            "/places",
            OwnAccount,
            "Places by name, pinyin, initials or code.",
            search,
        )
        .query(&[("q", "What is looked for"), ("within", "A place's code"), ("limit", "1 to 200")])
        .gives::<Found>(),
        Verb::get(
            "places.place.show",
            "/places/{code}",
            SeePlaces,
            "A place, those above and below, its names.",
            show,
        )
        .gives::<Shown>(),
        Verb::open(
            Method::GET,
            "places.open.below",
            "/open/places",
            "The names and codes of the places right below one, for everybody.",
            below,
        )
        .query(&[("of", "A place's code; the city unless told")])
        .gives::<Below>(),
        Verb::post(
            "places.village.rename",
            "/villages/{code}/rename",
            EditPlaces,
            "Rename a village; its history stays.",
            rename,
        )
        .takes::<Rename>(),
        Verb::get(
            "places.map.show",
            "/map",
            SeePlaces,
            "The outlines of the counties, with their source.",
            map,
        )
        .media("application/geo+json"),
        Verb::put(
            "places.map.replace",
            "/map",
            EditPlaces,
            "Replace the outlines by the office's own GeoJSON.",
            replace_map,
        )
        .takes::<NewMap>(),
    ]
}

/// What is looked for.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    within: Option<String>,
    limit: Option<String>,
}

/// Places found.
#[derive(Serialize, ToSchema)]
#[schema(as = PlacesFound)]
struct Found {
    items: Vec<FoundPlace>,
}

/// A place with where it lies.
#[derive(Serialize, ToSchema)]
struct FoundPlace {
    code: String,
    name: String,
    level: String,
    /// The names above it, like 任城区 / 许庄街道.
    path: String,
}

async fn search(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Found>> {
    let within = look.place_or_widest(asked.within.as_deref())?;
    let limit = asked.limit.and_then(|text| text.parse().ok()).unwrap_or(20).clamp(1, 200);
    let places = store::search(&mut look, &within, &asked.q, limit).await?;
    let mut items = Vec::new();
    for place in places {
        let path = path_of(&mut look, &place.code).await?;
        items.push(FoundPlace { code: place.code, name: place.name, level: place.level, path });
    }
    Ok(Json(Found { items }))
}

async fn path_of(conn: &mut Conn, code: &str) -> Result<String> {
    let Ok(code) = code.parse::<PlaceCode>() else { return Ok(String::new()) };
    let above = store::ancestors(conn, &code).await?;
    let names: Vec<String> = above.into_iter().filter(|p| p.level != "city").map(|p| p.name).collect();
    Ok(names.join(" / "))
}

/// A place.
#[derive(Serialize, ToSchema)]
#[schema(as = Place)]
struct Shown {
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    children: Vec<PlaceRef>,
    names: Vec<PlaceName>,
    profile: Option<Profile>,
}

async fn show(mut look: Look, Path(code): Path<PlaceCode>) -> Result<Json<Shown>> {
    look.may(&code)?;
    let today = look.app.clock.today();
    let latest = store::latest(&mut look, &code).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    Ok(Json(Shown {
        place: PlaceRef { code: latest.code, name: latest.name, level: latest.level },
        ancestors: store::ancestors(&mut look, &code).await?,
        children: store::children(&mut look, &code, today).await?,
        names: store::names(&mut look, &code).await?,
        profile: store::profile(&mut look, &code).await?,
    }))
}

/// A village's new name.
#[derive(Deserialize, ToSchema)]
struct Rename {
    name: String,
    #[schema(value_type = String)]
    since: Day,
    document: String,
}

async fn rename(mut act: Act, Path(code): Path<PlaceCode>, Body(new): Body<Rename>) -> Result<Done<Value>> {
    act.may(&code)?;
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Error::refused(codes::INVALID).field("name", codes::REQUIRED));
    }
    let tx = act.tx().await?;
    let latest = store::latest(tx, &code).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    if code.level() != Level::Village || latest.until != Day::NEVER.to_string() {
        return Err(Error::refused(codes::NOT_A_VILLAGE));
    }
    if new.since.to_string() < latest.since {
        return Err(Error::refused(codes::INVALID).field("since", codes::BAD_DAY));
    }
    if latest.since == new.since.to_string() {
        store::remove_since(tx, &code, new.since).await?;
    } else {
        store::close(tx, &code, new.since, "").await?;
    }
    let division = Division { code: code.clone(), name: name.clone() };
    tx.insert(&store::PLACE, &[row(&division, new.since, new.document.trim())]).await?;
    let detail = json!({"from": latest.name, "to": name, "since": new.since, "document": new.document});
    act.done(&code, &code, detail.clone(), detail).await
}

async fn map(State(app): State<App>, mut look: Look) -> Result<Json<Value>> {
    let city = app.city()?;
    let Some((source, geojson)) = store::outline(&mut look, &city).await? else {
        return Ok(Json(json!({"type": "FeatureCollection", "features": [], "source": ""})));
    };
    let mut map: Value = serde_json::from_str(&geojson)?;
    map["source"] = json!(source);
    Ok(Json(map))
}

/// The office's own outlines.
#[derive(Deserialize, ToSchema)]
struct NewMap {
    /// Where they come from, shown under the map.
    source: String,
    /// A FeatureCollection of Polygons or MultiPolygons with `code` (or `adcode`) and `name`.
    #[schema(value_type = Object)]
    map: Value,
}

async fn replace_map(mut act: Act, Body(new): Body<NewMap>) -> Result<Done<Value>> {
    let city = act.app.city()?;
    act.may(&city)?;
    let map = outlines(&new.map).map_err(|why| Error::refused(codes::BAD_MAP).with("why", why))?;
    store::set_outline(act.tx().await?, &city, new.source.trim(), &map.to_string()).await?;
    act.done(&city, "map", json!({"source": new.source}), json!({})).await
}

/// Outlines reduced to what the page draws; says what is wrong with a file that has none.
pub fn outlines(map: &Value) -> std::result::Result<Value, String> {
    let features = map["features"].as_array().ok_or("there is no list of features")?;
    let mut kept = Vec::new();
    for (n, feature) in features.iter().enumerate() {
        let properties = &feature["properties"];
        let code = [&properties["code"], &properties["adcode"]].into_iter().find_map(|code| code.as_str());
        let code = code.ok_or_else(|| format!("feature {} has no code", n + 1))?;
        let geometry = &feature["geometry"];
        if !matches!(geometry["type"].as_str(), Some("Polygon" | "MultiPolygon")) {
            return Err(format!("feature {} ({code}) is neither Polygon nor MultiPolygon", n + 1));
        }
        let name = properties["name"].as_str().unwrap_or(code);
        kept.push(
            json!({"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}),
        );
    }
    if kept.is_empty() {
        Err("it is empty".into())
    } else {
        Ok(json!({"type": "FeatureCollection", "features": kept}))
    }
}

#[derive(Deserialize)]
struct Of {
    #[serde(default)]
    of: String,
}

/// Places, as everybody knows them.
#[derive(Serialize, ToSchema)]
#[schema(as = PlacesBelow)]
struct Below {
    place: PlaceRef,
    /// By code.
    items: Vec<PlaceRef>,
}

async fn below(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Query(asked): Query<Of>,
) -> Result<Json<Below>> {
    app.throttle.flood(&format!("places {}", from.ip()), PER_ADDRESS, app.clock.millis())?;
    let missing = || Error::refused(codes::NOT_FOUND);
    let code = if asked.of.is_empty() { app.city()? } else { asked.of.parse().map_err(|_| missing())? };
    let (mut conn, today) = (app.db.read().await?, app.clock.today());
    let place = store::find(&mut conn, &code, today).await?.ok_or_else(missing)?;
    Ok(Json(Below { place, items: store::children(&mut conn, &code, today).await? }))
}
