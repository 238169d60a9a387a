//! The words that stand above the columns of a register of households. Identity numbers have none: they are never read.

use std::collections::BTreeMap;

use lianxin_domain::{
    households::import::quoted,
    people::{Field, SheetKind},
};

use crate::vocabulary::{Labels, Vocabulary};

/// How registers of households are read.
pub const WORDS: Vocabulary =
    Vocabulary { labels: LABELS, kind, adapted, quiet: &[Field::Note, Field::Number, Field::Phone], quoted };

const LABELS: Labels = &[
    (Field::County, &["县市区", "所在县市区", "县区", "区县", "所在县区", "县市区名称", "县", "county"]),
    (Field::Township, &["乡镇街道", "乡镇", "镇街", "镇街道", "所在乡镇", "乡镇名称", "街道", "township"]),
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
    (
        Field::Code,
        &[
            "区划代码",
            "行政区划代码",
            "村代码",
            "村居代码",
            "村编码",
            "村居编码",
            "代码",
            "12位区划代码",
            "code",
        ],
    ),
    (
        Field::House,
        &["门牌号", "门牌", "门牌号码", "户号", "户编号", "住址", "家庭住址", "地址", "组别门牌号", "house"],
    ),
    (Field::Head, &["户主姓名", "户主", "户主名称", "户主名字", "head"]),
    (Field::Name, &["姓名", "成员姓名", "家庭成员姓名", "人员姓名", "name"]),
    (Field::Relation, &["与户主关系", "关系", "家庭关系", "同户主关系", "成员关系", "relation"]),
    (
        Field::Members,
        &["人口", "家庭人口", "人口数", "家庭人口数", "户人口", "家庭人数", "人数", "常住人口", "members"],
    ),
    (Field::MemberList, &["家庭成员", "成员", "成员及关系", "家庭成员及关系", "成员名单", "people"]),
    (Field::Born, &["出生年份", "出生日期", "出生年月", "出生", "年龄", "周岁", "生日", "born"]),
    (
        Field::Phone,
        &["联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "户主电话", "phone"],
    ),
    (Field::Elder, &["三老", "三老身份", "三老人员", "三老情况", "身份类别", "elder"]),
    (Field::Thriving, &["致富户", "是否致富户", "致富带头人", "致富能手", "富裕户", "thriving"]),
    (
        Field::Hardship,
        &[
            "困难情况",
            "困难户",
            "困难类型",
            "困难原因",
            "是否困难户",
            "致贫原因",
            "家庭困难",
            "困难",
            "hardship",
        ],
    ),
    (Field::Illness, &["健康", "健康状况", "健康情况", "身体状况", "患病情况", "残疾情况", "health"]),
    (
        Field::Money,
        &[
            "收入",
            "家庭收入",
            "年收入",
            "家庭年收入",
            "收支",
            "收支情况",
            "收入情况",
            "收入来源",
            "人均收入",
            "money",
        ],
    ),
    (Field::Minors, &["未成年人", "未成年人情况", "在校学生", "子女就学", "未成年子女", "minors"]),
    (Field::Note, &["备注", "说明", "原行号", "note"]),
    (Field::Number, &["序号", "编号", "no"]),
];

fn kind(columns: &BTreeMap<Field, u16>) -> Option<SheetKind> {
    let has = |field: Field| columns.contains_key(&field);
    let more = [
        Field::House,
        Field::Members,
        Field::MemberList,
        Field::Relation,
        Field::Elder,
        Field::Hardship,
        Field::Village,
        Field::Code,
    ];
    let named = has(Field::Head) || has(Field::Name) && has(Field::Relation);
    (named && more.into_iter().any(has)).then_some(SheetKind::Households)
}

/// Without heads and relations a name is the head's.
fn adapted(_: SheetKind, mut columns: BTreeMap<Field, u16>) -> BTreeMap<Field, u16> {
    let lone = !columns.contains_key(&Field::Head) && !columns.contains_key(&Field::Relation);
    if let Some(column) = lone.then(|| columns.remove(&Field::Name)).flatten() {
        columns.insert(Field::Head, column);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_understood_as_they_are_written() {
        for (label, field) in [
            ("户主\n姓名", Some(Field::Head)),
            ("与户主关系", Some(Field::Relation)),
            ("家庭成员（姓名、关系）", Some(Field::MemberList)),
            ("三老（老党员、老干部、老模范）", Some(Field::Elder)),
            ("家庭年收入（元）", Some(Field::Money)),
            ("身份证号", None),
            ("民族", None),
        ] {
            assert_eq!(WORDS.meaning(label).map(|(field, _)| field), field, "{label}");
        }
    }
}
