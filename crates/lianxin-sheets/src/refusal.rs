//! Why a whole file is refused: what is wrong, where, and how to mend it.

use lianxin_domain::people::Said;

/// A file that cannot be read at all. Nothing of it was used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.detail().en)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// More bytes than allowed.
    TooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// Bytes allowed.
        most: u64,
    },
    /// Protected by a password.
    PasswordProtected,
    /// The old binary format of Excel 97–2003.
    OldExcel,
    /// An old binary Office document that is no workbook.
    OldOffice,
    /// The binary workbook format.
    Xlsb,
    /// OpenDocument.
    Ods,
    /// Comma- or tab-separated text.
    Csv {
        /// `UTF-8`, `GB18030` or `UTF-16`.
        encoding: &'static str,
    },
    /// A web page or XML that calls itself a workbook.
    Markup,
    /// A Word or PowerPoint document.
    OtherOffice {
        /// `Word` or `PowerPoint`.
        program: &'static str,
    },
    /// Some other file.
    NotAWorkbook {
        /// What it seems to be, such as `PDF`; empty when that is unknown.
        seems: &'static str,
    },
    /// The file is cut or its contents are broken.
    Damaged {
        /// The part of the workbook, or empty for the file as a whole.
        part: String,
    },
    /// Unpacks to far more than a workbook of people could hold.
    Bomb {
        /// The part of the workbook.
        part: String,
    },
    /// More parts than a workbook has.
    TooManyParts {
        /// How many there are.
        count: u64,
        /// How many are allowed.
        most: u64,
    },
    /// More columns than a sheet can have.
    TooManyColumns {
        /// The part of the workbook.
        part: String,
        /// How many are allowed.
        most: u64,
    },
    /// More rows or cells than allowed.
    TooManyRows {
        /// The part of the workbook.
        part: String,
        /// How many are allowed.
        most: u64,
    },
    /// No sheet has a header that is known.
    NotARoster {
        /// The names of the sheets.
        sheets: Vec<String>,
    },
    /// None of its sheets is a list of open matters.
    NoMatters {
        /// The names of the sheets.
        sheets: Vec<String>,
    },
    /// Who asked for it called it off.
    Cancelled,
}

