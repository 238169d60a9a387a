//! Acts of units upon cases, one or many at a time.

use lianxin_domain::{
    access::Right,
    cases::{Act as Deed, Case, Refusal, money::Yuan, parts::Said},
    day::Day,
    ids::Ref,
    places::PlaceCode,
    visits::calendar::plus,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use utoipa::ToSchema;

use super::{text, told::Named};
use crate::{
    cases::{
        hands::{self, Hand},
        read,
        row::MatterRow,
        tally::Tally,
        work::{self, By},
    },
    engine::{
        act::{Act, Done},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Chinese, Path},
    },
};

/// Cases that one request may touch.
const MOST: usize = 100;

/// An act.
#[derive(Clone, Deserialize, ToSchema)]
#[schema(as = CaseAct)]
pub struct Wanted {
    /// `accept`, `begin`, `stop`, `resume`, `offer`, `take_over`, `send_back`, `done`, `cannot`, `take_reading`, `second_read`
    /// or `ask`; of the owner, about other units' parts, `invite` and `withdraw`, and `handler` and `cost`; of a unit that is
    /// asked for a part `join`, `decline`, `part_done` and `hand_back`.
    act: String,
    /// Of `stop`: `household`, `season`, `procedure` or `disaster`. Of `cannot`: `no_basis`, `no_funds`, `court`, `private` or
    /// `impossible`.
    #[serde(default)]
    reason: Option<String>,
    /// Of `offer`, `invite` and `withdraw`: the unit's ref.
    #[serde(default)]
    to: Option<String>,
    /// Of `second_read`.
    #[serde(default)]
    agree: Option<bool>,
    /// Of `invite`: the day by which the part is to be done.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    by: Option<Day>,
    /// Of `handler`: the ref of an official of the owner's unit; none for nobody.
    #[serde(default)]
    official: Option<String>,
    /// Of `cost`: in yuan, with up to two digits after the point; none while it is not known.
    #[serde(default)]
    planned: Option<String>,
    /// Of `cost`: the same for what was spent so far.
    #[serde(default)]
    spent: Option<String>,
    /// Of `cost`: `budget`, `village`, `support`, `gifts`, `own` or `nothing`.
    #[serde(default)]
    funds: Option<String>,
    /// What was done, or why: needed for `done`, `stop`, `send_back`, `decline`, `part_done`, `hand_back`, `withdraw` and `cost`,
    /// for `invite` (what the part is) and, in 10 characters at the least, for `cannot`.
    #[serde(default)]
    words: String,
}

impl Wanted {
    /// The act and its words.
    fn parsed(&self) -> Result<(Deed, String)> {
        let mut told = Map::new();
        told.insert("act".into(), json!(self.act));
        let texts = [("reason", &self.reason), ("to", &self.to), ("funds", &self.funds)];
        for (name, value) in texts.into_iter().chain([("planned", &self.planned), ("spent", &self.spent)]) {
            if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
                told.insert(name.into(), json!(value));
            }
        }
        if let Some(by) = self.by {
            told.insert("by".into(), json!(by.to_string()));
        }
        if self.act == "handler" {
            let named = self.official.as_ref().map(|official| json!({"official": official, "name": ""}));
            told.insert("handler".into(), json!(named));
        }
        for (field, amount) in [("planned", &self.planned), ("spent", &self.spent)] {
            if amount.as_ref().is_some_and(|text| !text.is_empty() && text.parse::<Yuan>().is_err()) {
                return Err(Error::refused(codes::INVALID).field(field, codes::BAD_AMOUNT));
            }
        }
        if let Some(agree) = self.agree {
            told.insert("agree".into(), json!(agree));
        }
        let deed: Deed = serde_json::from_value(Json::Object(told))
            .map_err(|why| Error::refused(codes::MALFORMED).with("why", why))?;
        let least = match deed {
            Deed::Done | Deed::Stop { .. } | Deed::SendBack => 1,
            Deed::Decline | Deed::PartDone | Deed::HandBack | Deed::Withdraw { .. } | Deed::Cost { .. } => 1,
            Deed::Invite { .. } => 2,
            Deed::Cannot { .. } => 10,
            _ => 0,
        };
        let words = text::said("words", &self.words, least, 2000)?;
        Ok((deed, words))
    }
}

/// An act upon many.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseActOnMany)]
pub struct Many {
    /// Up to 100 refs.
    #[schema(value_type = Vec<String>)]
    refs: Vec<Ref>,
    #[serde(flatten)]
    wanted: Wanted,
}

/// What became of each.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseRows)]
pub struct Rows {
    /// In the order of the refs.
    rows: Vec<Row>,
}

/// What became of one.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseRow)]
pub struct Row {
    #[serde(rename = "ref")]
    name_ref: String,
    /// The case as it is now; none when it was refused.
    done: Option<Named>,
    /// The problem; none when it was done.
    #[schema(value_type = Option<Object>)]
    problem: Option<Json>,
}

pub async fn one(mut act: Act, Path(name): Path<Ref>, Body(wanted): Body<Wanted>) -> Result<Done<Named>> {
    let row = found(&mut act, &name).await?;
    act.unchanged(row.version)?;
    let (deed, words) = wanted.parsed()?;
    let mut tally = Tally::default();
    let case = done(&mut act, &mut tally, &row, &deed, &words).await?;
    tally.write(act.tx().await?).await?;
    let version = row.version + 1;
    let detail = json!({"act": work::word(&deed)?});
    Ok(act.done(&row.village()?, &name, detail, Named::of(&name, &case, version)).await?.version(version))
}

