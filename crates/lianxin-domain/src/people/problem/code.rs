//! The codes of what can be wrong in a roster, each with its severity, what is wrong and how to mend it.
//! `{value}` is the cell's text; other names in braces are arguments of the problem.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Severity::{self, Error, Warning};

/// One text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

macro_rules! codes {
    ($($variant:ident $word:literal $severity:ident
        $zh:literal $en:literal
        $mend_zh:literal $mend_en:literal;)+) => {
        /// What can be wrong in a roster.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode { $(#[doc = $en] $variant,)+ }

        impl ProblemCode {
            /// All of them.
            pub const ALL: &[ProblemCode] = &[$(ProblemCode::$variant,)+];

            /// The word of storage and the API.
            pub fn word(self) -> &'static str {
                match self { $(ProblemCode::$variant => $word,)+ }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(ProblemCode::$variant => $severity,)+ }
            }

            fn texts(self) -> [&'static str; 4] {
                match self { $(ProblemCode::$variant => [$zh, $en, $mend_zh, $mend_en],)+ }
            }
        }
    };
}

codes! {
    // Sheets.
    SheetSkipped "sheet_skipped" Warning
        "没有认出工作表“{sheet}”的表头，已跳过" "the header of the sheet “{sheet}” was not recognised; the sheet was skipped"
        "干部表至少要有“姓名”和“单位”两列；不是名册的表可以不管" "a sheet of officials needs at least the columns 姓名 and 单位; leave it if it is no roster";
    SheetEmpty "sheet_empty" Warning
        "工作表“{sheet}”只有表头，没有数据" "the sheet “{sheet}” has a header but no rows"
        "补上数据，或删去这张表" "fill it in, or delete the sheet";
    HeaderTwice "header_twice" Warning
        "“{value}”与第{other}列意思相同，只读了第{other}列" "“{value}” means the same as column {other}; only {other} was read"
        "删去重复的列" "delete the column that is not needed";
    ColumnIgnored "column_ignored" Warning
        "没有认出这些列，未读取：{value}" "these columns were not recognised and not read: {value}"
        "列名请照模板填写；不需要的列可以不管" "name columns as in the template; leave those that are not needed";
    NoOfficials "no_officials" Warning
        "整个工作簿里没有干部" "there is no official in the whole workbook"
        "请确认选对了文件" "check that this is the right file";
    RankInferred "rank_inferred" Warning
        "没有填职级，已按单位和职务推断（本表共{count}人）" "no rank is given; it was inferred from unit and post ({count} people on this sheet)"
        "增加“职级”一列，填：市级领导、县级领导、乡镇领导、科级、一般干部、民警" "add a column 职级 with one of 市级领导, 县级领导, 乡镇领导, 科级, 一般干部, 民警";
    ManyLeft "many_left" Warning
        "{place}现有{present}名干部，有{left}人不在这份名册里" "{left} of the {present} present officials of {place} are not in this roster"
        "若名册只包含一部分人，确认时请选“保留不在名册中的人”" "if the roster holds only some of them, choose to keep who is not in it when you confirm";
    TooManyProblems "too_many_problems" Warning
        "问题太多，只列出前{count}个" "too many problems: only the first {count} are listed"
        "先改正列出的问题，再重新上传" "mend these first, then upload again";
    // Cells.
    Missing "missing" Error
        "“{field}”没有填" "{field} is empty"
        "请补填" "fill it in";
    ErrorCell "error_cell" Error
        "单元格是公式错误 {value}" "the cell holds the formula error {value}"
        "改正公式，或直接填写内容" "mend the formula, or type the value";
    FormulaWithoutValue "formula_without_value" Error
        "单元格是公式，但没有保存结果" "the cell holds a formula without a saved result"
        "用 Excel 或 WPS 打开并保存一次，或改成文字" "open and save the file in Excel or WPS, or replace it by text";
    DigitsLost "digits_lost" Error
        "身份证号存成了数字，末几位已经丢失" "the identity number was stored as a number: its last digits are lost"
        "先把这一列设为“文本”格式，再重新填写完整的18位号码" "set the column's format to Text, then type all 18 digits again";
    NotADate "not_a_date" Error
        "“{value}”不是日期" "“{value}” is not a date"
        "写成 2012-07-20 这样的形式" "write it like 2012-07-20";
    DateOutOfRange "date_out_of_range" Error
        "日期 {value} 不可能" "the date {value} cannot be"
        "应在 1940 年以后、今天以前" "it should lie after 1940 and before today";
    NotANumber "not_a_number" Error
        "“{value}”不是数" "“{value}” is not a number"
        "填写整数，不带单位" "type a whole number without a unit";
    OutOfRange "out_of_range" Error
        "{value} 超出范围（{least}—{most}）" "{value} is out of range ({least} to {most})"
        "填写 {least} 到 {most} 之间的整数" "type a whole number from {least} to {most}";
    TooLong "too_long" Error
        "内容太长（{count}个字，最多{most}个）" "the text is too long ({count} characters, {most} at most)"
        "请缩短" "shorten it";
    // People.
    NameOdd "name_odd" Warning
        "姓名“{value}”不常见" "the name “{value}” is unusual"
        "请核对，去掉数字、符号和说明" "check it; leave out digits, signs and remarks";
    IdNumberBad "id_number_bad" Error
        "身份证号应为18位，这里有{count}位" "an identity number has 18 characters; this one has {count}"
        "请核对后重新填写；单元格设为文本" "check it and type it again; the cell's format should be Text";
    IdNumberDate "id_number_date" Error
        "身份证号里的出生日期不存在" "the date of birth in the identity number does not exist"
        "请核对后重新填写" "check it and type it again";
    IdNumberChecksum "id_number_checksum" Error
        "身份证号校验位不对，有数字写错" "the check digit of the identity number is wrong: some digit is mistaken"
        "请对照证件重新填写" "type it again from the card";
    GenderMismatch "gender_mismatch" Warning
        "性别“{value}”与身份证号不一致" "the gender “{value}” does not agree with the identity number"
        "请核对，以身份证号为准" "check it; the identity number was followed";
    PhoneBad "phone_bad" Warning
        "“{value}”不像电话号码，未采用" "“{value}” does not look like a telephone number; it was left out"
        "手机号11位，座机写成 0537-1234567" "a mobile number has 11 digits; a land line is like 0537-1234567";
    RankUnknown "rank_unknown" Error
        "没有“{value}”这个职级" "there is no rank “{value}”"
        "填：市级领导、县级领导、乡镇领导、科级、一般干部、民警" "use one of 市级领导, 县级领导, 乡镇领导, 科级, 一般干部, 民警";
    RankUnitOdd "rank_unit_odd" Warning
        "职级“{value}”与单位“{unit}”不相称" "the rank “{value}” does not fit the unit “{unit}”"
        "请核对单位和职级" "check unit and rank";
    SkillUnknown "skill_unknown" Warning
        "没有认出特长“{value}”，未采用" "the skill “{value}” was not recognised; it was left out"
        "填：农业技术、水利、道路交通、产业项目、教育、医疗卫生、法律调解、党建，用顿号分开" "use 农业技术, 水利, 道路交通, 产业项目, 教育, 医疗卫生, 法律调解, 党建";
    HomeUnknown "home_unknown" Warning
        "没有找到“{value}”这个地方，家乡未采用" "no place “{value}” was found; the home was left out"
        "写成“任城区许庄街道航运新村”，或填区划代码" "write it from county to village, or give the place's code";
    HomeAmbiguous "home_ambiguous" Warning
        "“{value}”可能是{other}，家乡未采用" "“{value}” may be {other}; the home was left out"
        "补上县（市、区）和乡镇（街道）" "add county and township";
    HomePartly "home_partly" Warning
        "“{value}”只认到{other}" "of “{value}” only {other} was recognised"
        "请核对村（居）名称" "check the village's name";
    UnitUnknown "unit_unknown" Error
        "没有“{value}”这个单位{hint}" "there is no unit “{value}”{hint_en}"
        "改成单位表里的名称，或在“单位”表里增加它" "use a name of the sheet 单位, or add the unit there";
    UnitAmbiguous "unit_ambiguous" Error
        "有{count}个单位叫“{value}”：{other}" "{count} units are called “{value}”: {other}"
        "写单位全称，或填所在县（市、区）" "write the full name, or give the county";
    // Units.
    UnitTwice "unit_twice" Error
        "单位“{value}”与{other}重复" "the unit “{value}” stands in {other} already"
        "删去一行" "delete one of the rows";
    UnitKindUnknown "unit_kind_unknown" Error
        "没有“{value}”这种单位" "there is no kind of unit “{value}”"
        "填：市直部门、县直部门、乡镇政府、派出所" "use 市直部门, 县直部门, 乡镇政府 or 派出所";
    PlaceUnknown "place_unknown" Error
        "没有找到“{value}”这个地方" "no place “{value}” was found"
        "写成“任城区许庄街道”，或填区划代码" "write it from county to township, or give the place's code";
    PlaceAmbiguous "place_ambiguous" Error
        "“{value}”可能是{other}" "“{value}” may be {other}"
        "补上县（市、区）和乡镇（街道）" "add county and township";
    PlaceLevel "place_level" Error
        "{kind}的所在地应是{level}，“{value}”不是" "the place of {kind} should be {level}; “{value}” is not"
        "请改正所在区划" "mend the place";
    AreaMissing "area_missing" Error
        "派出所没有填辖区" "the police station has no area"
        "填写它管辖的乡镇（街道），用顿号分开" "name the townships that it covers";
    AreaTwice "area_twice" Warning
        "{value}也在{other}的辖区里" "{value} lies in the area of {other} too"
        "每个乡镇（街道）通常只归一个派出所" "a township usually belongs to one station";
    AreaUncovered "area_uncovered" Warning
        "有{count}个乡镇（街道）不在任何派出所的辖区里：{value}" "{count} townships lie in no station's area: {value}"
        "在“单位”表里补上派出所辖区" "complete the stations' areas on the sheet 单位";
    // Villages.
    VillageUnknown "village_unknown" Error
        "没有找到村（居）“{value}”" "no village “{value}” was found"
        "填写12位区划代码，或县、乡镇、村的规范名称" "give the 12-digit code, or the names of county, township and village";
    VillageTwice "village_twice" Error
        "{value}与{other}重复" "{value} stands in {other} already"
        "删去一行" "delete one of the rows";
    // Households.
    VillageOutside "village_outside" Error
        "“{value}”不在您的辖区内" "“{value}” lies outside your jurisdiction"
        "只导入本辖区的户册" "import only registers of your own jurisdiction";
    HouseholdTwice "household_twice" Error
        "与{other}是同一户" "the same household as in {other}"
        "同一户只保留一行；同名不同户的，请填门牌号" "keep one row for one household; give house numbers where heads share a name";
    MemberAlone "member_alone" Error
        "看不出这一行属于哪一户" "it cannot be told to which household this row belongs"
        "填写户主姓名，或把“与户主关系”为“户主”的行放在每户的最前面" "give the head's name, or begin each household with the row of its head (户主)";
    MembersDiffer "members_differ" Warning
        "人口填{count}人，列出了{listed}人" "{count} people are given, {listed} are listed"
        "请核对；未成年人也计入人口" "check it; minors count too";
    ElderUnknown "elder_unknown" Warning
        "没有认出填写的三老身份，未采用" "the elders' standing was not recognised; it was left out"
        "填：老党员、老干部、老模范，用顿号分开；没有的填“无”" "use 老党员, 老干部, 老模范; 无 where there is none";
    AgeUnknown "age_unknown" Warning
        "有{count}个孙辈没有填年龄，按未成年人封存" "{count} grandchildren have no age; they were taken for minors and sealed"
        "增加“出生年份”一列，或在括号里写明" "add a column 出生年份, or write the year in brackets";
    ManyHouseholdsLeft "many_households_left" Warning
        "{place}现有{present}户，有{left}户不在这份户册里" "{left} of the {present} households of {place} are not in this register"
        "若户册只包含一部分户，确认时请选“保留”" "if the register holds only some of them, choose to keep the others when you confirm";
    // Open matters.
    MatterShort "matter_short" Error
        "“{field}”只有{count}个字，看不出是什么事" "{field} has {count} characters only: it cannot be told what it is about"
        "写清要办的事，至少{least}个字" "say what is to be done, in at least {least} characters";
    MatterTwice "matter_twice" Warning
        "与{other}是同一件事，只导入一次" "the same matter as in {other}: it is taken in once"
        "确是两件事的，请写出不同之处" "if they are two matters, say in what they differ";
    MatterAlike "matter_alike" Warning
        "与已有事项“{other}”相像" "looks like the case “{other}”, which is there already"
        "若是同一件事，确认时请选“不导入相像的”；导入后也可以合并办理" "if it is the same, choose not to take in what looks alike when you confirm; cases can be merged later, too";
    MattersFinished "matters_finished" Warning
        "有{count}件已经办结或终止，不导入：{value}" "{count} matters are finished already and are not taken in: {value}"
        "只导入还没有办结的事项；仍要继续办的，请改办理状态" "only open matters are taken in; mend the state of those that go on";
    HeadUnknown "head_unknown" Warning
        "村里的户册上没有“{value}”，这件事将作为全村事项，不挂到户" "“{value}” is not in the village's register: it will be the village's matter, of no household"
        "请核对姓名，或先导入户册" "check the name, or import the register first";
    HeadAmbiguous "head_ambiguous" Warning
        "村里有{count}户叫“{value}”，看不出是哪一户，没有挂到户" "{count} households of the village go by “{value}”: it is taken in without a household"
        "增加“门牌号”一列来区分" "add a column 门牌号 to tell them apart";
    ThemeUnknown "theme_unknown" Warning
        "没有“{value}”这个主题，归入“{other}”" "there is no theme “{value}”; it was put under {other}"
        "从模板的下拉列表里选" "choose from the template's list";
    ThemeInferred "theme_inferred" Warning
        "有{count}件没有填主题，已按内容推断" "{count} matters have no theme; it was inferred from what they say"
        "请在预览里核对；可以增加“主题”一列" "check it in the preview; a column 主题 says it";
    MatterKindUnknown "matter_kind_unknown" Warning
        "没有“{value}”这种办理类别，按“一般办理”计时" "there is no kind “{value}”; its clock is that of ordinary work"
        "填：咨询、一般办理、复杂办理" "use 咨询, 一般办理 or 复杂办理";
    UrgentUnknown "urgent_unknown" Warning
        "看不出“{value}”是不是紧急，按不紧急处理" "it cannot be told whether “{value}” is urgent; it was taken as not"
        "填“是”或“否”" "use 是 or 否";
    ProgressUnknown "progress_unknown" Warning
        "没有“{value}”这种办理状态，按“待受理”处理" "there is no state “{value}”; it was taken as not yet accepted"
        "填：待受理、已受理、办理中、已办结" "use 待受理, 已受理, 办理中 or 已办结";
    RaisedMissing "raised_missing" Warning
        "有{count}件没有受理日期，时限从今天算起" "{count} matters have no day of taking in; their clocks start today"
        "补上受理日期，已经用掉的时间才会计入" "add the day, so that the time already used counts";
    RaisedImpossible "raised_impossible" Error
        "受理日期 {value} 不可能" "the day of taking in {value} cannot be"
        "应在今天以前、十年以内" "it should lie before today and within ten years";
    DeadlineIgnored "deadline_ignored" Warning
        "期限 {value} 早于受理日期或太远，未采用" "the last day {value} lies before the day of taking in, or too far off; it was left out"
        "请核对年份" "check the year";
    HandlerUnknown "handler_unknown" Warning
        "没有认出承办单位“{value}”{hint}，先由本乡镇接办" "the handling unit “{value}” was not recognised{hint_en}; the township has it first"
        "写单位全称，不写人名" "write the unit's full name, not a person's";
    HandlerOutside "handler_outside" Warning
        "“{value}”不管这个村，先由本乡镇接办" "“{value}” is not in charge of this village; the township has it first"
        "承办单位应是本乡镇、本县或市里的单位" "it should be a unit of the township, the county or the city";
    NumbersRemoved "numbers_removed" Warning
        "文字里有电话或证件号码，已略去" "the text held a telephone or identity number, which was left out"
        "号码不需要写进事项" "numbers need not stand in a matter";
    NameInTitle "name_in_title" Warning
        "标题里写了姓名，已改为姓加“某”" "the title held a name; it was replaced"
        "标题能看到的人多，不写姓名" "many can see a title: leave names out";
    NumbersNotTaken "numbers_not_taken" Warning
        "电话和证件号码不导入，也不保存：{value}" "telephone and identity numbers are neither taken in nor kept: {value}"
        "不用改；要联系群众，请在户册里登记电话" "nothing to mend; telephones belong in the register";
    // Duplicates.
    SameIdNumber "same_id_number" Error
        "身份证号与{other}相同" "the identity number is the same as in {other}"
        "同一个人只保留一行；不是同一个人请核对号码" "keep one row for one person, or check the numbers";
    SameStaffNo "same_staff_no" Error
        "工号 {value} 与{other}相同" "the staff number {value} is the same as in {other}"
        "同一个人只保留一行；不是同一个人请核对工号" "keep one row for one person, or check the numbers";
    SameNameUnit "same_name_unit" Error
        "与{other}同单位同名，又没有身份证号或工号可以区分" "same name and unit as in {other}, and neither identity nor staff number to tell them apart"
        "同一个人只保留一行；是两个人请填身份证号或工号" "keep one row, or give an identity or staff number if they are two people";
    NamesakeInUnit "namesake_in_unit" Warning
        "与{other}同单位同名" "same name and unit as in {other}"
        "若是同一个人，请只保留一行" "keep one row if it is one person";
    SameSoundPhone "same_sound_phone" Warning
        "与{other}读音相同、电话相同，可能是同一个人" "sounds like {other} and has the same telephone: perhaps one person"
        "若是同一个人，请只保留一行" "keep one row if it is one person";
    StaffNoOfOther "staff_no_of_other" Error
        "工号 {value} 现在属于{other}，身份证号不同" "the staff number {value} belongs to {other} now, whose identity number differs"
        "请核对工号和身份证号" "check both numbers";
    OtherNameNow "other_name_now" Warning
        "现有名册里这个人叫“{other}”" "this person is called “{other}” in the present roster"
        "若是改名或更正，可以继续" "go on if it is a change of name or a correction";
}

