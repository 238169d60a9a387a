//! Who may see what about residents, in which relation to them: one table and one pure function. Which verb somebody may call
//! is [`super::decide`]'s; this says what any answer may show him. The walk of the tests asks every verb as everybody and holds
//! what was shown against it.

use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// As what somebody looks.
    Seat {
        /// An official linked to the village, in another tier than the secretary's and the police's.
        Linked = "linked", "联系干部";
        /// The first secretary of the village.
        Secretary = "secretary", "第一书记";
        /// The police officer of the village.
        Police = "police", "驻村民警";
        /// Staff of a township.
        Township = "township", "乡镇工作人员";
        /// The handler of a department.
        Department = "department", "部门经办";
        /// The office that runs the programme.
        ProgrammeOffice = "programme_office", "下派办";
        /// Asks residents how they are served.
        Interviewer = "interviewer", "回访员";
        /// Looks into one household's record by order.
        Inspector = "inspector", "纪检督查员";
        /// Reads every write.
        Auditor = "auditor", "审计员";
        /// Settings and accounts.
        Administrator = "administrator", "系统管理员";
    }
}

words! {
    /// What is looked at.
    Data {
        /// Who lives where, and public standings.
        Roster = "roster", "户册";
        /// What was said, asked for and promised.
        Talks = "talks", "谈话";
        /// Telephone.
        Contact = "contact", "联系方式";
        /// Hardship and health.
        Hardship = "hardship", "困难与健康";
        /// Money.
        Money = "money", "收支";
        /// What is written about minors.
        Minors = "minors", "未成年人";
        /// What a case is about.
        Cases = "cases", "事项";
        /// Complaints about an official or a body.
        Complaints = "complaints", "对干部和单位的投诉";
        /// One household's answers to an interviewer.
        Answers = "answers", "单份答卷";
        /// Who did what.
        Log = "log", "操作记录";
    }
}

words! {
    /// Where the village lies to whoever looks.
    Relation {
        /// Linked to it today, or within the jurisdiction, or in the interviewer's sample.
        Within = "within", "范围内";
        /// Anywhere else.
        Elsewhere = "elsewhere", "范围外";
    }
}

words! {
    /// What else speaks for it.
    Ground {
        /// Nothing.
        None = "none", "无";
        /// A case of that household is his unit's to do now.
        Task = "task", "正在办理";
        /// A case waits for any unit of his rung to take it on.
        Waiting = "waiting", "待承接";
        /// Its own household addressed the case to the police.
        Addressed = "addressed", "本户交派出所";
        /// The household granted his seat the sight of it, and the day is not over.
        Granted = "granted", "本户授权";
        /// Others of other units have agreed to minors' data.
        Agreed = "agreed", "已会签";
        /// Somebody of another unit has agreed to an emergency.
        Emergency = "emergency", "紧急查阅";
        /// The auditor has let an order pass.
        Order = "order", "督查令";
    }
}

words! {
    /// What is shown.
    Answer {
        /// Shown.
        Shown = "shown", "可见";
        /// Shown for a stated purpose that the household can read.
        Purpose = "purpose", "说明事由可见";
        /// The head's name and what stands on the door, for a purpose.
        Door = "door", "说明事由只见户主与门牌";
        /// What the theme of the case needs, for a purpose.
        Fields = "fields", "说明事由只见本事项所需";
        /// Numbers only, small ones withheld.
        Counts = "counts", "只见数字";
        /// What it is called, no word and no name.
        Title = "title", "只见标题";
        /// One's own: acts, and cases that one heard.
        Own = "own", "本人的";
        /// Nothing.
        Hidden = "hidden", "不可见";
    }
}

/// Within one's reach and on no further ground: a row for each seat in the order of [`Data`]. Township staff keep the register and
/// give households their copy, so they reach who lives where for a purpose (ADR 0015); everything else about a household needs a
/// task.
const WITHIN: &[(Seat, [Answer; 10])] = {
    use Answer::{Counts, Door, Hidden, Own, Purpose, Shown, Title};
    &[
        //                       roster   talks    contact  hardship money    minors  cases   complaints answers log
        (Seat::Linked, [Shown, Shown, Purpose, Purpose, Purpose, Hidden, Own, Hidden, Hidden, Own]),
        (Seat::Secretary, [Shown, Shown, Purpose, Purpose, Purpose, Hidden, Purpose, Hidden, Hidden, Own]),
        (Seat::Police, [Door, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Own]),
        (Seat::Township, [Purpose, Purpose, Purpose, Purpose, Purpose, Hidden, Title, Hidden, Hidden, Own]),
        (Seat::Department, [Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Own]),
        (
            Seat::ProgrammeOffice,
            [Counts, Counts, Hidden, Counts, Hidden, Hidden, Counts, Hidden, Counts, Counts],
        ),
        (Seat::Interviewer, [Door, Hidden, Purpose, Hidden, Hidden, Hidden, Title, Hidden, Own, Own]),
        (Seat::Inspector, [Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Own]),
        (Seat::Auditor, [Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Shown]),
        (Seat::Administrator, [Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Own]),
    ]
};

/// What is shown of residents' data to somebody, where, on which ground.
pub fn answer(seat: Seat, data: Data, relation: Relation, ground: Ground) -> Answer {
    if let Some(opened) = opened(seat, data, relation, ground) {
        return opened;
    }
    let row = WITHIN.iter().find(|(known, _)| *known == seat);
    match (relation, row) {
        (Relation::Within, Some((_, answers))) => answers[data as usize],
        // The log of one's own acts is one's own everywhere.
        (Relation::Elsewhere, Some((_, answers))) if data == Data::Log => answers[data as usize],
        _ => Answer::Hidden,
    }
}

