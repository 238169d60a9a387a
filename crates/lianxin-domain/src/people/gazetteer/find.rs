//! The city's places and the search for what a text means.

use std::collections::HashMap;

use super::names::{PROVINCES, names, village_core};
use crate::{
    people::text::{folded, tidy},
    places::{Level, PlaceCode},
};

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One place.
    Place(PlaceCode),
    /// A place, but what stands after its name was not understood.
    Partly(PlaceCode),
    /// Several places.
    Many(Vec<PlaceCode>),
    /// A place outside the city.
    Elsewhere,
    /// Nothing known.
    Nowhere,
}

/// The city's places, to be found by code or by the names that people write.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    names: HashMap<PlaceCode, String>,
    cities: HashMap<String, Vec<PlaceCode>>,
    counties: HashMap<String, Vec<PlaceCode>>,
    townships: HashMap<String, Vec<PlaceCode>>,
    villages: HashMap<String, Vec<PlaceCode>>,
}

impl Gazetteer {
    /// Of codes and full names (`许庄街道`), in any order.
    pub fn new(places: impl IntoIterator<Item = (PlaceCode, String)>) -> Gazetteer {
        let mut sorted: Vec<(PlaceCode, String)> = places.into_iter().collect();
        sorted.sort();
        let mut found = Gazetteer::default();
        for (code, name) in sorted {
            for alias in names(code.level(), &name) {
                let same = found.level_mut(code.level()).entry(alias).or_default();
                if !same.contains(&code) {
                    same.push(code.clone());
                }
            }
            found.names.insert(code, name);
        }
        found
    }

    /// How many places it knows.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// A place's name; empty for an unknown code.
    pub fn name(&self, code: &PlaceCode) -> &str {
        self.names.get(code).map_or("", String::as_str)
    }

    /// The names from the county down: `任城区许庄街道航运新村居委会`.
    pub fn path(&self, code: &PlaceCode) -> String {
        let levels = [Level::County, Level::Township, Level::Village];
        let path: String =
            levels.iter().filter_map(|&level| code.at(level)).map(|code| self.name(&code)).collect();
        if path.is_empty() { self.name(code).to_owned() } else { path }
    }

    /// The codes of all places of a level, sorted.
    pub fn codes(&self, level: Level) -> Vec<PlaceCode> {
        let mut codes: Vec<PlaceCode> =
            self.names.keys().filter(|code| code.level() == level).cloned().collect();
        codes.sort();
        codes
    }

    /// The place of a code as it is written in workbooks, with or without trailing zeros.
    pub fn by_code(&self, text: &str) -> Option<PlaceCode> {
        let digits = tidy(text);
        if digits.len() < 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let known = |digits: &str| digits.parse().ok().filter(|code| self.names.contains_key(code));
        known(&digits).or_else(|| {
            let lengths = [9, 6, 4].into_iter().filter(|&n| n < digits.len());
            lengths.filter(|&n| digits[n..].bytes().all(|b| b == b'0')).find_map(|n| known(&digits[..n]))
        })
    }

    /// What a text means. Of several places of one name the one in `within` is meant, when there is just one, else the
    /// highest (`金乡` is the county, not the township of that name).
    pub fn find(&self, text: &str, within: Option<&PlaceCode>) -> Found {
        if let Some(code) = self.by_code(text) {
            return Found::Place(code);
        }
        let whole = folded(text);
        let (rest, elsewhere) = self.without_province(&whole);
        if elsewhere {
            return Found::Elsewhere;
        }
        let mut readings = Vec::new();
        for (city, rest) in self.cities_of(rest) {
            self.read(city.as_ref(), rest, &mut readings);
        }
        best(readings, within)
    }

    fn level_mut(&mut self, level: Level) -> &mut HashMap<String, Vec<PlaceCode>> {
        match level {
            Level::City => &mut self.cities,
            Level::County => &mut self.counties,
            Level::Township => &mut self.townships,
            Level::Village => &mut self.villages,
        }
    }

    fn without_province<'t>(&self, text: &'t str) -> (&'t str, bool) {
        let text = text.strip_prefix("中国").unwrap_or(text);
        let own = self.names.keys().next().map_or("", |code| &code.as_str()[..2]);
        for (digits, province) in PROVINCES {
            if let Some(rest) = text.strip_prefix(province) {
                let bare = rest.strip_prefix('省').unwrap_or(rest);
                return (bare, *digits != own && !self.is_name(text));
            }
        }
        (text, false)
    }

    fn is_name(&self, text: &str) -> bool {
        [&self.counties, &self.townships]
            .iter()
            .any(|names| prefixes(text).any(|(name, _)| names.contains_key(name)))
    }

    fn cities_of<'t>(&self, text: &'t str) -> Vec<(Option<PlaceCode>, &'t str)> {
        let mut ways = vec![(None, text)];
        for (name, rest) in prefixes(text) {
            let cities = self.cities.get(name).into_iter().flatten();
            ways.extend(cities.map(|city| (Some(city.clone()), rest)));
        }
        ways
    }

    fn read(&self, city: Option<&PlaceCode>, text: &str, readings: &mut Vec<Reading>) {
        if let Some(city) = city {
            readings.push(Reading::new(city, 0, text));
        }
        let mut above: Vec<(Option<PlaceCode>, &str, usize)> = vec![(None, text, 0)];
        for (name, rest) in prefixes(text) {
            for county in self.counties.get(name).into_iter().flatten() {
                readings.push(Reading::new(county, 1, rest));
                above.push((Some(county.clone()), rest, 1));
            }
        }
        for (county, rest, said) in above {
            self.read_township(county.as_ref(), rest, said, readings);
        }
    }

    fn read_township(
        &self,
        county: Option<&PlaceCode>,
        text: &str,
        said: usize,
        readings: &mut Vec<Reading>,
    ) {
        let inside = |code: &PlaceCode| county.is_none_or(|county| county.contains(code));
        for (name, rest) in prefixes(text) {
            for township in self.townships.get(name).into_iter().flatten().filter(|code| inside(code)) {
                readings.push(Reading::new(township, said + 1, rest));
                self.read_village(Some(township), rest, said + 1, readings);
            }
        }
        self.read_village(county, text, said, readings);
    }

    fn read_village(&self, above: Option<&PlaceCode>, text: &str, said: usize, readings: &mut Vec<Reading>) {
        if text.is_empty() {
            return;
        }
        let inside = |code: &&PlaceCode| above.is_none_or(|above| above.contains(code));
        let same: Vec<&PlaceCode> =
            self.villages.get(village_core(text)).into_iter().flatten().filter(inside).collect();
        let exact: Vec<&PlaceCode> =
            same.iter().copied().filter(|code| folded(self.name(code)) == text).collect();
        let chosen = if exact.is_empty() { same } else { exact };
        readings.extend(chosen.into_iter().map(|village| Reading::new(village, said + 1, "")));
    }
}

