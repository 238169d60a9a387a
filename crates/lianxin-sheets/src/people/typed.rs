//! One row of a sheet as the row of a roster.

use std::collections::BTreeMap;

use calamine::DataRef;
use lianxin_domain::people::{
    Field, IdNumber, OfficialRow, Origin, Problem, ProblemCode, Roster, Sheet, SheetKind, Topic, UnitRow,
    VillageRow, compact, letters, masked,
};

use super::labels::is_footer;
use crate::{
    cells::{self, Wrong},
    rows::Row,
};

/// Adds a row to the roster; answers whether it held anything.
pub fn add(roster: &mut Roster, sheet: &Sheet, at: Origin, row: &Row<'_>) -> bool {
    let fields = Fields { sheet, row, at, problems: Vec::new() };
    if fields.says_nothing() {
        return false;
    }
    let mut fields = fields;
    match sheet.kind {
        SheetKind::Officials => roster.officials.push(fields.official()),
        SheetKind::Units => roster.units.push(fields.unit()),
        SheetKind::Villages => roster.villages.push(fields.village()),
        SheetKind::Instructions | SheetKind::Unknown => return false,
    }
    if row.broken > 0 {
        fields.problems.push(Problem::of_row(at, ProblemCode::ErrorCell));
    }
    roster.problems.append(&mut fields.problems);
    true
}

struct Fields<'r, 'a> {
    sheet: &'r Sheet,
    row: &'r Row<'a>,
    at: Origin,
    problems: Vec<Problem>,
}

impl<'a> Fields<'_, 'a> {
    /// Whether the row is empty, a footer, an example, or the header once more. Carried values and running numbers say nothing.
    fn says_nothing(&self) -> bool {
        let mut own = self.sheet.columns.iter().filter(|(field, column)| {
            !matches!(field, Field::Number | Field::Note)
                && self.row.cell(**column).is_some_and(|cell| !cell.carried && !blank(&cell.value))
        });
        if own.next().is_none() {
            return true;
        }
        let main = match self.sheet.kind {
            SheetKind::Officials => Field::Name,
            SheetKind::Units => Field::Unit,
            _ if self.sheet.columns.contains_key(&Field::Code) => Field::Code,
            _ => Field::Village,
        };
        if self.quiet(Field::Note).starts_with("示例") {
            return true;
        }
        let text = self.quiet(main);
        if super::labels::meaning(&text).is_some_and(|(field, _)| field == main) {
            return true;
        }
        let first = self.row.cells.first().and_then(|cell| cells::text(&cell.value).ok()).unwrap_or_default();
        text.is_empty() && is_footer(&first) || is_footer(&text) && self.row.cells.len() <= 2
    }

    fn quiet(&self, field: Field) -> String {
        self.value(field).and_then(|value| cells::text(value).ok()).unwrap_or_default()
    }

    fn value(&self, field: Field) -> Option<&DataRef<'a>> {
        let column = *self.sheet.columns.get(&field)?;
        self.row.cell(column).map(|cell| &cell.value)
    }

    /// The field's value by one way of reading; what cannot be read becomes a problem and nothing.
    fn read<T: Default>(&mut self, field: Field, by: fn(&DataRef<'a>) -> Result<T, Wrong>) -> T {
        let Some(&column) = self.sheet.columns.get(&field) else { return T::default() };
        let Some(cell) = self.row.cell(column) else { return T::default() };
        let answer = if cell.unsolved {
            Err((ProblemCode::FormulaWithoutValue, String::new()))
        } else {
            by(&cell.value)
        };
        answer.unwrap_or_else(|(code, value)| {
            let value =
                if field == Field::IdNumber { masked(&value) } else { value.chars().take(120).collect() };
            let problem = Problem::of_row(self.at, code).with("field", field.zh());
            self.problems.push(Problem { column: letters(column), field: Some(field), value, ..problem });
            T::default()
        })
    }

    fn text(&mut self, field: Field) -> String {
        self.read(field, |value| cells::text(value).map(|text| text.chars().take(400).collect()))
    }

    fn official(&mut self) -> OfficialRow {
        OfficialRow {
            at: self.at,
            name: self.text(Field::Name),
            gender: self.text(Field::Gender),
            unit: compact(&self.text(Field::Unit)),
            county: self.text(Field::County),
            post: self.text(Field::Post),
            rank: self.text(Field::Rank),
            phone: self.text(Field::Phone),
            id_number: IdNumber(self.read(Field::IdNumber, cells::id_number)),
            staff_no: self.read(Field::StaffNo, cells::name_number),
            home: self.text(Field::Home),
            skills: self.text(Field::Skills),
            joined: self.read(Field::Joined, cells::day),
        }
    }

    fn unit(&mut self) -> UnitRow {
        UnitRow {
            at: self.at,
            name: compact(&self.text(Field::Unit)),
            kind: self.text(Field::Kind),
            place: if self.sheet.columns.contains_key(&Field::Place) {
                self.read(Field::Place, cells::name_number)
            } else {
                self.text(Field::County) + &self.text(Field::Township)
            },
            area: self.text(Field::Area),
            strengths: self.text(Field::Strengths),
            phone: self.text(Field::Phone),
        }
    }

    fn village(&mut self) -> VillageRow {
        let mut needs = BTreeMap::new();
        for &topic in Topic::ALL {
            if let Some(weight) = self.read(Field::need(topic), cells::whole) {
                needs.insert(topic, weight);
            }
        }
        VillageRow {
            at: self.at,
            code: self.read(Field::Code, cells::name_number),
            county: self.text(Field::County),
            township: self.text(Field::Township),
            village: self.text(Field::Village),
            difficulty: self.read(Field::Difficulty, cells::whole),
            households: self.read(Field::Households, cells::whole),
            residents: self.read(Field::Residents, cells::whole),
            contact_name: self.text(Field::ContactName),
            contact_phone: self.text(Field::ContactPhone),
            needs,
        }
    }
}

fn blank(value: &DataRef<'_>) -> bool {
    match value {
        DataRef::Empty => true,
        DataRef::String(text) => text.trim().is_empty(),
        DataRef::SharedString(text) => text.trim().is_empty(),
        _ => false,
    }
}
