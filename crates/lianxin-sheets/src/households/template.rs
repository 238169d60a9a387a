//! The template of a register: both ways of keeping it, with instructions.

use lianxin_domain::people::Field;
use rust_xlsxwriter::{DataValidation, Format, Workbook};

use crate::{
    Unwritable,
    book::{self, Formats},
};

/// Rows that choices reach down to.
const ROWS: u32 = 5_000;

type Columns = &'static [(Field, f64, &'static str)];

const BY_HOUSEHOLD: Columns = &[
    (Field::County, 12.0, "任城区"),
    (Field::Township, 14.0, "许庄街道"),
    (Field::Village, 16.0, "航运新村"),
    (Field::Code, 16.0, ""),
    (Field::House, 10.0, "12号"),
    (Field::Head, 10.0, "张三"),
    (Field::Members, 8.0, "4"),
    (Field::MemberList, 34.0, "张三（户主）、李四（配偶）、张小三（孙子，2016）"),
    (Field::Phone, 16.0, "10000000000"),
    (Field::Elder, 14.0, "老党员"),
    (Field::Thriving, 8.0, "否"),
    (Field::Hardship, 18.0, "无"),
    (Field::Illness, 18.0, "无"),
    (Field::Money, 18.0, ""),
    (Field::Minors, 18.0, ""),
    (Field::Note, 16.0, "示例，可删去"),
];

const BY_MEMBER: Columns = &[
    (Field::County, 12.0, "任城区"),
    (Field::Township, 14.0, "许庄街道"),
    (Field::Village, 16.0, "航运新村"),
    (Field::House, 10.0, "12号"),
    (Field::Head, 10.0, "张三"),
    (Field::Name, 10.0, "张三"),
    (Field::Relation, 12.0, "户主"),
    (Field::Born, 12.0, "1952"),
    (Field::Phone, 16.0, "10000000000"),
    (Field::Elder, 14.0, "老党员"),
    (Field::Thriving, 8.0, "否"),
    (Field::Hardship, 18.0, "无"),
    (Field::Illness, 18.0, "无"),
    (Field::Money, 18.0, ""),
    (Field::Note, 16.0, "示例，可删去"),
];

const INSTRUCTIONS: &[(&str, &str)] = &[
    (
        "两种填法",
        "“按户”一户一行，成员写在一格里；“按人”一人一行，写明与户主关系。任选一种，另一张表可以删去。",
    ),
    ("表头", "可以照本村习惯写（例如“户主”“手机号”），前面可以有标题行，列的顺序不限，可以合并单元格。"),
    ("村", "填县、乡镇、村的规范名称，或只填12位区划代码；整张表是一个村的，也可以把表名写成村名。"),
    ("门牌号", "同村有同名户主时必填，用来区分。"),
    ("成员", "写成“李四（配偶）、张小三（孙子，2016）”，用顿号分开；括号里写关系和出生年份。"),
    ("未成年人", "不满18周岁的成员请写出生年份：他们的信息单独封存，不进入户册。"),
    ("三老", "老党员、老干部、老模范，用顿号分开；没有的填“无”。"),
    (
        "困难情况、健康、收入、电话",
        "加密封存，平时不显示，每次查看都要说明事由并告知本户。只填帮扶确实需要的；没有的填“无”。",
    ),
    ("身份证号", "不需要，填了也不读取。"),
    ("空单元格", "再次导入时，空单元格表示“没有变化”；要去掉已有内容，请填“无”。"),
    (
        "导入",
        "上传后先预览：逐行列出问题和改法，列出哪些户新增、变更、迁移、离村；确认后一次生效，可以撤销。",
    ),
];

/// The workbook that villages fill in.
pub fn template() -> Result<Vec<u8>, Unwritable> {
    let formats = Formats::new();
    let mut workbook = book::new()?;
    let sheet = book::sheet(&mut workbook, "填写说明", 0)?;
    sheet.merge_range(0, 0, 0, 1, "户册填写说明", &formats.title)?;
    sheet.set_column_width(0, 22)?.set_column_width(1, 96)?;
    for (row, (what, how)) in (1..).zip(INSTRUCTIONS) {
        sheet.write_string_with_format(row, 0, *what, &formats.header)?;
        sheet.write_string_with_format(row, 1, *how, &formats.text)?;
    }
    table(&mut workbook, "按户", BY_HOUSEHOLD, &formats)?;
    table(&mut workbook, "按人", BY_MEMBER, &formats)?;
    Ok(workbook.save_to_buffer()?)
}

fn table(workbook: &mut Workbook, name: &str, columns: Columns, formats: &Formats) -> Result<(), Unwritable> {
    let sheet = book::sheet(workbook, name, 0)?;
    let last = columns.len() as u16 - 1;
    sheet.merge_range(0, 0, 0, last, "户 册", &formats.title)?;
    sheet.set_row_height(0, 30)?;
    for (n, (field, width, example)) in (0..).zip(columns) {
        sheet.set_column_width(n, *width)?;
        sheet.set_column_format(n, &Format::new().set_num_format("@"))?;
        sheet.write_string_with_format(1, n, field.zh(), &formats.header)?;
        sheet.write_string_with_format(2, n, *example, &formats.example)?;
        let choices: &[&str] = match field {
            Field::Thriving => &["是", "否"],
            Field::Relation => {
                &["户主", "配偶", "子", "女", "儿媳", "女婿", "孙子", "孙女", "父亲", "母亲", "其他"]
            }
            _ => &[],
        };
        if !choices.is_empty() {
            let choice = DataValidation::new().allow_list_strings(choices)?.ignore_blank(true);
            sheet.add_data_validation(2, n, ROWS, n, &choice.show_error_message(false))?;
        }
    }
    sheet.set_freeze_panes(2, 1)?;
    book::print_ready(sheet, (0, 1))
}

#[cfg(test)]
mod tests {
    use lianxin_domain::people::SheetKind;

    use super::*;
    use crate::{guard::Limits, households::read_register};

    #[test]
    fn the_template_is_read_without_problems_and_without_its_examples() {
        let bytes = template().unwrap();
        let register = read_register(&bytes, &Limits::default(), &mut |_| true).unwrap();
        let kinds: Vec<SheetKind> = register.sheets.iter().map(|sheet| sheet.kind).collect();
        assert_eq!(kinds, [SheetKind::Instructions, SheetKind::Households, SheetKind::Households]);
        assert!(register.rows.is_empty());
        for (sheet, columns) in register.sheets[1..].iter().zip([BY_HOUSEHOLD, BY_MEMBER]) {
            assert_eq!(sheet.columns.len(), columns.len(), "{} {:?}", sheet.name, sheet.columns);
        }
        let codes: Vec<&str> = register.problems.iter().map(|problem| problem.code.word()).collect();
        assert_eq!(codes, ["sheet_empty"; 2]);
        assert_eq!(bytes, template().unwrap());
    }
}
