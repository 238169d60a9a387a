//! The parts on coverage, visits and burden.

use lianxin_domain::{oversight::bands, places::Level};
use lianxin_sheets::report::{Cell, Section, Table};

use super::{
    facts::Facts,
    tongue::{Tongue, cell},
};
use crate::oversight::figures::Share;

/// The tiers' names, in their order.
const TIERS: [(&str, &str, &str); 5] = [
    ("contact_point", "领导班子成员联系点", "Leaders’ contact points"),
    ("paired_unit", "机关党组织联建村", "Departments paired with villages"),
    ("first_secretary", "选派第一书记驻村", "First secretaries"),
    ("township_charge", "乡镇领导班子成员包村", "Township leaders in charge"),
    ("police_liaison", "公安民警联村", "Police officers linked"),
];

/// Both coverages, as of the day of the report.
pub(super) fn coverage(facts: &Facts, t: Tongue) -> Section {
    let (one, two) = (&facts.cover.coverage_one, &facts.cover.coverage_two);
    let (unlinked, short) = (one.officials - one.linked, two.villages - two.covered);
    let day = t.day(facts.today);
    let words = match t.chinese {
        true => format!(
            "截至{day}，在册干部{}名，已有联系村的{}名，{}；行政村（社区）{}个，各层面联系齐备的{}个，{}。",
            one.officials,
            one.linked,
            if one.holds {
                "干部联系全覆盖已经实现".to_owned()
            } else {
                format!("尚有{unlinked}名没有落实")
            },
            two.villages,
            two.covered,
            if two.holds {
                "村庄联系全覆盖已经实现".to_owned()
            } else {
                format!("尚有{short}个没有配齐")
            },
        ),
        false => format!(
            "As of {day}, {} of {} officials on the roster are linked to a village ({}), and {} of {} villages have every link that is demanded ({}).",
            one.linked,
            one.officials,
            if one.holds { "coverage one holds".to_owned() } else { format!("{unlinked} are not yet") },
            two.covered,
            two.villages,
            if two.holds { "coverage two holds".to_owned() } else { format!("{short} do not yet") },
        ),
    };
    let tier = |(word, chinese, english): &(&str, &str, &str)| {
        let found = facts.cover.tiers.iter().find(|tier| tier.tier == *word)?;
        let numbers = [found.officials, found.linked, found.links, found.villages, found.served, found.short];
        let name = Cell::Text(t.say(chinese, english).to_owned());
        Some(std::iter::once(name).chain(numbers.map(Cell::Number)).collect())
    };
    let tiers = t.table(
        t.say("五个层面联系情况", "Links by tier").to_owned(),
        &[
            ("层面", "Tier"),
            ("干部", "Officials"),
            ("已有联系", "Linked"),
            ("联系数", "Links"),
            ("村数", "Villages"),
            ("已有联系的村", "Served"),
            ("尚缺的村", "Short"),
        ],
        TIERS.iter().filter_map(tier).collect(),
    );
    let tables = std::iter::once(tiers).chain(covers(facts, t)).collect();
    Section { heading: t.say("联系覆盖", "Coverage").to_owned(), paragraphs: vec![words], tables }
}

/// Both coverages by place; villages are not listed.
fn covers(facts: &Facts, t: Tongue) -> Option<Table> {
    if facts.level >= Level::Township {
        return None;
    }
    let row = |(place, cover): &(_, crate::links::cover::Cover)| -> Vec<Cell> {
        let place: &crate::places::store::PlaceRef = place;
        let (one, two) = (&cover.coverage_one, &cover.coverage_two);
        let numbers = [one.officials, one.linked, two.villages, two.covered];
        std::iter::once(Cell::Text(place.name.clone())).chain(numbers.map(Cell::Number)).collect()
    };
    Some(t.table(
        t.say("分地方联系覆盖", "Coverage by place").to_owned(),
        &[
            ("地方", "Place"),
            ("在册干部", "Officials"),
            ("已有联系", "Linked"),
            ("村数", "Villages"),
            ("联系齐备", "Covered"),
        ],
        facts.covers.iter().map(row).collect(),
    ))
}

/// A share of households where both numbers are told.
fn percent(share: &Share) -> Cell {
    match (share.reached.n, share.there.n) {
        (Some(reached), Some(there)) if there > 0 => Cell::Share(reached.min(there) * 1000 / there),
        _ => Cell::Nothing,
    }
}

