//! Whose matters they are: households of the village by the name of their head, or of somebody who lives there.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Docket, Incoming, says};
use crate::{
    households::import::house_key,
    people::{Field, Problem, ProblemCode, name_key, person_name},
    places::PlaceCode,
};

/// A household of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    /// Where it lies.
    pub village: PlaceCode,
    /// Its id.
    pub id: Uuid,
    /// Its house number.
    pub house: String,
    /// The head's name.
    pub head: String,
    /// Who else lives there.
    pub residents: Vec<String>,
}

/// Finds the household of each matter that names one; tells where there is none, or more than one.
pub fn houses(docket: &Docket, rows: &mut [Incoming], known: &[House]) -> Vec<Problem> {
    let mut heads: HashMap<(&PlaceCode, String), Vec<&House>> = HashMap::new();
    let mut others: HashMap<(&PlaceCode, String), Vec<&House>> = HashMap::new();
    for house in known {
        let head = name_key(&house.head);
        for name in house.residents.iter().map(|name| name_key(name)).filter(|name| *name != head) {
            others.entry((&house.village, name)).or_default().push(house);
        }
        heads.entry((&house.village, head)).or_default().push(house);
    }
    let mut problems = Vec::new();
    for row in rows.iter_mut() {
        let name = person_name(&row.head);
        if says::is_nobody(&row.head) || name.is_empty() {
            continue;
        }
        let key = (&row.village, name_key(&name));
        let found = heads.get(&key).or_else(|| others.get(&key)).map_or(&[][..], Vec::as_slice);
        let door = house_key(&row.house);
        let behind: Vec<&&House> =
            found.iter().filter(|one| !row.house.is_empty() && house_key(&one.house) == door).collect();
        let field = if docket.has(row.at, Field::Head) { Field::Head } else { Field::Name };
        let told = |code| docket.problem(row.at, field, &name, code);
        let household = match (found, behind.as_slice()) {
            (_, [one]) => Some(one.id),
            ([one], _) => Some(one.id),
            ([], _) => {
                problems.push(told(ProblemCode::HeadUnknown));
                None
            }
            _ => {
                problems.push(told(ProblemCode::HeadAmbiguous).with("count", found.len()));
                None
            }
        };
        row.household = household;
    }
    problems
}