/// What a ground opens beyond what is open without it.
fn opened(seat: Seat, data: Data, relation: Relation, ground: Ground) -> Option<Answer> {
    use Answer::{Door, Fields, Purpose, Title};
    use Data::{Cases, Complaints, Contact, Hardship, Log, Minors, Money, Roster, Talks};
    use Seat::{Department, Inspector, Linked, Police, Secretary, Township};
    let within = relation == Relation::Within;
    match (ground, seat, data) {
        // One household in need, neither money nor minors, in the whole jurisdiction of whoever asked. The police reach it;
        // what it lacks is told to them by the household's own grant only.
        (Ground::Emergency, Linked | Secretary | Township | Department, Roster | Contact | Hardship) => {
            Some(Purpose)
        }
        (Ground::Emergency, Police, Roster) => Some(Door),
        (Ground::Emergency, Police, Contact) => Some(Purpose),
        (Ground::Order, Inspector, Roster | Contact | Hardship | Cases | Complaints | Log) => Some(Purpose),
        (Ground::Agreed, Linked | Secretary | Township, Minors) if within => Some(Purpose),
        (Ground::Agreed, Department, Minors) if within => Some(Fields),
        (Ground::Task, Township, Cases) if within => Some(Purpose),
        (Ground::Task, Department, Cases | Talks | Contact) if within => Some(Purpose),
        (Ground::Task, Department, Roster) if within => Some(Door),
        (Ground::Task, Department, Hardship) if within => Some(Fields),
        (Ground::Waiting, Department, Cases) if within => Some(Title),
        (Ground::Addressed, Police, Cases) if within => Some(Purpose),
        (Ground::Granted, Police | Department, Roster) if within => Some(Door),
        (Ground::Granted, Police | Department, Contact | Hardship | Money) if within => Some(Purpose),
        _ => None,
    }
}

/// The table as text: a line for each seat and kind of data, a cell for each relation and ground.
pub fn table() -> String {
    let mut text = String::from("# seat | data");
    let cells = || {
        Relation::ALL.iter().flat_map(|relation| Ground::ALL.iter().map(move |ground| (*relation, *ground)))
    };
    for (relation, ground) in cells() {
        text += &format!(" | {}:{}", relation.word(), ground.word());
    }
    text.push('\n');
    for seat in Seat::ALL {
        for data in Data::ALL {
            text += &format!("{} | {}", seat.word(), data.word());
            for (relation, ground) in cells() {
                text += &format!(" | {}", answer(*seat, *data, relation, ground).word());
            }
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seat_has_its_row_and_nobody_sees_residents_elsewhere_without_others() {
        for seat in Seat::ALL.iter().copied() {
            assert_eq!(WITHIN.iter().filter(|(known, _)| *known == seat).count(), 1, "{seat:?}");
            for data in Data::ALL.iter().copied().filter(|data| *data != Data::Log) {
                for ground in [
                    Ground::None,
                    Ground::Task,
                    Ground::Waiting,
                    Ground::Addressed,
                    Ground::Granted,
                    Ground::Agreed,
                ] {
                    assert_eq!(
                        answer(seat, data, Relation::Elsewhere, ground),
                        Answer::Hidden,
                        "{seat:?} {data:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn nobody_alone_sees_minors_complaints_or_answers_of_others() {
        for seat in Seat::ALL.iter().copied() {
            for relation in Relation::ALL.iter().copied() {
                for data in [Data::Minors, Data::Complaints] {
                    assert_eq!(answer(seat, data, relation, Ground::None), Answer::Hidden, "{seat:?}");
                }
                let answers = answer(seat, Data::Answers, relation, Ground::Task);
                assert!(matches!(answers, Answer::Hidden | Answer::Counts | Answer::Own), "{seat:?}");
            }
        }
    }

    #[test]
    fn the_police_see_doors_what_was_addressed_to_them_and_what_a_household_granted() {
        let police = |data, ground| answer(Seat::Police, data, Relation::Within, ground);
        for data in Data::ALL.iter().copied().filter(|data| !matches!(data, Data::Roster | Data::Log)) {
            for ground in [Ground::None, Ground::Task, Ground::Agreed, Ground::Order] {
                assert_eq!(police(data, ground), Answer::Hidden, "{data:?} {ground:?}");
            }
            assert_eq!(police(data, Ground::Addressed) != Answer::Hidden, data == Data::Cases, "{data:?}");
            let granted = matches!(data, Data::Contact | Data::Hardship | Data::Money);
            assert_eq!(police(data, Ground::Granted) != Answer::Hidden, granted, "{data:?}");
        }
        for ground in Ground::ALL {
            assert_eq!(police(Data::Roster, *ground), Answer::Door, "{ground:?}");
        }
    }

    #[test]
    fn an_emergency_opens_neither_money_nor_minors() {
        for seat in Seat::ALL.iter().copied() {
            for data in [Data::Money, Data::Minors, Data::Talks] {
                let with = answer(seat, data, Relation::Elsewhere, Ground::Emergency);
                assert_eq!(with, Answer::Hidden, "{seat:?} {data:?}");
            }
        }
    }
}
