//! The words that stand above columns, and what they mean.

use std::collections::BTreeMap;

use lianxin_domain::people::{Field, SheetKind, masked};

use crate::vocabulary::{Labels, Vocabulary};

/// How rosters of people are read.
pub const WORDS: Vocabulary = Vocabulary {
    labels: LABELS,
    kind,
    adapted,
    quiet: &[Field::Joined, Field::Home, Field::Note, Field::Number],
    quoted,
};

/// A cell's text as a problem may keep it.
fn quoted(field: Field, text: &str) -> String {
    if field == Field::IdNumber { masked(text) } else { text.chars().take(120).collect() }
}

/// Fields with the labels that mean them. Within a field the earlier label wins when a sheet has several.
const LABELS: Labels = &[
    (Field::Name, &["姓名", "名字", "干部姓名", "人员姓名", "姓名必填", "name"]),
    (Field::Gender, &["性别", "gender"]),
    (
        Field::Unit,
        &[
            "单位",
            "所在单位",
            "工作单位",
            "单位名称",
            "现工作单位",
            "所属单位",
            "单位全称",
            "部门",
            "工作部门",
            "所在部门",
            "机构名称",
            "派出所",
            "unit",
        ],
    ),
    (
        Field::County,
        &["县市区", "所在县市区", "所属县市区", "县区", "区县", "所在县区", "县市区名称", "县", "county"],
    ),
    (
        Field::Township,
        &["乡镇街道", "乡镇", "镇街", "镇街道", "所在乡镇", "所在乡镇街道", "乡镇名称", "街道", "township"],
    ),
    (
        Field::Village,
        &[
            "村居",
            "行政村",
            "村",
            "村名",
            "村居名称",
            "村社区",
            "行政村名称",
            "村名称",
            "村庄",
            "社区",
            "village",
        ],
    ),
    (Field::Post, &["职务", "现任职务", "现职务", "岗位", "工作岗位", "职务名称", "职位", "post"]),
    (Field::Rank, &["职级", "级别", "行政级别", "职务层次", "职务级别", "干部级别", "rank"]),
    (
        Field::Phone,
        &[
            "联系电话",
            "手机",
            "电话",
            "手机号",
            "手机号码",
            "联系方式",
            "电话号码",
            "移动电话",
            "单位电话",
            "办公电话",
            "phone",
        ],
    ),
    (
        Field::IdNumber,
        &[
            "身份证号",
            "身份证号码",
            "身份证",
            "公民身份号码",
            "公民身份证号码",
            "居民身份证号",
            "居民身份证号码",
            "证件号码",
        ],
    ),
    (Field::StaffNo, &["工号", "人员编号", "干部编号", "职工号", "人员编码", "职工编号", "警号", "staffno"]),
    (
        Field::Home,
        &[
            "家乡",
            "家乡村",
            "家庭住址村",
            "家庭住址",
            "家庭地址",
            "老家",
            "户籍地",
            "户籍所在地",
            "籍贯",
            "原籍",
            "出生地",
            "home",
        ],
    ),
    (
        Field::Skills,
        &["特长", "专业特长", "业务专长", "专长", "技能", "熟悉专业", "专业", "所学专业", "skills"],
    ),
    (
        Field::Joined,
        &[
            "到任日期",
            "到任时间",
            "任现职时间",
            "任现职日期",
            "到岗日期",
            "到岗时间",
            "任职时间",
            "任职日期",
            "入职日期",
            "参加工作日期",
            "参加工作时间",
            "参加工作年月",
            "参加工作",
            "工作时间",
            "参加工作到任日期",
            "joined",
        ],
    ),
    (Field::Note, &["备注", "说明", "原行号", "note"]),
    (Field::Number, &["序号", "编号", "no"]),
    (Field::Kind, &["单位类别", "类别", "单位性质", "单位类型", "类型", "kind"]),
    (
        Field::Place,
        &["所在区划", "行政区划", "区划", "所在地", "所属区划", "单位所在地", "所在区域", "place"],
    ),
    (
        Field::Area,
        &["辖区", "管辖范围", "管辖乡镇", "辖区乡镇", "管辖区域", "辖区乡镇街道", "管辖乡镇街道", "area"],
    ),
    (Field::Strengths, &["单位优势", "优势", "帮扶优势", "业务优势", "职能优势", "资源优势", "strengths"]),
    (
        Field::Code,
        &[
            "区划代码",
            "行政区划代码",
            "村代码",
            "村居代码",
            "村编码",
            "代码",
            "统计用区划代码",
            "12位区划代码",
            "code",
        ],
    ),
    (Field::Difficulty, &["困难程度", "困难指数", "难度", "工作难度", "难易程度", "difficulty"]),
    (Field::Households, &["户数", "总户数", "households"]),
    (Field::Residents, &["人口", "总人口", "人口数", "常住人口", "户籍人口", "residents"]),
    (Field::ContactName, &["村联系人", "联系人", "村书记", "村党组织书记", "党支部书记", "村负责人"]),
    (Field::ContactPhone, &["村联系电话", "联系人电话", "联系人手机", "村书记电话", "负责人电话"]),
    (Field::NeedFarming, &["农业技术需求", "农业技术", "农业需求", "农业"]),
    (Field::NeedWater, &["水利需求", "水利"]),
    (Field::NeedRoads, &["道路交通需求", "道路交通", "道路需求", "道路", "交通"]),
    (Field::NeedIndustry, &["产业项目需求", "产业项目", "产业需求", "产业", "项目"]),
    (Field::NeedEducation, &["教育需求", "教育"]),
    (Field::NeedHealth, &["医疗卫生需求", "医疗卫生", "医疗需求", "医疗", "卫生"]),
    (Field::NeedLaw, &["法律调解需求", "法律调解", "法律需求", "法律"]),
    (Field::NeedParty, &["党建需求", "党建"]),
];

