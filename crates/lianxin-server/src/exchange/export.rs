//! The links that hold, as a workbook per county: a sheet per tier, under the header of the notice.

use lianxin_domain::{
    day::Day,
    links::Tier,
    places::{Level, PlaceCode},
};
use lianxin_sheets::links::{Notice, PlanRow, PlanTier, plan_workbook};

use crate::{
    app::App,
    engine::{
        db::Conn,
        error::{Error, Result, codes},
    },
    links::read::{self, Printed},
    places::store as places,
};

/// The workbook of a county (or of the whole city) as of today.
pub async fn workbook(app: &App, conn: &mut Conn, place: &PlaceCode) -> Result<Vec<u8>> {
    if place.level() > Level::County {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    let links = read::printed(conn, place).await?;
    let today = app.clock.today();
    let known = places::find(conn, place, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let city = places::find(conn, &app.city()?, today).await?.map(|city| city.name).unwrap_or_default();
    let starts: Day =
        links.iter().map(|link| link.since.as_str()).max().and_then(|day| day.parse().ok()).unwrap_or(today);
    let document =
        links.iter().find(|link| link.since == starts.to_string()).map(|link| link.document.clone());
    let notice = Notice {
        title: format!("{city}干部联系群众安排"),
        place: known.name,
        starts,
        document: document.unwrap_or_default(),
        synthetic: app.setting("synthetic") == "yes",
    };
    let tiers = Tier::ALL.iter().map(|tier| {
        let own = links.iter().filter(|link| link.tier == tier.word());
        PlanTier { tier: *tier, rows: own.map(row).collect() }
    });
    let tiers: Vec<PlanTier> = tiers.filter(|tier| !tier.rows.is_empty()).collect();
    let written =
        tokio::task::spawn_blocking(move || plan_workbook(&notice, &tiers)).await.map_err(Error::internal)?;
    written.map_err(|why| Error::internal(why.to_string()))
}

fn row(link: &Printed) -> PlanRow {
    PlanRow {
        township: link.township.clone(),
        village: link.village.clone(),
        code: link.code.clone(),
        unit: link.unit.clone(),
        name: link.name.clone(),
        post: link.post.clone(),
        phone: link.phone.clone(),
        note: String::new(),
    }
}
