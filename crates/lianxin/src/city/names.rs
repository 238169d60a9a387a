//! Names of people, as frequent as they are in Shandong, with given names of their generation.

use super::chance::Chance;

/// Surnames with their frequency in ten thousand, with those of the country of Confucius a little above.
const SURNAMES: &[(&str, u32)] = &[
    ("王", 890),
    ("张", 850),
    ("李", 840),
    ("刘", 780),
    ("孙", 330),
    ("陈", 290),
    ("杨", 290),
    ("赵", 280),
    ("徐", 200),
    ("马", 190),
    ("孔", 180),
    ("高", 170),
    ("宋", 165),
    ("朱", 150),
    ("周", 140),
    ("吴", 130),
    ("郭", 125),
    ("胡", 110),
    ("韩", 108),
    ("于", 105),
    ("姜", 85),
    ("孟", 110),
    ("颜", 70),
    ("田", 95),
    ("吕", 92),
    ("郑", 90),
    ("林", 60),
    ("冯", 82),
    ("董", 84),
    ("程", 70),
    ("曹", 86),
    ("袁", 72),
    ("许", 70),
    ("崔", 95),
    ("任", 74),
    ("杜", 84),
    ("魏", 80),
    ("丁", 76),
    ("邵", 48),
    ("苏", 60),
    ("潘", 40),
    ("蒋", 36),
    ("蔡", 36),
    ("曾", 45),
    ("殷", 34),
    ("单", 30),
    ("仇", 18),
    ("查", 8),
    ("盖", 14),
    ("区", 4),
    ("解", 22),
    ("翟", 34),
    ("褚", 16),
    ("臧", 20),
    ("尉迟", 3),
    ("欧阳", 8),
    ("司马", 4),
    ("诸葛", 6),
    ("上官", 4),
    ("纪", 26),
    ("邢", 40),
    ("史", 40),
    ("石", 44),
    ("姚", 48),
    ("谭", 40),
    ("范", 56),
    ("贾", 62),
    ("薛", 48),
    ("闫", 46),
    ("夏", 44),
    ("秦", 58),
    ("尹", 52),
    ("侯", 52),
    ("邱", 40),
    ("江", 26),
    ("段", 36),
    ("钱", 22),
    ("汤", 26),
    ("黄", 84),
    ("何", 56),
    ("罗", 30),
    ("谢", 40),
    ("唐", 46),
    ("沈", 26),
    ("付", 44),
    ("卢", 40),
    ("郝", 42),
    ("龙", 14),
    ("万", 22),
    ("毛", 24),
    ("常", 40),
    ("武", 34),
    ("乔", 32),
    ("赖", 6),
    ("樊", 26),
    ("葛", 34),
    ("鲍", 20),
    ("满", 18),
    ("岳", 26),
    ("种", 6),
    ("逄", 8),
    ("宁", 18),
    ("黑", 3),
    ("乐", 3),
    ("巩", 16),
    ("苗", 24),
    ("鹿", 14),
    ("步", 10),
];

/// Characters of men's names, by decade of birth from the sixties on.
const MEN: [&str; 4] = [
    "建国军民卫东红文明华强志伟永庆福贵玉德学友广金宝忠义成林海洪春生长山峰涛振兴传宪昌良平安",
    "伟强军勇涛斌磊刚波峰辉鹏杰超明海洋亮建志勇永东晓飞文武龙宏洪利国庆新民俊林松健",
    "鹏飞涛磊超杰浩凯伟博宇亮龙旭晨阳帅洋明辉俊峰振华志强文斌健康瑞东坤翔宁硕",
    "浩宇轩泽博文昊天子涵睿俊杰嘉豪明哲一鸣志远思源家诚瑞晨旭阳皓辰奕帆",
];

/// Characters of women's names, by decade of birth from the sixties on.
const WOMEN: [&str; 4] = [
    "秀英桂兰玉芳翠凤霞红梅爱华淑珍荣菊香莲琴云平霞敏萍美玲春燕金环银瑞",
    "丽娟敏静燕红霞艳玲芳萍英华梅娜莉婷颖琳晓慧洁雪凤春云香秀文海",
    "婷婷静雪娜倩莹颖丹琳璐佳慧敏晶晶洁蕾萌薇瑶琪媛妍欣悦晓文雅",
    "子涵欣怡梓萱诗雨佳琪思雨雨桐梦瑶可馨语嫣紫涵若曦雅静一诺嘉怡心悦",
];

/// A name for someone born in a year.
pub fn name(chance: &mut Chance, man: bool, born: i64) -> String {
    let surname = surname(chance);
    with_surname(chance, surname, man, born)
}

/// A surname.
pub fn surname(chance: &mut Chance) -> &'static str {
    chance.weighted::<&str>(SURNAMES)
}

/// A name for someone of this surname.
pub fn with_surname(chance: &mut Chance, surname: &str, man: bool, born: i64) -> String {
    let decade = usize::try_from((born - 1960) / 10).unwrap_or(0).min(3);
    let given: Vec<char> = if man { MEN[decade].chars().collect() } else { WOMEN[decade].chars().collect() };
    let mut name = surname.to_owned();
    let first = *chance.pick(&given);
    name.push(first);
    let double = [620, 560, 640, 860][decade];
    if name.chars().count() < 3 && chance.in_thousand(double) {
        let second = *chance.pick(&given);
        name.push(second);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_two_to_four_characters() {
        let mut chance = Chance::new(7);
        for n in 0..2000 {
            let name = name(&mut chance, n % 2 == 0, 1960 + n % 45);
            assert!((2..=4).contains(&name.chars().count()), "{name}");
        }
    }
}
