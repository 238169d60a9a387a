//! A published plan of one county as a workbook, one print-ready sheet per tier.

use lianxin_domain::{day::Day, links::Tier};

use rust_xlsxwriter::Worksheet;

use crate::{Unwritable, book};

/// The header of the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// `济宁市干部联系群众安排`
    pub title: String,
    /// The county, or the city.
    pub place: String,
    /// From which day the links hold.
    pub starts: Day,
    /// The document's number, or empty.
    pub document: String,
    /// Whether the people are synthetic, which is then printed on each sheet.
    pub synthetic: bool,
}

/// One tier's links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTier {
    /// The tier.
    pub tier: Tier,
    /// Its links, in the order in which they are printed.
    pub rows: Vec<PlanRow>,
}

/// One link as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanRow {
    /// The village's township.
    pub township: String,
    /// The village.
    pub village: String,
    /// The village's code.
    pub code: String,
    /// The unit.
    pub unit: String,
    /// The official; empty for a link of a unit as such.
    pub name: String,
    /// The official's post.
    pub post: String,
    /// Telephone.
    pub phone: String,
    /// A remark.
    pub note: String,
}

const COLUMNS: [(&str, f64); 9] = [
    ("序号", 6.0),
    ("乡镇（街道）", 16.0),
    ("村（居）", 24.0),
    ("区划代码", 15.0),
    ("联系单位", 26.0),
    ("姓名", 10.0),
    ("职务", 20.0),
    ("联系电话", 15.0),
    ("备注", 14.0),
];
const HEADER: u32 = 3;

/// The workbook of a county's links: a sheet per tier, under the header of the notice, ready to print on A4.
pub fn plan_workbook(notice: &Notice, tiers: &[PlanTier]) -> Result<Vec<u8>, Unwritable> {
    let formats = book::Formats::new();
    let mut workbook = book::new()?;
    for tier in tiers {
        let sheet = book::sheet(&mut workbook, tier.tier.zh(), tier.rows.len())?;
        head(sheet, notice, tier.tier, &formats)?;
        for (n, row) in (1u32..).zip(&tier.rows) {
            let at = HEADER + n;
            sheet.write_number_with_format(at, 0, n, &formats.number)?;
            let texts = [
                &row.township,
                &row.village,
                &row.code,
                &row.unit,
                &row.name,
                &row.post,
                &row.phone,
                &row.note,
            ];
            for (column, text) in (1..).zip(texts) {
                sheet.write_string_with_format(at, column, book::fitting(text), &formats.text)?;
            }
        }
        book::print_ready(sheet, (0, HEADER))?;
    }
    if tiers.is_empty() {
        let sheet = book::sheet(&mut workbook, "联系方案", 0)?;
        sheet.write_string(0, 0, "没有联系关系")?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn head(
    sheet: &mut Worksheet,
    notice: &Notice,
    tier: Tier,
    formats: &book::Formats,
) -> Result<(), Unwritable> {
    let last = COLUMNS.len() as u16 - 1;
    let title = format!("{}（{}）", notice.title, tier.zh());
    sheet.merge_range(0, 0, 0, last, &book::fitting(&title), &formats.title)?;
    sheet.set_row_height(0, 30)?;
    let document = if notice.document.is_empty() { "（无文号）" } else { &notice.document };
    let line = format!("{}　　文号：{document}　　自 {} 起执行", notice.place, notice.starts);
    sheet.merge_range(1, 0, 1, last, &book::fitting(&line), &formats.subtitle)?;
    let remark = if notice.synthetic { "合成数据：本表人员均为虚构，仅供演示" } else { "" };
    sheet.merge_range(2, 0, 2, last, remark, &formats.subtitle)?;
    for (column, (label, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(HEADER, column, label, &formats.header)?;
    }
    sheet.set_freeze_panes(HEADER + 1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{Merges, Row, Rows, open};

    #[test]
    fn a_plan_is_written_as_text_whatever_it_begins_with() {
        let notice = Notice {
            title: "干部联系群众安排".into(),
            place: "任城区".into(),
            starts: "2026-07-20".parse().unwrap(),
            document: "济下派〔2026〕1号".into(),
            synthetic: true,
        };
        let row =
            PlanRow { name: "=HYPERLINK(\"x\")".into(), code: "370811002001".into(), ..PlanRow::default() };
        let tiers = [PlanTier { tier: Tier::TownshipCharge, rows: vec![row] }];
        let bytes = plan_workbook(&notice, &tiers).unwrap();
        let mut book = open(&bytes).unwrap();
        let merges = Merges::of(&mut book, "乡镇包村");
        let mut rows = Rows::of(&mut book, "乡镇包村", &merges).unwrap().unwrap();
        let (mut row, mut texts) = (Row::default(), Vec::new());
        while rows.next_into(&mut row).unwrap() {
            assert!(row.cells.iter().all(|cell| !cell.unsolved));
            texts.extend(row.cells.iter().filter_map(|cell| crate::cells::text(&cell.value).ok()));
        }
        for wanted in [
            "=HYPERLINK(\"x\")",
            "370811002001",
            "干部联系群众安排（乡镇包村）",
            "合成数据：本表人员均为虚构，仅供演示",
        ] {
            assert!(texts.iter().any(|text| text == wanted), "{wanted}: {texts:?}");
        }
    }
}