/// Households reached, the month's weeks, needs and promises.
pub(super) fn visits(facts: &Facts, t: Tongue) -> Section {
    let (now, quarter) = (&facts.reach, t.quarter(&facts.quarter));
    let (there, reached, overdue) =
        (t.n(now.households.there), t.n(now.households.reached), t.n(now.overdue));
    let percent_text = match percent(&now.households) {
        Cell::Nothing => String::new(),
        told => match t.chinese {
            true => format!("，占{}", told.text()),
            false => format!(" ({})", told.text()),
        },
    };
    let (leaders, hardship) = (t.n(now.by_leaders), t.n(now.kinds.hardship.reached));
    let words = match t.chinese {
        true => format!(
            "{quarter}，在册农户（居民户）{there}户，干部走到{reached}户{percent_text}，其中领导干部走到{leaders}户、走到困难户{hardship}户。本周以前到期、至今没有兑现的承诺{overdue}件。走访只看地方是否走到，不统计任何一名干部的次数。"
        ),
        false => format!(
            "In {quarter}, officials reached {reached} of {there} households on the register{percent_text}; leaders reached {leaders}, and {hardship} households in hardship were reached. {overdue} promises due before this week are not kept yet. What counts is whether a place was reached; no official’s visits are counted."
        ),
    };
    let mut tables: Vec<Table> = weeks(facts, t).into_iter().collect();
    let places: Vec<Vec<Cell>> = facts
        .reached
        .iter()
        .map(|one| {
            let (of, name) = (&one.figures, Cell::Text(one.place.name.clone()));
            let (there, reached, unmet) = (of.households.there, of.households.reached, of.households.unmet);
            vec![name, cell(there), cell(reached), percent(&of.households), cell(unmet), cell(of.overdue)]
        })
        .collect();
    if !places.is_empty() {
        tables.push(t.table(
            format!("{quarter}{}", t.say("分地方走访", ": reach by place")),
            &[
                ("地方", "Place"),
                ("在册户", "Households"),
                ("走到", "Reached"),
                ("占比", "Share"),
                ("还没走到", "Not met"),
                ("逾期承诺", "Overdue promises"),
            ],
            places,
        ));
    }
    Section {
        heading: t.say("走访与诉求", "Visits and needs").to_owned(), paragraphs: vec![words], tables
    }
}

/// The weeks of the month; none where they lie too far back.
fn weeks(facts: &Facts, t: Tongue) -> Option<Table> {
    if facts.weeks.is_empty() {
        return None;
    }
    let row = |week: &crate::oversight::figures::Week| -> Vec<Cell> {
        let figures =
            [week.visits, week.by_leaders, week.statements, week.needs, week.promises, week.due, week.kept];
        let starts = week.starts.parse().map_or_else(|_| week.starts.clone(), |day| t.day_of_year(day));
        std::iter::once(Cell::Text(starts)).chain(figures.map(cell)).collect()
    };
    Some(t.table(
        t.say("本月逐周走访与诉求", "Visits and needs by week of the month").to_owned(),
        &[
            ("周一", "Monday"),
            ("走访", "Visits"),
            ("领导走访", "By leaders"),
            ("记下的话", "Statements"),
            ("提出的诉求", "Needs"),
            ("作出的承诺", "Promises"),
            ("到期的承诺", "Due"),
            ("已兑现", "Kept"),
        ],
        facts.weeks.iter().map(row).collect(),
    ))
}

/// What a record costs those who write it; none where it is not told.
pub(super) fn burden(facts: &Facts, t: Tongue) -> Option<Section> {
    let (n, median, slow) = facts.burden?;
    let band = |from: i64| match bands::BANDS.into_iter().find(|least| *least > from) {
        Some(to) => format!("{from}—{to}{}", t.say("秒", " s")),
        None => format!("{from}{}", t.say("秒以上", " s and more")),
    };
    let (median, slow) = (band(median), band(slow));
    let words = match t.chinese {
        true => format!(
            "本月手机报来用时{n}份：一半的走访记录用时不超过{median}一档，最慢的一成在{slow}一档。目标是30秒以内；超过的，改的是表，不是人。"
        ),
        false => format!(
            "Phones told {n} times this month: half of the records take no longer than the band {median}, the slowest tenth lies in the band {slow}. The goal is under 30 s; where it is missed, the form is changed, not people."
        ),
    };
    let heading = t.say("填报负担", "Burden of records").to_owned();
    Some(Section { heading, paragraphs: vec![words], tables: Vec::new() })
}
