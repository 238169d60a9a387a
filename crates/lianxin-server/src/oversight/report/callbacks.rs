//! The part on satisfaction: figures of callbacks as they were released, with their intervals.

use lianxin_domain::satisfaction::Measure;
use lianxin_sheets::report::{Cell, Section};

use super::{facts::Facts, tongue::Tongue};
use crate::satisfaction::read::FigureRow;

/// A figure of a place; a share is told in millionths.
fn told<'a>(rows: &'a [FigureRow], code: &str, measure: Measure) -> Option<&'a FigureRow> {
    rows.iter().find(|row| row.subject == code && row.measure == measure.word())
}

fn name(measure: Measure, t: Tongue) -> &'static str {
    match measure {
        Measure::TookPlace => t.say("确有走访", "The visit took place"),
        Measure::Listened => t.say("认真听了", "They listened"),
        Measure::Satisfied => t.say("满意", "Content"),
    }
}

fn percent(millionths: i64) -> String {
    Cell::Share(millionths / 1000).text()
}

/// What households said when they were called; none while nothing is released.
pub(super) fn callbacks(facts: &Facts, t: Tongue) -> Option<Section> {
    let (draw, rows) = facts.callbacks.as_ref()?;
    let of = |measure: &Measure| {
        let row = told(rows, &facts.place.code, *measure)?;
        let (share, low, high) = (percent(row.share), percent(row.low), percent(row.high));
        Some(match t.chinese {
            true => format!("“{}”的占{share}（在{low}至{high}之间）", name(*measure, t)),
            false => format!("{}: {share} ({low} to {high})", name(*measure, t)),
        })
    };
    let said: Vec<String> = Measure::ALL.iter().filter_map(of).collect();
    let said = match (said.is_empty(), t.chinese) {
        (true, true) => "本地方的结果因回答数不足，不予公布".to_owned(),
        (true, false) => "too few answered here for figures to be told".to_owned(),
        (false, true) => said.join("，"),
        (false, false) => said.join("; "),
    };
    let month = format!("{}-01", draw.released_month).parse();
    let month = month.map_or_else(|_| draw.released_month.clone(), |day| t.month(day));
    let words = match t.chinese {
        true => format!(
            "由与村没有联系的访问员随机回访（{}，{}公布）：{said}。区间把抽样的误差算在内（95%的把握）。",
            draw.name, month
        ),
        false => format!(
            "Households drawn at random were called by interviewers without a link to the place ({}, released in {}): {said}. Intervals hold the error of the sample (95 % confidence).",
            draw.name, month
        ),
    };
    let places = facts.covers.iter().map(|(place, _)| place).filter(|place| place.level != "village");
    let row = |place: &crate::places::store::PlaceRef| -> Vec<Cell> {
        let answers = rows.iter().find(|row| row.subject == place.code).map(|row| row.answers);
        let figures = Measure::ALL.iter().map(|measure| match told(rows, &place.code, *measure) {
            Some(row) => {
                let (low, high) = (percent(row.low), percent(row.high));
                Cell::Text(format!("{} ({}–{})", percent(row.share), low.trim_end_matches('%'), high))
            }
            None => Cell::Withheld,
        });
        let head = [Cell::Text(place.name.clone()), answers.map_or(Cell::Withheld, Cell::Number)];
        head.into_iter().chain(figures).collect()
    };
    let table = t.table(
        t.say(
            "分地方回访结果（区间重叠的，分不清高低）",
            "By place (where intervals overlap, none is higher)",
        )
        .to_owned(),
        &[
            ("地方", "Place"),
            ("回答户数", "Answers"),
            ("确有走访", "Took place"),
            ("认真听了", "Listened"),
            ("满意", "Content"),
        ],
        places.map(row).collect(),
    );
    let tables = if table.rows.is_empty() { Vec::new() } else { vec![table] };
    Some(Section {
        heading: t.say("群众满意", "Satisfaction").to_owned(), paragraphs: vec![words], tables
    })
}
