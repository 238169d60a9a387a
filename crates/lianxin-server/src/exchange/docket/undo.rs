//! Undoing a sheet's commit: every case that nobody has acted upon is taken back, in one transaction; the others are left and told.

use lianxin_domain::{ids::Ref, places::PlaceCode};
use serde_json::json;
use uuid::Uuid;

use super::store as matters;
use crate::{
    app::App,
    cases::{intake, tally::Tally},
    engine::{
        act::Act,
        db::Conn,
        error::{Error, Result, codes},
        jobs::Job,
    },
    exchange::{
        preview::Counts,
        store::{self, ImportRow},
    },
};

/// Takes a committed sheet back.
pub async fn undo(app: &App, mut act: Act, row: &ImportRow, name: &Ref, job: &Job) -> Result<()> {
    let mut counts: Counts = serde_json::from_str(&row.counts)?;
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let tx = act.tx().await?;
    job.phase("undoing", 0);
    let made = made(tx, name).await?;
    let mut tally = Tally::default();
    let mut left: Vec<Ref> = Vec::new();
    let mut done = 0;
    for some in made.chunks(500) {
        left.extend(intake::take_back(tx, &mut tally, some).await?);
        done += some.len();
        job.phase("undoing", made.len() as u64);
        job.step(done as u64);
    }
    if !made.is_empty() && left.len() == made.len() {
        return Err(Error::refused(codes::CANNOT_UNDO)
            .with("why", "每一件都已有人办理 / each of its cases has been acted upon"));
    }
    tally.write(tx).await?;
    let ids: Vec<Uuid> = left.iter().map(|name| name.id).collect();
    matters::undone(tx, name, &ids).await?;
    counts.acted = left.len() as i64;
    store::set_committed(tx, name, "undone", &serde_json::to_string(&counts)?, row.committed_at).await?;
    act.done(&place, name, json!({"cases": made.len() - left.len(), "left": left.len()}), ()).await?;
    app.db.sweep().await;
    Ok(())
}

/// The cases of an import with the versions with which they were made.
async fn made(tx: &mut Conn, name: &Ref) -> Result<Vec<(Ref, i64)>> {
    let mut made = Vec::new();
    for change in matters::rows(tx, name, "", 0, i64::MAX).await? {
        let (1, Some(id)) = (change.made, change.matter) else { continue };
        let village: PlaceCode = change.village.parse().map_err(Error::internal)?;
        made.push((Ref { county: village.owner(), id }, change.version));
    }
    Ok(made)
}
