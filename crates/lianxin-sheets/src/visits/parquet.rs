//! Columns with types (Apache Parquet), written a group of rows at a time; each group is given out when it is whole.

use std::sync::Arc;

use jiff::civil::date;
use lianxin_domain::day::Day;
use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type},
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::{Type, TypePtr},
};

use super::{
    file::Head,
    row::{Cell, Column, Kind, Tongue, VisitRow, columns},
};
use crate::Unwritable;

/// Rows of a group.
const GROUP: usize = 10_000;

/// A file being written.
pub struct Parquet {
    writer: SerializedFileWriter<Vec<u8>>,
    columns: Vec<&'static Column>,
    waiting: Vec<VisitRow>,
}

impl Parquet {
    /// Begins with the schema and what the file says of itself.
    pub fn begin(head: &Head) -> Result<Parquet, Unwritable> {
        let columns = columns(head.named);
        let note = |key: &str, value: String| KeyValue::new(key.to_owned(), value);
        let mut notes = vec![
            note("place", head.place.clone()),
            note("from", head.span.from.to_string()),
            note("to", head.span.to.to_string()),
            note("exported_by", head.by.clone()),
            note("purpose", head.purpose.clone()),
            note("mark", head.mark.clone()),
        ];
        if head.synthetic {
            notes.push(note("synthetic", "yes".into()));
        }
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("Lianxin 连心".into())
            .set_key_value_metadata(Some(notes))
            .build();
        let writer = SerializedFileWriter::new(Vec::new(), schema(&columns)?, Arc::new(properties))?;
        Ok(Parquet { writer, columns, waiting: Vec::new() })
    }

    /// Adds rows; gives out the groups that became whole.
    pub fn add(&mut self, rows: Vec<VisitRow>) -> Result<Vec<u8>, Unwritable> {
        self.waiting.extend(rows);
        while self.waiting.len() >= GROUP {
            let rest = self.waiting.split_off(GROUP);
            let group = std::mem::replace(&mut self.waiting, rest);
            self.group(&group)?;
        }
        self.writer.flush()?;
        // The writer counts offsets by itself, so that what is written can leave.
        Ok(std::mem::take(self.writer.inner_mut()))
    }

    /// The last group and the footer.
    pub fn end(mut self) -> Result<Vec<u8>, Unwritable> {
        let group = std::mem::take(&mut self.waiting);
        if !group.is_empty() {
            self.group(&group)?;
        }
        Ok(self.writer.into_inner()?)
    }

    fn group(&mut self, rows: &[VisitRow]) -> Result<(), Unwritable> {
        let mut group = self.writer.next_row_group()?;
        for column in &self.columns {
            let writer = group.next_column()?.ok_or_else(|| Unwritable("a column too many".into()))?;
            let cells: Vec<Cell> = rows.iter().map(|row| (column.cell)(row, Tongue::Words)).collect();
            put(writer, column.kind, cells)?;
        }
        group.close()?;
        Ok(())
    }
}

fn schema(columns: &[&'static Column]) -> Result<TypePtr, Unwritable> {
    let field = |column: &&'static Column| -> Result<TypePtr, Unwritable> {
        let (physical, logical) = match column.kind {
            Kind::Text => (Physical::BYTE_ARRAY, LogicalType::String),
            Kind::Day => (Physical::INT32, LogicalType::Date),
            Kind::Int => (Physical::INT64, LogicalType::integer(64, true)),
        };
        let field = Type::primitive_type_builder(column.name, physical)
            .with_repetition(Repetition::REQUIRED)
            .with_logical_type(Some(logical))
            .build()?;
        Ok(Arc::new(field))
    };
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder("visit").with_fields(fields).build()?))
}

fn put(mut writer: SerializedColumnWriter<'_>, kind: Kind, cells: Vec<Cell>) -> Result<(), Unwritable> {
    match kind {
        Kind::Text => {
            let text = |cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.into_bytes())),
                Cell::Day(_) | Cell::Int(_) => None,
            };
            let values: Vec<ByteArray> = cells.into_iter().filter_map(text).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, None, None)?;
        }
        Kind::Day => {
            let day = |cell| match cell {
                Cell::Day(day) => Some(since_1970(day)),
                Cell::Text(_) | Cell::Int(_) => None,
            };
            let values: Vec<i32> = cells.into_iter().filter_map(day).collect();
            writer.typed::<Int32Type>().write_batch(&values, None, None)?;
        }
        Kind::Int => {
            let number = |cell| match cell {
                Cell::Int(number) => Some(number),
                Cell::Text(_) | Cell::Day(_) => None,
            };
            let values: Vec<i64> = cells.into_iter().filter_map(number).collect();
            writer.typed::<Int64Type>().write_batch(&values, None, None)?;
        }
    }
    Ok(writer.close()?)
}

/// Days since 1970-01-01, as a date is stored.
fn since_1970(day: Day) -> i32 {
    (day.date() - date(1970, 1, 1)).get_days()
}
