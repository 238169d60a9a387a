//! The template of a roster: instructions, units, villages, officials, with drop-downs and examples.

use lianxin_domain::people::{Field, Rank, Topic, UnitKind};
use rust_xlsxwriter::{DataValidation, DataValidationRule, Format, Workbook, Worksheet};

use crate::{Unwritable, book, book::Formats};

/// Rows that the drop-downs reach.
const ROWS: u32 = 5_000;

/// A column: its field, its width, an example, the words to choose from.
struct Column(Field, f64, &'static str, fn() -> Vec<&'static str>);

fn free() -> Vec<&'static str> {
    Vec::new()
}

fn ranks() -> Vec<&'static str> {
    Rank::ALL.iter().map(|rank| rank.zh()).collect()
}

fn kinds() -> Vec<&'static str> {
    UnitKind::ALL.iter().map(|kind| kind.zh()).collect()
}

fn genders() -> Vec<&'static str> {
    vec!["男", "女"]
}

const UNITS: &[Column] = &[
    Column(Field::Unit, 28.0, "任城区水务局", free),
    Column(Field::Kind, 14.0, "县直部门", kinds),
    Column(Field::Place, 24.0, "任城区", free),
    Column(Field::Area, 28.0, "", free),
    Column(Field::Strengths, 28.0, "水利90、产业项目40", free),
    Column(Field::Phone, 16.0, "0537-0000000", free),
    Column(Field::Note, 18.0, "示例，可删去", free),
];
const OFFICIALS: &[Column] = &[
    Column(Field::Name, 12.0, "张三", free),
    Column(Field::Gender, 6.0, "男", genders),
    Column(Field::Unit, 28.0, "任城区水务局", free),
    Column(Field::Post, 18.0, "副局长", free),
    Column(Field::Rank, 12.0, "科级", ranks),
    Column(Field::Phone, 16.0, "10000000000", free),
    Column(Field::IdNumber, 22.0, "", free),
    Column(Field::StaffNo, 14.0, "1234567", free),
    Column(Field::Home, 28.0, "任城区许庄街道航运新村", free),
    Column(Field::Skills, 22.0, "水利、法律调解", free),
    Column(Field::Joined, 14.0, "2012-07-20", free),
    Column(Field::Note, 18.0, "示例，可删去", free),
];
const VILLAGES: &[Column] = &[
    Column(Field::Code, 16.0, "370811002001", free),
    Column(Field::County, 14.0, "任城区", free),
    Column(Field::Township, 14.0, "许庄街道", free),
    Column(Field::Village, 20.0, "航运新村居委会", free),
    Column(Field::Difficulty, 10.0, "35", free),
    Column(Field::Households, 8.0, "420", free),
    Column(Field::Residents, 8.0, "1380", free),
    Column(Field::ContactName, 12.0, "李四", free),
    Column(Field::ContactPhone, 16.0, "10000000000", free),
    Column(Field::NeedFarming, 10.0, "20", free),
    Column(Field::NeedWater, 10.0, "60", free),
    Column(Field::NeedRoads, 10.0, "40", free),
    Column(Field::NeedIndustry, 10.0, "30", free),
    Column(Field::NeedEducation, 10.0, "10", free),
    Column(Field::NeedHealth, 10.0, "25", free),
    Column(Field::NeedLaw, 10.0, "15", free),
    Column(Field::NeedParty, 10.0, "50", free),
    Column(Field::Note, 18.0, "示例，可删去", free),
];

const INSTRUCTIONS: &[(&str, &str)] = &[
    (
        "工作表",
        "“单位”“村情”“干部”三种表，不需要的可以删去；干部可以分成多张表，例如每个县（市、区）一张，表名写县名。",
    ),
    ("表头", "表头可以照本单位习惯写（例如“工作单位”“手机号”），前面可以有标题行，列的顺序不限。"),
    ("姓名、单位", "必填。单位写“单位”表里的名称；同一单位可以合并单元格。"),
    ("职务、职级", "职级填：市级领导、县级领导、乡镇领导、科级、一般干部、民警；不填时按单位和职务推断。"),
    (
        "身份证号",
        "可以不填。填写时这一列先设为“文本”格式，否则末几位会丢失。系统只用它核对是否同一个人，不保存号码。",
    ),
    ("工号", "没有身份证号时请填工号，用来区分同名的人、识别调动。"),
    ("家乡", "写成“任城区许庄街道航运新村”或填区划代码；安排联系村时回避本人家乡村。"),
    (
        "特长、单位优势、需求",
        "八类：农业技术、水利、道路交通、产业项目、教育、医疗卫生、法律调解、党建。特长用顿号分开；优势可带0—100的数，例如“水利90”；需求填0—100。",
    ),
    ("日期", "2012-07-20、2012/7/20、2012年7月20日、20120720 都可以。"),
    ("派出所辖区", "写管辖的乡镇（街道），用顿号分开；每个村应正好在一个派出所的辖区里。"),
    ("空单元格", "再次导入时，空单元格表示“没有变化”，不会抹去已有的内容。"),
    ("导入", "上传后先预览：逐行列出问题和改法，列出谁新增、调动、变更、离开；确认后一次生效，可以撤销。"),
];