impl ProblemCode {
    /// The code of a word.
    pub fn of(word: &str) -> Option<ProblemCode> {
        Self::ALL.iter().copied().find(|code| code.word() == word)
    }

    /// What is wrong.
    pub fn detail(self, value: &str, args: &BTreeMap<String, String>) -> Said {
        let [zh, en, _, _] = self.texts();
        Said { zh: filled(zh, value, args), en: filled(en, value, args) }
    }

    /// How to mend it.
    pub fn mend(self, value: &str, args: &BTreeMap<String, String>) -> Said {
        let [_, _, zh, en] = self.texts();
        Said { zh: filled(zh, value, args), en: filled(en, value, args) }
    }
}

fn filled(text: &str, value: &str, args: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len() + value.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(if name == "value" { value } else { args.get(name).map_or("", String::as_str) });
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_distinct_and_texts_name_their_arguments() {
        let mut words: Vec<&str> = ProblemCode::ALL.iter().map(|code| code.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), ProblemCode::ALL.len());
        let args = BTreeMap::from([("other".to_owned(), "C".to_owned())]);
        let said = ProblemCode::HeaderTwice.detail("{other}", &args);
        assert_eq!(said.en, "“{other}” means the same as column C; only C was read");
        for &code in ProblemCode::ALL {
            assert_eq!(ProblemCode::of(code.word()), Some(code));
            assert!(code.texts().iter().all(|text| !text.is_empty()));
        }
    }
}
