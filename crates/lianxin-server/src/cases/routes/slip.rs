//! A household's slip: a token that opens its own matter and nothing else. It is told once; only its digest is kept.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use lianxin_domain::{
    access::Right,
    cases::{Act as Deed, Doer, Refusal, Side},
    day::Day,
    ids::Ref,
};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::raise::is_own;
use crate::{
    args,
    cases::{
        read, store,
        tally::Tally,
        work::{self, By},
    },
    engine::{
        act::{Act, Done},
        error::{Error, Result, codes},
        http::Path,
    },
    keys::random,
};

/// Days for which a slip opens its matter.
const DAYS: i64 = 400;
const DAY: i64 = 24 * 3600 * 1000;

/// A slip to be printed or shown as a code.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseSlip)]
pub struct Slip {
    /// 128 random bits.
    token: String,
    /// The page that it opens. The token stands behind `#`: browsers do not send that part to any server.
    path: String,
    /// Eight digits that name the slip on paper and on the telephone; they open nothing.
    short_code: String,
    /// The last day on which it opens the matter.
    until: String,
    /// The case's version now: a slip for what the office has finished asks the household.
    version: i64,
}

/// What is kept of a token.
pub fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

pub async fn give(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Slip>> {
    let (app, actor, today, now) = (act.app.clone(), act.actor.clone(), act.today(), act.now());
    let tx = act.tx().await?;
    let row = read::one(tx, &name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let village = row.village()?;
    if !is_own(tx, &actor, &village, today).await? {
        actor.may(Right::HearResidents, &village)?;
    }
    if row.closed_by == Some(actor.account) {
        // Whoever closed it does not hold the key to the household's word.
        return Err(work::refused(Refusal::Concerned));
    }
    let maker = actor.account.to_string();
    let token = URL_SAFE_NO_PAD.encode(random::<16>()?);
    let short_code = format!("{:08}", u64::from_le_bytes(random::<8>()?) % 100_000_000);
    let expires = now + DAYS * DAY;
    let slip =
        args![&row.county, digest(&token), row.id, row.household, &short_code, maker, now, expires, 0_i64];
    store::slip(tx, &slip).await?;
    let by = By { doer: Doer { account: actor.account, side: Side::Listener }, name: &actor.name, unit: "" };
    // While the office works there is nothing to ask; afterwards a slip is one way of asking.
    let mut tally = Tally::default();
    let version = match work::done(&app, (&mut *tx, &mut tally), &row, &by, &Deed::Ask, "").await {
        Ok(_) => row.version + 1,
        Err(Error::Refused(why)) if why.code != codes::CHANGED_MEANWHILE => row.version,
        Err(why) => return Err(why),
    };
    tally.write(tx).await?;
    let until = Day::of_millis(expires).to_string();
    let path = format!("/r/#{token}");
    let told = Slip { token, path, short_code, until, version };
    Ok(act.done(&village, &name, json!({}), told).await?.created().version(version))
}
