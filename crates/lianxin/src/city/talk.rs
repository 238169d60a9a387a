//! What people say, ask for and are promised: sentences that one hears in a village or a street, by season.

use super::chance::Chance;

/// What was asked for, and the promise that goes with it.
pub struct Matter {
    /// The need in the resident's words.
    pub need: &'static str,
    /// What the official promised.
    pub promise: &'static str,
    /// Days in which it can be kept.
    pub days: (i64, i64),
}

const ANYWHERE: &[&str] = &[
    "今年身体还行，就是腿脚不如从前，去镇上取药不方便。",
    "孩子在外头打工，一年回来两趟，家里就我们老两口。",
    "医保今年又涨了，一家五口交下来也是一笔钱。",
    "上回说的事你们真给办了，心里敞亮。",
    "村里干部常来，有啥话都能说。",
    "养老金按月到账，手机上认证我不会弄，得等孙子回来。",
    "孙子今年上初中，离家远，接送是个难事。",
    "儿子想回来干，就是不知道有啥政策。",
    "老伴住院报了七成多，比前几年强。",
    "现在看病先跑卫生室，大夫熟，说话也听得懂。",
    "政策是好政策，就是有时候说得太快，我们记不住。",
    "你们来坐坐就行，不用拿东西。",
    "年轻人都出去了，晚上村里静得很。",
    "邻居家狗夜里老叫，说了两回也没用，也不好再说。",
    "媳妇在镇上服装厂上班，一个月三千多，能顾家。",
    "这两年日子稳当，没啥大事。",
    "广场晚上跳舞声音大，十点以后能不能小点声。",
    "快递只送到镇上，老人取一趟半天。",
];
const VILLAGE: &[&str] = &[
    "今年小麦长得不孬，就盼着收的时候别下雨。",
    "大蒜价一天一个样，冷库又装满了，心里没底。",
    "东头那眼机井抽不上水，浇地得排到半夜。",
    "路灯坏了三盏，晚上从地里回来看不见道。",
    "垃圾箱满了两天才拉，夏天味大。",
    "通到地里的那段路一下雨就没法走，收割机进不来。",
    "自来水早上没压力，二楼上不去。",
    "土地流转给大户，一亩一千一，比自己种省心。",
    "秸秆不让烧，打捆的机子又排不上号。",
    "合作社今年分红了，不多，可是个意思。",
    "玉米刚出苗，缺苗的补了一遍。",
    "养了六十只羊，草料涨价，卖价没动。",
    "村里想种点药材，谁懂这个？",
    "宅基地的证办了一年多，还差一道手续。",
    "排水沟堵了，去年雨水倒灌到院里。",
    "广播里说的补贴，到底咱够不够条件？",
];
const STREET: &[&str] = &[
    "楼道灯坏了半年，物业说没钱修。",
    "电动车没处充，都往楼道里推，看着害怕。",
    "六楼没电梯，我八十了，下一趟楼歇三回。",
    "暖气今年比去年强，就是北屋还差点。",
    "小区停车乱，消防车都进不来。",
    "社区食堂饭菜实惠，老人一顿八块。",
    "楼上漏水，找了好几回，谁也不认。",
    "幼儿园就在门口，接孩子方便多了。",
    "物业费年年交，绿化带没人管。",
    "菜市场搬远了，买菜得坐三站车。",
];
const HARVEST: &[&str] = &[
    "收割机师傅从河南来的，一亩六十，今年没多要。",
    "打下来的麦子晒在路上，就怕来雨。",
    "今年亩产一千二，比去年多百十来斤。",
];
const WINTER: &[&str] = &[
    "天冷了，老房子窗户透风，钉了层塑料布。",
    "煤改气好是好，就是舍不得开。",
    "过年孩子们都回来，就这几天热闹。",
];

