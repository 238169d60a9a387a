//! The template of open matters: one a row, with lists to choose from, an example and instructions.

use lianxin_domain::{
    cases::words::{Matter, Theme},
    people::Field,
};
use rust_xlsxwriter::{DataValidation, Format, Workbook};

use crate::{
    Unwritable,
    book::{self, Formats},
};

/// Rows that choices reach down to.
const ROWS: u32 = 10_000;

const COLUMNS: &[(Field, f64, &str)] = &[
    (Field::Township, 14.0, "许庄街道"),
    (Field::Village, 16.0, "航运新村"),
    (Field::Code, 16.0, ""),
    (Field::Head, 10.0, "张三"),
    (Field::House, 10.0, "12号"),
    (Field::Matter, 30.0, "自来水水压小，傍晚没水"),
    (Field::Words, 46.0, "村东头三排，每天傍晚五点以后没有水，请查一查管道。"),
    (Field::Theme, 14.0, "供水排水"),
    (Field::MatterKind, 12.0, "一般办理"),
    (Field::Urgent, 8.0, "否"),
    (Field::Raised, 14.0, "2026-07-01"),
    (Field::Deadline, 14.0, ""),
    (Field::Handler, 24.0, "许庄街道办事处"),
    (Field::Progress, 12.0, "办理中"),
    (Field::Note, 16.0, "示例，可删去"),
];

const INSTRUCTIONS: &[(&str, &str)] = &[
    ("用途", "把手里还没有办结的事项一次带进来，一件一行。已经办结的不用填，填了也不导入。"),
    (
        "表头",
        "可以照本单位习惯写（例如“所在村”“诉求”“登记时间”“责任单位”），前面可以有标题行，列的顺序不限，可以合并单元格。",
    ),
    ("村", "填村名，或只填12位区划代码；整张表是一个村的，也可以把表名写成村名。只能导入本乡镇的村。"),
    (
        "户主姓名",
        "按户册对上户，群众才能拿到自己的纸条、说出是否解决。同村有重名的，填门牌号。全村的事留空。",
    ),
    ("事项", "一句话写清要办什么，60字以内，不写姓名：能看到标题的人多。"),
    ("诉求内容", "群众的原话和细节，只有承办人看得到，2000字以内。可以留空。"),
    (
        "主题、办理类别、紧急",
        "从下拉列表里选。办理时限按类别和紧急程度算：咨询5个工作日，一般15个，复杂60个；紧急的更短。",
    ),
    ("受理日期", "时限从这一天算起，已经用掉的工作日照实计入；已经超期的，会按规定升到上一级。"),
    ("期限", "群众希望的、或上级要求的办结日期，可以留空。"),
    ("承办单位", "写单位全称。本乡镇办的，导入即为已受理；别的单位办的，导入后请它确认接办。"),
    ("电话、身份证号", "不需要，填了也不读取；文字里的号码会略去。"),
    (
        "导入",
        "上传后先预览：逐行列出问题和改法，列出哪些会新建、哪些已经在办、哪些像已有的；确认后一次生效，没有人办过的可以撤销。",
    ),
];

/// The workbook that offices fill in.
pub fn template() -> Result<Vec<u8>, Unwritable> {
    let formats = Formats::new();
    let mut workbook = book::new()?;
    let sheet = book::sheet(&mut workbook, "填写说明", 0)?;
    sheet.merge_range(0, 0, 0, 1, "未办结事项填写说明", &formats.title)?;
    sheet.set_column_width(0, 22)?.set_column_width(1, 96)?;
    for (row, (what, how)) in (1..).zip(INSTRUCTIONS) {
        sheet.write_string_with_format(row, 0, *what, &formats.header)?;
        sheet.write_string_with_format(row, 1, *how, &formats.text)?;
    }
    table(&mut workbook, &formats)?;
    Ok(workbook.save_to_buffer()?)
}

fn table(workbook: &mut Workbook, formats: &Formats) -> Result<(), Unwritable> {
    let sheet = book::sheet(workbook, "未办结事项", 0)?;
    let last = COLUMNS.len() as u16 - 1;
    sheet.merge_range(0, 0, 0, last, "未 办 结 事 项", &formats.title)?;
    sheet.set_row_height(0, 30)?;
    for (n, (field, width, example)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(n, *width)?;
        sheet.set_column_format(n, &Format::new().set_num_format("@"))?;
        sheet.write_string_with_format(1, n, field.zh(), &formats.header)?;
        sheet.write_string_with_format(2, n, *example, &formats.example)?;
        let choices = choices(*field);
        if !choices.is_empty() {
            let choice = DataValidation::new().allow_list_strings(&choices)?.ignore_blank(true);
            sheet.add_data_validation(2, n, ROWS, n, &choice.show_error_message(false))?;
        }
    }
    sheet.set_freeze_panes(2, 0)?;
    book::print_ready(sheet, (0, 1))
}

fn choices(field: Field) -> Vec<&'static str> {
    match field {
        Field::Theme => Theme::ALL.iter().map(|theme| theme.zh()).collect(),
        Field::MatterKind => Matter::ALL.iter().map(|kind| kind.zh()).collect(),
        Field::Urgent => vec!["是", "否"],
        Field::Progress => vec!["待受理", "已受理", "办理中", "已办结"],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use lianxin_domain::people::SheetKind;

    use super::*;
    use crate::{guard::Limits, matters::read_docket};

    #[test]
    fn the_template_is_read_without_problems_and_without_its_example() {
        let bytes = template().unwrap();
        let docket = read_docket(&bytes, &Limits::default(), &mut |_| true).unwrap();
        let kinds: Vec<SheetKind> = docket.sheets.iter().map(|sheet| sheet.kind).collect();
        assert_eq!(kinds, [SheetKind::Instructions, SheetKind::Matters]);
        assert!(docket.rows.is_empty());
        assert_eq!(docket.sheets[1].columns.len(), COLUMNS.len(), "{:?}", docket.sheets[1].columns);
        let codes: Vec<&str> = docket.problems.iter().map(|problem| problem.code.word()).collect();
        assert_eq!(codes, ["sheet_empty"]);
        assert_eq!(bytes, template().unwrap());
    }
}