/// The workbook that offices fill in.
pub fn template() -> Result<Vec<u8>, Unwritable> {
    let formats = Formats::new();
    let mut workbook = book::new()?;
    instructions(&mut workbook, &formats)?;
    let sheets = [
        ("单位", "单 位 名 册", UNITS),
        ("村情", "村（居）情况表", VILLAGES),
        ("干部", "干 部 名 册", OFFICIALS),
    ];
    for (name, title, columns) in sheets {
        let sheet = book::sheet(&mut workbook, name, 0)?;
        let last = columns.len() as u16 - 1;
        sheet.merge_range(0, 0, 0, last, title, &formats.title)?;
        sheet.set_row_height(0, 30)?;
        for (n, column) in (0..).zip(columns) {
            one(sheet, n, column, &formats)?;
        }
        sheet.set_freeze_panes(2, 1)?;
        book::print_ready(sheet, (0, 1))?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn one(
    sheet: &mut Worksheet,
    n: u16,
    Column(field, width, example, words): &Column,
    formats: &Formats,
) -> Result<(), Unwritable> {
    sheet.set_column_width(n, *width)?;
    let text = Format::new().set_num_format("@");
    sheet.set_column_format(n, &text)?;
    sheet.write_string_with_format(1, n, field.zh(), &formats.header)?;
    sheet.write_string_with_format(2, n, *example, &formats.example)?;
    let words = words();
    if !words.is_empty() {
        let choice = DataValidation::new().allow_list_strings(&words)?;
        sheet.add_data_validation(2, n, ROWS, n, &choice)?;
    }
    let hundred = *field == Field::Difficulty || Topic::ALL.iter().any(|&topic| Field::need(topic) == *field);
    if hundred {
        let rule = DataValidation::new()
            .allow_decimal_number(DataValidationRule::Between(0.0, 100.0))
            .set_error_title("超出范围")?
            .set_error_message("填写 0 到 100 之间的整数")?;
        sheet.set_column_format(n, &Format::new())?;
        let value = example.parse::<f64>().unwrap_or_default();
        sheet.write_number_with_format(2, n, value, &Format::new().set_italic())?;
        sheet.add_data_validation(2, n, ROWS, n, &rule)?;
    }
    Ok(())
}

fn instructions(workbook: &mut Workbook, formats: &Formats) -> Result<(), Unwritable> {
    let sheet = book::sheet(workbook, "填写说明", 0)?;
    sheet.merge_range(0, 0, 0, 1, "名册填写说明", &formats.title)?;
    sheet.set_column_width(0, 22)?.set_column_width(1, 96)?;
    for (row, (what, how)) in (1..).zip(INSTRUCTIONS) {
        sheet.write_string_with_format(row, 0, *what, &formats.header)?;
        sheet.write_string_with_format(row, 1, *how, &formats.text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use lianxin_domain::people::SheetKind;

    use super::*;
    use crate::{guard::Limits, people::read_roster};

    #[test]
    fn the_template_is_read_without_problems_and_without_its_examples() {
        let bytes = template().unwrap();
        let roster = read_roster(&bytes, &Limits::default(), &mut |_| true).unwrap();
        let kinds: Vec<SheetKind> = roster.sheets.iter().map(|sheet| sheet.kind).collect();
        use SheetKind::{Instructions, Officials, Units, Villages};
        assert_eq!(kinds, [Instructions, Units, Villages, Officials]);
        assert_eq!(roster.rows(), 0);
        for (sheet, columns) in roster.sheets[1..].iter().zip([UNITS, VILLAGES, OFFICIALS]) {
            assert_eq!(sheet.columns.len(), columns.len(), "{}", sheet.name);
        }
        let codes: Vec<&str> = roster.problems.iter().map(|problem| problem.code.word()).collect();
        assert_eq!(codes, ["sheet_empty"; 3]);
        assert_eq!(bytes, template().unwrap());
    }
}
