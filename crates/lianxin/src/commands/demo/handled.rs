//! A year of cases of the demo, in three townships of each county: taken in, handled and answered through the same door as
//! everybody's (`cases::work`), on a clock that runs from a year ago until today; then what is over is released.

use std::time::Instant;

use lianxin_domain::{
    access::Right,
    cases::{
        Act as Deed, Case, Doer, Side,
        clock::allowed,
        words::{CannotReason, Matter, Resident, Theme},
    },
    ids::Ref,
    places::{Level, PlaceCode},
};
use lianxin_server::{
    App, args,
    cases::{
        read,
        search::{self, Kind},
        store::{self, NewMatter},
        tally::Tally,
        work::{self, By},
    },
    engine::{
        act::{Act, Actor, nothing},
        clock::Clock,
        db::Conn,
        error::Error,
    },
    oversight::release,
    places::store as places,
};
use serde_json::json;

use crate::{
    city::Chance,
    commands::Failure,
    out::{Out, seconds},
};

const DAY: i64 = 86_400_000;
/// How long ago it begins.
const DAYS: i64 = 330;
/// Townships of a county in which there are cases.
const TOWNSHIPS: usize = 3;
/// Days on which an act that is too early is tried again.
const PATIENCE: u32 = 20;

/// What the whole village asks for: theme, title, words.
const ASKED: &[(Theme, &str, &str)] = &[
    (Theme::Water, "机井抽不上水", "东头机井抽不上水，浇地排不上号。"),
    (Theme::Water, "自来水早晚没水压", "自来水早晚没水压，做饭都接不满一锅。"),
    (Theme::Water, "排水沟堵了", "排水沟堵了，怕汛期倒灌进院子。"),
    (Theme::Roads, "生产路下雨没法走", "村口到地头的路下雨没法走，想垫一垫。"),
    (Theme::Roads, "村口红绿灯坏了", "村口过路的红绿灯坏了，孩子上学不放心。"),
    (Theme::Power, "路灯不亮", "村里三盏路灯不亮，晚上没法走。"),
    (Theme::Power, "网络信号差", "村东头手机没有信号，打电话要到房顶上。"),
    (Theme::Farming, "想请农技员讲大棚", "想学大棚番茄的管理，不知找谁。"),
    (Theme::Benefits, "养老金手机认证", "好几位老人养老金手机认证不会弄。"),
    (Theme::Health, "慢性病卡没下来", "慢性病卡办了两个月没下来。"),
    (Theme::School, "校车不到村口", "校车不到村口，孩子要走二里地。"),
    (Theme::Environment, "垃圾三天一拉", "垃圾两三天才拉一回，夏天味大。"),
    (Theme::VillageAffairs, "账目公开看不懂", "村务公开栏的账只有总数，看不明白。"),
];

/// A unit that handles cases.
#[derive(Clone)]
struct Unit {
    name: Ref,
    called: String,
}

/// A township with its villages and those who handle cases there.
struct Seat {
    villages: Vec<PlaceCode>,
    government: Unit,
    /// A department: it takes over what went up, and reads a second time what cannot be solved.
    other: Unit,
    /// How good the place is at it, in percent.
    skill: u64,
}

/// Who acts.
#[derive(Clone, Copy)]
enum Who {
    Government,
    Other,
    Household,
    Time,
}

/// A case and what is still to come: after how many days, what, by whom.
struct Life {
    name: Ref,
    seat: usize,
    day: i64,
    next: Vec<(i64, Deed, Who)>,
    tried: u32,
}

/// Lives the year.
pub async fn handled(app: &App, out: &Out, seed: u64) -> Result<(), Failure> {
    let begun = Instant::now();
    let past = App::open(app.config.clone(), Clock::fixed(app.clock.millis() - DAYS * DAY)).await?;
    let chance = Chance::new(seed).of("cases");
    let seats = seats(app, &chance).await?;
    let mut lives: Vec<Life> = Vec::new();
    let mut count = 0;
    for day in 0..DAYS {
        count += one_day(&past, &seats, &mut lives, (day, chance.of(&format!("day {day}")))).await?;
        past.clock.forward(DAY);
    }
    past.db.close().await;
    let released = release::tick(app).await?;
    out.say(format!(
        "cases      {count} taken in, {} still open, {released} quarters released, in {}",
        lives.len(),
        seconds(begun.elapsed())
    ));
    Ok(())
}

