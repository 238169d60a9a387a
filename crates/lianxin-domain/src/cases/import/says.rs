//! What offices write for themes, kinds, urgency and states, and what it means.

use crate::{
    cases::words::{Matter, Theme},
    people::folded,
};

/// Words by which a theme is known.
const THEMES: &[(Theme, &[&str])] = &[
    (
        Theme::Water,
        &[
            "自来水",
            "供水",
            "饮水",
            "停水",
            "水压",
            "灌溉",
            "排水",
            "水渠",
            "机井",
            "下水",
            "积水",
            "水利",
            "缺水",
            "用水",
        ],
    ),
    (
        Theme::Power,
        &[
            "停电",
            "电压",
            "电线",
            "供电",
            "变压器",
            "燃气",
            "天然气",
            "供暖",
            "暖气",
            "网络",
            "宽带",
            "信号",
            "路灯",
            "用电",
            "电力",
            "电气",
        ],
    ),
    (
        Theme::Roads,
        &[
            "道路",
            "公路",
            "修路",
            "桥",
            "路面",
            "公交",
            "交通",
            "出行",
            "硬化",
            "坑洼",
            "通村路",
            "生产路",
            "街道不平",
        ],
    ),
    (Theme::Housing, &["危房", "住房", "宅基地", "房屋", "建房", "漏雨", "翻建", "旧房", "安置房"]),
    (Theme::Land, &["土地", "承包", "征地", "补偿", "流转", "耕地", "占地", "拆迁", "征补", "确权"]),
    (
        Theme::Farming,
        &["农业", "种植", "养殖", "农机", "农技", "病虫", "大棚", "收购", "化肥", "滞销", "种子", "生产"],
    ),
    (
        Theme::Benefits,
        &["低保", "养老", "补贴", "五保", "特困", "救助", "残疾", "高龄", "民政", "社保", "保障"],
    ),
    (Theme::Health, &["医疗", "医保", "看病", "报销", "医院", "卫生院", "慢性病", "医药", "药费", "健康"]),
    (Theme::School, &["上学", "教育", "学校", "入学", "学费", "幼儿园", "校车", "就学", "助学"]),
    (Theme::Work, &["就业", "工资", "打工", "欠薪", "创业", "务工", "招工", "找工作"]),
    (
        Theme::Environment,
        &["垃圾", "污水", "环境", "环卫", "厕所", "噪音", "噪声", "污染", "河道", "焚烧", "绿化", "卫生"],
    ),
    (
        Theme::Safety,
        &["治安", "纠纷", "被盗", "偷", "诈骗", "邻里", "打架", "安全", "交通事故", "调解", "矛盾"],
    ),
    (Theme::VillageAffairs, &["村务", "财务", "账目", "村干部", "选举", "公开", "集体资产", "村集体"]),
];

/// How far a matter has come, as offices say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nobody has taken it on.
    #[default]
    Received,
    /// Somebody has.
    Accepted,
    /// Work goes on.
    InProgress,
    /// It is over, one way or the other.
    Over,
}

impl Progress {
    /// The word of the API.
    pub fn word(self) -> &'static str {
        match self {
            Progress::Received => "received",
            Progress::Accepted => "accepted",
            Progress::InProgress => "in_progress",
            Progress::Over => "over",
        }
    }

    /// The word's meaning.
    pub fn of(word: &str) -> Option<Progress> {
        [Progress::Received, Progress::Accepted, Progress::InProgress, Progress::Over]
            .into_iter()
            .find(|progress| progress.word() == word)
    }
}

/// A theme by its own name, or by what is said.
pub fn theme(text: &str) -> Option<Theme> {
    let key = folded(text);
    if let Some(exact) = Theme::ALL.iter().find(|theme| folded(theme.zh()) == key || theme.word() == key) {
        return Some(*exact);
    }
    if matches!(key.as_str(), "其它" | "其他类" | "其它类" | "综合") {
        return Some(Theme::Other);
    }
    theme_of(&key)
}

/// What a text is about: the theme of which it says the most.
pub fn theme_of(text: &str) -> Option<Theme> {
    let weight = |words: &[&str]| -> usize {
        words.iter().filter(|word| text.contains(**word)).map(|word| word.chars().count()).sum()
    };
    let mut best: Option<(usize, Theme)> = None;
    for (theme, words) in THEMES {
        let heavy = weight(words);
        if heavy > best.map_or(0, |(most, _)| most) {
            best = Some((heavy, *theme));
        }
    }
    best.map(|(_, theme)| theme)
}

/// A kind of work.
pub fn kind(text: &str) -> Option<Matter> {
    let key = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if has(&["咨询", "问询", "询问", "question"]) {
        Some(Matter::Question)
    } else if has(&["复杂", "疑难", "重大", "complex"]) {
        Some(Matter::Complex)
    } else if has(&["一般", "普通", "简易", "常规", "办理", "ordinary"]) {
        Some(Matter::Ordinary)
    } else {
        None
    }
}

