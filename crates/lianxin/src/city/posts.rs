//! Posts by kind of unit, from the first of the unit to its staff.

use lianxin_domain::people::Rank;

use super::chance::Chance;

/// The posts of the leaders of a body, in their order.
pub fn leaders(body: &str) -> &'static [&'static str] {
    if body.ends_with("委员会") || body.ends_with('委') {
        &[
            "书记",
            "副书记",
            "副书记、政法委书记",
            "常委、纪委书记",
            "常委、组织部部长",
            "常委、宣传部部长",
            "常委、统战部部长",
            "常委、秘书长",
            "常委、人武部政委",
            "常委",
        ]
    } else if body.contains("人大") {
        &["主任", "副主任", "副主任", "副主任", "副主任", "秘书长"]
    } else if body.contains("政协") {
        &["主席", "副主席", "副主席", "副主席", "副主席", "秘书长"]
    } else {
        &[
            "常务副市（县、区）长",
            "副市（县、区）长",
            "副市（县、区）长",
            "副市（县、区）长",
            "副市（县、区）长",
            "秘书长、办公室主任",
        ]
    }
}

/// The posts of a township's leaders; a street's office has a director where a town has a mayor.
pub fn township(street: bool) -> [&'static str; 13] {
    let (first, second) =
        if street { ("办事处主任", "办事处副主任") } else { ("镇长", "副镇长") };
    [
        "党（工）委书记",
        first,
        "人大主席",
        "党（工）委副书记",
        "党（工）委委员、纪（工）委书记",
        "党（工）委委员、组织委员",
        "党（工）委委员、宣传委员",
        "党（工）委委员、统战委员",
        "党（工）委委员、政法委员",
        "党（工）委委员、武装部部长",
        second,
        second,
        second,
    ]
}

/// The post and rank of the nth person of a department of `count` people.
pub fn department(chance: &mut Chance, name: &str, n: usize, count: usize) -> (&'static str, Rank) {
    let heads = (count / 9).clamp(2, 24);
    if n == 0 {
        return (first(name), Rank::SectionHead);
    }
    if n < 3.min(heads) {
        return (second(name), Rank::SectionHead);
    }
    if n < heads {
        return (
            *chance.pick(&["办公室主任", "科长", "科长", "科长", "副科长", "副科长", "机关党委专职副书记"]),
            Rank::SectionHead,
        );
    }
    let staff: &[(&str, u32)] = if name.contains("医院") || name.contains("疾病") || name.contains("保健")
    {
        &[("主治医师", 30), ("医师", 24), ("主管护师", 20), ("护师", 20), ("科员", 6)]
    } else if name.contains("中学") || name.contains("学校") || name.contains("学院") || name.contains("党校")
    {
        &[("教师", 60), ("高级教师", 25), ("教务员", 8), ("科员", 7)]
    } else {
        &[("四级主任科员", 18), ("一级科员", 34), ("科员", 28), ("工作人员", 14), ("工程师", 6)]
    };
    (*chance.weighted(staff), Rank::Staff)
}

fn first(name: &str) -> &'static str {
    match name {
        name if name.ends_with('局') => "局长",
        name if name.ends_with("委员会") || name.ends_with('委') => "主任",
        name if name.ends_with('部') => "部长",
        name if name.ends_with("医院") || name.ends_with("法院") || name.ends_with("学院") => "院长",
        name if name.ends_with("中学") || name.ends_with("学校") || name.ends_with("党校") => "校长",
        name if name.ends_with("联合会") || name.ends_with("总工会") || name.ends_with("妇联") => {
            "主席"
        }
        _ => "主任",
    }
}

fn second(name: &str) -> &'static str {
    match first(name) {
        "局长" => "副局长",
        "部长" => "副部长",
        "院长" => "副院长",
        "校长" => "副校长",
        "主席" => "副主席",
        _ => "副主任",
    }
}

/// The post of the nth officer of a station.
pub fn police(n: usize) -> &'static str {
    match n {
        0 => "所长",
        1 => "教导员",
        2 | 3 => "副所长",
        _ => "民警",
    }
}

/// The post and rank of the nth person of a township's staff.
pub fn township_staff(chance: &mut Chance, n: usize) -> (&'static str, Rank) {
    if n < 8 {
        let offices = [
            "党政办公室主任",
            "党建工作办公室主任",
            "经济发展办公室主任",
            "社会事务办公室主任",
            "综合治理中心主任",
            "农业综合服务中心主任",
            "便民服务中心主任",
            "财政所所长",
        ];
        return (offices[n], Rank::SectionHead);
    }
    (*chance.weighted(&[("科员", 40), ("一级科员", 20), ("工作人员", 28), ("农业技术员", 12)]), Rank::Staff)
}
