//! What an official's links open: the villages that are his own on a day, and whether he sees the households there. Its
//! statements stand here because every push and pull begins with them.

use std::collections::BTreeMap;

use lianxin_domain::{day::Day, ids::Ref, links::Tier, people::Rank, places::PlaceCode};
use uuid::Uuid;

use crate::{
    args,
    engine::{
        ask::{Among, Ask},
        db::Conn,
        error::Result,
    },
    record,
};

const OWN: &str = "SELECT village, tier, since, until FROM link \
     WHERE official = $1 AND official_county = $2 AND since <= $3 AND until > $3 ORDER BY village, tier, since";
const AUTHORS: Among = Among {
    sql: "SELECT o.county, o.id, o.name, o.rank, COALESCE(l.village, '') AS village, COALESCE(l.tier, '') AS tier, \
          COALESCE(l.since, '') AS since, COALESCE(l.until, '') AS until \
          FROM official o LEFT JOIN link l ON l.official = o.id AND l.official_county = o.county \
          WHERE o.id IN ({ids}) ORDER BY o.id, l.village, l.tier, l.since",
    before: 0,
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OWN];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[AUTHORS];

/// A tier in which an official holds a village, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The tier.
    pub tier: Tier,
    /// Since when.
    pub since: Day,
    /// The first day on which it holds no longer.
    pub until: Day,
}

impl Held {
    /// Whether it holds on a day.
    pub fn on(&self, day: Day) -> bool {
        self.since <= day && self.until > day
    }
}

/// A village that is an official's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnVillage {
    /// The village.
    pub village: PlaceCode,
    /// The words of the tiers in which it is held, each once.
    pub tiers: Vec<String>,
    /// Since when it is held in one of them.
    pub since: Day,
    /// The same with the day of each.
    pub held: Vec<Held>,
}

impl OwnVillage {
    /// Whether the households are open: a police liaison sees the village and its public contact only.
    pub fn sees_households(&self) -> bool {
        self.held.iter().any(|held| held.tier != Tier::PoliceLiaison)
    }
}

/// The villages to which an official is linked on a day. What a unit is paired with counts through its officials' own links.
pub async fn own_scope(conn: &mut Conn, official: &Ref, day: Day) -> Result<Vec<OwnVillage>> {
    let rows: Vec<(String, String, String, String)> =
        conn.all(OWN, &args![official.id, &official.county, day]).await?;
    let mut own: BTreeMap<PlaceCode, Vec<Held>> = BTreeMap::new();
    for (village, tier, since, until) in rows {
        let Ok(village) = village.parse::<PlaceCode>() else { continue };
        own.entry(village).or_default().extend(held(&tier, &since, &until));
    }
    let village = |(village, held): (PlaceCode, Vec<Held>)| {
        let since = held.iter().map(|held| held.since).min()?;
        let mut tiers: Vec<String> = held.iter().map(|held| held.tier.word().to_owned()).collect();
        tiers.dedup();
        Some(OwnVillage { village, tiers, since, held })
    };
    Ok(own.into_iter().filter_map(village).collect())
}

fn held(tier: &str, since: &str, until: &str) -> Option<Held> {
    Some(Held { tier: Tier::of(tier)?, since: since.parse().ok()?, until: until.parse().ok()? })
}

/// An official as the author of records, with every link there was.
#[derive(Clone, Debug)]
pub struct Author {
    /// Who it is.
    pub name_ref: Ref,
    /// The name.
    pub name: String,
    /// The rank of the post.
    pub rank: Rank,
    /// Every village that was ever linked, with when.
    pub links: BTreeMap<PlaceCode, Vec<Held>>,
}

impl Author {
    /// The tier in which a village is visited on a day: of the links of that day or, where there are none, of today; a
    /// tier that opens households before one that does not. None where there is no link on either day.
    pub fn tier(&self, village: &PlaceCode, day: Day, today: Day) -> Option<Tier> {
        let links = self.links.get(village)?;
        let first = |on: Day| {
            let tiers = links.iter().filter(|held| held.on(on)).map(|held| held.tier);
            tiers.min_by_key(|tier| (*tier == Tier::PoliceLiaison, *tier))
        };
        first(day).or_else(|| first(today))
    }
}

record! {
    /// A link of an author, or the author alone.
    pub struct AuthorRow {
        county: String,
        id: Uuid,
        name: String,
        rank: String,
        village: String,
        tier: String,
        since: String,
        until: String,
    }
}

/// Asks for these officials with their links; [`authors_of`] reads the answer.
pub fn authors(ids: &[Uuid]) -> Ask {
    Ask::among(&AUTHORS, &[], ids)
}

/// Officials with their links, by id; whoever is unknown is absent.
pub fn authors_of(rows: Vec<AuthorRow>) -> BTreeMap<Uuid, Author> {
    let mut authors = BTreeMap::new();
    for row in rows {
        let (Ok(county), Some(rank)) = (row.county.parse(), Rank::of(&row.rank)) else { continue };
        let author = authors.entry(row.id).or_insert_with(|| Author {
            name_ref: Ref { county, id: row.id },
            name: row.name,
            rank,
            links: BTreeMap::new(),
        });
        if let (Ok(village), Some(held)) = (row.village.parse(), held(&row.tier, &row.since, &row.until)) {
            author.links.entry(village).or_default().push(held);
        }
    }
    authors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(links: &[(&str, &str, &str)]) -> Author {
        let held: Vec<Held> = links.iter().filter_map(|(t, s, u)| held(t, s, u)).collect();
        Author {
            name_ref: "370811.01920000-0000-7000-8000-000000000001".parse().unwrap(),
            name: "张三".into(),
            rank: Rank::Staff,
            links: [("370811001001".parse().unwrap(), held)].into(),
        }
    }

    #[test]
    fn a_visit_counts_in_the_tier_of_its_day_or_else_of_today() {
        let who = author(&[
            ("paired_unit", "2025-01-01", "2026-01-01"),
            ("police_liaison", "2025-06-01", "9999-12-31"),
            ("township_charge", "2026-03-01", "9999-12-31"),
        ]);
        let village = "370811001001".parse().unwrap();
        let today: Day = "2026-07-01".parse().unwrap();
        let cases = [
            ("2024-12-31", Some(Tier::TownshipCharge)),
            ("2025-02-01", Some(Tier::PairedUnit)),
            ("2025-07-01", Some(Tier::PairedUnit)),
            ("2026-01-01", Some(Tier::PoliceLiaison)),
            ("2026-03-01", Some(Tier::TownshipCharge)),
        ];
        for (day, tier) in cases {
            assert_eq!(who.tier(&village, day.parse().unwrap(), today), tier, "{day}");
        }
        assert_eq!(who.tier(&"370811001002".parse().unwrap(), today, today), None);
    }
}