const MATTERS_VILLAGE: &[Matter] = &[
    Matter {
        need: "东头机井抽不上水，请帮忙找人修。",
        promise: "联系水务站来看机井，修好前协调邻村借水浇地",
        days: (7, 20),
    },
    Matter {
        need: "村口到地头的路下雨没法走，想垫一垫。",
        promise: "把生产路报到乡镇，争取列入这批农村公路计划",
        days: (20, 60),
    },
    Matter { need: "村里三盏路灯不亮。", promise: "请电工把坏的路灯换好", days: (5, 14) },
    Matter {
        need: "想学大棚番茄的管理，不知找谁。",
        promise: "请农技站老师来村里讲一次大棚管理",
        days: (14, 40),
    },
    Matter {
        need: "宅基地证还差一道手续，跑了两趟没办成。",
        promise: "到自然资源所问清差哪份材料，一次告诉本人",
        days: (5, 15),
    },
    Matter {
        need: "排水沟堵了，怕汛期倒灌。", promise: "汛前组织把排水沟清一遍", days: (10, 30)
    },
    Matter {
        need: "自来水早晚没水压。", promise: "请水厂来测水压，给个准话", days: (5, 15)
    },
    Matter {
        need: "玉米补种的种子买不到一样的品种。", promise: "问供销社调同品种的种子", days: (2, 6)
    },
    Matter {
        need: "羊得了病，兽医站电话打不通。", promise: "请兽医站上门看羊", days: (1, 4)
    },
    Matter {
        need: "垃圾两三天才拉一回。", promise: "和保洁公司定下夏天一天一拉", days: (5, 12)
    },
];
const MATTERS_STREET: &[Matter] = &[
    Matter {
        need: "楼道灯坏了半年没人修。", promise: "协调物业一周内把楼道灯换成声控的", days: (5, 10)
    },
    Matter {
        need: "老人住六楼，想问加装电梯怎么申请。",
        promise: "把加装电梯的流程和要签字的户数问清楚送上门",
        days: (7, 20),
    },
    Matter {
        need: "电动车没处充电，楼道里充太危险。", promise: "和社区选址装一组充电桩", days: (20, 60)
    },
    Matter {
        need: "楼上漏水，几次都没人管。", promise: "约楼上楼下和物业一起看一次漏点", days: (3, 10)
    },
    Matter {
        need: "小区停车占了消防通道。", promise: "请消防和社区划出通道线", days: (10, 30)
    },
];
const MATTERS: &[Matter] = &[
    Matter {
        need: "养老金手机认证不会弄。", promise: "下次来帮老人把认证做完", days: (3, 15)
    },
    Matter {
        need: "慢性病卡办了没下来。", promise: "到医保窗口查慢性病卡办到哪一步", days: (3, 10)
    },
    Matter {
        need: "孩子想在附近找个活干。", promise: "把镇上几家厂的招工信息送来", days: (3, 10)
    },
    Matter {
        need: "孙子转学手续不知道找谁。", promise: "问教体局转学要哪些材料", days: (3, 12)
    },
    Matter {
        need: "老房子漏雨，想问危房改造政策。", promise: "请村镇建设办来鉴定房屋", days: (7, 25)
    },
    Matter {
        need: "残疾人证到期要换，行动不便。", promise: "联系残联上门评定", days: (10, 30)
    },
    Matter {
        need: "大病报销差的材料看不懂。", promise: "陪着去医保窗口把材料补齐", days: (4, 12)
    },
    Matter {
        need: "想贷点款扩大养殖，不知道怎么申请。",
        promise: "请信用社客户经理来家里算一算",
        days: (5, 15),
    },
    Matter {
        need: "送餐的老人助餐点能不能覆盖到这边。",
        promise: "和民政办商量把助餐点送餐路线加一站",
        days: (10, 30),
    },
];

/// A sentence of somebody in a village or street, in a month.
pub fn statement(chance: &mut Chance, street: bool, month: i8) -> &'static str {
    let season = match month {
        6 if !street => HARVEST,
        12 | 1 | 2 => WINTER,
        _ => &[],
    };
    if !season.is_empty() && chance.in_thousand(300) {
        return chance.pick::<&str>(season);
    }
    let own = if street { STREET } else { VILLAGE };
    if chance.in_thousand(550) { chance.pick::<&str>(own) } else { chance.pick::<&str>(ANYWHERE) }
}

/// Something asked for.
pub fn matter(chance: &mut Chance, street: bool) -> &'static Matter {
    let own = if street { MATTERS_STREET } else { MATTERS_VILLAGE };
    if chance.in_thousand(500) { chance.pick(own) } else { chance.pick(MATTERS) }
}

/// What is said at a meeting of the village.
pub fn meeting(chance: &mut Chance) -> &'static str {
    chance.pick::<&'static str>(&[
        "大家议了一下，今年集体收入先修水渠，再说广场。",
        "村务公开栏的账看得明白，就是字小了点。",
        "汛期谁家在低洼处，名单对了一遍。",
        "收麦期间防火，几个组分了片。",
        "小额水利项目大家投了票，先修东干渠。",
        "合作医疗怎么报，请卫生院的人讲了一遍。",
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_can_be_stored() {
        let lists = [ANYWHERE, VILLAGE, STREET, HARVEST, WINTER];
        let words = lists.iter().flat_map(|list| list.iter().copied());
        let matters = [MATTERS, MATTERS_STREET, MATTERS_VILLAGE].into_iter().flatten();
        let all: Vec<&str> = words.chain(matters.clone().flat_map(|one| [one.need, one.promise])).collect();
        assert!(all.iter().all(|text| (4..200).contains(&text.chars().count())));
        assert!(matters.into_iter().all(|one| 0 < one.days.0 && one.days.0 <= one.days.1));
    }

    #[test]
    fn the_harvest_is_talked_of_in_june_and_not_in_the_street() {
        let mut chance = Chance::new(3);
        let june: Vec<&str> = (0..200).map(|_| statement(&mut chance, false, 6)).collect();
        assert!(june.iter().any(|said| HARVEST.contains(said)));
        assert!((0..200).all(|_| !HARVEST.contains(&statement(&mut chance, true, 6))));
    }
}