/// What a sheet with these columns holds.
fn kind(columns: &BTreeMap<Field, u16>) -> Option<SheetKind> {
    let has = |field: Field| columns.contains_key(&field);
    let needs = columns.keys().filter(|&&field| field >= Field::NeedFarming).count();
    if (has(Field::Code) || has(Field::Village)) && (has(Field::Difficulty) || needs >= 2) {
        Some(SheetKind::Villages)
    } else if has(Field::Name) && has(Field::Unit) {
        Some(SheetKind::Officials)
    } else if has(Field::Unit)
        && [Field::Kind, Field::Area, Field::Strengths, Field::Place].into_iter().any(has)
    {
        Some(SheetKind::Units)
    } else {
        None
    }
}

/// Labels that mean another field on this kind of sheet.
fn adapted(kind: SheetKind, mut columns: BTreeMap<Field, u16>) -> BTreeMap<Field, u16> {
    if kind == SheetKind::Villages {
        for (said, meant) in [(Field::Phone, Field::ContactPhone), (Field::Name, Field::ContactName)] {
            if let Some(column) = columns.remove(&said) {
                columns.entry(meant).or_insert(column);
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_understood_as_they_are_written() {
        let cases = [
            ("姓　　名", Some(Field::Name)),
            ("联系电话（手机）", Some(Field::Phone)),
            ("家庭住址(村)", Some(Field::Home)),
            ("*工作单位", Some(Field::Unit)),
            ("身份证\n号码", Some(Field::IdNumber)),
            ("到任日期\n（年月日）", Some(Field::Joined)),
            ("县（市、区）", Some(Field::County)),
            ("农业技术需求(0-100)", Some(Field::NeedFarming)),
            ("民族", None),
            ("", None),
        ];
        for (label, field) in cases {
            assert_eq!(WORDS.meaning(label).map(|(field, _)| field), field, "{label:?}");
        }
    }
}