/// Whether it is urgent; none when that cannot be told.
pub fn urgent(text: &str) -> Option<bool> {
    let key = folded(text);
    match key.as_str() {
        "" => return Some(text.trim().chars().any(|c| matches!(c, '√' | '✓' | '✔' | '●'))),
        "否" | "不" | "无" | "一般" | "普通" | "0" | "不急" | "不紧急" | "非紧急" | "正常" | "no" | "n"
        | "低" | "中" => {
            return Some(false);
        }
        "是" | "急" | "1" | "加急" | "特急" | "紧急" | "高" | "yes" | "y" | "有" | "十分紧急" =>
        {
            return Some(true);
        }
        _ => {}
    }
    (key.contains("急") && !key.contains('不') && !key.contains('非')).then_some(true)
}

/// How far it has come; none when that cannot be told.
pub fn progress(text: &str) -> Option<Progress> {
    let key = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if key.is_empty()
        || has(&["待受理", "未受理", "新登记", "待办", "未办理", "已登记", "待处理", "未处理", "未解决"])
        || key == "登记"
    {
        Some(Progress::Received)
    } else if has(&[
        "未办结",
        "未完成",
        "办理中",
        "在办",
        "正在",
        "进行",
        "处理中",
        "推进",
        "跟进",
        "已交办",
        "已转办",
        "转办",
        "交办",
        "协调",
        "解决中",
        "未完结",
    ]) {
        Some(Progress::InProgress)
    } else if has(&[
        "办结",
        "完成",
        "已解决",
        "解决",
        "结案",
        "已处理",
        "销号",
        "不予",
        "无法",
        "退回",
        "终止",
        "撤销",
        "已结",
        "已办",
    ]) {
        Some(Progress::Over)
    } else if has(&["受理", "接收", "接办"]) {
        Some(Progress::Accepted)
    } else {
        None
    }
}

/// Whether a name means the village as a whole, or nobody.
pub fn is_nobody(name: &str) -> bool {
    let key = folded(name);
    [
        "",
        "全村",
        "本村",
        "村集体",
        "村委会",
        "村委",
        "集体",
        "无",
        "全体村民",
        "部分村民",
        "村民",
        "群众",
        "匿名",
        "不详",
    ]
    .contains(&key.as_str())
}

/// Whether a handling unit means the township's own government.
pub fn is_own(unit: &str) -> bool {
    let key = folded(unit);
    [
        "本镇",
        "本乡",
        "本乡镇",
        "本街道",
        "镇政府",
        "乡政府",
        "街道办",
        "街道办事处",
        "办事处",
        "镇",
        "街道",
        "乡镇",
        "属地",
    ]
    .contains(&key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_are_known_by_name_and_by_what_is_said() {
        for (text, expected) in [
            ("供水排水", Some(Theme::Water)),
            ("水利类", Some(Theme::Water)),
            ("道路交通", Some(Theme::Roads)),
            ("民政（低保）", Some(Theme::Benefits)),
            ("邻里纠纷", Some(Theme::Safety)),
            ("其它", Some(Theme::Other)),
            ("roads", Some(Theme::Roads)),
            ("甲类", None),
        ] {
            assert_eq!(theme(text), expected, "{text}");
        }
        assert_eq!(theme_of("村东头自来水水压小"), Some(Theme::Water));
        assert_eq!(theme_of("想问一问"), None);
        for known in Theme::ALL {
            assert_eq!(theme(known.zh()), Some(*known));
        }
    }

    #[test]
    fn states_are_told_apart_where_one_word_holds_another() {
        for (text, expected) in [
            ("", Progress::Received),
            ("待受理", Progress::Received),
            ("未受理", Progress::Received),
            ("已受理", Progress::Accepted),
            ("未办结", Progress::InProgress),
            ("办理中", Progress::InProgress),
            ("正在协调", Progress::InProgress),
            ("未解决", Progress::Received),
            ("已办结", Progress::Over),
            ("完成", Progress::Over),
            ("无法解决", Progress::Over),
        ] {
            assert_eq!(progress(text), Some(expected), "{text}");
        }
        assert_eq!(progress("见附件"), None);
        assert_eq!(
            (urgent("√"), urgent("加急"), urgent("不急"), urgent(""), urgent("看情况")),
            (Some(true), Some(true), Some(false), Some(false), None)
        );
        assert_eq!(
            (kind("疑难复杂"), kind("咨询类"), kind("一般事项"), kind("甲")),
            (Some(Matter::Complex), Some(Matter::Question), Some(Matter::Ordinary), None)
        );
    }
}