/// The first townships of each county that have a government and a department above it.
async fn seats(app: &App, chance: &Chance) -> Result<Vec<Seat>, Failure> {
    let (city, today) = (app.city()?, app.clock.today());
    let mut conn = app.db.read().await?;
    let mut seats = Vec::new();
    for county in places::children(&mut conn, &city, today).await? {
        let mut found = 0;
        for township in places::children(&mut conn, &county.code.parse()?, today).await? {
            let code: PlaceCode = township.code.parse()?;
            let villages: Vec<PlaceCode> = places::children(&mut conn, &code, today)
                .await?
                .into_iter()
                .filter_map(|one| one.code.parse().ok())
                .collect();
            let Some(village) = villages.first().filter(|_| found < TOWNSHIPS) else { continue };
            let Some(government) = read::government(&mut conn, &code).await? else { continue };
            let units = read::units_of(&mut conn, village).await?;
            let Some(other) = units.into_iter().find(|unit| unit.kind == "county_department") else {
                continue;
            };
            let unit = |row: read::UnitRow| -> Result<Unit, Failure> {
                Ok(Unit { name: row.name_ref()?, called: row.name })
            };
            let skill = 62 + chance.of(&county.code).below(30);
            seats.push(Seat { villages, government: unit(government)?, other: unit(other)?, skill });
            found += 1;
        }
    }
    debug_assert!(seats.iter().all(|seat| seat.villages[0].level() == Level::Village));
    Ok(seats)
}

/// One day in one transaction: what is new, and what goes on; gives how many are new.
async fn one_day(
    app: &App,
    seats: &[Seat],
    lives: &mut Vec<Life>,
    (day, mut chance): (i64, Chance),
) -> Result<usize, Failure> {
    let city = app.city()?;
    let mut act = Act::of(app, Actor::program(&city), "cases.demo", Right::EditPlaces);
    let (mut tally, mut new) = (Tally::default(), 0);
    for (n, seat) in seats.iter().enumerate() {
        // About one every four days.
        if chance.in_thousand(240) {
            lives.push(raise(app, act.tx().await?, &mut tally, (n, seat), (day, &mut chance)).await?);
            new += 1;
        }
    }
    for life in lives.iter_mut() {
        goes_on(app, act.tx().await?, &mut tally, &seats[life.seat], (day, &mut *life)).await?;
    }
    lives.retain(|life| !life.next.is_empty());
    tally.write(act.tx().await?).await?;
    act.done(&city, "", json!({"cases": new}), nothing()).await?;
    Ok(new)
}

async fn raise(
    app: &App,
    conn: &mut Conn,
    tally: &mut Tally,
    (at, seat): (usize, &Seat),
    (day, chance): (i64, &mut Chance),
) -> Result<Life, Failure> {
    let village = chance.pick(&seat.villages);
    let (theme, title, words) = chance.pick(ASKED);
    let (today, now) = (app.clock.today(), app.clock.millis());
    let name = Ref { county: village.owner(), id: chance.id(now) };
    let case = Case::taken_in(allowed(Matter::Ordinary, false), today);
    let new = NewMatter {
        name: &name,
        village,
        need: None,
        household: None,
        brought: None,
        title,
        words,
        theme: theme.word(),
        kind: Matter::Ordinary.word(),
        urgent: false,
        wanted_by: "",
        merged_into: None,
    };
    store::raise(conn, &new, &case, today, now).await?;
    let step = args![&name.county, name.id, 1_i64, now, today, "raise", "", "窗口", "", "", "{}"].to_vec();
    store::steps(conn, &[step]).await?;
    search::put(conn, Kind::Title, (village, name.id), title).await?;
    search::put(conn, Kind::Words, (village, name.id), words).await?;
    tally.raised(village, theme.word(), today);
    Ok(Life { name, seat: at, day, next: to_come(chance, seat.skill), tried: 0 })
}

