//! The sequencer: takes the rows that have no entry yet and appends them, in the order of their ids, with tiles and a signed
//! checkpoint, in one transaction. Writers are not slowed: they do not know of it.
//!
//! No row is skipped and none doubled. A row is new because it has no entry, not because it is later than some mark, so one
//! whose transaction took long is found whenever it commits: by the next look at the last seconds, the last quarter of an
//! hour, or everything. An append counts only if nobody else appended or erased since its rows were read; otherwise it begins
//! again. Whatever is cut off leaves the transaction undone, or done.

use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};

use lianxin_log::{Checkpoint, Edge, Hash, Head, Tile, hash, note::Signature};
use tokio::sync::{Mutex, MutexGuard, oneshot};
use uuid::Uuid;

use super::{
    kept,
    rows::{self, Event, Line, NEW_EVENTS, NEW_LINES, Row},
    store::{self, Append, SECRETS, Secret, State},
};
use crate::{
    app::App,
    args,
    engine::{
        db::Conn,
        error::{Error, Result},
    },
    keys::random,
};

/// Rows that one append takes from each table.
const BATCH: i64 = 2000;
/// Time between two looks.
const PAUSE: Duration = Duration::from_secs(1);
/// What a look at the last seconds reaches back beyond the look before, in milliseconds.
const SECONDS: i64 = 10_000;
/// The same for the look at a quarter of an hour, which comes every minute.
const QUARTER: i64 = 15 * 60_000;
const MINUTE: i64 = 60_000;
/// Everything is looked through this often.
const HOUR: i64 = 60 * MINUTE;
/// Checkpoints older than this are thinned.
const DAY: i64 = 24 * HOUR;
/// Times that an append begins again because of somebody else's.
const TRIES: usize = 20;

/// What the sequencer remembers between two looks.
#[derive(Default)]
pub struct Sequencer {
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    /// The right edge of the tree, as of a turn.
    edge: Option<(State, Edge)>,
    /// When the last looks of each sort began; 0 before the first.
    looked: [i64; 3],
    /// What the log cannot go on from.
    stopped: Option<String>,
}

/// How far back rows without an entry are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As far as is due.
    Due,
    /// To the first row.
    All,
}

/// Appends whatever has no entry; gives how many rows were appended.
pub async fn catch_up(app: &App, reach: Reach) -> Result<u64> {
    let mut held = app.log.held.lock().await;
    let now = app.clock.millis();
    let [seconds, quarter, all] = held.looked;
    let since = match reach {
        Reach::Due if all > 0 && now - all < HOUR && now - quarter < MINUTE => seconds - SECONDS,
        Reach::Due if all > 0 && now - all < HOUR => quarter - QUARTER,
        _ => 0,
    };
    let appended = appended(app, &mut held, since).await?;
    held.looked[0] = now;
    if since <= quarter - QUARTER || since == 0 {
        held.looked[1] = now;
    }
    if since == 0 {
        held.looked[2] = now;
        let mut conn = app.db.write().await?;
        store::thin(&mut conn, now - DAY).await?;
        conn.commit().await?;
    }
    Ok(appended)
}

/// Looks once a second, until `ended` resolves; a look that is under way is finished, as nothing may cut a writer off.
pub async fn keep(app: App, mut ended: oneshot::Receiver<()>) {
    let mut ticks = tokio::time::interval(PAUSE);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = &mut ended => return,
        }
        if let Err(why) = catch_up(&app, Reach::Due).await {
            tracing::error!(why = why.detail(false), "the log could not be continued; it is tried again");
        }
    }
}

/// Why the log does not go on, if it does not.
pub async fn stopped(app: &App) -> Option<String> {
    app.log.held.lock().await.stopped.clone()
}

async fn appended(app: &App, held: &mut MutexGuard<'_, Held>, since: i64) -> Result<u64> {
    let (mut from, mut appended, mut tries) = (lowest(since), 0, 0);
    loop {
        // Read before the database is: whoever else appends keeps a checkpoint only after its commit.
        let kept = kept::newest(&app.config.data_dir);
        let mut conn = app.db.read().await?;
        let state = store::state(&mut conn).await?;
        let (rows, next) = fresh(&mut conn, from).await?;
        if rows.is_empty() && next.is_none() {
            return Ok(appended);
        }
        if !rows.is_empty() {
            let edge = edge(app, held, &mut conn, state, kept).await?;
            drop(conn);
            let grown = match edge {
                Some(edge) => append(app, state, edge, &rows).await?,
                None => None,
            };
            let Some(grown) = grown else {
                held.edge = None;
                tries += 1;
                if tries > TRIES {
                    return Err(Error::internal("others append to the log all the time"));
                }
                continue;
            };
            held.edge = Some(grown);
            appended += rows.len() as u64;
        }
        match next {
            Some(next) => from = next,
            None => return Ok(appended),
        }
    }
}

