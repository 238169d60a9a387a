//! Roles, rights and the one decision. A right is what a verb asks for; a role holds rights; a grant gives a role within a
//! jurisdiction and, for a department, within a unit.

use serde::{Deserialize, Serialize};

use crate::{ids::Ref, people::words::words, places::PlaceCode};

words! {
    /// What an account is.
    Role {
        /// Settings and accounts, nothing about people.
        Administrator = "administrator", "系统管理员";
        /// The office that runs the programme in a city or county.
        ProgrammeOffice = "programme_office", "下派办";
        /// Staff of a township.
        Township = "township", "乡镇工作人员";
        /// The handler of a department.
        Department = "department", "部门经办";
        /// An official with linked villages.
        Official = "official", "联系干部";
        /// Reads every write.
        Auditor = "auditor", "审计员";
        /// Looks into one household's record by order.
        Inspector = "inspector", "纪检督查员";
        /// Calls households that were drawn, and is linked to none of them.
        Interviewer = "interviewer", "回访员";
    }
}

words! {
    /// What a verb asks for.
    Right {
        /// Use one's own account.
        OwnAccount = "own_account", "本人账号";
        /// See places, coverage and the villages' public side.
        SeePlaces = "see_places", "查看区划与覆盖";
        /// Rename and merge villages, replace the outlines.
        EditPlaces = "edit_places", "维护区划";
        /// See officials and units.
        SeePeople = "see_people", "查看干部与单位";
        /// One's own villages as an official.
        OwnVillages = "own_villages", "我的联系村";
        /// Write down what was heard in one's own villages.
        RecordVisits = "record_visits", "记录走访";
        /// See the households of the jurisdiction, for a purpose, with each look written down.
        SeeHouseholds = "see_households", "查看户册";
        /// Bring in, correct and erase households; give a household its copy.
        EditHouseholds = "edit_households", "维护户册";
        /// Take visits home as a file, with the look written down.
        ExportVisits = "export_visits", "导出走访";
        /// See what was reached where, without names.
        SeeReach = "see_reach", "查看走访成效";
        /// See what the program costs its users.
        SeeBurden = "see_burden", "查看填报负担";
        /// Bring in and take back workbooks.
        Import = "import", "导入名册";
        /// See plans and explanations.
        SeePlans = "see_plans", "查看联系方案";
        /// Make, solve, pin and ban.
        EditPlans = "edit_plans", "编制联系方案";
        /// Make a plan the links that hold.
        PublishPlans = "publish_plans", "发布联系方案";
        /// Prove both coverages, make snapshots.
        Prove = "prove", "核验覆盖";
        /// Read the audit lines of the jurisdiction.
        SeeAudit = "see_audit", "查看审计";
        /// Accounts and their grants.
        EditAccounts = "edit_accounts", "管理账号";
        /// Make a case of a need or of what was said at the counter, and give the household its slip.
        RaiseCases = "raise_cases", "提出事项";
        /// See the cases of the jurisdiction: what they are about and how they stand.
        SeeCases = "see_cases", "查看事项";
        /// Work on cases, and read the words of those that are one's task.
        HandleCases = "handle_cases", "办理事项";
        /// Say whether what another unit calls impossible really is.
        SecondRead = "second_read", "复核";
        /// Write down what residents say of their cases at the counter, on paper or on the telephone.
        HearResidents = "hear_residents", "代记群众意见";
        /// See which cases are stuck and whose move it is, without names, words or households.
        SeeStuck = "see_stuck", "督办事项";
        /// See what came of the cases of one's own villages.
        OwnCases = "own_cases", "我的事项";
        /// Ask to see one household in an emergency.
        AskGlass = "ask_glass", "申请紧急查阅";
        /// Ask to see one household's record by order.
        Inspect = "inspect", "按令核查";
        /// See what households let one's own seat see.
        SeeGranted = "see_granted", "查看本户授权";
        /// Take down a complaint about others, whom one is neither beside nor above.
        TakeComplaints = "take_complaints", "代收举报";
        /// Agree, or not, to what nobody may look at alone.
        Approve = "approve", "会签";
        /// Make draws of households to be asked, close them, release their figures.
        EditDraws = "edit_draws", "组织抽样回访";
        /// See how draws were made and how calling goes, without names.
        SeeDraws = "see_draws", "查看抽样";
        /// Give the second secret of somebody else's draw.
        WitnessDraws = "witness_draws", "见证抽样";
        /// Call those who were drawn, one at a time.
        Interview = "interview", "回访";
        /// See released figures of answers.
        SeeSatisfaction = "see_satisfaction", "查看群众满意";
        /// Read and answer complaints and suggestions.
        AnswerSuggestions = "answer_suggestions", "处理投诉与建议";
    }
}

words! {
    /// A class of data about residents: what an access event names.
    Class {
        /// Who lives where, and public standings.
        Roster = "roster", "户册";
        /// What was said and promised.
        Talks = "talks", "谈话";
        /// Telephone.
        Contact = "contact", "联系方式";
        /// Hardship.
        Hardship = "hardship", "困难情况";
        /// Health.
        Health = "health", "健康";
        /// Money.
        Money = "money", "收支";
        /// Minors.
        Minor = "minor", "未成年人";
        /// A household's whole record, for itself.
        Copy = "copy", "本户副本";
        /// A file that leaves the program.
        Export = "export", "导出";
    }
}

