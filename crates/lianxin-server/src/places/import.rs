//! The divisions file: `code,name,level,parent` as CSV, checked as a whole before anything is stored.

use std::collections::{HashMap, HashSet};

use lianxin_domain::{
    day::Day,
    places::{Level, PlaceCode},
};
use serde_json::json;

use super::store;
use crate::{
    app::App,
    args,
    engine::{
        act::Act,
        error::{Error, Result, codes},
        value::Value,
    },
};

/// A line of the divisions file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Its code.
    pub code: PlaceCode,
    /// Its name.
    pub name: String,
}

/// How many places came in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Imported {
    /// Places in the file.
    pub rows: usize,
    /// Places that were new.
    pub new: usize,
    /// Places whose name changed.
    pub renamed: usize,
    /// Places that the file no longer has.
    pub ended: usize,
}

/// Reads the file; the first mistakes are named by line.
pub fn parse(text: &str) -> Result<Vec<Division>> {
    let mut wrong: Vec<String> = Vec::new();
    let mut seen: HashMap<PlaceCode, usize> = HashMap::new();
    let mut divisions = Vec::new();
    for (n, line) in text.trim_start_matches('\u{feff}').lines().enumerate().skip(1) {
        let line_no = n + 1;
        if line.trim().is_empty() {
            continue;
        }
        let mut cells = line.split(',').map(|cell| cell.trim().trim_matches('"'));
        let (code, name) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        match code.parse::<PlaceCode>() {
            _ if name.is_empty() => wrong.push(format!("line {line_no}: the name is missing")),
            Err(why) => wrong.push(format!("line {line_no}: {why}")),
            Ok(code) => {
                if let Some(first) = seen.insert(code.clone(), line_no) {
                    wrong.push(format!("line {line_no}: {code} stands in line {first} already"));
                }
                divisions.push(Division { code, name: name.to_owned() });
            }
        }
    }
    let known: HashSet<&PlaceCode> = divisions.iter().map(|d| &d.code).collect();
    let orphans = divisions.iter().filter(|d| d.code.parent().is_some_and(|parent| !known.contains(&parent)));
    wrong.extend(orphans.take(20).map(|d| format!("{} {}: the place above it is missing", d.code, d.name)));
    let cities = divisions.iter().filter(|d| d.code.level() == Level::City).count();
    if cities != 1 {
        wrong.push(format!("the file must hold exactly one city (4 digits), not {cities}"));
    }
    if wrong.is_empty() {
        return Ok(divisions);
    }
    let more = wrong.len().saturating_sub(10);
    wrong.truncate(10);
    let tail = if more > 0 { format!("; and {more} more") } else { String::new() };
    Err(Error::refused(codes::BAD_FILE).with("why", wrong.join("; ") + &tail))
}

/// Brings the divisions in: new places begin on `since`, renamed ones keep their history, absent ones end.
pub async fn import(app: &App, mut act: Act, divisions: Vec<Division>, since: Day) -> Result<Imported> {
    let Some(city) = divisions.iter().find(|d| d.code.level() == Level::City).map(|d| d.code.clone()) else {
        return Err(Error::refused(codes::NO_CITY));
    };
    let tx = act.tx().await?;
    let today: HashMap<String, String> =
        store::all_as_of(tx, &city, since).await?.into_iter().map(|place| (place.code, place.name)).collect();
    let mut report = Imported { rows: divisions.len(), ..Imported::default() };
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for division in &divisions {
        match today.get(division.code.as_str()) {
            Some(name) if *name == division.name => continue,
            Some(_) => {
                report.renamed += 1;
                store::remove_since(tx, &division.code, since).await?;
                store::close(tx, &division.code, since, "").await?;
            }
            None => report.new += 1,
        }
        rows.push(row(division, since, ""));
    }
    let kept: HashSet<&str> = divisions.iter().map(|d| d.code.as_str()).collect();
    for code in today.keys().filter(|code| !kept.contains(code.as_str())) {
        if let Ok(code) = code.parse() {
            report.ended += 1;
            store::close(tx, &code, since, "").await?;
        }
    }
    tx.insert(&store::PLACE, &rows).await?;
    let detail =
        json!({"rows": report.rows, "new": report.new, "renamed": report.renamed, "ended": report.ended});
    act.done(&city, &city, detail, ()).await?;
    app.refresh().await?;
    Ok(report)
}

/// A place's row, open-ended.
pub fn row(division: &Division, since: Day, document: &str) -> Vec<Value> {
    let code = &division.code;
    let parent = code.parent().map(|parent| parent.to_string()).unwrap_or_default();
    let spoken = lianxin_domain::places::spoken(&division.name);
    args![
        &code.owner(),
        code,
        since,
        Day::NEVER,
        division.name.as_str(),
        code.level().word(),
        parent,
        spoken.pinyin,
        spoken.initials,
        "",
        document,
    ]
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_named_by_line() {
        let text = "code,name,level,parent\n3708,济宁市,city,\n370811,,county,3708\n37,x,,\n3708110,y,,\n370812001,z,township,370812\n3708,again,city,\n";
        let why = parse(text).expect_err("refused").detail(false);
        for part in
            ["line 3: the name", "line 4: “37”", "line 5", "line 7: 3708 stands in line 2", "370812001 z"]
        {
            assert!(why.contains(part), "{part} in {why}");
        }
    }
}
