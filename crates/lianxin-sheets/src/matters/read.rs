//! Reading a sheet of open matters.

use lianxin_domain::{
    cases::import::{Docket, MatterRow},
    people::{Field, Origin, Problem, ProblemCode, Sheet, folded, letters},
};

use super::labels::WORDS;
use crate::{
    Refusal, cells,
    fields::Fields,
    guard::Limits,
    reading::{self, Tell},
    rows::Row,
};

/// The most characters of a text that are looked at.
const LONGEST: usize = 4000;

/// Reads a workbook of open matters, one a row. `tell` is called every thousand rows and answers whether to go on. Problems
/// of cells and sheets stand in the docket. Never panics.
pub fn read_docket(bytes: &[u8], limits: &Limits, tell: Tell<'_>) -> Result<Docket, Refusal> {
    let mut rows: Vec<MatterRow> = Vec::new();
    let mut stray = None;
    let mut take = |sheet: &Sheet, at: Origin, row: &Row<'_>, problems: &mut Vec<Problem>| {
        let Some(found) = matter(sheet, at, row, problems) else { return false };
        if rows.len() < super::MOST {
            rows.push(found);
        } else {
            stray.get_or_insert_with(|| sheet.name.clone());
        }
        true
    };
    let read = reading::read(bytes, limits, &WORDS, &mut take, tell);
    let (sheets, mut problems) = read.map_err(|refusal| match refusal {
        Refusal::NotARoster { sheets } => Refusal::NoMatters { sheets },
        other => other,
    })?;
    if let Some(part) = stray {
        return Err(Refusal::TooManyRows { part, most: super::MOST as u64 });
    }
    problems.extend((0..).zip(&sheets).filter_map(|(n, sheet)| not_taken(n, sheet)));
    Ok(Docket { sheets, rows, problems })
}

/// That columns of telephone and identity numbers are not read.
fn not_taken(n: u16, sheet: &Sheet) -> Option<Problem> {
    let columns: Vec<String> = [Field::Phone, Field::IdNumber]
        .into_iter()
        .filter_map(|field| {
            sheet.columns.get(&field).map(|column| format!("{}（{}）", letters(*column), field.zh()))
        })
        .collect();
    let mut told = Problem::of_row(Origin { sheet: n, row: 0 }, ProblemCode::NumbersNotTaken);
    told.value = columns.join("、");
    (!columns.is_empty()).then_some(told)
}

/// A line of sums, which may count the matters in their own column.
fn is_sum(row: &Row<'_>) -> bool {
    let first = row.cells.first().and_then(|cell| cells::text(&cell.value).ok()).unwrap_or_default();
    ["合计", "总计", "小计"].contains(&folded(&first).as_str())
}

fn matter(sheet: &Sheet, at: Origin, row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<MatterRow> {
    let mut fields = Fields { words: &WORDS, sheet, row, at, problems };
    let main = if sheet.columns.contains_key(&Field::Matter) { Field::Matter } else { Field::Words };
    if fields.says_nothing(main) || is_sum(row) {
        return None;
    }
    let long = |fields: &mut Fields<'_, '_>, field| {
        let text = fields.read(field, cells::text);
        text.chars().take(LONGEST).collect::<String>()
    };
    let raised_said = !fields.quiet(Field::Raised).is_empty();
    let (title, words) = (long(&mut fields, Field::Matter), long(&mut fields, Field::Words));
    let read = MatterRow {
        at,
        number: fields.read(Field::CaseNo, cells::name_number),
        code: fields.read(Field::Code, cells::name_number),
        county: fields.text(Field::County),
        township: fields.text(Field::Township),
        village: fields.text(Field::Village),
        house: fields.read(Field::House, cells::name_number),
        head: fields.text(Field::Head),
        title,
        words,
        theme: fields.text(Field::Theme),
        kind: fields.text(Field::MatterKind),
        urgent: fields.text(Field::Urgent),
        raised: fields.read(Field::Raised, cells::day),
        raised_said,
        deadline: fields.read(Field::Deadline, cells::day),
        handler: fields.text(Field::Handler),
        progress: fields.text(Field::Progress),
    };
    if row.broken > 0 {
        fields.problems.push(Problem::of_row(at, ProblemCode::ErrorCell));
    }
    Some(read)
}
