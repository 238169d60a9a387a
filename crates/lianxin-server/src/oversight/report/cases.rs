//! The parts on cases, clocks, what is stuck; and how the numbers are made.

use lianxin_domain::cases::words::{Cut, Heard, Theme};
use lianxin_sheets::report::{Cell, Section, Table};

use super::{
    facts::Facts,
    tongue::{Tongue, cell, share},
};
use crate::{
    cases::stuck::Kind,
    oversight::{case_numbers::CaseNumbers, figures::Figure},
};

/// Themes in English, in the order of [`Theme::ALL`].
const THEMES: [&str; 14] = [
    "Water",
    "Roads",
    "Power and network",
    "Housing",
    "Land",
    "Farming",
    "Benefits",
    "Health",
    "School",
    "Work",
    "Environment",
    "Safety",
    "Village affairs",
    "Other",
];

/// By whom matters came to light, in English, in the order of [`Heard::ALL`].
const TIERS: [&str; 8] = [
    "Contact point",
    "Paired unit",
    "First secretary",
    "Township charge",
    "Police liaison",
    "At the counter",
    "From a sheet",
    "Counted earlier",
];

/// What was asked for and what became of it, in the household's own word.
pub(super) fn cases(facts: &Facts, t: Tongue) -> Section {
    let mut tables = Vec::new();
    if !facts.case_places.is_empty() {
        let row = |(place, of): &(crate::places::store::PlaceRef, CaseNumbers)| -> Vec<Cell> {
            let other = |n: fn(&crate::oversight::case_numbers::OutcomeNumbers) -> i64| match &of.outcomes {
                Some(outcomes) => Cell::Number(n(outcomes)),
                None => Cell::Withheld,
            };
            vec![
                Cell::Text(place.name.clone()),
                cell(of.raised),
                cell(of.finished),
                cell(of.solved),
                share(of.solved_range.as_ref()),
                t.beside(of.solved_range.as_ref()),
                other(|of| of.partly),
                other(|of| of.not_solved),
                other(|of| of.silent),
            ]
        };
        tables.push(t.table(
            format!(
                "{}{}",
                t.quarter(&facts.quarter),
                t.say(
                    "分地方办理（按行政区划排列，不排名次）",
                    ": cases by place (in administrative order, not ranked)"
                )
            ),
            &[
                ("地方", "Place"),
                ("新提出", "Raised"),
                ("已了结", "Finished"),
                ("已解决", "Solved"),
                ("占比", "Share"),
                ("与总体比", "Beside all"),
                ("部分解决", "Partly"),
                ("未解决", "Not solved"),
                ("未联系上", "No answer"),
            ],
            facts.case_places.iter().map(row).collect(),
        ));
    }
    tables.extend(facts.cuts.iter().map(|(cut, parts)| of_cut(*cut, parts, t)));
    let heading = t.say("事项办理", "Cases").to_owned();
    Section { heading, paragraphs: vec![said(facts, t), others(&facts.cases, t)], tables }
}

/// What was raised and what became of it, by theme or by tier.
fn of_cut(cut: Cut, parts: &[CaseNumbers], t: Tongue) -> Table {
    let (title, head, english) = match cut {
        Cut::Theme => (t.say("分主题", "By theme"), ("主题", "Theme"), &THEMES[..]),
        Cut::Tier => (
            t.say("分层面：通过谁听到的", "By tier: by whom they came to light"),
            ("层面", "Tier"),
            &TIERS[..],
        ),
    };
    let names = || match cut {
        Cut::Theme => Theme::ALL.iter().map(|theme| theme.zh()).collect::<Vec<_>>(),
        Cut::Tier => Heard::ALL.iter().map(|heard| heard.zh()).collect(),
    };
    let names = if t.chinese { names() } else { english.to_vec() };
    let row = |(name, of): (&str, &CaseNumbers)| {
        vec![
            Cell::Text(name.to_owned()),
            cell(of.raised),
            cell(of.finished),
            cell(of.solved),
            share(of.solved_range.as_ref()),
            cell(of.clocks),
            cell(of.kept),
            share(of.kept_range.as_ref()),
            cell(of.reopened),
            cell(of.recurred),
        ]
    };
    // Tiers in which there was nothing, and nothing is withheld, say nothing.
    let told = names.into_iter().zip(parts).filter(|(_, of)| cut == Cut::Theme || !of.is_empty());
    t.table(
        title.to_owned(),
        &[
            head,
            ("新提出", "Raised"),
            ("已了结", "Finished"),
            ("已解决", "Solved"),
            ("占比", "Share"),
            ("时限到头", "Clocks ended"),
            ("按期办到", "In time"),
            ("占比", "Share"),
            ("重新办理", "Opened again"),
            ("再次出现", "Came back"),
        ],
        told.map(row).collect(),
    )
}

