//! Acts of units upon cases, one or many at a time.

use lianxin_domain::{
    access::Right,
    cases::{Act as Deed, Case, Refusal},
    ids::Ref,
    places::PlaceCode,
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
    /// or `ask`.
    act: String,
    /// Of `stop`: `household`, `season`, `procedure` or `disaster`. Of `cannot`: `no_basis`, `no_funds`, `court`, `private` or
    /// `impossible`.
    #[serde(default)]
    reason: Option<String>,
    /// Of `offer`: the unit's ref.
    #[serde(default)]
    to: Option<String>,
    /// Of `second_read`.
    #[serde(default)]
    agree: Option<bool>,
    /// What was done, or why: needed for `done`, `stop`, `send_back` and, in 10 characters at the least, for `cannot`.
    #[serde(default)]
    words: String,
}

impl Wanted {
    /// The act and its words.
    fn parsed(&self) -> Result<(Deed, String)> {
        let mut told = Map::new();
        told.insert("act".into(), json!(self.act));
        for (name, value) in [("reason", &self.reason), ("to", &self.to)] {
            if let Some(value) = value {
                told.insert(name.into(), json!(value));
            }
        }
        if let Some(agree) = self.agree {
            told.insert("agree".into(), json!(agree));
        }
        let deed: Deed = serde_json::from_value(Json::Object(told))
            .map_err(|why| Error::refused(codes::MALFORMED).with("why", why))?;
        let least = match deed {
            Deed::Done | Deed::Stop { .. } | Deed::SendBack => 1,
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
    let hand = hands.iter().find(|hand| hand.has_task(&case)).or(hands.first());
    let hand = hand.ok_or_else(|| work::refused(Refusal::NotYours))?;
    allowed(hand, &case, deed)?;
    // The household's key and the office's are never in one hand.
    if matches!(deed, Deed::Done | Deed::Cannot { .. })
        && read::has_printed(tx, &row.name_ref()?, actor.account).await?
    {
        return Err(Error::refused(codes::SLIP_PRINTED));
    }
    if let Deed::Offer { to } = deed {
        let unit = read::unit(tx, to).await?;
        let place: Option<PlaceCode> = unit.and_then(|unit| unit.place.parse().ok());
        let reaches = place.is_some_and(|place| place.contains(&village));
        if !reaches {
            return Err(Error::refused(codes::INVALID).field("to", codes::UNKNOWN_UNIT));
        }
    }
    let by = By::of_unit(actor.account, &actor.name, hand);
    work::done(&app, (tx, tally), row, &by, deed, words).await
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
