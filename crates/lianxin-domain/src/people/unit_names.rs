//! Names of units: what two spellings share, and which unit a text means.

use std::collections::HashMap;

use super::{
    Gazetteer, UnitKey, UnitKind,
    gazetteer::{county_names, township_names},
    text::folded,
};
use crate::places::{Level, PlaceCode};

/// The key of a unit's name within its place: folded, without the names of city and county, `区委` and `县委` as `委`.
pub fn unit_name_key(name: &str, place: &PlaceCode, places: &Gazetteer) -> String {
    without_name(&plain(name), places, &place.owner())
}

fn plain(name: &str) -> String {
    let key = folded(name);
    let key = key.strip_prefix("中共").or_else(|| key.strip_prefix("中国共产党")).unwrap_or(&key);
    let key = key.replace("人民政府", "政府").replace("委员会", "委");
    let consultative = key.strip_prefix("政协").is_some_and(|rest| rest.ends_with('委'));
    if consultative { "政协".to_owned() } else { key }
}

/// Strips the owner's own name, or the bare 市, 区 or 县 that stands for it.
fn without_name(key: &str, places: &Gazetteer, owner: &PlaceCode) -> String {
    let names = county_names(places.name(owner));
    let above = owner.parent().map(|parent| folded(places.name(&parent))).unwrap_or_default();
    let below =
        key.strip_prefix(above.as_str()).filter(|rest| names.iter().any(|name| rest.starts_with(name)));
    let key = below.unwrap_or(key);
    let (whole, short) = names.split_first().map_or(("", &[][..]), |(whole, short)| (whole.as_str(), short));
    let by_short = || {
        let rests = short.iter().filter_map(|name| key.strip_prefix(name.as_str()).map(|rest| (name, rest)));
        let marks = ['区', '县', '市'];
        rests
            .into_iter()
            .find(|(name, rest)| name.ends_with(marks) || rest.starts_with(marks))
            .map(|(_, rest)| rest)
    };
    // One or the other: 汶上县市场监督管理局 is 县市场监督管理局, and neither is 场监督管理局.
    if let Some(rest) = key.strip_prefix(whole).filter(|_| !whole.is_empty()).or_else(by_short) {
        return rest.strip_prefix(['区', '县']).unwrap_or(rest).to_owned();
    }
    key.strip_prefix(['市', '区', '县']).filter(|bare| !bare.is_empty()).unwrap_or(key).to_owned()
}

/// Other keys under which a unit is looked for.
fn aliases(key: &UnitKey, kind: UnitKind, places: &Gazetteer) -> Vec<String> {
    let mut aliases = vec![key.name_key.clone()];
    if kind == UnitKind::TownshipGovernment {
        for name in township_names(places.name(&key.place)) {
            aliases
                .extend(["政府", "办事处", "党委", "党工委", "机关"].map(|office| format!("{name}{office}")));
            aliases.push(name);
        }
    }
    if kind == UnitKind::PoliceStation {
        for mark in ["分局", "公安局"] {
            aliases.extend(key.name_key.split_once(mark).map(|(_, station)| station.to_owned()));
        }
        aliases.push(format!("公安局{}", key.name_key));
    }
    aliases.retain(|alias| !alias.is_empty());
    aliases.sort();
    aliases.dedup();
    aliases
}

/// Which unit a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// This one (an index into the units given).
    One(usize),
    /// Several.
    Many(Vec<usize>),
    /// None; the nearest name there is.
    Nobody(Option<usize>),
}

/// The city's units, to be found by the names that people write.
pub struct UnitNames<'p> {
    places: &'p Gazetteer,
    units: Vec<(UnitKey, UnitKind, String)>,
    owners: Vec<(PlaceCode, String)>,
    by_alias: HashMap<(PlaceCode, String), Vec<usize>>,
    anywhere: HashMap<String, Vec<usize>>,
}

