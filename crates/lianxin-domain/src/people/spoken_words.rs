//! The words that offices use for ranks, kinds of units and topics.

use std::collections::BTreeMap;

use super::{
    Rank, Topic, UnitKind,
    text::{folded, parts},
};

/// The weight of a strength that is named without one.
pub const PLAIN_STRENGTH: i64 = 60;

/// The rank that a word means in a unit of a kind; none for an unknown word.
pub fn rank(text: &str, kind: UnitKind) -> Option<Rank> {
    let word = folded(text);
    if let Some(rank) = Rank::of(&word) {
        return Some(rank);
    }
    let any = |words: &[&str]| words.iter().any(|w| word.contains(w));
    if any(&["民警", "警员", "警长", "辅警"]) {
        return Some(Rank::Police);
    }
    if any(&["市级", "副市", "厅级", "市厅"]) {
        return Some(Rank::CityLeader);
    }
    if any(&["县级", "处级", "县处"]) {
        return Some(match kind {
            UnitKind::CityDepartment => Rank::SectionHead,
            _ => Rank::CountyLeader,
        });
    }
    if any(&["乡镇领导", "乡级领导", "镇领导", "街道领导", "乡镇班子"]) {
        return Some(Rank::TownshipLeader);
    }
    if any(&["科级", "正科", "副科", "中层", "股级"]) {
        return Some(Rank::SectionHead);
    }
    let staff = [
        "科员",
        "办事员",
        "一般",
        "职员",
        "工作人员",
        "事业",
        "专业技术",
        "工勤",
        "干部",
        "管理",
        "主任科员",
        "职级",
    ];
    any(&staff).then_some(Rank::Staff)
}

/// The rank that a post suggests when nobody gave one.
pub fn rank_of_post(post: &str, kind: UnitKind) -> Rank {
    let post = folded(post);
    let any = |words: &[&str]| words.iter().any(|w| post.contains(w));
    match kind {
        UnitKind::PoliceStation => Rank::Police,
        UnitKind::TownshipGovernment
            if any(&["书记", "镇长", "乡长", "人大主席", "委员", "武装部长"])
                || post == "主任"
                || post == "副主任" =>
        {
            Rank::TownshipLeader
        }
        _ if any(&[
            "局长", "科长", "主任", "部长", "书记", "主席", "院长", "校长", "站长", "所长", "处长", "队长",
        ]) =>
        {
            Rank::SectionHead
        }
        _ => Rank::Staff,
    }
}

/// The kind of unit that a word means.
pub fn unit_kind(text: &str) -> Option<UnitKind> {
    let word = folded(text);
    if let Some(kind) = UnitKind::of(&word) {
        return Some(kind);
    }
    let any = |words: &[&str]| words.iter().any(|w| word.contains(w));
    if any(&["派出所"]) {
        Some(UnitKind::PoliceStation)
    } else if any(&["市直", "市属", "市级"]) {
        Some(UnitKind::CityDepartment)
    } else if any(&["县直", "区直", "县市区", "县属", "区属", "县级"]) {
        Some(UnitKind::CountyDepartment)
    } else if any(&["乡镇", "街道", "镇政府", "乡政府"]) {
        Some(UnitKind::TownshipGovernment)
    } else {
        None
    }
}

/// The topic that a word means.
pub fn topic(text: &str) -> Option<Topic> {
    let word = folded(text);
    const WORDS: &[(Topic, &[&str])] = &[
        (Topic::Law, &["法律", "法务", "法学", "调解", "司法", "政法", "信访", "治安"]),
        (Topic::Health, &["医", "卫生", "健康", "护理", "防疫"]),
        (Topic::Water, &["水利", "水务", "灌溉", "防汛"]),
        (Topic::Roads, &["道路", "交通", "公路", "路桥"]),
        (Topic::Education, &["教育", "教学", "师范", "教师"]),
        (Topic::Party, &["党建", "党务", "组织", "纪检", "宣传"]),
        (Topic::Farming, &["农", "种植", "养殖", "畜牧", "林业", "园艺", "植保"]),
        (Topic::Industry, &["产业", "项目", "招商", "电商", "经济", "金融", "企业", "商贸", "工业", "财"]),
    ];
    if let Some(topic) = Topic::of(&word) {
        return Some(topic);
    }
    WORDS.iter().find(|(_, words)| words.iter().any(|w| word.contains(w))).map(|&(topic, _)| topic)
}

/// The topics of a list, sorted and each once, and the words that were not understood.
pub fn topics(text: &str) -> (Vec<Topic>, Vec<String>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for part in parts(text) {
        match topic(part) {
            Some(topic) => known.push(topic),
            None if matches!(part, "无" | "-" | "—" | "/") => {}
            None => unknown.push(part.to_owned()),
        }
    }
    known.sort_unstable();
    known.dedup();
    (known, unknown)
}

/// Strengths such as `农业技术80、水利`, and the words that were not understood.
pub fn strengths(text: &str) -> (BTreeMap<Topic, i64>, Vec<String>) {
    let (mut known, mut unknown) = (BTreeMap::new(), Vec::new());
    for part in parts(text) {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        let weight = if digits.is_empty() { Some(PLAIN_STRENGTH) } else { digits.parse().ok() };
        let word: String = part.chars().filter(|c| !c.is_ascii_digit()).collect();
        match (topic(&word), weight) {
            (Some(topic), Some(weight @ 0..=100)) => {
                known.entry(topic).or_insert(weight);
            }
            _ => unknown.push(part.to_owned()),
        }
    }
    (known, unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_read_as_they_are_written() {
        use UnitKind::{CityDepartment, CountyDepartment, PoliceStation, TownshipGovernment};
        let cases = [
            ("县级领导", CountyDepartment, Some(Rank::CountyLeader)),
            ("副县级", CountyDepartment, Some(Rank::CountyLeader)),
            ("副县级", CityDepartment, Some(Rank::SectionHead)),
            ("正科级", TownshipGovernment, Some(Rank::SectionHead)),
            ("乡镇领导", TownshipGovernment, Some(Rank::TownshipLeader)),
            ("四级主任科员", CountyDepartment, Some(Rank::Staff)),
            ("一级警员", PoliceStation, Some(Rank::Police)),
            ("皇帝", CityDepartment, None),
        ];
        for (text, kind, expected) in cases {
            assert_eq!(rank(text, kind), expected, "{text}");
        }
        assert_eq!(rank_of_post("党委副书记", TownshipGovernment), Rank::TownshipLeader);
        assert_eq!(rank_of_post("办公室主任", CityDepartment), Rank::SectionHead);
        assert_eq!(rank_of_post("干事", CityDepartment), Rank::Staff);
    }

    #[test]
    fn topics_and_strengths_are_read_from_lists() {
        let (known, unknown) = topics("水利、果树种植，法律 / 书法");
        assert_eq!(
            (known, unknown),
            (vec![Topic::Farming, Topic::Water, Topic::Law], vec!["书法".to_owned()])
        );
        let (known, unknown) = strengths("农业技术80、水利（40），党建;医疗卫生900");
        assert_eq!(
            known,
            BTreeMap::from([(Topic::Farming, 80), (Topic::Water, 40), (Topic::Party, PLAIN_STRENGTH)])
        );
        assert_eq!(unknown, ["医疗卫生900"]);
    }
}
