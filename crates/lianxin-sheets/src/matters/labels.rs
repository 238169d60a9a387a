//! The words that stand above the columns of a sheet of open matters. Telephone and identity numbers are known, so that it can be
//! told that they are not read.

use std::collections::BTreeMap;

use lianxin_domain::{
    cases::import::quoted,
    people::{Field, SheetKind},
};

use crate::vocabulary::{Labels, Vocabulary};

/// How sheets of open matters are read.
pub const WORDS: Vocabulary = Vocabulary {
    labels: LABELS,
    kind,
    adapted,
    quiet: &[Field::Note, Field::Number, Field::Phone, Field::IdNumber],
    quoted,
};

const LABELS: Labels = &[
    (Field::CaseNo, &["编号", "事项编号", "受理编号", "工单号", "工单编号", "登记编号", "办件编号", "case"]),
    (Field::County, &["县市区", "所在县市区", "县区", "区县", "县", "county"]),
    (Field::Township, &["乡镇街道", "乡镇", "镇街", "镇街道", "所在乡镇", "乡镇名称", "街道", "township"]),
    (
        Field::Village,
        &[
            "村居",
            "行政村",
            "村",
            "所在村",
            "村名",
            "村居名称",
            "村社区",
            "行政村名称",
            "所在村居",
            "所属村",
            "反映村",
            "村庄",
            "社区",
            "所属村居",
            "village",
        ],
    ),
    (Field::Code, &["区划代码", "行政区划代码", "村代码", "村居代码", "村编码", "12位区划代码", "code"]),
    (Field::House, &["门牌号", "门牌", "门牌号码", "户号", "户编号", "住址", "家庭住址", "地址", "house"]),
    (
        Field::Head,
        &[
            "户主姓名",
            "户主",
            "户主名称",
            "群众姓名",
            "反映人",
            "诉求人",
            "申请人",
            "反映群众",
            "来访人",
            "当事人",
            "诉求人姓名",
            "反映人姓名",
            "head",
        ],
    ),
    (Field::Name, &["姓名", "联系人", "name"]),
    (
        Field::Matter,
        &[
            "事项",
            "事项名称",
            "事项标题",
            "标题",
            "问题",
            "诉求",
            "诉求事项",
            "反映问题",
            "主要问题",
            "存在问题",
            "反映事项",
            "未办结事项",
            "民生事项",
            "困难诉求",
            "群众诉求",
            "matter",
        ],
    ),
    (
        Field::Words,
        &[
            "诉求内容",
            "事项内容",
            "问题描述",
            "具体内容",
            "具体诉求",
            "反映内容",
            "主要内容",
            "内容",
            "详情",
            "问题详情",
            "具体事项",
            "情况说明",
            "问题内容",
            "诉求描述",
            "words",
        ],
    ),
    (
        Field::Theme,
        &[
            "主题",
            "领域",
            "事项主题",
            "问题领域",
            "所属领域",
            "问题类别",
            "诉求类别",
            "事项类别",
            "问题类型",
            "诉求类型",
            "theme",
        ],
    ),
    (Field::MatterKind, &["办理类别", "类别", "类型", "事项类型", "办理类型", "办件类型", "kind"]),
    (Field::Urgent, &["紧急", "是否紧急", "紧急程度", "加急", "是否加急", "缓急", "轻重缓急", "urgent"]),
    (
        Field::Raised,
        &[
            "受理日期",
            "登记时间",
            "登记日期",
            "受理时间",
            "反映日期",
            "反映时间",
            "收件日期",
            "收件时间",
            "提出时间",
            "提出日期",
            "交办时间",
            "交办日期",
            "日期",
            "时间",
            "raised",
        ],
    ),
    (
        Field::Deadline,
        &[
            "期限",
            "办结时限",
            "办结期限",
            "办理时限",
            "完成时限",
            "时限",
            "要求办结时间",
            "应办结日期",
            "办理期限",
            "完成期限",
            "整改时限",
            "due",
        ],
    ),
    (
        Field::Handler,
        &[
            "承办单位",
            "责任单位",
            "办理单位",
            "主办单位",
            "牵头单位",
            "责任部门",
            "承办部门",
            "责任科室",
            "包保单位",
            "owner",
        ],
    ),
    (
        Field::Progress,
        &[
            "办理状态",
            "状态",
            "办理进度",
            "办理情况",
            "进度",
            "进展",
            "进展情况",
            "当前状态",
            "办理结果",
            "是否办结",
            "state",
        ],
    ),
    (
        Field::Phone,
        &["联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "户主电话", "phone"],
    ),
    (Field::IdNumber, &["身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码", "证件号"]),
    (
        Field::Note,
        &[
            "备注",
            "说明",
            "原行号",
            "群众确认",
            "层级",
            "逾期",
            "第几轮",
            "协办单位",
            "计划资金",
            "已用资金",
            "资金来源",
            "note",
        ],
    ),
    (Field::Number, &["序号", "no"]),
];

fn kind(columns: &BTreeMap<Field, u16>) -> Option<SheetKind> {
    let has = |field: Field| columns.contains_key(&field);
    let more = [
        Field::Village,
        Field::Code,
        Field::Head,
        Field::Name,
        Field::Raised,
        Field::Deadline,
        Field::Progress,
        Field::Handler,
        Field::Theme,
    ];
    let said = has(Field::Matter) || has(Field::Words);
    (said && more.into_iter().any(has)).then_some(SheetKind::Matters)
}

/// Without heads a name is the head's; a sheet that says only what is asked for calls the matter by it.
fn adapted(_: SheetKind, mut columns: BTreeMap<Field, u16>) -> BTreeMap<Field, u16> {
    if let Some(column) = columns.remove(&Field::Name) {
        columns.entry(Field::Head).or_insert(column);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_understood_as_they_are_written() {
        for (label, field) in [
            ("事  项", Some(Field::Matter)),
            ("诉求内容（必填）", Some(Field::Words)),
            ("所在村", Some(Field::Village)),
            ("办结时限", Some(Field::Deadline)),
            ("登记\n时间", Some(Field::Raised)),
            ("责任单位（部门）", Some(Field::Handler)),
            ("办理进度", Some(Field::Progress)),
            ("手机号", Some(Field::Phone)),
            ("紧急程度", Some(Field::Urgent)),
            ("领导批示", None),
        ] {
            assert_eq!(WORDS.meaning(label).map(|(field, _)| field), field, "{label}");
        }
    }
}