/// The least id of a time.
fn lowest(millis: i64) -> Uuid {
    let millis = u64::try_from(millis.max(0)).unwrap_or_default();
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    Uuid::from_bytes(bytes)
}

/// Rows without an entry from an id on, in their order, and where to go on if there may be more.
async fn fresh(conn: &mut Conn, from: Uuid) -> Result<(Vec<Row>, Option<Uuid>)> {
    let lines: Vec<Line> = conn.all(NEW_LINES, &args![from, BATCH]).await?;
    let events: Vec<Event> = conn.all(NEW_EVENTS, &args![from, BATCH]).await?;
    let full = |count: usize, last: Option<Uuid>| last.filter(|_| count as i64 == BATCH);
    let ends = [
        full(lines.len(), lines.last().map(|line| line.id)),
        full(events.len(), events.last().map(|event| event.id)),
    ];
    let next = ends.into_iter().flatten().min();
    let mut rows: Vec<Row> =
        lines.into_iter().map(Row::Line).chain(events.into_iter().map(Row::Event)).collect();
    rows.retain(|row| next.is_none_or(|next| row.key().1 <= next));
    rows.sort_by(|a, b| (a.key().1, a.source(), a.key().0).cmp(&(b.key().1, b.source(), b.key().0)));
    Ok((rows, next))
}

/// The right edge of the tree: the remembered one, or the stored one once it is proved against the last checkpoint; none if
/// somebody else appended or erased meanwhile.
async fn edge(
    app: &App,
    held: &mut MutexGuard<'_, Held>,
    conn: &mut Conn,
    state: State,
    kept: Option<String>,
) -> Result<Option<Edge>> {
    if let Some((known, edge)) = held.edge.take()
        && known == state
    {
        return Ok(Some(edge));
    }
    if let Some(note) = kept {
        compare(app, state, &note);
    }
    let found = stored_edge(app, conn, state).await;
    // Tiles and checkpoint are read after the state: those of a later one are no damage.
    if found.is_err() && store::state(conn).await? != state {
        return Ok(None);
    }
    held.stopped = found.as_ref().err().map(|why| why.detail(false));
    found.map(Some)
}

/// Says aloud when the database is older than the checkpoint that was kept beside it, and puts that aside as evidence.
fn compare(app: &App, state: State, note: &str) {
    let Ok(kept) = app.keys.log.trust(vec![]).signed(note.as_bytes()) else {
        tracing::warn!("the checkpoint kept beside the database is not this log's");
        return;
    };
    if kept.head.size <= u64::try_from(state.size).unwrap_or_default() {
        return;
    }
    tracing::error!(
        kept = kept.head.size,
        database = state.size,
        "the database is older than the checkpoint kept beside it: an older one was put in its place"
    );
    if let Err(why) = kept::set_aside(&app.config.data_dir, kept.head.size) {
        tracing::error!(why = why.detail(false), "the kept checkpoint could not be put aside");
    }
}

async fn stored_edge(app: &App, conn: &mut Conn, state: State) -> Result<Edge> {
    let last = store::last(conn).await?;
    let size = u64::try_from(state.size).map_err(Error::internal)?;
    let edge = tiles_edge(conn, size).await?;
    let signed = match last {
        Some(last) => app.keys.log.trust(vec![]).signed(last.note.as_bytes()).map_err(Error::internal)?.head,
        None => Head::EMPTY,
    };
    if signed == edge.head() {
        return Ok(edge);
    }
    Err(Error::internal("the stored tiles are not those of the last checkpoint: run lianxin verify-log"))
}

async fn tiles_edge(conn: &mut Conn, size: u64) -> Result<Edge> {
    let mut tiles: HashMap<(u8, u64), Vec<u8>> = HashMap::new();
    for level in 0..8_u8 {
        let Some(place) = size.checked_shr(8 * (u32::from(level) + 1)) else { break };
        if let Some(bytes) = store::tile(conn, level, place).await? {
            tiles.insert((level, place), bytes);
        }
    }
    let loaded = Edge::load(size, |tile| tiles.get(&(tile.level, tile.index)).cloned());
    loaded.map_err(|why| Error::internal(format!("{why}: run lianxin verify-log")))
}