/// What becomes of a case.
fn to_come(chance: &mut Chance, skill: u64) -> Vec<(i64, Deed, Who)> {
    use Who::{Government, Household, Other, Time};
    let says = |word| Deed::Answer { word };
    let mut next = vec![(1, Deed::Accept, Government), (2, Deed::Begin, Government)];
    let (end, who) = if chance.below(100) < skill {
        (chance.between(4, 18), Government)
    } else {
        // Past its last day it goes up, and the department above takes it on.
        next.extend([(22, Deed::Escalate, Time), (24, Deed::Accept, Other), (25, Deed::Begin, Other)]);
        (chance.between(27, 36), Other)
    };
    let kind = chance.below(100);
    if kind >= 93 && matches!(who, Government) {
        next.extend([
            (end, Deed::Cannot { reason: CannotReason::NoFunds }, Government),
            (end + 2, Deed::TakeReading, Other),
            (end + 3, Deed::SecondRead { agree: true }, Other),
            (end + 4, Deed::Ask, Government),
            (end + 6, says(Resident::Partly), Household),
        ]);
        return next;
    }
    next.extend([(end, Deed::Done, who), (end + 1, Deed::Ask, who)]);
    match kind {
        // Nobody was ever reached.
        0..7 => next.extend([(end + 9, Deed::Ask, who), (end + 26, Deed::Silence, Time)]),
        // Not the first time, and then it was: what is not solved at all goes up.
        7..13 => next.extend([
            (end + 3, says(Resident::NotSolved), Household),
            (end + 4, Deed::Accept, Other),
            (end + 5, Deed::Begin, Other),
            (end + 8, Deed::Done, Other),
            (end + 9, Deed::Ask, Other),
            (end + 11, says(Resident::Solved), Household),
        ]),
        13..19 => next.extend([
            (end + 3, says(Resident::Partly), Household),
            (end + 8, Deed::Done, who),
            (end + 9, Deed::Ask, who),
            (end + 11, says(Resident::Solved), Household),
        ]),
        _ => next.push((end + chance.between(2, 6), says(Resident::Solved), Household)),
    }
    next
}

/// Does what is due; what is too early is tried again on the next day.
async fn goes_on(
    app: &App,
    conn: &mut Conn,
    tally: &mut Tally,
    seat: &Seat,
    (day, life): (i64, &mut Life),
) -> Result<(), Failure> {
    while let Some((after, deed, who)) =
        life.next.first().cloned().filter(|(after, ..)| life.day + after <= day)
    {
        let row = read::one(conn, &life.name).await?.ok_or("a case of the demo")?;
        let unit = if matches!(who, Who::Other) { &seat.other } else { &seat.government };
        let by = match who {
            Who::Household => By::nobody(Side::Resident),
            Who::Time => By::nobody(Side::Clock),
            Who::Government | Who::Other => By {
                doer: Doer { account: unit.name.id, side: Side::Unit(unit.name.clone()) },
                name: "经办人",
                unit: &unit.called,
            },
        };
        match work::done(app, (&mut *conn, &mut *tally), &row, &by, &deed, words(&deed)).await {
            Ok(_) => {
                if let Deed::Answer { word } = &deed {
                    let at = app.clock.millis();
                    let (id, today) = (app.clock.id(), app.clock.today());
                    let said = args![
                        &life.name.county,
                        id,
                        life.name.id,
                        word.word(),
                        "",
                        0_i64,
                        0_i64,
                        1_i64,
                        today,
                        at
                    ];
                    store::word(conn, &said).await?;
                }
                life.next.remove(0);
                life.tried = 0;
            }
            Err(Error::Refused(_)) if life.tried < PATIENCE => {
                life.tried += 1;
                life.day = day + 1 - after;
            }
            // The rest of its life did not fit: it stays as it is.
            Err(Error::Refused(_)) => life.next.clear(),
            Err(why) => return Err(why.into()),
        }
    }
    Ok(())
}

fn words(deed: &Deed) -> &'static str {
    match deed {
        Deed::Done => "已到现场处理，并向群众说明了情况。",
        Deed::Cannot { .. } => "今年没有这笔资金，已列入明年计划，并向群众说明了原因。",
        Deed::SecondRead { .. } => "已核对资金安排，情况属实。",
        _ => "",
    }
}