fn said(facts: &Facts, t: Tongue) -> String {
    let (of, quarter) = (&facts.cases, t.quarter(&facts.quarter));
    let (raised, finished, solved) = (t.n(of.raised), t.n(of.finished), t.n(of.solved));
    let range = t.range(of.solved_range.as_ref());
    match t.chinese {
        true => format!(
            "{quarter}，新提出事项{raised}件；单位办结、群众也已确认而了结的{finished}件，其中群众认可解决的{solved}件{range}。解决没有，以群众的话为准。"
        ),
        false => format!(
            "In {quarter}, {raised} cases were raised and {finished} finished by both keys, the office’s and the household’s; households say that {solved} are solved{range}. Whether it is solved, the household says."
        ),
    }
}

fn others(of: &CaseNumbers, t: Tongue) -> String {
    let rest = match (&of.outcomes, t.chinese) {
        (Some(n), true) => format!(
            "其余了结的，群众认为部分解决{}件、没有解决{}件，多次询问仍未联系上{}件。",
            n.partly, n.not_solved, n.silent
        ),
        (Some(n), false) => format!(
            "Of the others finished, households say {} are partly solved and {} not; {} households could not be heard after several tries. ",
            n.partly, n.not_solved, n.silent
        ),
        (None, true) => "其余了结的各类件数较小，不予列出。".to_owned(),
        (None, false) => "How the others finished divide is withheld, as the numbers are small. ".to_owned(),
    };
    let (cannot, reopened, recurred) = (t.n(of.cannot), t.n(of.reopened), t.n(of.recurred));
    match t.chinese {
        true => format!(
            "{rest}确实无法解决、经另一单位复核并向群众说明原因的{cannot}件；群众说没有解决而重新办理的{reopened}件；经核实属老问题再次出现的{recurred}件。"
        ),
        false => format!(
            "{rest}{cannot} could not be solved, as a second unit agreed, with reasons told to the household; {reopened} were opened again as the household said they were not solved; {recurred} were confirmed to have come back."
        ),
    }
}

/// Clocks that ended, and those kept.
pub(super) fn clocks(facts: &Facts, t: Tongue) -> Section {
    let of = &facts.cases;
    let (clocks, kept, range) = (t.n(of.clocks), t.n(of.kept), t.range(of.kept_range.as_ref()));
    let words = match t.chinese {
        true => format!(
            "{}，办理时限到头的{clocks}件，其中按期办到的{kept}件{range}。时限按工作日计，只在等待群众补充、季节限制、法定程序、灾害等不可抗力时停表。",
            t.quarter(&facts.quarter)
        ),
        false => format!(
            "In {}, {clocks} clocks ended, {kept} of them in time{range}. Clocks run on working days and stand only while the household’s answer, the season, a procedure of law or a disaster is waited for.",
            t.quarter(&facts.quarter)
        ),
    };
    let row = |(place, of): &(crate::places::store::PlaceRef, CaseNumbers)| {
        vec![
            Cell::Text(place.name.clone()),
            cell(of.clocks),
            cell(of.kept),
            share(of.kept_range.as_ref()),
            t.beside(of.kept_range.as_ref()),
        ]
    };
    let table = t.table(
        t.say("分地方时限", "Clocks by place").to_owned(),
        &[
            ("地方", "Place"),
            ("时限到头", "Ended"),
            ("按期办到", "In time"),
            ("占比", "Share"),
            ("与总体比", "Beside all"),
        ],
        facts.case_places.iter().map(row).collect(),
    );
    let tables = if facts.case_places.is_empty() { Vec::new() } else { vec![table] };
    Section { heading: t.say("办理时限", "Clocks").to_owned(), paragraphs: vec![words], tables }
}