/// Appends rows; none if somebody else was faster.
async fn append(app: &App, state: State, mut edge: Edge, rows: &[Row]) -> Result<Option<(State, Edge)>> {
    let logged = app.clock.millis();
    let mut append = Append::default();
    let secrets = secrets(app, rows, &mut append).await?;
    let mut tiles: Vec<(Tile, Vec<Hash>)> = Vec::new();
    let mut push = |entry: &[u8], edge: &mut Edge| {
        edge.push(hash::leaf(entry), |tile, hashes| tiles.push((tile, hashes.to_vec())));
    };
    let mut n = state.size;
    if n == 0 {
        let entry = rows::begin(logged / 1000)?;
        push(&entry, &mut edge);
        append.entries.push(args![n, "begin", "", Uuid::nil(), None::<Uuid>, None::<Uuid>, entry].to_vec());
        n += 1;
    }
    for row in rows {
        let (county, id) = row.key();
        let missing = || Error::internal("every row has a secret");
        let month = secrets.get(&(county.to_owned(), row.month())).ok_or_else(missing)?;
        let about = row
            .household()
            .map(|household| secrets.get(&(county.to_owned(), household.to_owned())).ok_or_else(missing));
        let about = about.transpose()?;
        let entry = row.entry(logged / 1000, &month.1, about.map(|(_, secret)| secret))?;
        push(&entry, &mut edge);
        let about = about.map(|(id, _)| *id);
        append.entries.push(args![n, row.source(), county, id, Some(month.0), about, entry].to_vec());
        n += 1;
    }
    append.tiles = tiles;
    append.tiles.extend(edge.partial().map(|(tile, hashes)| (tile, hashes.to_vec())));
    let checkpoint = signed(app, edge.head(), logged)?;
    let mut conn = app.db.write().await?;
    if state.size == 0 {
        store::first(&mut conn).await?;
    }
    if !store::append(&mut conn, state, &append, &checkpoint).await? {
        return Ok(None);
    }
    conn.commit().await?;
    if let Err(why) = kept::keep(&app.config.data_dir, &checkpoint.note) {
        tracing::warn!(why = why.detail(false), "the checkpoint could not be kept beside the database");
    }
    Ok(Some((State { size: checkpoint.size, turn: state.turn + 1 }, edge)))
}

fn signed(app: &App, head: Head, at: i64) -> Result<store::Checkpoint> {
    let keyring = &app.keys.log;
    let note = Checkpoint::new(keyring.origin(), head).sign(keyring.signer()).map_err(Error::internal)?;
    Ok(store::Checkpoint { size: head.size.cast_signed(), at, note: note.to_string() })
}

type Secrets = HashMap<(String, String), (Uuid, [u8; 32])>;

/// The secrets of the rows' months and households; those that there are not yet are made.
async fn secrets(app: &App, rows: &[Row], append: &mut Append) -> Result<Secrets> {
    let mut wanted: HashMap<&str, BTreeSet<String>> = HashMap::new();
    for row in rows {
        let of = wanted.entry(row.key().0).or_default();
        of.insert(row.month());
        of.extend(row.household().map(str::to_owned));
    }
    let mut secrets = Secrets::new();
    let mut conn = app.db.read().await?;
    for (county, owners) in wanted {
        let keys: Vec<String> = owners.iter().cloned().collect();
        let known: Vec<Secret> = conn.among(&SECRETS, &args![county], &keys).await?;
        for found in known {
            let secret = found.secret.try_into().map_err(|_| Error::internal("a secret has 32 bytes"))?;
            secrets.insert((found.county, found.owner), (found.id, secret));
        }
        for owner in owners {
            let key = (county.to_owned(), owner.clone());
            if let std::collections::hash_map::Entry::Vacant(place) = secrets.entry(key) {
                let (id, secret) = (app.clock.id(), random::<32>()?);
                place.insert((id, secret));
                append.secrets.push(Secret { county: county.to_owned(), owner, id, secret: secret.to_vec() });
            }
        }
    }
    Ok(secrets)
}

/// The note of a checkpoint with the cosignatures that it has.
pub fn with_cosignatures(note: &str, lines: &[String]) -> Result<String> {
    let mut note = lianxin_log::Note::parse(note.as_bytes()).map_err(Error::internal)?;
    for line in lines {
        let found: Vec<Signature> = lianxin_log::note::signatures(line).map_err(Error::internal)?;
        found.into_iter().for_each(|signature| note.add(signature));
    }
    Ok(note.to_string())
}
