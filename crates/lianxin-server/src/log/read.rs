//! What the verifier and the pages read: entries beside the rows that they stand for.

use uuid::Uuid;

use super::rows::{Event, Line};

/// Entries in their order.
pub const ENTRIES: &str = "SELECT n, source, county, id, secret, about, entry FROM log_entry \
     WHERE n >= $1 AND n < $2 ORDER BY n";
/// The audit lines of entries.
pub const LINES: &str = "SELECT e.n, a.county, a.id, a.at, a.day, a.actor, a.actor_name, a.verb, a.place, a.subject, a.detail \
     FROM log_entry e JOIN audit a ON a.county = e.county AND a.id = e.id \
     WHERE e.source = 'audit' AND e.n >= $1 AND e.n < $2 ORDER BY e.n";
/// The access events of entries.
pub const EVENTS: &str = "SELECT e.n, a.county, a.id, a.at, a.day, a.account, a.actor_name, a.actor_unit, a.role, a.village, \
     a.household, a.class, a.purpose FROM log_entry e JOIN access_event a ON a.county = e.county AND a.id = e.id \
     WHERE e.source = 'access_event' AND e.n >= $1 AND e.n < $2 ORDER BY e.n";
/// The largest number of an entry.
pub const LAST_ENTRY: &str = "SELECT CAST(COALESCE(MAX(n), -1) AS BIGINT) AS n FROM log_entry";
/// All secrets.
pub const SECRETS: &str = "SELECT id, secret FROM log_secret";
/// All tiles.
pub const TILES: &str = "SELECT level, place, hashes FROM log_tile";
/// All checkpoints, the oldest first.
pub const CHECKPOINTS: &str = "SELECT size, at, note FROM log_checkpoint ORDER BY size";
/// All cosignatures.
pub const COSIGNATURES: &str = "SELECT witness, size, at, line FROM log_cosignature ORDER BY size, witness";
/// The bytes of entries, for bundles.
pub const BUNDLE: &str = "SELECT entry FROM log_entry WHERE n >= $1 AND n < $2 ORDER BY n";
/// What one account did and looked at, the newest first, with the entry's number if it has one.
pub const OWN: &str = "SELECT x.id, x.at, x.who, x.looked, x.deed, x.place, COALESCE(p.name, '') AS place_name, x.purpose, x.n \
     FROM (SELECT * FROM (SELECT a.id, a.at, '' AS who, \
       CAST(0 AS BIGINT) AS looked, a.verb AS deed, a.place, '' AS purpose, CAST(COALESCE(e.n, -1) AS BIGINT) AS n FROM audit a \
       LEFT JOIN log_entry e ON e.id = a.id AND e.county = a.county AND e.source = 'audit' \
       WHERE a.actor = $1 AND a.id < $2 ORDER BY a.id DESC LIMIT $3) l \
     UNION ALL SELECT * FROM (SELECT v.id, v.at, '' AS who, CAST(1 AS BIGINT) AS looked, v.class AS deed, v.village AS place, \
       v.purpose, CAST(COALESCE(e.n, -1) AS BIGINT) AS n FROM access_event v \
       LEFT JOIN log_entry e ON e.id = v.id AND e.county = v.county AND e.source = 'access_event' \
       WHERE v.account = $1 AND v.id < $2 ORDER BY v.id DESC LIMIT $3) r) x \
     LEFT JOIN place p ON p.code = x.place AND p.until = '9999-12-31' ORDER BY x.id DESC LIMIT $3";
/// The same for everybody, of a place, without the words of a purpose.
pub const OF_PLACE: &str = "SELECT x.id, x.at, x.who, x.looked, x.deed, x.place, COALESCE(p.name, '') AS place_name, x.purpose, x.n \
     FROM (SELECT * FROM (SELECT a.id, a.at, \
       a.actor_name AS who, CAST(0 AS BIGINT) AS looked, a.verb AS deed, a.place, '' AS purpose, \
       CAST(COALESCE(e.n, -1) AS BIGINT) AS n FROM audit a \
       LEFT JOIN log_entry e ON e.id = a.id AND e.county = a.county AND e.source = 'audit' \
       WHERE a.place >= $1 AND a.place < $4 AND a.id < $2 ORDER BY a.id DESC LIMIT $3) l \
     UNION ALL SELECT * FROM (SELECT v.id, v.at, v.actor_name AS who, CAST(1 AS BIGINT) AS looked, v.class AS deed, \
       v.village AS place, '' AS purpose, CAST(COALESCE(e.n, -1) AS BIGINT) AS n FROM access_event v \
       LEFT JOIN log_entry e ON e.id = v.id AND e.county = v.county AND e.source = 'access_event' \
       WHERE v.village >= $1 AND v.village < $4 AND v.id < $2 ORDER BY v.id DESC LIMIT $3) r) x \
     LEFT JOIN place p ON p.code = x.place AND p.until = '9999-12-31' ORDER BY x.id DESC LIMIT $3";
/// The last audit line of a verb.
pub const LAST_CHECK: &str =
    "SELECT at, actor_name, detail FROM audit WHERE verb = $1 ORDER BY id DESC LIMIT 1";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    ENTRIES,
    LINES,
    EVENTS,
    LAST_ENTRY,
    SECRETS,
    TILES,
    CHECKPOINTS,
    COSIGNATURES,
    BUNDLE,
    OWN,
    OF_PLACE,
    LAST_CHECK,
];

/// An entry as it is stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Stored {
    /// Its number.
    pub n: i64,
    /// `begin`, `audit` or `access_event`.
    pub source: String,
    /// The row's county.
    pub county: String,
    /// The row's id.
    pub id: Uuid,
    /// The secret of the row's month.
    pub secret: Option<Uuid>,
    /// The secret of the household that the row is about.
    pub about: Option<Uuid>,
    /// The entry's bytes.
    pub entry: Vec<u8>,
}

/// An audit line under its entry's number.
#[derive(Debug, sqlx::FromRow)]
pub struct NumberedLine {
    /// The entry.
    pub n: i64,
    /// The line.
    #[sqlx(flatten)]
    pub line: Line,
}

/// An access event under its entry's number.
#[derive(Debug, sqlx::FromRow)]
pub struct NumberedEvent {
    /// The entry.
    pub n: i64,
    /// The event.
    #[sqlx(flatten)]
    pub event: Event,
}

/// Something that was done or looked at.
#[derive(Debug, sqlx::FromRow)]
pub struct Done {
    /// The row.
    pub id: Uuid,
    /// When, in milliseconds.
    pub at: i64,
    /// Who; empty in one's own list.
    pub who: String,
    /// 1 if something was looked at.
    pub looked: i64,
    /// A verb, or a class of data.
    pub deed: String,
    /// Where: a code,
    pub place: String,
    /// and what it is called; empty if there is no such place any more.
    pub place_name: String,
    /// Why, if something was looked at and it is one's own.
    pub purpose: String,
    /// The entry; -1 while there is none.
    pub n: i64,
}
