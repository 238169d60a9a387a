//! The closed sets of words about people: kinds of units, ranks of posts, topics of skills and needs.

use serde::{Deserialize, Serialize};

pub(crate) use crate::words::words;

words! {
    /// What a unit is.
    UnitKind {
        /// A department of the city.
        CityDepartment = "city_department", "市直部门";
        /// A department of a county.
        CountyDepartment = "county_department", "县直部门";
        /// The government of a township.
        TownshipGovernment = "township_government", "乡镇政府";
        /// A police station, which covers named townships.
        PoliceStation = "police_station", "派出所";
    }
}

words! {
    /// The rank of a post.
    Rank {
        /// A leader of the city.
        CityLeader = "city_leader", "市级领导";
        /// A leader of a county.
        CountyLeader = "county_leader", "县级领导";
        /// A leader of a township.
        TownshipLeader = "township_leader", "乡镇领导";
        /// Head of a section.
        SectionHead = "section_head", "科级";
        /// Staff.
        Staff = "staff", "一般干部";
        /// A police officer.
        Police = "police", "民警";
    }
}

words! {
    /// What a village needs, an official knows or a unit is strong in.
    Topic {
        /// 农业技术
        Farming = "farming", "农业技术";
        /// 水利
        Water = "water", "水利";
        /// 道路交通
        Roads = "roads", "道路交通";
        /// 产业项目
        Industry = "industry", "产业项目";
        /// 教育
        Education = "education", "教育";
        /// 医疗卫生
        Health = "health", "医疗卫生";
        /// 法律调解
        Law = "law", "法律调解";
        /// 党建
        Party = "party", "党建";
    }
}
