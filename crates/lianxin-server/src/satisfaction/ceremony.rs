//! Fixing a frame, drawing from it, and the file from which anybody replays it: the arithmetic is the domain's, the keys and the
//! rows are here.

use std::collections::HashSet;

use lianxin_domain::{
    ids::Ref,
    places::PlaceCode,
    satisfaction::{
        self as domain, Aim,
        draw::{Cell, Label, Labeller, Statement, commitment, digest_of, file, sample, seed},
    },
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    frame::Stratum,
    read::{self, DrawRow},
    store::Committed,
};
use crate::{
    app::App,
    engine::{
        db::Conn,
        error::{Error, Result, codes},
    },
    keys::{Keys, random},
};

/// Answers that each stratum gives at least where it can: with fewer, nothing could be shown of it.
const LEAST_OF_A_STRATUM: u64 = 2;
/// Fewer households are no frame: everybody could guess who was drawn.
pub const LEAST_FRAME: u64 = 40;

/// What a draw is for, as it is stored and stated.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Purpose {
    /// The aim.
    pub aim: Aim,
    /// The share of those drawn that is expected to answer.
    pub response: f64,
}

/// The labeller of a draw.
fn labeller(keys: &Keys, name: &Ref) -> Labeller {
    Labeller::new(&keys.digest("draw labels", &name.to_string()))
}

/// Households with their labels, in the order of the labels.
fn labelled(labeller: &Labeller, units: impl Iterator<Item = (Uuid, usize)>) -> Vec<(Label, Uuid, usize)> {
    let mut list: Vec<(Label, Uuid, usize)> =
        units.map(|(unit, village)| (labeller.label(unit.as_bytes()), unit, village)).collect();
    list.sort_unstable();
    list
}

/// What is fixed of a draft: sizes, statement, commitment.
pub fn fix(keys: &Keys, row: &DrawRow, name: &Ref, strata: &[Stratum]) -> Result<Committed> {
    let purpose: Purpose = serde_json::from_str(&row.aim)?;
    let sizes: Vec<u64> = strata.iter().map(Stratum::size).collect();
    let units: u64 = sizes.iter().sum();
    if units < LEAST_FRAME {
        return Err(Error::refused(codes::EMPTY_FRAME).with("units", units).with("least", LEAST_FRAME));
    }
    let (completes, wanted) = domain::size(purpose.aim, units, purpose.response).map_err(bad_aim)?;
    let shares: Vec<domain::Stratum> =
        sizes.iter().map(|size| domain::Stratum { size: *size, spread: 0.5 }).collect();
    let takes = domain::allocate(wanted, &shares, LEAST_OF_A_STRATUM);
    let labeller = labeller(keys, name);
    let cells = strata.iter().zip(&takes).map(|(stratum, take)| {
        let units = stratum.villages.iter().flat_map(|village| village.units.iter().map(|unit| (*unit, 0)));
        let labels: Vec<Label> = labelled(&labeller, units).into_iter().map(|(label, ..)| label).collect();
        Cell {
            name: stratum.name.clone(),
            size: labels.len() as u64,
            take: *take,
            digest: digest_of(&labels),
        }
    });
    let statement = Statement {
        draw: name.to_string(),
        frame: format!("{} {} {} {} by {}", row.frame, row.place, row.since, row.until, row.strata),
        aim: row.aim.clone(),
        cells: cells.collect(),
    };
    let first = random::<32>()?;
    Ok(Committed {
        units: counted(units),
        completes: counted(completes),
        drawn: counted(takes.iter().sum()),
        commitment: commitment(&first, &statement.digest()).to_vec(),
        statement: statement.text(),
        first: first.to_vec(),
    })
}