/// One way to understand a text.
struct Reading {
    code: PlaceCode,
    /// How many levels were named.
    said: usize,
    /// Characters that were not understood.
    left: usize,
}

impl Reading {
    fn new(code: &PlaceCode, said: usize, rest: &str) -> Reading {
        Reading { code: code.clone(), said, left: rest.chars().count() }
    }
}

fn best(readings: Vec<Reading>, within: Option<&PlaceCode>) -> Found {
    let Some(left) = readings.iter().map(|reading| reading.left).min() else { return Found::Nowhere };
    let said = readings.iter().filter(|r| r.left == left).map(|r| r.said).max().unwrap_or(0);
    let mut codes: Vec<PlaceCode> =
        readings.into_iter().filter(|r| r.left == left && r.said == said).map(|r| r.code).collect();
    codes.sort();
    codes.dedup();
    if codes.len() > 1
        && let Some(within) = within
    {
        let inside: Vec<PlaceCode> = codes.iter().filter(|code| within.contains(code)).cloned().collect();
        if inside.len() == 1 {
            codes = inside;
        }
    }
    let highest = codes.iter().map(PlaceCode::level).min();
    if codes.iter().filter(|code| Some(code.level()) == highest).count() == 1 {
        codes.retain(|code| Some(code.level()) == highest);
    }
    match (codes.len(), left) {
        (1, 0) => Found::Place(codes.remove(0)),
        (1, _) => Found::Partly(codes.remove(0)),
        (_, 0) => Found::Many(codes),
        _ => Found::Nowhere,
    }
}

/// The beginnings of a text of two to twelve characters, the longest first, each with what follows.
fn prefixes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut ends: Vec<usize> =
        text.char_indices().map(|(at, c)| at + c.len_utf8()).take(12).skip(1).collect();
    ends.reverse();
    ends.into_iter().map(|end| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Gazetteer {
        let rows = [
            ("3708", "济宁市"),
            ("370811", "任城区"),
            ("370811002", "许庄街道"),
            ("370811002001", "航运新村居委会"),
            ("370811002002", "张庄村民委员会"),
            ("370811002003", "张庄社区居民委员会"),
            ("370828", "金乡县"),
            ("370828001", "金乡街道"),
            ("370828001001", "文峰社区居民委员会"),
            ("370828101", "羊山镇"),
            ("370828101001", "张庄村委会"),
            ("370871", "济宁高新技术产业开发区"),
            ("370871001", "洸河街道"),
        ];
        Gazetteer::new(rows.map(|(code, name)| (code.parse().unwrap(), name.to_owned())))
    }

    #[test]
    fn places_are_found_as_people_write_them() {
        let places = places();
        let place = |code: &str| Found::Place(code.parse().unwrap());
        let cases = [
            ("370811002001", place("370811002001")),
            ("370811002000", place("370811002")),
            ("370800", place("3708")),
            ("370811000000", place("370811")),
            ("任城区许庄街道航运新村", place("370811002001")),
            ("山东省济宁市任城区许庄街道航运新村居委会", place("370811002001")),
            ("山东济宁任城 许庄 / 航运新村", place("370811002001")),
            ("许庄街道航运新村社区", place("370811002001")),
            ("航运新村", place("370811002001")),
            ("山东金乡", place("370828")),
            ("金乡县金乡街道文峰社区", place("370828001001")),
            ("金乡街道", place("370828001")),
            ("济宁高新区洸河街道", place("370871001")),
            ("山东济宁", place("3708")),
            ("羊山镇张庄", place("370828101001")),
            (
                "许庄街道张庄村",
                Found::Many(vec!["370811002002".parse().unwrap(), "370811002003".parse().unwrap()]),
            ),
            ("许庄街道张庄社区居民委员会", place("370811002003")),
            ("任城区许庄街道无此村", Found::Partly("370811002".parse().unwrap())),
            ("河南省商丘市", Found::Elsewhere),
            ("火星", Found::Nowhere),
            ("", Found::Nowhere),
        ];
        for (text, expected) in cases {
            assert_eq!(places.find(text, None), expected, "{text}");
        }
    }

    #[test]
    fn the_neighbourhood_decides_between_namesakes() {
        let places = places();
        assert!(matches!(places.find("张庄村", None), Found::Many(_)));
        let county = "370828".parse().unwrap();
        assert_eq!(places.find("张庄村", Some(&county)), Found::Place("370828101001".parse().unwrap()));
        assert_eq!(places.path(&"370828101001".parse().unwrap()), "金乡县羊山镇张庄村委会");
    }
}