/// Which rights each role holds. This table is the only place where they are given.
pub const RIGHTS: &[(Role, &[Right])] = &[
    (Role::Administrator, &[Right::OwnAccount, Right::EditAccounts]),
    (
        Role::ProgrammeOffice,
        &[
            Right::OwnAccount,
            Right::SeePlaces,
            Right::EditPlaces,
            Right::SeePeople,
            Right::Import,
            Right::SeePlans,
            Right::EditPlans,
            Right::PublishPlans,
            Right::Prove,
            Right::AnswerSuggestions,
            Right::SeeReach,
            Right::SeeBurden,
            Right::SeeStuck,
            Right::Approve,
            Right::EditDraws,
            Right::SeeDraws,
            Right::SeeSatisfaction,
        ],
    ),
    (
        Role::Township,
        &[
            Right::OwnAccount,
            Right::SeePlaces,
            Right::SeePeople,
            Right::SeePlans,
            Right::Prove,
            Right::SeeHouseholds,
            Right::EditHouseholds,
            Right::ExportVisits,
            Right::SeeReach,
            Right::RaiseCases,
            Right::SeeCases,
            Right::HandleCases,
            Right::SecondRead,
            Right::HearResidents,
            Right::AskGlass,
            Right::Approve,
            Right::SeeSatisfaction,
            Right::TakeComplaints,
        ],
    ),
    (
        Role::Department,
        &[
            Right::OwnAccount,
            Right::SeePlaces,
            Right::SeePeople,
            Right::SeeCases,
            Right::HandleCases,
            Right::SecondRead,
            Right::AskGlass,
            Right::SeeGranted,
            Right::Approve,
        ],
    ),
    (
        Role::Official,
        &[
            Right::OwnAccount,
            Right::OwnVillages,
            Right::RecordVisits,
            Right::RaiseCases,
            Right::OwnCases,
            Right::AskGlass,
            Right::SeeGranted,
        ],
    ),
    (
        Role::Auditor,
        &[
            Right::OwnAccount,
            Right::SeePlaces,
            Right::Prove,
            Right::SeeAudit,
            Right::SeeDraws,
            Right::Approve,
            Right::WitnessDraws,
        ],
    ),
    (Role::Inspector, &[Right::OwnAccount, Right::Inspect, Right::TakeComplaints]),
    (Role::Interviewer, &[Right::OwnAccount, Right::Interview]),
];

/// A role given to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Its jurisdiction.
    pub place: PlaceCode,
    /// For a department: the unit whose people alone it reaches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Ref>,
}

/// What a verb is about to touch.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// Where it lies.
    pub place: &'a PlaceCode,
    /// The unit it belongs to, when it belongs to people.
    pub unit: Option<&'a Ref>,
}

/// Whether these grants allow the right on the target: some grant's role holds the right, its jurisdiction contains the
/// place, and, where the grant names a unit and the right is about people, it is the target's unit.
pub fn decide(grants: &[Grant], right: Right, target: Target<'_>) -> bool {
    grants.iter().any(|grant| {
        let within_unit = match (&grant.unit, right) {
            (Some(own), Right::SeePeople) => target.unit == Some(own),
            _ => true,
        };
        holds(grant.role, right) && grant.place.contains(target.place) && within_unit
    })
}

/// Whether these grants give the right somewhere.
pub fn may_anywhere(grants: &[Grant], right: Right) -> bool {
    grants.iter().any(|grant| holds(grant.role, right))
}

fn holds(role: Role, right: Right) -> bool {
    RIGHTS.iter().any(|(known, rights)| *known == role && rights.contains(&right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(role: Role, place: &str) -> Grant {
        Grant { role, place: place.parse().unwrap(), unit: None }
    }

    fn check(grants: &[Grant], right: Right, place: &str, expected: bool) {
        let place = place.parse().unwrap();
        let target = Target { place: &place, unit: None };
        assert_eq!(decide(grants, right, target), expected, "{grants:?} {right:?} {place}");
    }

    #[test]
    fn a_right_holds_within_the_jurisdiction_only() {
        let county = [grant(Role::ProgrammeOffice, "370811")];
        check(&county, Right::EditPlans, "370811", true);
        check(&county, Right::EditPlans, "370811002001", true);
        check(&county, Right::EditPlans, "370812", false);
        check(&county, Right::EditPlans, "3708", false);
    }

    #[test]
    fn no_role_but_the_auditor_reads_the_audit_and_the_administrator_sees_no_people() {
        for (role, _) in RIGHTS {
            check(&[grant(*role, "3708")], Right::SeeAudit, "3708", *role == Role::Auditor);
        }
        check(&[grant(Role::Administrator, "3708")], Right::SeePeople, "3708", false);
    }

    #[test]
    fn a_department_sees_its_own_people_only() {
        let own: Ref = "3708.01920000-0000-7000-8000-000000000001".parse().unwrap();
        let other: Ref = "3708.01920000-0000-7000-8000-000000000002".parse().unwrap();
        let city: PlaceCode = "3708".parse().unwrap();
        let grants = [Grant { unit: Some(own.clone()), ..grant(Role::Department, "3708") }];
        for (unit, expected) in [(Some(&own), true), (Some(&other), false), (None, false)] {
            assert_eq!(decide(&grants, Right::SeePeople, Target { place: &city, unit }), expected);
        }
    }

    #[test]
    fn every_role_stands_in_the_table_once() {
        for role in Role::ALL {
            assert_eq!(RIGHTS.iter().filter(|(known, _)| known == role).count(), 1, "{role:?}");
        }
    }
}