fn counted(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A refusal of an aim that cannot be met.
pub fn bad_aim(why: domain::BadAim) -> Error {
    let why = match why {
        domain::BadAim::OutOfRange(field) => field,
        domain::BadAim::NobodyThere => "frame",
    };
    Error::refused(codes::BAD_AIM).with("why", why)
}

/// The statement of a draw as it was fixed.
pub fn stated(row: &DrawRow) -> Result<Statement> {
    let lines: Vec<&str> = row.statement.lines().collect();
    let read = Statement::read(&lines).map(|(statement, _)| statement);
    read.ok_or_else(|| Error::internal("a draw's statement cannot be read"))
}

/// A stratum of a stored frame: its households by label, checked against the statement.
struct Fixed {
    cell: Cell,
    labels: Vec<Label>,
    /// Household and village of each label.
    units: Vec<(Uuid, usize)>,
}

/// Reads a stored frame; what is not as it was committed to is refused.
async fn fixed(
    app: &App,
    conn: &mut Conn,
    row: &DrawRow,
    name: &Ref,
) -> Result<(Statement, Vec<Fixed>, Vec<PlaceCode>)> {
    let statement = stated(row)?;
    let rows = read::frame(conn, name).await?;
    if rows.is_empty() && matches!(row.state.as_str(), "released" | "withdrawn") {
        return Err(Error::refused(codes::FRAME_FORGOTTEN).with("days", super::expiry::DAYS));
    }
    let (keys, name) = (app.clone(), name.clone());
    let work = move || {
        let labeller = labeller(&keys.keys, &name);
        let villages: Vec<PlaceCode> = rows
            .iter()
            .map(|(_, village, _)| village.parse().map_err(Error::internal))
            .collect::<Result<_>>()?;
        let mut list = Vec::with_capacity(statement.cells.len());
        for cell in &statement.cells {
            let own = rows.iter().enumerate().filter(|(_, (stratum, ..))| *stratum == cell.name);
            let units = own.flat_map(|(at, (.., bytes))| {
                bytes.chunks_exact(16).filter_map(move |id| Some((Uuid::from_slice(id).ok()?, at)))
            });
            let sorted = labelled(&labeller, units);
            let labels: Vec<Label> = sorted.iter().map(|(label, ..)| *label).collect();
            if labels.len() as u64 != cell.size || digest_of(&labels) != cell.digest {
                return Err(Error::refused(codes::FRAME_CHANGED).with("stratum", &cell.name));
            }
            let units = sorted.into_iter().map(|(_, unit, village)| (unit, village)).collect();
            list.push(Fixed { cell: cell.clone(), labels, units });
        }
        Ok((statement, list, villages))
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

fn first(row: &DrawRow) -> Result<[u8; 32]> {
    row.first.as_slice().try_into().map_err(|_| Error::internal("a first secret of another length"))
}

/// Somebody who was drawn.
pub struct Drawn {
    /// The household.
    pub household: Uuid,
    /// Its village.
    pub village: PlaceCode,
    /// From which stratum of the statement, from 0.
    pub stratum: usize,
}

/// Those whom the two secrets draw, in the order in which they are called, which tells no place.
pub async fn drawn(app: &App, row: &DrawRow, name: &Ref, second: &str) -> Result<Vec<Drawn>> {
    let mut conn = app.db.read().await?;
    let (statement, strata, villages) = fixed(app, &mut conn, row, name).await?;
    drop(conn);
    let seed = seed(&first(row)?, second, &statement.digest());
    let work = move || {
        let mut list: Vec<(Label, Drawn)> = Vec::new();
        for (number, stratum) in strata.iter().enumerate() {
            let take = usize::try_from(stratum.cell.take).unwrap_or(usize::MAX);
            for at in sample(&seed, &stratum.labels, take) {
                let (household, village) = stratum.units[at];
                let village = villages[village].clone();
                list.push((stratum.labels[at], Drawn { household, village, stratum: number }));
            }
        }
        list.sort_unstable_by_key(|(label, ..)| *label);
        list.into_iter().map(|(_, drawn)| drawn).collect()
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

/// The file from which anybody replays the draw.
pub async fn replay_file(app: &App, row: &DrawRow, name: &Ref) -> Result<String> {
    let mut conn = app.db.read().await?;
    let (statement, strata, _) = fixed(app, &mut conn, row, name).await?;
    let known: HashSet<Uuid> = read::drawn(&mut conn, name).await?.into_iter().collect();
    drop(conn);
    let committed: [u8; 32] = row
        .commitment
        .as_slice()
        .try_into()
        .map_err(|_| Error::internal("a commitment of another length"))?;
    let (first, second) = (first(row)?, row.second.clone());
    let work = move || {
        let secrets = (!second.is_empty()).then_some((&first, second.as_str()));
        let mut text = file::head(&statement, &committed, secrets);
        let seed = secrets.map(|(first, second)| seed(first, second, &statement.digest()));
        for stratum in &strata {
            let take = usize::try_from(stratum.cell.take).unwrap_or(usize::MAX);
            // Of the order the seed speaks; that these are the ones who were called, the rows.
            let own: Option<Vec<Label>> = seed.map(|seed| {
                let order = sample(&seed, &stratum.labels, take).into_iter();
                order
                    .filter(|at| known.contains(&stratum.units[*at].0))
                    .map(|at| stratum.labels[at])
                    .collect()
            });
            text += &file::block(&stratum.cell.name, &stratum.labels, own.as_deref());
        }
        text
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}
