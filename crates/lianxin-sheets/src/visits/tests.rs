//! The same rows read back from every form.

use calamine::{Data, Reader};
use lianxin_domain::visits::{Did, Format, How, PromiseState, RecordState, Span};
use parquet::{
    basic::LogicalType,
    data_type::AsBytes,
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};

use super::{Head, Promised, VisitFile, VisitRow, column_names};

fn head(named: bool, chinese: bool) -> Head {
    Head {
        place: "安居镇".into(),
        span: Span::new("2026-06-01".parse().unwrap(), "2026-06-30".parse().unwrap()).unwrap(),
        by: "李站长".into(),
        purpose: "季度汇总".into(),
        named,
        mark: "0af1c9d2".into(),
        chinese,
        synthetic: true,
        rows: 3,
    }
}

fn row(said: &str) -> VisitRow {
    let promise =
        |words: &str, state| Promised { words: words.into(), due: "2026-07-10".parse().unwrap(), state };
    VisitRow {
        village_code: "370811001001".into(),
        village: "东村".into(),
        township: "安居镇".into(),
        house: "1-2号".into(),
        household: "张三".into(),
        at_home: true,
        day: "2026-06-15".parse().unwrap(),
        how: How::InPerson,
        did: vec![Did::OldPartyMember, Did::Eat],
        officials: vec!["王一".into(), "赵二".into()],
        said: vec![said.into()],
        quotable: vec!["路\n不好走".into(), "井\"浅\"".into()],
        needs: vec![],
        promises: vec![promise("问水务站", PromiseState::Open), promise("修灯", PromiseState::Kept)],
        state: RecordState::Stands,
        mark: "0af1c9d2".into(),
    }
}

/// The whole file, its rows added in pieces.
fn written(format: Format, head: &Head, rows: &[VisitRow], piece: usize) -> Vec<u8> {
    let mut file = VisitFile::begin(format, head).unwrap();
    let mut bytes = Vec::new();
    for piece in rows.chunks(piece) {
        bytes.extend(file.add(piece.to_vec()).unwrap());
    }
    bytes.extend(file.end().unwrap());
    bytes
}

/// RFC 4180, read by hand.
fn csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').expect("a mark");
    let (mut rows, mut row, mut cell, mut quoted) = (vec![], vec![], String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => cell.extend(chars.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(c),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "ends with a line");
    rows
}

fn parquet(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let text = |field: &Field| match field {
        Field::Str(text) => text.clone(),
        Field::Date(days) => jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(i64::from(*days)))
            .unwrap()
            .to_string(),
        Field::Long(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    let row = |row: parquet::record::Row| row.get_column_iter().map(|(_, field)| text(field)).collect();
    reader.get_row_iter(None).unwrap().map(|one| row(one.unwrap())).collect()
}

#[test]
fn a_spreadsheet_runs_no_cell_of_the_text() {
    for said in ["=1+1", "+86", "-5度", "@人", "＝HYPERLINK(1)", "，=1"] {
        let rows = csv(&written(Format::Csv, &head(false, true), &[row(said)], 1));
        let at = rows[0].iter().position(|label| label == "反映（不可引用）").unwrap();
        let guarded = !said.starts_with('，');
        assert_eq!(rows[1][at], if guarded { format!("'{said}") } else { said.to_owned() });
        assert!(!rows[1].iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    }
}

#[test]
fn a_parquet_file_says_what_the_text_says_with_types() {
    let rows: Vec<VisitRow> = (0..25_003).map(|n| row(&format!("第{n}句"))).collect();
    for named in [false, true] {
        let head = head(named, false);
        let text = csv(&written(Format::Csv, &head, &rows, 1000));
        let bytes = written(Format::Parquet, &head, &rows, 1000);
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes.clone())).unwrap();
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        let names: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
        assert_eq!(names, column_names(named));
        assert_eq!(text[0], names);
        let kind = |name: &str| {
            let column = schema.columns().iter().find(|column| column.name() == name).unwrap();
            column.logical_type_ref().cloned()
        };
        assert_eq!(kind("day"), Some(LogicalType::Date));
        assert_eq!(kind("said"), Some(LogicalType::String));
        assert_eq!(kind("promises_open"), Some(LogicalType::integer(64, true)));
        assert_eq!(reader.metadata().num_row_groups(), 3);
        let read = parquet(bytes);
        assert_eq!(read.len(), rows.len());
        assert_eq!(read, text[1..]);
    }
}

#[test]
fn a_workbook_has_dates_a_title_and_what_the_text_says() {
    for (named, rows) in [(false, 3), (true, 3), (false, 6000)] {
        let head = Head { rows, ..head(named, true) };
        let rows: Vec<VisitRow> = (0..rows).map(|n| row(&format!("=第{n}句"))).collect();
        let text = csv(&written(Format::Csv, &head, &rows, 1000));
        let bytes = written(Format::Xlsx, &head, &rows, 1000);
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("走访").unwrap();
        let above = |n: u32| sheet.get_value((n, 0)).unwrap().to_string();
        assert_eq!(above(0), "安居镇走访记录（2026-06-01 至 2026-06-30）");
        assert!(
            above(1).contains("李站长") && above(1).contains("季度汇总") && above(1).contains("合成数据")
        );
        let cell = |cell: &Data| match cell {
            Data::DateTime(at) => {
                let (year, month, day, ..) = at.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02}")
            }
            other => other.to_string(),
        };
        let read: Vec<Vec<String>> = sheet.rows().skip(2).map(|row| row.iter().map(cell).collect()).collect();
        let unguarded = |cell: &String| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
        let wanted: Vec<Vec<String>> = text.iter().map(|row| row.iter().map(unguarded).collect()).collect();
        assert_eq!(read, wanted);
        assert!(sheet.rows().nth(3).unwrap().iter().any(|cell| matches!(cell, Data::DateTime(_))));
    }
}

#[test]
fn names_of_households_stand_only_in_files_with_names() {
    for format in Format::ALL.iter().copied() {
        let without = written(format, &head(false, true), &[row("好")], 1);
        assert!(!without.as_bytes().windows(6).any(|w| w == "张三".as_bytes()), "{format:?}");
    }
    let with = csv(&written(Format::Csv, &head(true, true), &[row("好")], 1));
    assert!(with[1].contains(&"张三".to_owned()) && with[1].contains(&"1-2号".to_owned()));
    assert!(with[1].contains(&"路 不好走\n井\"浅\"".to_owned()), "{with:?}");
    assert!(
        with[1].contains(&"问水务站（期限 2026-07-10，未兑现）\n修灯（期限 2026-07-10，已兑现）".to_owned())
    );
}

#[test]
fn a_text_that_a_cell_cannot_hold_says_that_it_was_cut() {
    let long = "长".repeat(40_000);
    let bytes = written(Format::Xlsx, &head(false, true), &[row(&long)], 1);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("走访").unwrap();
    assert!(sheet.rows().nth(3).unwrap().iter().any(|cell| cell.to_string().ends_with("全文见 CSV）")));
    let text = csv(&written(Format::Csv, &head(false, true), &[row(&long)], 1));
    assert!(text[1].contains(&long));
}
