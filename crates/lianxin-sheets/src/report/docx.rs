//! A document for Word: the few parts of OOXML (ECMA-376) that words and tables need. The layout is that of official papers
//! (GB/T 9704-2012): A4, 28 lines' spacing of 28 points, body in FangSong of size three, headings in HeiTi.

use std::io::{Cursor, Write};

use zip::{DateTime, ZipWriter, write::SimpleFileOptions};

use super::{Cell, Report, Table, styles};
use crate::{Unwritable, book::fitting};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;
const FOOTER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"#;
const OPEN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#;
/// A4, margins of official papers in twentieths of a point.
const CLOSE: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr></w:body></w:document>"#;
/// The text's width in twentieths of a point.
const WIDTH: usize = 11_906 - 1_474 - 1_588;

/// The document.
pub fn docx(report: &Report) -> Result<Vec<u8>, Unwritable> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let parts: [(&str, String); 7] = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", PACKAGE.to_owned()),
        ("docProps/core.xml", core(report)),
        ("word/_rels/document.xml.rels", PARTS.to_owned()),
        ("word/document.xml", document(report)),
        ("word/footer1.xml", FOOTER.to_owned()),
        ("word/styles.xml", styles::styles(report.chinese)),
    ];
    for (name, text) in parts {
        zip.start_file(name, options).map_err(|why| Unwritable(why.to_string()))?;
        zip.write_all(text.as_bytes())?;
    }
    let bytes = zip.finish().map_err(|why| Unwritable(why.to_string()))?;
    Ok(bytes.into_inner())
}

fn core(report: &Report) -> String {
    let language = if report.chinese { "zh-CN" } else { "en-GB" };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>Lianxin 连心</dc:creator><dc:language>{language}</dc:language></cp:coreProperties>"#,
        safe(&report.title)
    )
}

fn document(report: &Report) -> String {
    let mut text = String::from(OPEN);
    paragraph(&mut text, "Title", &report.title);
    paragraph(&mut text, "Subtitle", &report.subtitle);
    paragraph(&mut text, "Made", &report.made);
    for part in &report.parts {
        paragraph(&mut text, "Heading1", &part.heading);
        part.paragraphs.iter().for_each(|words| paragraph(&mut text, "BodyText", words));
        part.tables.iter().for_each(|one| table(&mut text, one));
    }
    text + CLOSE
}

fn paragraph(text: &mut String, style: &str, words: &str) {
    *text += &format!(
        r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
        safe(words)
    );
}

fn table(text: &mut String, table: &Table) {
    paragraph(text, "Caption", &table.caption);
    *text += r#"<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#;
    let widths = widths(table);
    widths.iter().for_each(|width| *text += &format!(r#"<w:gridCol w:w="{width}"/>"#));
    *text += "</w:tblGrid>";
    let head: Vec<Cell> = table.head.iter().cloned().map(Cell::Text).collect();
    row(text, &head, &widths, "TableHead", r#"<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"#);
    for cells in &table.rows {
        row(text, cells, &widths, "TableText", r#"<w:trPr><w:cantSplit/></w:trPr>"#);
    }
    *text += "</w:tbl>";
    // Word wants a paragraph after a table.
    paragraph(text, "After", "");
}

fn row(text: &mut String, cells: &[Cell], widths: &[usize], style: &str, how: &str) {
    *text += "<w:tr>";
    *text += how;
    for (cell, width) in cells.iter().zip(widths) {
        let side = match cell {
            Cell::Text(_) if style == "TableText" => "left",
            Cell::Text(_) => "center",
            _ => "right",
        };
        *text += &format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{side}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p></w:tc>"#,
            safe(&cell.text())
        );
    }
    *text += "</w:tr>";
}

/// Each column has its part of the width by its longest text; very long ones are broken, very short ones get some air.
fn widths(table: &Table) -> Vec<usize> {
    let wanted: Vec<usize> = table.letters().iter().map(|letters| letters.clamp(&6, &20) * 2 + 3).collect();
    let whole = wanted.iter().sum::<usize>().max(1);
    wanted.iter().map(|one| WIDTH * one / whole).collect()
}

/// Text in XML: no control characters, no markup.
fn safe(text: &str) -> String {
    fitting(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
