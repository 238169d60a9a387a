//! What people ask for: titles and words put together from pieces, so that some words are everywhere and some nearly nowhere.

use super::chance::Chance;

/// A theme: its word, its share in a thousand, things, what is wrong with them.
type About = (&'static str, u64, &'static [&'static str], &'static [&'static str]);

const PLACES: &[&str] = &[
    "村东头",
    "村西头",
    "村南",
    "村北",
    "村口",
    "小学门前",
    "卫生室旁",
    "广场边",
    "河堤下",
    "三组",
    "五组",
    "老年房后",
    "大队院里",
    "合作社西",
    "桥头",
    "北地",
    "南洼",
    "西岗",
    "",
    "",
    "",
    "",
];

const ABOUT: &[About] = &[
    (
        "water",
        170,
        &["机井", "自来水", "排水沟", "水管", "灌溉渠", "水塔", "下水道"],
        &["抽不上水", "停水", "没水压", "堵了", "漏水", "水质发黄", "坏了没人修"],
    ),
    (
        "roads",
        150,
        &["生产路", "通村路", "水泥路", "小桥", "公交车", "红绿灯", "胡同"],
        &["下雨没法走", "坑洼不平", "需要硬化", "坏了", "不停靠", "太窄会车难", "请求维修"],
    ),
    (
        "power",
        90,
        &["路灯", "变压器", "电线杆", "宽带网络", "天然气", "暖气"],
        &["不亮了", "经常跳闸", "歪了有危险", "信号差", "没有接通", "温度不够"],
    ),
    (
        "housing",
        60,
        &["老房子", "宅基地", "危房", "房产证", "院墙"],
        &["漏雨", "审批没下来", "需要鉴定", "办不下来", "要倒了", "申请翻建"],
    ),
    (
        "land",
        60,
        &["承包地", "征地补偿款", "流转费", "地界", "边角地"],
        &["没有到账", "有争议", "拖欠一年", "对不上账", "合同到期"],
    ),
    (
        "farming",
        80,
        &["大棚番茄", "麦田", "鱼塘", "养鸡场", "农机", "蒜苗"],
        &["卖不出去", "得了病害", "想请农技员", "需要贷款", "没有烘干场地"],
    ),
    (
        "benefits",
        100,
        &["低保", "养老金", "高龄补贴", "残疾补贴", "临时救助"],
        &["没有发下来", "手机认证不会弄", "想申请", "标准不清楚", "材料退回来了"],
    ),
    (
        "health",
        70,
        &["慢性病卡", "合作医疗", "村卫生室", "住院费", "家庭医生"],
        &["没下来", "报销比例低", "没有药", "异地报销难", "一直没上门"],
    ),
    (
        "school",
        45,
        &["校车", "幼儿园", "营养餐", "学区", "放学托管"],
        &["不到村口", "没有名额", "质量不好", "划分不清楚", "收费不明"],
    ),
    (
        "work",
        45,
        &["工资", "公益岗", "技能培训", "创业贷款", "零工"],
        &["拖欠三个月", "怎么报名", "没有通知", "批不下来", "找不到活"],
    ),
    (
        "environment",
        70,
        &["垃圾", "养殖臭味", "河道", "旱厕", "秸秆"],
        &["三天一拉", "夏天味大", "污染严重", "需要改造", "没有地方放"],
    ),
    (
        "safety",
        25,
        &["邻里纠纷", "电动车", "诈骗电话", "野狗", "夜间噪音"],
        &["需要调解", "被盗", "老人上当", "咬人", "影响休息"],
    ),
    (
        "village_affairs",
        20,
        &["村务公开栏", "账目", "集体收入", "一事一议"],
        &["只有总数", "看不懂", "没有公示", "没有开会"],
    ),
    (
        "other",
        15,
        &["文化广场", "戏台", "祠堂", "光伏板", "充电桩"],
        &["想要健身器材", "需要维修", "没人管", "装在哪里"],
    ),
];

const MORE: &[&str] = &[
    "已经反映过两次",
    "老人小孩都不方便",
    "请尽快派人来看看",
    "浇地排不上号",
    "晚上出门看不见",
    "全组二十多户都这样",
    "希望乡镇协调一下",
    "村里说没有资金",
    "汛期前能不能办好",
    "一到夏天更厉害",
    "家里只有老两口",
    "孩子上学要绕二里地",
];

/// What hardly anybody asks for: one in twenty thousand.
const RARE: &[&str] = &["古槐树枯枝", "石碾盘保护", "蜂箱被淹", "候鸟惊扰", "地窖塌陷", "龙灯道具"];

/// What a case is about.
pub struct Text {
    /// The theme's word.
    pub theme: &'static str,
    /// What it is called.
    pub title: String,
    /// What it says.
    pub words: String,
}

/// Draws one.
pub fn text(chance: &mut Chance) -> Text {
    let mut left = chance.below(1000);
    let about = ABOUT.iter().find(|about| {
        let here = left < about.1;
        left = left.saturating_sub(about.1);
        here
    });
    let (theme, _, things, wrong) = about.unwrap_or(&ABOUT[0]);
    let place = chance.pick(PLACES);
    let title = match chance.below(20_000) {
        0 => format!("{place}{}", chance.pick(RARE)),
        _ => format!("{place}{}{}", chance.pick(things), chance.pick(wrong)),
    };
    let words = format!("{title}，{}，{}。", chance.pick(MORE), chance.pick(MORE));
    Text { theme, title, words }
}
