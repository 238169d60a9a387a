//! Contradictions between a workbook and the people of today.

use std::collections::{BTreeMap, HashMap};

use super::Incoming;
use crate::{
    people::{
        Field, Gazetteer, OfficialRecord, Origin, Present, PresentOfficial, Problem, ProblemCode, Roster,
        matching,
    },
    places::PlaceCode,
};

/// Finds them. Rows whose staff number is somebody else's are taken out of the records.
pub fn check(
    roster: &Roster,
    places: &Gazetteer,
    present: &Present,
    officials: &mut Vec<Incoming<OfficialRecord>>,
    problems: &mut Vec<Problem>,
) {
    let ids: HashMap<&str, &PresentOfficial> = by(present, |record| &record.id_digest);
    let staff: HashMap<&str, &PresentOfficial> = by(present, |record| &record.staff_no);
    officials.retain(|one| {
        let record = &one.record;
        if let Some(same) =
            ids.get(record.id_digest.as_str()).filter(|same| same.record.name_key != record.name_key)
        {
            let renamed = roster.problem(one.at, Field::Name, &record.name, ProblemCode::OtherNameNow);
            problems.push(renamed.with("other", &same.record.name));
        }
        let holder = staff.get(record.staff_no.as_str()).filter(|holder| {
            let (a, b) = (&holder.record.id_digest, &record.id_digest);
            !a.is_empty() && !b.is_empty() && a != b
        });
        if let Some(holder) = holder {
            let taken = roster.problem(one.at, Field::StaffNo, &record.staff_no, ProblemCode::StaffNoOfOther);
            problems.push(taken.with("other", &holder.record.name));
        }
        holder.is_none()
    });
    departures(places, present, officials, problems);
}

fn by(present: &Present, key: fn(&OfficialRecord) -> &str) -> HashMap<&str, &PresentOfficial> {
    let keyed = present.officials.iter().map(|one| (key(&one.record), one));
    keyed.filter(|(key, _)| !key.is_empty()).collect()
}

/// Counties from which a fifth or more would leave.
fn departures(
    places: &Gazetteer,
    present: &Present,
    officials: &[Incoming<OfficialRecord>],
    problems: &mut Vec<Problem>,
) {
    let mut stay = vec![false; present.officials.len()];
    matching::pair(&present.officials, officials).into_iter().flatten().for_each(|n| stay[n] = true);
    let mut counties: BTreeMap<PlaceCode, (Origin, usize, usize)> = BTreeMap::new();
    for one in officials {
        counties.entry(one.record.county()).or_insert((Origin { row: 0, ..one.at }, 0, 0));
    }
    for (one, stays) in present.officials.iter().zip(stay) {
        if let Some((_, held, left)) = counties.get_mut(&one.record.county()) {
            *held += 1;
            *left += usize::from(!stays);
        }
    }
    for (county, (at, held, left)) in counties {
        if left >= 10 && left * 5 >= held {
            let many = Problem::of_row(at, ProblemCode::ManyLeft).with("place", places.name(&county));
            problems.push(many.with("present", held).with("left", left));
        }
    }
}