/// What is stuck; none for whoever may not see it.
pub(super) fn stuck(facts: &Facts, t: Tongue) -> Option<Section> {
    let counts = facts.stuck.as_ref()?;
    let name = |kind: Kind| match kind {
        Kind::Late => t.say("超过时限", "Overdue"),
        Kind::Unclaimed => t.say("上报后尚无单位受理", "Gone up, taken on by nobody"),
        Kind::Reading => t.say("等待另一单位认领复核", "Waits for a second reader"),
        Kind::Part => t.say("协办过了约定日期", "A part of another unit is past its day"),
        Kind::Unasked => t.say("办完一周仍未询问群众", "Done a week ago, household not asked"),
    };
    let row = |(kind, n): &(Kind, Figure)| vec![Cell::Text(name(*kind).to_owned()), cell(*n)];
    let table = t.table(
        t.say("停住的事项", "Cases that stand still").to_owned(),
        &[("停在哪里", "Where"), ("件数", "Cases")],
        counts.iter().map(row).collect(),
    );
    let words = match t.chinese {
        true => format!(
            "截至{}，停住的事项见下表，每类最多数到1000件；该由哪个单位动，见督办页面。",
            t.day(facts.today)
        ),
        false => format!(
            "As of {}, these cases stand still (each kind is counted up to 1000); whose move it is, the page on what is stuck tells.",
            t.day(facts.today)
        ),
    };
    let heading = t.say("停住的事项", "What is stuck").to_owned();
    Some(Section { heading, paragraphs: vec![words], tables: vec![table] })
}

/// How the numbers are made and withheld.
pub(super) fn notes(facts: &Facts, t: Tongue) -> Section {
    let mut paragraphs: Vec<String> = [
        t.say(
            "本报告只有地方的数，没有群众和干部的姓名，没有任何一名干部的数，不排名次；各表按行政区划代码顺序排列。",
            "This report holds numbers of places only: no resident’s or official’s name, no number of any official, no ranking. Tables are in the order of place codes.",
        ),
        t.say(
            "记作“＊”的不公布：不足5件（户）的，或与总数只差不足5的；为防止相减推算，旁边一处也一并不公布。一个地方了结的各类件数，要么全列，要么全不列。",
            "Numbers marked ＊ are withheld: fewer than 5, or fewer than 5 short of the whole; a neighbouring one goes with them, so that nobody can subtract. How those finished divide is told of a place as a whole or not at all.",
        ),
        t.say(
            "走访户数和事项按季统计，不拆到月：月数与季数相减，会露出不该公布的小数。逐周的走访数以周四所在的月份为准。联系覆盖、停住的事项和逾期承诺为生成当日的数。",
            "Households reached and cases are counted by quarter and not split by month, as months subtracted from the quarter would give small numbers away. A week belongs to the month of its Thursday. Coverage, what is stuck and overdue promises are as of the day of the report.",
        ),
        t.say(
            "占比后的区间按威尔逊（1927）方法计算，表示同样的工作仅因偶然会有多大起伏；一个地方的区间与总体的区间重叠的，记作“分不清”，不能说谁高谁低。",
            "Ranges of shares are Wilson’s (1927): how much the same work would swing by chance alone. Where a place’s range overlaps that of all, the two cannot be told apart, and neither is higher.",
        ),
    ]
    .map(str::to_owned)
    .to_vec();
    if facts.synthetic {
        let warning = "本系统装的是演示数据，以上各数都不是真实情况。";
        paragraphs.insert(
            0,
            t.say(warning, "This program holds demonstration data: none of these numbers is real.")
                .to_owned(),
        );
    }
    Section {
        heading: t.say("数字说明", "How the numbers are made").to_owned(),
        paragraphs,
        tables: Vec::new(),
    }
}
