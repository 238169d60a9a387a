//! The names by which one place is called.

use crate::{people::text::folded, places::Level};

/// Provinces by the first two digits of their codes.
pub const PROVINCES: &[(&str, &str)] = &[
    ("11", "北京"),
    ("12", "天津"),
    ("13", "河北"),
    ("14", "山西"),
    ("15", "内蒙古"),
    ("21", "辽宁"),
    ("22", "吉林"),
    ("23", "黑龙江"),
    ("31", "上海"),
    ("32", "江苏"),
    ("33", "浙江"),
    ("34", "安徽"),
    ("35", "福建"),
    ("36", "江西"),
    ("37", "山东"),
    ("41", "河南"),
    ("42", "湖北"),
    ("43", "湖南"),
    ("44", "广东"),
    ("45", "广西"),
    ("46", "海南"),
    ("50", "重庆"),
    ("51", "四川"),
    ("52", "贵州"),
    ("53", "云南"),
    ("54", "西藏"),
    ("61", "陕西"),
    ("62", "甘肃"),
    ("63", "青海"),
    ("64", "宁夏"),
    ("65", "新疆"),
    ("71", "台湾"),
    ("81", "香港"),
    ("82", "澳门"),
];

/// The folded names of a city or county: whole, and without its last character.
pub fn county_names(name: &str) -> Vec<String> {
    let whole = folded(name);
    let mut names = vec![whole.clone()];
    for (long, short) in
        [("高新技术产业开发区", "高新区"), ("经济技术开发区", "经开区"), ("经济开发区", "经开区")]
    {
        if let Some(before) = whole.strip_suffix(long) {
            names.push(format!("{before}{short}"));
            names.push(short.to_owned());
            return names;
        }
    }
    names.extend(cut(&whole, &["区", "县", "市"], 2));
    names
}

/// The folded names of a township: whole, as its office, and bare.
pub fn township_names(name: &str) -> Vec<String> {
    let whole = folded(name);
    let mut names = vec![whole.clone()];
    match whole.strip_suffix("街道") {
        Some(bare) => {
            names.push(format!("{whole}办事处"));
            names.push(format!("{whole}办"));
            names.push(format!("{bare}办事处"));
            names.extend((bare.chars().count() >= 2).then(|| bare.to_owned()));
        }
        None => names.extend(cut(&whole, &["镇", "乡"], 2)),
    }
    names
}

/// What the spellings of one village's name share: `航运新村居委会`, `航运新村` and `航运新村社区` all give `航运新`.
pub fn village_core(folded_name: &str) -> &str {
    let mut core = folded_name;
    for suffix in ["民委员会", "委员会", "居委会", "村委会", "民委会", "委会"] {
        if let Some(rest) = core.strip_suffix(suffix).filter(|rest| !rest.is_empty()) {
            core = rest;
            break;
        }
    }
    for suffix in ["居", "村", "社区", "居", "村"] {
        if let Some(rest) = core.strip_suffix(suffix).filter(|rest| !rest.is_empty()) {
            core = rest;
        }
    }
    core
}

/// The names of a place at a level, the whole one first.
pub fn names(level: Level, name: &str) -> Vec<String> {
    match level {
        Level::City | Level::County => county_names(name),
        Level::Township => township_names(name),
        Level::Village => vec![village_core(&folded(name)).to_owned()],
    }
}

fn cut(whole: &str, suffixes: &[&str], least: usize) -> Option<String> {
    let bare = suffixes.iter().find_map(|suffix| whole.strip_suffix(suffix))?;
    (bare.chars().count() >= least).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_is_called_by_many_names() {
        for (name, core) in [
            ("航运新村居委会", "航运新"),
            ("航运新村", "航运新"),
            ("东红庙社区居民委员会", "东红庙"),
            ("东红庙社区", "东红庙"),
            ("张庄村民委员会", "张庄"),
            ("张庄村委会", "张庄"),
            ("张庄", "张庄"),
            ("村", "村"),
        ] {
            assert_eq!(village_core(name), core, "{name}");
        }
        assert!(township_names("许庄街道").contains(&"许庄".to_owned()));
        assert!(county_names("济宁高新技术产业开发区").contains(&"高新区".to_owned()));
    }
}