impl<'p> UnitNames<'p> {
    /// Of keys, kinds and names.
    pub fn new(
        places: &'p Gazetteer,
        units: impl IntoIterator<Item = (UnitKey, UnitKind, String)>,
    ) -> UnitNames<'p> {
        let owners = places.codes(Level::County).into_iter().chain(places.codes(Level::City));
        let mut names = UnitNames {
            places,
            units: units.into_iter().collect(),
            owners: owners.map(|code| (code.clone(), folded(places.name(&code)))).collect(),
            by_alias: HashMap::new(),
            anywhere: HashMap::new(),
        };
        for (n, (key, kind, _)) in names.units.iter().enumerate() {
            for alias in aliases(key, *kind, places) {
                names.by_alias.entry((key.place.owner(), alias.clone())).or_default().push(n);
                names.anywhere.entry(alias).or_default().push(n);
            }
        }
        names
    }

    /// The unit of an index.
    pub fn unit(&self, n: usize) -> &(UnitKey, UnitKind, String) {
        &self.units[n]
    }

    /// Which unit a text means, in a county when the row or its sheet names one.
    pub fn find(&self, text: &str, county: Option<&PlaceCode>) -> Meant {
        for owner in self.owners(text, county) {
            let key = unit_name_key(text, &owner, self.places);
            match self.by_alias.get(&(owner, key)).map(Vec::as_slice) {
                Some([one]) => return Meant::One(*one),
                Some(many @ [_, ..]) => return self.exact(text, many),
                _ => {}
            }
        }
        match self.anywhere.get(&plain(text)).map(Vec::as_slice) {
            Some([one]) => Meant::One(*one),
            Some(many @ [_, ..]) => self.exact(text, many),
            _ => Meant::Nobody(self.nearest(text, county)),
        }
    }

    /// Whose unit it may be, the likeliest first.
    fn owners(&self, text: &str, county: Option<&PlaceCode>) -> Vec<PlaceCode> {
        let key = plain(text);
        let named = self.owners.iter().filter(|(_, name)| key.starts_with(name.as_str()));
        let mut owners: Vec<PlaceCode> = named.map(|(code, _)| code.clone()).collect();
        owners.extend(county.cloned());
        if county.is_none_or(|county| county.level() == Level::County) {
            owners.extend(
                self.owners
                    .iter()
                    .filter(|(code, _)| code.level() == Level::City)
                    .map(|(code, _)| code.clone()),
            );
        }
        owners
    }

    fn exact(&self, text: &str, many: &[usize]) -> Meant {
        let whole = folded(text);
        let same: Vec<usize> = many.iter().copied().filter(|&n| folded(&self.units[n].2) == whole).collect();
        if let [one] = same[..] { Meant::One(one) } else { Meant::Many(many.to_vec()) }
    }

    fn nearest(&self, text: &str, county: Option<&PlaceCode>) -> Option<usize> {
        let whole: Vec<char> = folded(text).chars().take(40).collect();
        let near = |n: &usize| {
            let name: Vec<char> = folded(&self.units[*n].2).chars().take(40).collect();
            (distance(&whole, &name), county.is_some_and(|county| !county.contains(&self.units[*n].0.place)))
        };
        let best = (0..self.units.len()).map(|n| (near(&n), n)).min()?;
        (best.0.0 * 3 <= whole.len()).then_some(best.1)
    }
}

/// Levenshtein's distance (1966).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let kept = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = kept.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Gazetteer {
        let rows = [
            ("3708", "济宁市"),
            ("370811", "任城区"),
            ("370811002", "许庄街道"),
            ("370881", "曲阜市"),
            ("370881101", "吴村镇"),
        ];
        Gazetteer::new(rows.map(|(code, name)| (code.parse().unwrap(), name.to_owned())))
    }

    #[test]
    fn spellings_share_a_key() {
        let places = places();
        let cases = [
            ("3708", &["济宁市农业农村局", "市农业农村局", "农业农村局"][..]),
            ("3708", &["中共济宁市委员会", "市委", "济宁市委"]),
            ("370811", &["任城区农业农村局", "区农业农村局", "济宁市任城区农业农村局", "农业农村局"]),
            ("370811", &["任城区委", "中共任城区委", "区委", "中共济宁市任城区委员会"]),
            ("370881", &["曲阜市公安局", "市公安局"]),
        ];
        for (place, spellings) in cases {
            let place = place.parse().unwrap();
            let keys: Vec<String> =
                spellings.iter().map(|name| unit_name_key(name, &place, &places)).collect();
            assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        }
    }

    #[test]
    fn units_are_found_in_their_county() {
        let places = places();
        let unit = |place: &str, name: &str, kind| {
            let place: PlaceCode = place.parse().unwrap();
            (UnitKey { name_key: unit_name_key(name, &place, &places), place }, kind, name.to_owned())
        };
        let names = UnitNames::new(
            &places,
            [
                unit("3708", "济宁市公安局", UnitKind::CityDepartment),
                unit("370811", "任城区公安局", UnitKind::CountyDepartment),
                unit("370881", "曲阜市公安局", UnitKind::CountyDepartment),
                unit("370811002", "许庄街道办事处", UnitKind::TownshipGovernment),
                unit("370811002", "任城区公安局许庄派出所", UnitKind::PoliceStation),
                unit("370881101", "吴村镇人民政府", UnitKind::TownshipGovernment),
            ],
        );
        let qufu = "370881".parse().unwrap();
        let rencheng = "370811".parse().unwrap();
        let city = "3708".parse().unwrap();
        let cases = [
            ("市公安局", Some(&qufu), Meant::One(2)),
            ("公安局", Some(&rencheng), Meant::One(1)),
            ("济宁市公安局", Some(&qufu), Meant::One(0)),
            ("市公安局", Some(&city), Meant::One(0)),
            ("曲阜市公安局", Some(&city), Meant::One(2)),
            ("许庄街道", Some(&rencheng), Meant::One(3)),
            ("许庄街道党工委", None, Meant::One(3)),
            ("许庄派出所", Some(&rencheng), Meant::One(4)),
            ("吴村镇政府", None, Meant::One(5)),
            ("吴村镇", Some(&qufu), Meant::One(5)),
            ("任城区公安句", Some(&rencheng), Meant::Nobody(Some(1))),
            ("完全不存在的单位", None, Meant::Nobody(None)),
        ];
        for (text, county, expected) in cases {
            assert_eq!(names.find(text, county), expected, "{text}");
        }
    }
}