impl Refusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Empty => "empty_file",
            Refusal::TooLarge { .. } => "file_too_large",
            Refusal::PasswordProtected => "password_protected",
            Refusal::OldExcel => "old_excel",
            Refusal::OldOffice => "old_office",
            Refusal::Xlsb => "xlsb",
            Refusal::Ods => "ods",
            Refusal::Csv { .. } => "csv",
            Refusal::Markup => "markup",
            Refusal::OtherOffice { .. } => "other_office",
            Refusal::NotAWorkbook { .. } => "not_a_workbook",
            Refusal::Damaged { .. } => "damaged",
            Refusal::Bomb { .. } => "bomb",
            Refusal::TooManyParts { .. } => "too_many_parts",
            Refusal::TooManyColumns { .. } => "too_many_columns",
            Refusal::TooManyRows { .. } => "too_many_rows",
            Refusal::NotARoster { .. } => "not_a_roster",
            Refusal::NoMatters { .. } => "no_matters",
            Refusal::Cancelled => "cancelled",
        }
    }

    /// What is wrong, and where.
    pub fn detail(&self) -> Said {
        let mb = |bytes: &u64| bytes / (1 << 20);
        match self {
            Refusal::Empty => say("文件是空的", "the file is empty"),
            Refusal::TooLarge { bytes, most } => said(
                format!("文件有 {} MB，超过 {} MB", mb(bytes), mb(most)),
                format!("the file has {} MB, more than {} MB", mb(bytes), mb(most)),
            ),
            Refusal::PasswordProtected => say("文件设了打开密码", "the file is protected by a password"),
            Refusal::OldExcel => say("这是旧版 Excel（.xls）文件", "this is a file of old Excel (.xls)"),
            Refusal::OldOffice => {
                say("这是旧版 Office 文件，不是工作簿", "this is an old Office document, not a workbook")
            }
            Refusal::Xlsb => say("这是二进制工作簿（.xlsb）", "this is a binary workbook (.xlsb)"),
            Refusal::Ods => {
                say("这是 OpenDocument 表格（.ods）", "this is an OpenDocument spreadsheet (.ods)")
            }
            Refusal::Csv { encoding } => said(
                format!("这是文本表格（CSV，{encoding} 编码），不是 Excel 工作簿"),
                format!("this is a text table (CSV in {encoding}), not an Excel workbook"),
            ),
            Refusal::Markup => say(
                "这是网页或 XML 文件，只是扩展名像 Excel",
                "this is a web page or XML file that only has the name of a workbook",
            ),
            Refusal::OtherOffice { program } => said(
                format!("这是 {program} 文件，不是 Excel 工作簿"),
                format!("this is a {program} document"),
            ),
            Refusal::NotAWorkbook { seems: "" } => {
                say("这不是 Excel 工作簿", "this is not an Excel workbook")
            }
            Refusal::NotAWorkbook { seems } => said(
                format!("这是 {seems} 文件，不是 Excel 工作簿"),
                format!("this is a {seems} file, not an Excel workbook"),
            ),
            Refusal::Damaged { part } if part.is_empty() => {
                say("文件不完整或已损坏", "the file is cut short or damaged")
            }
            Refusal::Damaged { part } => said(
                format!("文件已损坏：{part} 读不出来"),
                format!("the file is damaged: {part} cannot be read"),
            ),
            Refusal::Bomb { part } => said(
                format!("文件解压后大得不正常（{part}），为安全起见没有打开"),
                format!("the file unpacks to an abnormal size ({part}); it was not opened"),
            ),
            Refusal::TooManyParts { count, most } => said(
                format!("文件里有 {count} 个部分，超过 {most} 个"),
                format!("the file has {count} parts, more than {most}"),
            ),
            Refusal::TooManyColumns { part, most } => {
                said(format!("{part} 的列数超过 {most}"), format!("{part} has more than {most} columns"))
            }
            Refusal::TooManyRows { part, most } => said(
                format!("{part} 的数据太多，超过 {most}"),
                format!("{part} holds too much, more than {most}"),
            ),
            Refusal::NotARoster { sheets } => unknown(sheets, "名册", "roster was"),
            Refusal::NoMatters { sheets } => unknown(sheets, "事项", "open matters were"),
            Refusal::Cancelled => say("已取消", "it was cancelled"),
        }
    }

    /// How to mend it.
    pub fn mend(&self) -> Said {
        match self {
            Refusal::Empty => say("请选择有内容的文件", "choose a file with contents"),
            Refusal::TooLarge { .. } => say(
                "删去图片和无关的工作表，或按县（市、区）分成几个文件",
                "delete pictures and sheets that do not matter, or divide it by county",
            ),
            Refusal::PasswordProtected => say(
                "在 Excel 或 WPS 里打开，清除“用密码进行加密”，保存后再上传",
                "open it in Excel or WPS, remove the password, save and upload again",
            ),
            Refusal::OldExcel | Refusal::Xlsb | Refusal::Ods | Refusal::Csv { .. } | Refusal::Markup => say(
                "在 Excel 或 WPS 里打开，“另存为”.xlsx 工作簿后再上传；身份证号、工号列先设为文本格式",
                "open it in Excel or WPS, save it as an .xlsx workbook and upload that; set columns of numbers that name people to Text first",
            ),
            Refusal::OldOffice | Refusal::OtherOffice { .. } | Refusal::NotAWorkbook { .. } => say(
                "请下载名册模板，按模板填写后上传 .xlsx 文件",
                "download the template, fill it in and upload the .xlsx file",
            ),
            Refusal::Damaged { .. } => say(
                "在 Excel 或 WPS 里打开并修复、另存后再上传；打不开就请对方重新发送",
                "open and repair it in Excel or WPS and save it again, or ask for it to be sent again",
            ),
            Refusal::Bomb { .. } | Refusal::TooManyParts { .. } => say(
                "把数据复制到新的工作簿再上传；若不是自己做的文件，请勿打开，并告诉管理员",
                "copy the data to a new workbook and upload that; if you did not make this file, do not open it and tell the administrator",
            ),
            Refusal::TooManyColumns { .. } | Refusal::TooManyRows { .. } => say(
                "删去数据区以外的行和列（选中后“删除”），或把数据复制到新的工作簿",
                "delete the rows and columns outside the data, or copy the data to a new workbook",
            ),
            Refusal::NotARoster { .. } => say(
                "表头至少要有“姓名”和“单位”；可以下载名册模板对照",
                "a header needs at least 姓名 and 单位; compare with the template",
            ),
            Refusal::NoMatters { .. } => say(
                "表头至少要有“事项”（或“诉求”“问题”），再加“村”“受理日期”“办理状态”等任意一列；可以下载模板对照",
                "a header needs 事项 (or 诉求, 问题) and one more of 村, 受理日期, 办理状态; compare with the template",
            ),
            Refusal::Cancelled => say("需要时重新上传", "upload it again when needed"),
        }
    }
}

/// No sheet has a header that is known.
fn unknown(sheets: &[String], what: &str, was: &str) -> Said {
    said(
        format!("没有认出{what}：工作表 {} 里都没有找到表头", sheets.join("、")),
        format!("no {was} recognised: no known header on the sheets {}", sheets.join(", ")),
    )
}

fn say(zh: &str, en: &str) -> Said {
    said(zh.to_owned(), en.to_owned())
}

fn said(zh: String, en: String) -> Said {
    Said { zh, en }
}
