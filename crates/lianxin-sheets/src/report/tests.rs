//! Reports are well-formed, say what they were given, and the same content gives the same bytes.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::*;

fn report(chinese: bool) -> Report {
    let table = Table {
        caption: "各县".into(),
        head: ["地方", "新提出", "解决"].map(str::to_owned).to_vec(),
        rows: vec![
            vec![Cell::Text("任城区 <&> \u{1}\"".into()), Cell::Number(12), Cell::Share(875)],
            vec![Cell::Text("=1+1".into()), Cell::Withheld, Cell::Nothing],
        ],
    };
    let part = Section {
        heading: "一、办理 [1/2]".into(),
        paragraphs: vec!["本季新提出事项 12 件。".into()],
        tables: vec![table],
    };
    Report {
        title: "月报".into(),
        subtitle: "2026年6月".into(),
        made: "济宁市".into(),
        parts: vec![part],
        chinese,
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// Every tag is closed in its order, and nothing else opens one.
fn well_formed(text: &str) {
    let mut open: Vec<String> = Vec::new();
    let mut rest = &text[text.find("?>").map_or(0, |at| at + 2)..];
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray mark before {}", &rest[at..(at + 40).min(rest.len())]);
        let end = rest.find('>').expect("an end");
        let tag = &rest[at + 1..end];
        let name =
            |tag: &str| tag.split([' ', '/']).find(|word| !word.is_empty()).unwrap_or_default().to_owned();
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(name(closed))),
            None if !tag.ends_with('/') => open.push(name(tag)),
            None => {}
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_document_is_well_formed_and_says_what_it_was_given() {
    for chinese in [true, false] {
        let bytes = docx(&report(chinese)).expect("written");
        for name in
            ["[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels"]
        {
            well_formed(&part(&bytes, name));
        }
        let (text, styles) = (part(&bytes, "word/document.xml"), part(&bytes, "word/styles.xml"));
        [&text, &styles, &part(&bytes, "word/footer1.xml")].iter().for_each(|text| well_formed(text));
        for said in ["月报", "本季新提出事项 12 件。", "任城区 &lt;&amp;&gt; &quot;", "87.5%", "＊", "—"]
        {
            assert!(text.contains(said), "{said}");
        }
        let used = text.split("w:pStyle w:val=\"").skip(1).filter_map(|rest| rest.split('"').next());
        used.for_each(|style| assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}"));
        assert_eq!(bytes, docx(&report(chinese)).expect("written"), "the same bytes again");
    }
}

#[test]
fn a_workbook_holds_numbers_as_numbers() {
    let bytes = xlsx(&report(true)).expect("written");
    assert_eq!(bytes, xlsx(&report(true)).expect("written"), "the same bytes again");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("readable");
    let names = book.sheet_names().clone();
    assert_eq!(names, ["说明", "一、办理 _1_2_"]);
    let sheet = book.worksheet_range(&names[1]).expect("a sheet");
    let at = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!((at(3, 1), at(3, 2)), (Data::Float(12.0), Data::Float(0.875)));
    assert_eq!((at(4, 0), at(4, 1)), (Data::String("=1+1".into()), Data::String("＊".into())));
}
