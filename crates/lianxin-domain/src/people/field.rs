//! The fields of a roster's sheets: what a column can mean.

use serde::{Deserialize, Serialize};

use super::{Topic, words::words};

words! {
    /// What a column of a roster can mean.
    Field {
        /// An official's name.
        Name = "name", "姓名";
        /// An official's gender.
        Gender = "gender", "性别";
        /// The unit of an official, or a unit's own name.
        Unit = "unit", "单位";
        /// The county, when names alone do not say it.
        County = "county", "县（市、区）";
        /// The township.
        Township = "township", "乡镇（街道）";
        /// The village.
        Village = "village", "村（居）";
        /// The title of a post.
        Post = "post", "职务";
        /// The rank of a post.
        Rank = "rank", "职级";
        /// A telephone number.
        Phone = "phone", "联系电话";
        /// The identity number, never stored.
        IdNumber = "id_number", "身份证号";
        /// The staff number.
        StaffNo = "staff_no", "工号";
        /// The home place.
        Home = "home", "家乡";
        /// Skills.
        Skills = "skills", "特长";
        /// The day of joining.
        Joined = "joined", "到任日期";
        /// A remark, not read further.
        Note = "note", "备注";
        /// A running number, not read further.
        Number = "number", "序号";
        /// The kind of a unit.
        Kind = "kind", "单位类别";
        /// The place where a unit stands.
        Place = "place", "所在区划";
        /// The townships that a police station covers.
        Area = "area", "辖区";
        /// What a unit is strong in.
        Strengths = "strengths", "单位优势";
        /// A village's code.
        Code = "code", "区划代码";
        /// How difficult a village's situation is.
        Difficulty = "difficulty", "困难程度";
        /// Number of households.
        Households = "households", "户数";
        /// Number of residents.
        Residents = "residents", "人口";
        /// A village's public contact.
        ContactName = "contact_name", "村联系人";
        /// The contact's telephone.
        ContactPhone = "contact_phone", "村联系电话";
        /// Need: farming.
        NeedFarming = "need_farming", "农业技术需求";
        /// Need: water.
        NeedWater = "need_water", "水利需求";
        /// Need: roads.
        NeedRoads = "need_roads", "道路交通需求";
        /// Need: industry.
        NeedIndustry = "need_industry", "产业项目需求";
        /// Need: education.
        NeedEducation = "need_education", "教育需求";
        /// Need: health.
        NeedHealth = "need_health", "医疗卫生需求";
        /// Need: law.
        NeedLaw = "need_law", "法律调解需求";
        /// Need: party.
        NeedParty = "need_party", "党建需求";
        /// A house number.
        House = "house", "门牌号";
        /// The head of a household.
        Head = "head", "户主姓名";
        /// How many live in a household.
        Members = "members", "人口";
        /// The members of a household in one cell.
        MemberList = "member_list", "家庭成员";
        /// A member's relation to the head.
        Relation = "relation", "与户主关系";
        /// Age, or year or day of birth.
        Born = "born", "出生年份";
        /// Standings of elders.
        Elder = "elder", "三老";
        /// Whether a household thrives.
        Thriving = "thriving", "致富户";
        /// What a household lacks; sealed.
        Hardship = "hardship", "困难情况";
        /// Illness and disability; sealed.
        Illness = "illness", "健康";
        /// Income and debts; sealed.
        Money = "money", "收入";
        /// What concerns minors; sealed.
        Minors = "minors", "未成年人";
        /// What a matter is called.
        Matter = "matter", "事项";
        /// What is asked for in full.
        Words = "words", "诉求内容";
        /// What a matter is about.
        Theme = "theme", "主题";
        /// What kind of work it is.
        MatterKind = "matter_kind", "办理类别";
        /// Whether it is urgent.
        Urgent = "urgent", "紧急";
        /// The day on which it was taken in.
        Raised = "raised", "受理日期";
        /// By when it is wanted.
        Deadline = "deadline", "期限";
        /// The unit that handles it.
        Handler = "handler", "承办单位";
        /// How far it has come.
        Progress = "progress", "办理状态";
        /// A case's own number.
        CaseNo = "case_no", "编号";
    }
}

impl Field {
    /// The field that holds a village's need of a topic.
    pub fn need(topic: Topic) -> Field {
        match topic {
            Topic::Farming => Field::NeedFarming,
            Topic::Water => Field::NeedWater,
            Topic::Roads => Field::NeedRoads,
            Topic::Industry => Field::NeedIndustry,
            Topic::Education => Field::NeedEducation,
            Topic::Health => Field::NeedHealth,
            Topic::Law => Field::NeedLaw,
            Topic::Party => Field::NeedParty,
        }
    }
}
