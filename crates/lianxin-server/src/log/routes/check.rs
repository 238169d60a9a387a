//! The whole log verified on the server itself, at an auditor's word, and what the last time found. It is no proof to anybody
//! else: whoever holds the server could make it say anything. `lianxin verify-log` elsewhere, with a witness's checkpoint, is.

use lianxin_log::note::VerifierKey;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    args,
    engine::{
        act::{Act, Done},
        db::Conn,
        error::Result,
    },
    log::{
        kept, read, store,
        verify::{self, Asked, Found, Verdict},
    },
};

/// How often the log is verified in a quarter of an hour: it reads everything.
const PER_QUARTER: u32 = 6;
/// Findings that are told one by one.
const TOLD: usize = 50;
/// The verb's name, under which audit lines keep what it found.
pub(super) const VERB: &str = "log.proof.check";

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = LogChecked)]
pub struct Checked {
    /// Whether nothing is wrong.
    sound: bool,
    /// Entries read.
    entries: u64,
    /// Rows that say what their entry says.
    rows: u64,
    /// How much is wrong.
    wrong: u64,
    /// Rows of the last moments that wait for their entry.
    waiting: u64,
    /// Households whose forgetting stands in the log.
    forgotten: u64,
    /// Entries that a witness has seen at the most; none has: absent.
    witnessed: Option<u64>,
    /// How long it took, in milliseconds.
    millis: u64,
}

/// The same, with what is wrong.
#[derive(Serialize, ToSchema)]
#[schema(as = LogVerdict)]
pub struct Shown {
    #[serde(flatten)]
    checked: Checked,
    /// When, in milliseconds.
    at: i64,
    /// What is wrong, the first fifty.
    findings: Vec<Wrong>,
}

/// One thing that is wrong.
#[derive(Serialize, ToSchema)]
#[schema(as = LogFinding)]
pub struct Wrong {
    /// A word that does not change.
    code: String,
    /// `log`, `audit` or `access_event`.
    table: String,
    /// The entry, when it is known.
    entry: Option<u64>,
}

/// The last verification at an auditor's word.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LogLastCheck)]
pub struct Last {
    #[serde(flatten)]
    checked: Checked,
    /// When, in milliseconds.
    at: i64,
    /// Who asked for it.
    who: String,
}

impl Checked {
    fn of(verdict: &Verdict) -> Checked {
        Checked {
            sound: verdict.sound(),
            entries: verdict.entries,
            rows: verdict.rows,
            wrong: verdict.wrong,
            waiting: verdict.waiting,
            forgotten: verdict.forgotten,
            witnessed: verdict.cosigned.map(|(size, _)| size),
            millis: verdict.millis,
        }
    }
}

/// Verifies everything.
pub async fn check(act: Act) -> Result<Done<Shown>> {
    let (app, now) = (act.app.clone(), act.now());
    app.throttle.flood("log checks", PER_QUARTER, now)?;
    let witnesses = store::witnesses(&mut app.db.read().await?).await?;
    let keys = witnesses.iter().filter_map(|witness| VerifierKey::parse(&witness.vkey).ok()).collect();
    let files = kept::all(&app.config.data_dir);
    let kept = files.into_iter().map(|(name, note)| (name, note.into_bytes())).collect();
    let asked = Asked { trust: app.keys.log.trust(keys), kept, strict: false };
    let verdict = verify::verify(&app.db, &asked).await?;
    let checked = Checked::of(&verdict);
    let wrong =
        |found: &Found| Wrong { code: found.code.clone(), table: found.table.to_owned(), entry: found.entry };
    let findings = verdict.findings.iter().take(TOLD).map(wrong).collect();
    let (city, detail) = (app.city()?, serde_json::to_value(&checked)?);
    act.done(&city, "", json!({"checked": detail}), Shown { checked, at: now, findings }).await
}

/// What the last verification found.
pub(super) async fn last(conn: &mut Conn) -> Result<Option<Last>> {
    let found: Option<(i64, String, String)> = conn.maybe(read::LAST_CHECK, &args![VERB]).await?;
    Ok(found.and_then(|(at, who, detail)| {
        let detail: serde_json::Value = serde_json::from_str(&detail).ok()?;
        let checked = serde_json::from_value(detail.get("checked")?.clone()).ok()?;
        Some(Last { checked, at, who })
    }))
}
