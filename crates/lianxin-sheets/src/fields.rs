//! The cells of a row by what they mean, read once, with a problem for each that cannot be read.

use calamine::DataRef;
use lianxin_domain::people::{Field, Origin, Problem, ProblemCode, Sheet, letters};

use crate::{
    cells::{self, Wrong},
    rows::Row,
    vocabulary::{Vocabulary, is_footer},
};

/// A row of a sheet whose columns are known.
pub struct Fields<'r, 'a> {
    /// How this kind of workbook is read.
    pub words: &'r Vocabulary,
    /// The sheet.
    pub sheet: &'r Sheet,
    /// The row.
    pub row: &'r Row<'a>,
    /// Where it stands.
    pub at: Origin,
    /// What is wrong with its cells.
    pub problems: &'r mut Vec<Problem>,
}

impl<'a> Fields<'_, 'a> {
    /// Whether the row is empty, a footer, an example, or the header once more. Carried values and running numbers say nothing.
    pub fn says_nothing(&self, main: Field) -> bool {
        let mut own = self.sheet.columns.iter().filter(|(field, column)| {
            !matches!(field, Field::Number | Field::Note)
                && self.row.cell(**column).is_some_and(|cell| !cell.carried && !blank(&cell.value))
        });
        if own.next().is_none() {
            return true;
        }
        if self.quiet(Field::Note).starts_with("示例") {
            return true;
        }
        let text = self.quiet(main);
        if self.words.meaning(&text).is_some_and(|(field, _)| field == main) {
            return true;
        }
        let first = self.row.cells.first().and_then(|cell| cells::text(&cell.value).ok()).unwrap_or_default();
        text.is_empty() && is_footer(&first) || is_footer(&text) && self.row.cells.len() <= 2
    }

    /// The field's text, without a word about what is wrong with it.
    pub fn quiet(&self, field: Field) -> String {
        self.value(field).and_then(|value| cells::text(value).ok()).unwrap_or_default()
    }

    fn value(&self, field: Field) -> Option<&DataRef<'a>> {
        let column = *self.sheet.columns.get(&field)?;
        self.row.cell(column).map(|cell| &cell.value)
    }

    /// The field's value by one way of reading; what cannot be read becomes a problem and nothing.
    pub fn read<T: Default>(&mut self, field: Field, by: fn(&DataRef<'a>) -> Result<T, Wrong>) -> T {
        let Some(&column) = self.sheet.columns.get(&field) else { return T::default() };
        let Some(cell) = self.row.cell(column) else { return T::default() };
        let answer = if cell.unsolved {
            Err((ProblemCode::FormulaWithoutValue, String::new()))
        } else {
            by(&cell.value)
        };
        answer.unwrap_or_else(|(code, value)| {
            let value = (self.words.quoted)(field, &value);
            let problem = Problem::of_row(self.at, code).with("field", field.zh());
            self.problems.push(Problem { column: letters(column), field: Some(field), value, ..problem });
            T::default()
        })
    }

    /// A text of at most 400 characters.
    pub fn text(&mut self, field: Field) -> String {
        self.read(field, |value| cells::text(value).map(|text| text.chars().take(400).collect()))
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