pub async fn many(mut act: Act, Chinese(chinese): Chinese, Body(many): Body<Many>) -> Result<Done<Rows>> {
    if many.refs.len() > MOST {
        return Err(Error::refused(codes::TOO_MANY_RECORDS).with("limit", MOST));
    }
    let (deed, words) = many.wanted.parsed()?;
    let (mut rows, mut touched, mut tally) = (Vec::new(), Vec::new(), Tally::default());
    for name in &many.refs {
        let result = match found(&mut act, name).await {
            Ok(row) => {
                done(&mut act, &mut tally, &row, &deed, &words).await.map(|case| (row.version + 1, case))
            }
            Err(why) => Err(why),
        };
        let (done, problem) = match result {
            Ok((version, case)) => {
                touched.push(name.to_string());
                (Some(Named::of(name, &case, version)), None)
            }
            Err(why @ Error::Refused(_)) => (None, Some(why.document(chinese))),
            Err(why) => return Err(why),
        };
        rows.push(Row { name_ref: name.to_string(), done, problem });
    }
    tally.write(act.tx().await?).await?;
    let place = act.actor.widest(act.right)?;
    let detail = json!({"act": work::word(&deed)?, "cases": touched});
    act.done(&place, "", detail, Rows { rows }).await
}

/// A case of the jurisdiction.
pub async fn found(act: &mut Act, name: &Ref) -> Result<MatterRow> {
    let row = read::one(act.tx().await?, name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    act.may(&row.village()?)?;
    Ok(row)
}

/// Does it in the name of the unit whose task the case is, or else of the first one, whom the domain answers.
async fn done(act: &mut Act, tally: &mut Tally, row: &MatterRow, deed: &Deed, words: &str) -> Result<Case> {
    let (app, actor, village) = (act.app.clone(), act.actor.clone(), row.village()?);
    if matches!(deed, Deed::TakeReading | Deed::SecondRead { .. }) {
        actor.may(Right::SecondRead, &village)?;
    }
    let case = row.case()?;
    let tx = act.tx().await?;
    let hands = hands::at(tx, &actor, &village).await?;
    let own: fn(&Hand, &Case) -> bool = if Said::of(deed).is_some() { Hand::has_part } else { Hand::leads };
    let hand = hands.iter().find(|hand| own(hand, &case)).or(hands.first());
    let hand = hand.ok_or_else(|| work::refused(Refusal::NotYours))?;
    allowed(hand, &case, deed)?;
    // The household's key and the office's are never in one hand.
    if matches!(deed, Deed::Done | Deed::Cannot { .. })
        && read::has_printed(tx, &row.name_ref()?, actor.account).await?
    {
        return Err(Error::refused(codes::SLIP_PRINTED));
    }
    let deed = named(tx, &case, &village, deed, app.clock.today()).await?;
    let by = By::of_unit(actor.account, &actor.name, hand);
    work::done(&app, (tx, tally), row, &by, &deed, words).await
}

/// The act with the names of whom it is about: a unit in charge of the village, an official of the owner's unit.
async fn named(conn: &mut Conn, case: &Case, village: &PlaceCode, deed: &Deed, today: Day) -> Result<Deed> {
    let wrong = |field, code| Error::refused(codes::INVALID).field(field, code);
    let mut deed = deed.clone();
    match &mut deed {
        Deed::Offer { to } => {
            unit(conn, to, village).await?;
        }
        Deed::Invite { to, name, by } => {
            *name = unit(conn, to, village).await?;
            if *by < today || *by > plus(today, text::WITHIN) {
                return Err(wrong("by", codes::BAD_DUE));
            }
        }
        Deed::Handler { handler: Some(handler) } => {
            let known = match &case.owner {
                Some(owner) => read::official(conn, owner, &handler.official).await?,
                None => None,
            };
            handler.name = known.ok_or_else(|| wrong("official", codes::UNKNOWN_OFFICIAL))?;
        }
        _ => {}
    }
    Ok(deed)
}

/// The name of a unit in charge of the village.
async fn unit(conn: &mut Conn, to: &Ref, village: &PlaceCode) -> Result<String> {
    let unit = read::unit(conn, to).await?;
    let reaches =
        |unit: &read::UnitRow| unit.place.parse().is_ok_and(|place: PlaceCode| place.contains(village));
    let unit = unit.filter(reaches);
    unit.map(|unit| unit.name).ok_or_else(|| Error::refused(codes::INVALID).field("to", codes::UNKNOWN_UNIT))
}

/// What the domain cannot know: which units stand on a case's rung, that the police read nobody's matter a second time, and that
/// only who has the task asks the household.
fn allowed(hand: &Hand, case: &Case, deed: &Deed) -> Result<()> {
    let unowned = case.owner.is_none() && matches!(deed, Deed::Accept | Deed::Offer { .. });
    let right = match deed {
        Deed::Ask => hand.has_task(case),
        Deed::TakeReading | Deed::SecondRead { .. } => !hand.police,
        _ if unowned => hand.may_take_on(case),
        _ => true,
    };
    if right { Ok(()) } else { Err(work::refused(Refusal::NotYours)) }
}
