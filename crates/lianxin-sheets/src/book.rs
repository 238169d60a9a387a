//! What all workbooks that we write have in common: fonts, borders, safe text, a fixed date of creation.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use crate::Unwritable;

/// The media type of workbooks.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Rows from which a sheet is written through a temporary file instead of memory.
pub const LARGE: usize = 5_000;

/// A4 in the numbering of Excel.
const A4: u8 = 9;

/// The formats of a workbook.
pub struct Formats {
    /// The title above a table.
    pub title: Format,
    /// The line under the title.
    pub subtitle: Format,
    /// A column's label.
    pub header: Format,
    /// A cell of text; never taken for a number, date or formula.
    pub text: Format,
    /// A number.
    pub number: Format,
    /// A date.
    pub day: Format,
    /// A cell with an error.
    pub error: Format,
    /// A cell with a warning.
    pub warning: Format,
    /// An example.
    pub example: Format,
}

impl Formats {
    /// The house's formats.
    pub fn new() -> Formats {
        let base =
            Format::new().set_font_name("宋体").set_font_size(10.5).set_align(FormatAlign::VerticalCenter);
        let boxed = base.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let text = boxed.clone().set_num_format("@");
        Formats {
            title: base.clone().set_font_name("黑体").set_font_size(18).set_align(FormatAlign::Center),
            subtitle: base.clone().set_align(FormatAlign::Center),
            header: boxed
                .clone()
                .set_font_name("黑体")
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0xe8_ee_f4)),
            day: boxed.clone().set_num_format("yyyy-mm-dd"),
            number: boxed.clone().set_align(FormatAlign::Center),
            error: text.clone().set_background_color(Color::RGB(0xf8_c9_c4)),
            warning: text.clone().set_background_color(Color::RGB(0xfd_ec_b8)),
            example: text.clone().set_font_color(Color::RGB(0x80_80_80)).set_italic(),
            text,
        }
    }
}

/// A new workbook. Its date of creation is fixed, so that the same content gives the same bytes.
pub fn new() -> Result<Workbook, Unwritable> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2012, 7, 20)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created).set_company("Lianxin 连心"));
    Ok(book)
}

/// A new sheet; through a temporary file when it will be large, which then must be written row by row.
pub fn sheet<'b>(book: &'b mut Workbook, name: &str, rows: usize) -> Result<&'b mut Worksheet, Unwritable> {
    let sheet = if rows > LARGE { book.add_worksheet_with_low_memory()? } else { book.add_worksheet() };
    sheet.set_name(sheet_name(name))?;
    Ok(sheet)
}

/// A name that Excel takes for a sheet: at most 31 characters, none of `[]:*?/\`.
pub fn sheet_name(name: &str) -> String {
    let safe =
        name.chars().map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '_' } else { c });
    let short: String = safe.take(31).collect();
    let bare = short.trim_matches('\'');
    if bare.is_empty() { "Sheet".to_owned() } else { bare.to_owned() }
}

/// Text that fits a cell.
pub fn fitting(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(32_000).collect()
}

/// How wide a text is: a Chinese character is as wide as two letters.
pub fn letters(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Makes a sheet ready to print: A4 landscape, one page wide, its header rows on every page, pages numbered.
pub fn print_ready(sheet: &mut Worksheet, header_rows: (u32, u32)) -> Result<(), Unwritable> {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
    sheet.set_footer("&C第 &P 页 共 &N 页");
    sheet.set_repeat_rows(header_rows.0, header_rows.1)?;
    Ok(())
}
