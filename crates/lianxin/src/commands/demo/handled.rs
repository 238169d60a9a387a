//! A year of cases of the demo, in three townships of each county and wherever its accounts are at home: taken in at the counter or
//! made of a need that was heard, handled and answered through the same door as
//! everybody's (`cases::work`), on a clock that runs from a year ago until today; then what is over is released.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use lianxin_domain::{
    access::Right,
    cases::{
        Act as Deed, Case, Doer, Side,
        clock::allowed,
        words::{CannotReason, Heard as HeardBy, Matter, Resident, Theme},
    },
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
    visits::calendar,
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

use super::{accounts, life::Heard};
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
/// Days before today of which some cases have not gone on.
const RECENT: i64 = 45;
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

/// What somebody said, by a word in it: theme and title.
const FILED: &[(&str, Theme, &str)] = &[
    ("机井", Theme::Water, "机井抽不上水"),
    ("水压", Theme::Water, "自来水没水压"),
    ("排水沟", Theme::Water, "排水沟要清淤"),
    ("路灯", Theme::Power, "路灯不亮"),
    ("楼道灯", Theme::Power, "楼道灯没人修"),
    ("充电", Theme::Power, "电动车没处充电"),
    ("路下雨", Theme::Roads, "地头路下雨没法走"),
    ("消防通道", Theme::Roads, "停车占了消防通道"),
    ("大棚", Theme::Farming, "想学大棚管理"),
    ("种子", Theme::Farming, "补种的种子买不到"),
    ("羊", Theme::Farming, "请兽医上门看羊"),
    ("宅基地", Theme::Housing, "宅基地证差手续"),
    ("漏", Theme::Housing, "房屋漏水"),
    ("电梯", Theme::Housing, "加装电梯怎么申请"),
    ("慢性病", Theme::Health, "慢性病卡没下来"),
    ("转学", Theme::School, "转学手续找谁办"),
    ("垃圾", Theme::Environment, "垃圾清运不及时"),
    ("养老金", Theme::Benefits, "养老金手机认证"),
    ("残疾人证", Theme::Benefits, "残疾人证到期换证"),
    ("找个活", Theme::Work, "想在附近找活干"),
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
    /// Somebody who hands a slip over and has had no hand in it.
    Apart,
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
pub async fn handled(
    app: &App,
    out: &Out,
    seed: u64,
    (own, heard): (&[PlaceCode], Vec<Heard>),
) -> Result<(), Failure> {
    let begun = Instant::now();
    let past = App::open(app.config.clone(), Clock::fixed(app.clock.millis() - DAYS * DAY)).await?;
    let chance = Chance::new(seed).of("cases");
    let seats = seats(app, own, &chance).await?;
    let mut heard = by_day(past.clock.today(), heard);
    let mut lives: Vec<Life> = Vec::new();
    let mut count = 0;
    for day in 0..DAYS {
        let asked = heard.remove(&past.clock.today()).unwrap_or_default();
        let chance = chance.of(&format!("day {day}"));
        count += one_day(&past, &seats, &mut lives, &asked, (day, chance)).await?;
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

/// What was heard since a day, by the day on which it is taken on: the next.
fn by_day(since: Day, heard: Vec<Heard>) -> BTreeMap<Day, Vec<Heard>> {
    let mut days: BTreeMap<Day, Vec<Heard>> = BTreeMap::new();
    for need in heard.into_iter().filter(|need| need.day >= since) {
        days.entry(calendar::plus(need.day, 1)).or_default().push(need);
    }
    days
}

/// The townships of these villages and the first ones of each county that have a government and a department above it.
async fn seats(app: &App, own: &[PlaceCode], chance: &Chance) -> Result<Vec<Seat>, Failure> {
    let (city, today) = (app.city()?, app.clock.today());
    let at_home: BTreeSet<String> =
        own.iter().filter_map(|village| village.at(Level::Township)).map(|code| code.to_string()).collect();
    let department = accounts::all(app).await?.into_iter().find_map(|account| account.unit);
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
            let Some(village) = villages.first() else { continue };
            let known = at_home.contains(&township.code);
            if found >= TOWNSHIPS && !known {
                continue;
            }
            let Some(government) = read::government(&mut conn, &code).await? else { continue };
            let units = read::units_of(&mut conn, village).await?;
            let mut departments =
                units.into_iter().filter(|unit| unit.kind == "county_department").peekable();
            let first = departments.peek().cloned();
            let own = departments.find(|unit| department.as_ref().is_some_and(|own| own.id == unit.id));
            let Some(other) = own.or(first) else { continue };
            let unit = |row: read::UnitRow| -> Result<Unit, Failure> {
                Ok(Unit { name: row.name_ref()?, called: row.name })
            };
            let skill = 62 + chance.of(&county.code).below(30);
            seats.push(Seat { villages, government: unit(government)?, other: unit(other)?, skill });
            found += usize::from(!known);
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
    heard: &[Heard],
    (day, mut chance): (i64, Chance),
) -> Result<usize, Failure> {
    let city = app.city()?;
    let mut act = Act::of(app, Actor::program(&city), "cases.demo", Right::EditPlaces);
    let (mut tally, mut new) = (Tally::default(), 0);
    for (n, seat) in seats.iter().enumerate() {
        // About one every four days.
        if chance.in_thousand(240) {
            let village = chance.pick(&seat.villages).clone();
            let (theme, title, words) = *chance.pick(ASKED);
            let asked = Asked { village: &village, theme, title, words, heard: None };
            lives.push(raise(app, act.tx().await?, &mut tally, (n, seat, &asked), (day, &mut chance)).await?);
            new += 1;
        }
    }
    for need in heard {
        let seat = seats.iter().position(|seat| seat.villages.contains(&need.village));
        let Some(seat) = seat.filter(|_| chance.in_thousand(650)) else { continue };
        let (theme, title) = filed(&need.words);
        let asked = Asked { village: &need.village, theme, title, words: &need.words, heard: Some(need) };
        lives.push(
            raise(app, act.tx().await?, &mut tally, (seat, &seats[seat], &asked), (day, &mut chance)).await?,
        );
        new += 1;
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
    (at, seat, asked): (usize, &Seat, &Asked<'_>),
    (day, chance): (i64, &mut Chance),
) -> Result<Life, Failure> {
    let Asked { village, theme, title, words, heard } = *asked;
    let (today, now) = (app.clock.today(), app.clock.millis());
    let name = Ref { county: village.owner(), id: chance.id(now) };
    let case = Case::taken_in(allowed(Matter::Ordinary, false), today);
    let need = match heard {
        Some(need) => read::need(conn, &Ref { county: village.owner(), id: need.need }).await?,
        None => None,
    };
    let new = NewMatter {
        name: &name,
        village,
        need: heard.map(|need| need.need),
        household: heard.and_then(|need| need.household),
        brought: heard.map(|need| &need.by),
        heard: need.and_then(|need| HeardBy::of(&need.tier)).unwrap_or(HeardBy::Counter),
        title,
        words,
        theme: theme.word(),
        kind: Matter::Ordinary.word(),
        urgent: false,
        wanted_by: "",
        merged_into: None,
    };
    store::raise(conn, &new, &case, today, now).await?;
    let by = if heard.is_some() { "联系干部" } else { "窗口" };
    let step = args![&name.county, name.id, 1_i64, now, today, "raise", "", by, "", "", "{}"].to_vec();
    store::steps(conn, &[step]).await?;
    search::put(conn, Kind::Title, (village, name.id), title).await?;
    search::put(conn, Kind::Words, (village, name.id), words).await?;
    tally.raised(&new, &case, today);
    let mut next = to_come(chance, seat.skill);
    // Some that are new have not gone on: what waits for somebody is there to be seen.
    if day > DAYS - RECENT && chance.in_thousand(300) {
        next.truncate(chance.below(next.len() as u64) as usize);
    }
    Ok(Life { name, seat: at, day, next, tried: 0 })
}

/// What somebody asks for.
struct Asked<'a> {
    village: &'a PlaceCode,
    theme: Theme,
    title: &'a str,
    words: &'a str,
    heard: Option<&'a Heard>,
}

/// Under which theme and title the township files what somebody said.
fn filed(words: &str) -> (Theme, &'static str) {
    let known = FILED.iter().find(|(sign, ..)| words.contains(sign));
    known.map_or((Theme::VillageAffairs, "请村里看看"), |(_, theme, title)| (*theme, title))
}

/// What becomes of a case.
fn to_come(chance: &mut Chance, skill: u64) -> Vec<(i64, Deed, Who)> {
    use Who::{Apart, Government, Household, Other, Time};
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
        0..7 => next.extend([(end + 9, Deed::Ask, Apart), (end + 26, Deed::Silence, Time)]),
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
            Who::Apart => {
                By {
                    doer: Doer { account: life.name.id, side: Side::Listener }, name: "联系干部", unit: ""
                }
            }
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
