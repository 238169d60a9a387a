//! The pages of a file, one after the other. Only what was announced to the villages is among them.

use std::collections::{BTreeMap, HashMap, HashSet};

use lianxin_domain::{
    places::{Level, PlaceCode},
    visits::{Did, How, PromiseState, RecordState, Span},
};
use lianxin_sheets::visits::{Promised, VisitRow};
use uuid::Uuid;

use super::read::{self, Home, Row};
use crate::{
    app::App,
    engine::{
        db::Conn,
        error::{Error, Result},
    },
    visits::rollup::did_of,
};

/// Visits of a page.
const PAGE: i64 = 1000;

/// Where the reading stands.
pub struct Pages {
    /// The program.
    pub app: App,
    /// Of which place.
    pub place: PlaceCode,
    /// Of which days.
    pub span: Span,
    /// Whether households are named.
    pub named: bool,
    /// The mark of this file.
    pub mark: String,
    /// The villages whose access events are written.
    pub told: HashSet<String>,
    /// Names of places by code.
    pub names: HashMap<String, String>,
    /// The last visit that was read.
    pub last: Option<Row>,
}

impl Pages {
    /// The next rows; none at the end. The connection is given back in between, so that a slow caller holds up nobody.
    pub async fn next(&mut self) -> Result<Option<Vec<VisitRow>>> {
        let mut conn = self.app.db.read().await?;
        let rows = read::page(&mut conn, &self.place, self.span, self.last.as_ref(), PAGE).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        self.last = Some(last.clone());
        // A village whose first visit came in meanwhile was told nothing: it is not in the file.
        let rows: Vec<Row> = rows.into_iter().filter(|row| self.told.contains(&row.village)).collect();
        let mut around = Around::of(&mut conn, &self.place.owner(), &rows, self.named).await?;
        rows.into_iter().map(|row| self.row(row, &mut around)).collect::<Result<Vec<_>>>().map(Some)
    }

    fn row(&self, row: Row, around: &mut Around) -> Result<VisitRow> {
        let broken = || Error::internal(format!("visit {} cannot be read", row.id));
        let village: PlaceCode = row.village.parse().map_err(Error::internal)?;
        let name = |code: Option<PlaceCode>| {
            code.and_then(|code| self.names.get(code.as_str())).cloned().unwrap_or_default()
        };
        let state = RecordState::of(&row.state).ok_or_else(broken)?;
        // A record that was taken back may have named the wrong household; one that moved on was not told.
        let here = |home: &&Home| state == RecordState::Stands && home.village == row.village;
        let home = row.household.and_then(|id| around.homes.get(&id)).filter(here);
        let (said, quotable) = around.said.remove(&row.id).unwrap_or_default();
        Ok(VisitRow {
            township: name(village.at(Level::Township)),
            village: name(Some(village)),
            house: home.map(|home| home.house.clone()).unwrap_or_default(),
            household: home.map(|home| home.name.clone()).unwrap_or_default(),
            at_home: row.household.is_some(),
            day: row.day.parse().map_err(Error::internal)?,
            how: How::of(&row.how).ok_or_else(broken)?,
            // That a household is in hardship is known from a sealed fact only.
            did: did_of(&row.did).into_iter().filter(|did| *did != Did::Hardship).collect(),
            officials: around.officials.remove(&row.id).unwrap_or_default(),
            said,
            quotable,
            needs: around.needs.remove(&row.id).unwrap_or_default(),
            promises: around.promises.remove(&row.id).unwrap_or_default(),
            state,
            mark: self.mark.clone(),
            village_code: row.village,
        })
    }
}

/// What belongs to the visits of a page. Of those that no longer stand only who came: their words were taken back, and they
/// may have been somebody else's.
#[derive(Default)]
struct Around {
    officials: BTreeMap<Uuid, Vec<String>>,
    homes: HashMap<Uuid, Home>,
    said: BTreeMap<Uuid, (Vec<String>, Vec<String>)>,
    needs: BTreeMap<Uuid, Vec<String>>,
    promises: BTreeMap<Uuid, Vec<Promised>>,
}

impl Around {
    async fn of(conn: &mut Conn, county: &PlaceCode, rows: &[Row], named: bool) -> Result<Around> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let standing = || rows.iter().filter(|row| row.state == RecordState::Stands.word());
        let stands: Vec<Uuid> = standing().map(|row| row.id).collect();
        let mut around = Around::default();
        for (visit, name) in read::officials(conn, county, &ids).await? {
            around.officials.entry(visit).or_default().push(name);
        }
        if named {
            let homes: HashSet<Uuid> = standing().filter_map(|row| row.household).collect();
            let homes: Vec<Uuid> = homes.into_iter().collect();
            around.homes = read::homes(conn, county, &homes).await?.into_iter().map(|h| (h.id, h)).collect();
        }
        // An erased household's words are empty.
        for said in read::said(conn, county, &stands).await?.into_iter().filter(|said| !said.words.is_empty())
        {
            let (plain, quotable) = around.said.entry(said.visit).or_default();
            if said.quotable != 0 { quotable.push(said.words) } else { plain.push(said.words) }
        }
        for (visit, words) in read::needs(conn, county, &stands).await? {
            if !words.is_empty() {
                around.needs.entry(visit).or_default().push(words);
            }
        }
        for row in
            read::promises(conn, county, &stands).await?.into_iter().filter(|row| !row.words.is_empty())
        {
            let (Some(state), Ok(due)) = (PromiseState::of(&row.state), row.due.parse()) else {
                return Err(Error::internal(format!("a promise of visit {} cannot be read", row.visit)));
            };
            around.promises.entry(row.visit).or_default().push(Promised { words: row.words, due, state });
        }
        Ok(around)
    }
}
