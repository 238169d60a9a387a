//! One case of the city: open, asked or finished, with its steps, slip, words and pairs of characters.

use lianxin_domain::{
    cases::{
        Case, Pending,
        clock::{Clock, allowed},
        grams::grams,
        words::{CannotReason, Heard, Matter, Office, Resident, Rung},
    },
    day::Day,
    visits::calendar::plus,
};
use lianxin_server::{
    args,
    cases::{
        row::life,
        store::{NewMatter, STEP},
    },
    engine::{
        db::Insert,
        error::{Error, Result},
        value::Value,
    },
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    chance::Chance,
    place::{City, County, Unit, Village},
    texts::{Text, text},
};

const DAY: i64 = 86_400_000;
/// Days back to the first case.
const YEARS: u64 = 5 * 365;

/// Whole rows, however old they are.
pub const MATTER: Insert = Insert {
    table: "matter",
    columns: &[
        "county",
        "id",
        "village",
        "township",
        "need",
        "household",
        "brought_county",
        "brought",
        "title",
        "words",
        "theme",
        "kind",
        "urgent",
        "wanted_by",
        "raised",
        "version",
        "made_at",
        "changed_at",
        "office",
        "resident",
        "rung",
        "owner_county",
        "owner",
        "owner_name",
        "turn",
        "allowed",
        "used",
        "since",
        "spent",
        "due",
        "round",
        "pending",
        "closed_by",
        "asked_on",
        "asked_tries",
        "answered",
        "stage",
        "parts",
        "parts_due",
        "handler_county",
        "handler",
        "handler_name",
        "cost_planned",
        "cost_spent",
        "funds",
        "merged_into",
        "finished_on",
        "recurrence_of",
        "heard",
    ],
    tail: "",
};

/// Rows of all tables, as they are sent together.
#[derive(Default)]
pub struct Rows {
    pub matters: Vec<Vec<Value>>,
    pub steps: Vec<Vec<Value>>,
    pub slips: Vec<Vec<Value>>,
    pub words: Vec<Vec<Value>>,
    /// Kind, pair, case, township.
    pub grams: Vec<(&'static str, String, Uuid, usize)>,
}

/// What a case is made of.
pub struct World<'a> {
    pub city: &'a City,
    pub county: &'a County,
    /// Now, in milliseconds, and today.
    pub now: i64,
    pub today: Day,
}

/// A case with what follows from it.
pub struct Made {
    /// Its life.
    pub case: Case,
    /// Its theme's word, and by whom it came to light.
    pub cuts: (&'static str, Heard),
    /// The day on which it was raised, and on which it was finished; the latter may be empty.
    pub days: (Day, String),
    /// Whether it is handled together with another.
    pub merged: bool,
}

/// The token of a case's slip: known from the case, so that the bench needs to remember none.
pub fn token(matter: Uuid) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(matter.as_bytes())
}

/// How far a case has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Open,
    Asked,
    Finished,
}

