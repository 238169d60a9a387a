//! The closed sets of words about cases.

use serde::{Deserialize, Serialize};

use crate::{people::words::words, places::Level};

words! {
    /// How far the office has come: the first of the two keys.
    Office {
        /// Taken in; nobody has taken it on.
        Received = "received", "待受理";
        /// Somebody owns it.
        Accepted = "accepted", "已受理";
        /// Work goes on.
        InProgress = "in_progress", "办理中";
        /// The office says that it is done.
        Done = "done", "已办结";
        /// The office says that it cannot be solved, with a second reader's word.
        Cannot = "cannot", "无法解决";
    }
}

words! {
    /// What the resident says: the second key.
    Resident {
        /// There is nothing to ask yet.
        Unasked = "unasked", "未询问";
        /// Asked, and not heard yet.
        Asked = "asked", "待群众确认";
        /// It is solved.
        Solved = "solved", "已解决";
        /// Some of it is solved.
        Partly = "partly", "部分解决";
        /// It is not solved.
        NotSolved = "not_solved", "未解决";
        /// Asked several times, in several ways, and not heard.
        Silent = "silent", "未能联系上";
    }
}

words! {
    /// What a matter is about.
    Theme {
        /// Drinking water, irrigation, drainage.
        Water = "water", "供水排水";
        /// Roads, bridges, buses.
        Roads = "roads", "道路交通";
        /// Electricity, gas, heating, network.
        Power = "power", "电气网络";
        /// Houses in danger, building permits.
        Housing = "housing", "住房宅基地";
        /// Land, contracts, compensation.
        Land = "land", "土地征补";
        /// Crops, animals, sales, machines.
        Farming = "farming", "农业生产";
        /// Minimum living allowance, pension, other benefits.
        Benefits = "benefits", "低保养老补贴";
        /// Doctors, hospital bills, insurance.
        Health = "health", "医疗医保";
        /// Schools and children.
        School = "school", "上学教育";
        /// Work, wages, starting a business.
        Work = "work", "就业工资";
        /// Rubbish, smoke, noise, rivers.
        Environment = "environment", "环境卫生";
        /// Quarrels, theft, fraud, traffic: matters for the police.
        Safety = "safety", "治安纠纷";
        /// Village accounts and affairs.
        VillageAffairs = "village_affairs", "村务财务";
        /// Anything else.
        Other = "other", "其他";
    }
}

words! {
    /// By whom a matter came to light: the tier of the link through which the need was heard, or how it came without a visit.
    Heard {
        /// A leader at his contact point.
        ContactPoint = "contact_point", "领导联系点";
        /// An official of the paired unit.
        PairedUnit = "paired_unit", "机关联建";
        /// The first secretary.
        FirstSecretary = "first_secretary", "第一书记";
        /// The township leader in charge.
        TownshipCharge = "township_charge", "乡镇包村";
        /// The village's police officer.
        PoliceLiaison = "police_liaison", "民警联村";
        /// Said at the counter, or on paper.
        Counter = "counter", "窗口";
        /// In an office's own sheet of open matters.
        Sheet = "sheet", "台账";
        /// Counted before it was kept how matters came to light; no matter holds it.
        Earlier = "earlier", "早先未记";
    }
}

words! {
    /// By what the numbers of cases are cut.
    Cut {
        /// What they are about.
        Theme = "theme", "主题";
        /// By whom they came to light.
        Tier = "tier", "层面";
    }
}

impl Cut {
    /// The words of its parts, in their order.
    pub fn parts(self) -> Vec<&'static str> {
        match self {
            Cut::Theme => Theme::ALL.iter().map(|theme| theme.word()).collect(),
            Cut::Tier => Heard::ALL.iter().map(|heard| heard.word()).collect(),
        }
    }

    /// The lowest level of places of which it is told. Of a tier there may be one official in a township: what came to light by
    /// him alone is nobody's business.
    pub fn lowest(self) -> Level {
        match self {
            Cut::Theme => Level::Township,
            Cut::Tier => Level::County,
        }
    }
}

words! {
    /// What kind of work a matter is, which decides its clock.
    Matter {
        /// A question to be answered.
        Question = "question", "咨询";
        /// Something to be done.
        Ordinary = "ordinary", "一般办理";
        /// Something that needs money, permits or several units.
        Complex = "complex", "复杂办理";
    }
}

words! {
    /// Who holds a case: each takes over where the one before has not managed.
    Rung {
        /// The township.
        Township = "township", "乡镇";
        /// The county.
        County = "county", "县";
        /// The city.
        City = "city", "市";
    }
}

words! {
    /// The only reasons for which a clock stops.
    StopReason {
        /// The household has to bring or decide something.
        Household = "household", "等待群众补充";
        /// The season does not allow the work.
        Season = "season", "季节限制";
        /// A permit, a tender or a court takes its time.
        Procedure = "procedure", "法定程序";
        /// Fire, flood, epidemic.
        Disaster = "disaster", "灾害等不可抗力";
    }
}

words! {
    /// Why a matter cannot be solved.
    CannotReason {
        /// No rule allows it.
        NoBasis = "no_basis", "政策不允许";
        /// There is no money for it this year.
        NoFunds = "no_funds", "暂无资金";
        /// It belongs to a court or to arbitration.
        Court = "court", "应通过司法途径";
        /// It is between private people who do not agree.
        Private = "private", "当事人协商不成";
        /// Nature or technique does not allow it.
        Impossible = "impossible", "客观条件不具备";
    }
}

words! {
    /// How far another unit is with its part.
    PartState {
        /// It is asked, and has not answered.
        Asked = "asked", "待答复";
        /// It has taken it on.
        Open = "open", "进行中";
        /// It has done it.
        Done = "done", "已完成";
        /// It does not take it on.
        Refused = "refused", "未接受";
        /// It gave it back undone.
        Back = "back", "已退回";
        /// The owner took it back, or the case ended without it.
        Withdrawn = "withdrawn", "已撤回";
    }
}

words! {
    /// Where the money for a case comes from.
    Funds {
        /// A public budget.
        Budget = "budget", "财政";
        /// The village's own.
        Village = "village", "村集体";
        /// Funds for the support of villages.
        Support = "support", "帮扶资金";
        /// Gifts.
        Gifts = "gifts", "社会捐助";
        /// The household's own.
        Own = "own", "自筹";
        /// It needs no money.
        Nothing = "nothing", "无";
    }
}

impl Rung {
    /// The one above; none above the city.
    pub fn above(self) -> Option<Rung> {
        Rung::ALL.iter().copied().find(|rung| *rung > self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::Tier;

    #[test]
    fn every_tier_is_a_way_to_hear_of_a_matter() {
        for tier in Tier::ALL {
            assert_eq!(Heard::of(tier.word()).map(Heard::zh), Some(tier.zh()));
        }
    }
}