/// Draws a case of a village and adds its rows. `lead`: the village's last open case.
pub fn draw(
    chance: &mut Chance,
    world: &World<'_>,
    (village, township): (&Village, usize),
    lead: &mut Option<Uuid>,
    rows: &mut Rows,
) -> Result<Made> {
    let stage = match chance.below(1000) {
        0..120 => Stage::Open,
        120..160 => Stage::Asked,
        _ => Stage::Finished,
    };
    let kind = match chance.below(100) {
        0..15 => Matter::Question,
        15..80 => Matter::Ordinary,
        _ => Matter::Complex,
    };
    let urgent = chance.below(100) < 6;
    let limit = allowed(kind, urgent);
    let age = age(chance, stage, limit);
    let raised = world.now - age * DAY - i64::try_from(chance.below(8 * 3_600_000)).unwrap_or(0);
    let (id, today) = (chance.id(raised), Day::of_millis(raised));
    let about = text(chance);
    let owner = owner(chance, world, village);
    let case = case(chance, world, (stage, today, limit), &owner);
    let end = (raised + DAY * i64::try_from(5 + chance.below(15)).unwrap_or(5)).min(world.now);
    let finished_on = if stage == Stage::Finished { Day::of_millis(end).to_string() } else { String::new() };
    let merged = if stage == Stage::Open && chance.below(50) == 0 { *lead } else { None };
    if stage == Stage::Open && merged.is_none() {
        *lead = Some(id);
    }
    let heard = match chance.below(100) {
        0..20 => Heard::PairedUnit,
        20..50 => Heard::TownshipCharge,
        50..62 => Heard::FirstSecretary,
        62..67 => Heard::ContactPoint,
        67..70 => Heard::PoliceLiaison,
        _ => Heard::Counter,
    };
    let household = (chance.below(100) < 85).then(|| *chance.pick(&village.households));
    let new = New {
        id,
        raised,
        end,
        about: &about,
        household,
        merged,
        kind,
        urgent,
        heard,
        finished_on: &finished_on,
    };
    rows.matters.push(matter(chance, world, village, &new, &case, &owner.called)?);
    rows.steps.extend(steps(world, &new, stage, &case, &owner));
    if household.is_some() && stage != Stage::Open {
        rows.slips.push(slip(world, &new));
    }
    if stage == Stage::Finished {
        rows.words.push(word(chance, world, &new, &case));
    }
    rows.grams.extend(grams(&about.title).into_iter().map(|gram| ("t", gram, id, township)));
    if stage != Stage::Finished {
        rows.grams.extend(grams(&about.words).into_iter().map(|gram| ("w", gram, id, township)));
    }
    Ok(Made { case, cuts: (about.theme, heard), days: (today, finished_on), merged: merged.is_some() })
}

struct New<'a> {
    id: Uuid,
    raised: i64,
    end: i64,
    about: &'a Text,
    household: Option<Uuid>,
    merged: Option<Uuid>,
    kind: Matter,
    urgent: bool,
    heard: Heard,
    finished_on: &'a str,
}

/// Days since it was raised: open ones are late in one of seven cases, and there were fewer in the first years.
fn age(chance: &mut Chance, stage: Stage, limit: i64) -> i64 {
    let calendar = u64::try_from(limit * 7 / 5).unwrap_or(1) + 1;
    let days = match stage {
        Stage::Open if chance.below(7) > 0 => chance.below(calendar),
        Stage::Open => calendar + chance.below(60),
        Stage::Asked => 10 + chance.below(60),
        Stage::Finished => 20 + chance.below(YEARS).min(chance.below(YEARS * 2)),
    };
    i64::try_from(days).unwrap_or(0)
}

fn owner(chance: &mut Chance, world: &World<'_>, village: &Village) -> Unit {
    let government = village.code.parent().and_then(|place| world.county.governments.get(&place));
    match (chance.below(100), government) {
        (0..82, Some(unit)) => unit.clone(),
        (95.., _) => chance.pick(&world.city.departments).clone(),
        _ => chance.pick(&world.county.departments).clone(),
    }
}

fn case(
    chance: &mut Chance,
    world: &World<'_>,
    (stage, raised, limit): (Stage, Day, i64),
    owner: &Unit,
) -> Case {
    let rung = match owner.called.as_str() {
        name if name.starts_with('市') => Rung::City,
        name if name.ends_with('局') => Rung::County,
        _ => Rung::Township,
    };
    let fresh = Case { rung, ..Case::taken_in(limit, raised) };
    let owned = Case { office: Office::Accepted, owner: Some(owner.name.clone()), ..fresh.clone() };
    let stands = Clock { allowed: limit, used: limit / 2, since: None };
    match stage {
        Stage::Open => match chance.below(100) {
            0..20 => fresh,
            20..45 => owned,
            45..48 => {
                let to = chance.pick(&world.county.departments).name.clone();
                Case { pending: Pending::Transfer { to }, ..owned }
            }
            48..50 => {
                let (reason, unit) = (CannotReason::NoFunds, owner.name.clone());
                Case { pending: Pending::SecondReader { reason, unit, reader: None }, ..owned }
            }
            50..55 => Case { office: Office::InProgress, clock: stands, ..owned },
            _ => Case { office: Office::InProgress, ..owned },
        },
        Stage::Asked => {
            let office = if chance.below(12) == 0 { Office::Cannot } else { Office::Done };
            let asked = (chance.below(4) > 0).then(|| (plus(world.today, -(chance.below(12) as i64)), 1));
            let resident = if asked.is_some() { Resident::Asked } else { Resident::Unasked };
            Case { office, resident, asked, clock: stands, ..owned }
        }
        Stage::Finished => {
            let resident = if chance.below(10) == 0 { Resident::Silent } else { Resident::Solved };
            let round = if chance.below(12) == 0 { 2 } else { 1 };
            Case { office: Office::Done, resident, round, clock: stands, answered: Some(raised), ..owned }
        }
    }
}

fn matter(
    chance: &mut Chance,
    world: &World<'_>,
    village: &Village,
    new: &New<'_>,
    case: &Case,
    owner: &str,
) -> Result<Vec<Value>> {
    let county = &world.county.code;
    let township = village.code.parent().ok_or_else(|| Error::internal("a village lies in a township"))?;
    let brought = new.heard != Heard::Counter;
    let name = lianxin_domain::ids::Ref { county: county.clone(), id: new.id };
    let of = NewMatter {
        name: &name,
        village: &village.code,
        need: brought.then(|| chance.id(new.raised)),
        household: new.household,
        brought: None,
        heard: new.heard,
        title: &new.about.title,
        words: &new.about.words,
        theme: new.about.theme,
        kind: new.kind.word(),
        urgent: new.urgent,
        wanted_by: "",
        merged_into: new.merged,
    };
    let mut row = args![
        county,
        new.id,
        of.village,
        &township,
        of.need,
        of.household,
        if brought { county.as_str() } else { "" },
        brought.then_some(village.official),
        of.title,
        of.words,
        of.theme,
        of.kind,
        of.urgent,
        of.wanted_by,
        Day::of_millis(new.raised),
        5_i64,
        new.raised,
        new.end,
    ]
    .to_vec();
    row.extend(life(case, if case.owner.is_some() { owner } else { "" })?);
    row.extend(args![new.merged, new.finished_on, None::<Uuid>, new.heard.word()]);
    Ok(row)
}

fn steps(world: &World<'_>, new: &New<'_>, stage: Stage, case: &Case, owner: &Unit) -> Vec<Vec<Value>> {
    let acts: &[(&str, &str)] = match (stage, case.office) {
        (Stage::Open, Office::Received) => &[("raise", "")],
        (Stage::Open, Office::Accepted) => &[("raise", ""), ("accept", "")],
        (Stage::Open, _) => &[("raise", ""), ("accept", ""), ("begin", "")],
        (Stage::Asked, _) => {
            &[("raise", ""), ("accept", ""), ("begin", ""), ("done", "已经派人修好，请查看。")]
        }
        (Stage::Finished, _) => &[
            ("raise", ""),
            ("accept", ""),
            ("begin", ""),
            ("done", "已经派人修好，请查看。"),
            ("ask", ""),
            ("answer", ""),
        ],
    };
    let span = (new.end - new.raised) / i64::try_from(acts.len()).unwrap_or(1);
    let step = |(n, (act, words)): (usize, &(&str, &str))| {
        let n = i64::try_from(n).unwrap_or(0);
        let (at, by) = (new.raised + n * span, if *act == "answer" { "" } else { "经办人" });
        let detail = format!("{{\"act\":\"{act}\"}}");
        args![
            &world.county.code,
            new.id,
            n + 1,
            at,
            Day::of_millis(at),
            *act,
            "",
            by,
            &owner.called,
            *words,
            detail
        ]
        .to_vec()
    };
    debug_assert_eq!(STEP.columns.len(), 11);
    acts.iter().enumerate().map(step).collect()
}

fn slip(world: &World<'_>, new: &New<'_>) -> Vec<Value> {
    let digest = Sha256::digest(token(new.id).as_bytes()).to_vec();
    let code = format!("{:08}", u64::from_be_bytes(digest[..8].try_into().unwrap_or_default()) % 100_000_000);
    let expires = new.end + 400 * DAY;
    args![&world.county.code, digest, new.id, new.household, code, "", new.end, expires, 0_i64].to_vec()
}

fn word(chance: &mut Chance, world: &World<'_>, new: &New<'_>, case: &Case) -> Vec<Value> {
    let said = if case.resident == Resident::Solved { "solved" } else { "partly" };
    args![
        &world.county.code,
        chance.id(new.end),
        new.id,
        said,
        "",
        false,
        false,
        true,
        Day::of_millis(new.end),
        new.end
    ]
    .to_vec()
}
