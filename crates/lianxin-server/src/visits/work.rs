//! One county's part of a batch in memory: what is known of the records it names, what each new record changes, and what
//! is to be written in the end. Nothing here touches the database.

use std::collections::{BTreeMap, BTreeSet};

use lianxin_domain::{
    day::Day,
    ids::Ref,
    links::Tier,
    places::PlaceCode,
    visits::{Did, NewVisit, PromiseKept, PromiseState, RecordState, Withdrawal, calendar, reach},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{record::Outcome, rollup::Tally};
use crate::{
    engine::error::{Error, codes},
    links::scope::Author,
};

/// A visit as far as later records can touch it.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The village.
    pub village: PlaceCode,
    /// The household.
    pub household: Option<Uuid>,
    /// The day.
    pub day: Day,
    /// How one met.
    pub how: String,
    /// What it was, derived kinds included.
    pub did: Vec<Did>,
    /// The author's tier there.
    pub tier: Option<Tier>,
    /// Whether the author is a leader.
    pub leader: bool,
    /// The author.
    pub official: Uuid,
    /// Whether it counts.
    pub state: RecordState,
    /// The digest of its content.
    pub digest: Vec<u8>,
    /// How many statements it has.
    pub statements: i64,
    /// Its needs.
    pub needs: Vec<Uuid>,
    /// Its promises.
    pub promises: Vec<Uuid>,
}

/// What tells a visit from another one under its id.
pub fn digest(author: &Ref, sent: &NewVisit) -> Vec<u8> {
    Sha256::digest(lianxin_domain::visits::canonical(author, sent)).to_vec()
}

/// A promise as far as later records can touch it.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The village.
    pub village: PlaceCode,
    /// The household.
    pub household: Option<Uuid>,
    /// The week in which it is due.
    pub due_week: String,
    /// Who promised.
    pub official: Uuid,
    /// How it stands.
    pub standing: PromiseState,
    /// When it was kept; empty unless it is and this batch says so.
    pub kept_on: String,
    /// The visit that says so.
    pub kept_by: Option<Uuid>,
}

/// A household: its village, whether it was erased, its dated kinds.
#[derive(Clone, Debug)]
pub struct Household {
    /// The village.
    pub village: PlaceCode,
    /// Nothing more is written about it.
    pub erased: bool,
    /// Its kinds with the days from and until which they hold.
    pub kinds: Vec<(Did, String, String)>,
}

/// Who records, and when.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The author.
    pub author: &'a Author,
    /// Today.
    pub today: Day,
}

/// A new visit with what is derived.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Its id.
    pub id: Uuid,
    /// What was sent.
    pub sent: NewVisit,
    /// The author.
    pub author: Ref,
    /// The author's name.
    pub author_name: String,
}

/// The working set and what is to be written.
#[derive(Default)]
pub struct Work {
    /// Known and new visits.
    pub visits: BTreeMap<Uuid, Visit>,
    /// Known and new promises.
    pub promises: BTreeMap<Uuid, Promise>,
    /// Known and new needs.
    pub needs: BTreeSet<Uuid>,
    /// The households named.
    pub households: BTreeMap<Uuid, Household>,
    /// The officials named as companions.
    pub officials: BTreeSet<Ref>,
    /// New visits in their order.
    pub fresh: Vec<Fresh>,
    /// Visits taken back: record id, visit, author, reason.
    pub withdrawals: Vec<(Uuid, Uuid, Ref, Withdrawal)>,
    /// Visits whose state changed.
    pub retired: BTreeMap<Uuid, RecordState>,
    /// Needs that no longer stand.
    pub dropped: BTreeSet<Uuid>,
    /// Promises that changed.
    pub pledged: BTreeSet<Uuid>,
    /// What the roll-ups gain and lose.
    pub tally: Tally,
    /// How far the county's feed has come.
    pub feed: i64,
}

fn wrong(field: impl ToString, code: crate::engine::error::Code) -> Outcome {
    Outcome::Rejected(Error::refused(codes::INVALID).field(field, code))
}

impl Work {
    /// Whether something that stood before is changed.
    pub fn changes_old(&self) -> bool {
        !(self.retired.is_empty() && self.pledged.is_empty())
    }

    /// Takes a new visit, or says why not.
    pub fn visit(&mut self, by: By<'_>, id: Uuid, sent: NewVisit) -> Outcome {
        let digest = digest(&by.author.name_ref, &sent);
        if let Some(known) = self.visits.get(&id) {
            // Without a digest its words were erased: it was taken once, and that is all that is known.
            let same = known.digest == digest || known.digest.is_empty();
            return match (same, known.official == by.author.name_ref.id) {
                (true, true) => Outcome::Duplicate,
                (false, true) => Outcome::Conflict(id),
                (_, false) => Outcome::Rejected(Error::refused(codes::ID_TAKEN)),
            };
        }
        let Some(tier) = by.author.tier(&sent.village, sent.day, by.today) else {
            return Outcome::Rejected(Error::refused(codes::NOT_LINKED));
        };
        if let Some(refused) = self.refuses(by, tier, &sent) {
            return refused;
        }
        let visit = self.derived(by, tier, &sent, digest);
        self.tally.visit(&visit, 1);
        if let Some(old) = sent.corrects {
            self.retire(old, RecordState::Corrected);
        }
        for promise in &sent.kept {
            self.keep(*promise, sent.day, Some(id));
        }
        for promise in &sent.promises {
            let due_week = calendar::week(promise.due);
            self.tally.promise(&sent.village, &due_week, [1, 0, 0]);
            self.promises.insert(
                promise.id,
                Promise {
                    village: sent.village.clone(),
                    household: sent.household,
                    due_week,
                    official: by.author.name_ref.id,
                    standing: PromiseState::Open,
                    kept_on: String::new(),
                    kept_by: None,
                },
            );
        }
        self.needs.extend(&visit.needs);
        self.tally.reaches(&visit);
        self.visits.insert(id, visit);
        let (author, author_name) = (by.author.name_ref.clone(), by.author.name.clone());
        self.fresh.push(Fresh { id, sent, author, author_name });
        Outcome::Created
    }

    fn refuses(&self, by: By<'_>, tier: Tier, sent: &NewVisit) -> Option<Outcome> {
        if let Some(id) = sent.household {
            if tier == Tier::PoliceLiaison {
                return Some(Outcome::Rejected(Error::refused(codes::VILLAGE_ONLY)));
            }
            let known = self.households.get(&id).filter(|h| h.village == sent.village && !h.erased);
            if known.is_none() {
                return Some(wrong("household", codes::UNKNOWN_HOUSEHOLD));
            }
        }
        if let Some(n) = sent.with.iter().position(|with| !self.officials.contains(with)) {
            return Some(wrong(format!("with.{n}"), codes::UNKNOWN_OFFICIAL));
        }
        if let Some(old) = sent.corrects {
            match self.visits.get(&old) {
                Some(known) if known.official == by.author.name_ref.id => {
                    if known.state != RecordState::Stands {
                        return Some(Outcome::Rejected(Error::refused(codes::NOT_STANDING)));
                    }
                }
                _ => return Some(wrong("corrects", codes::UNKNOWN_VISIT)),
            }
        }
        let known = |id: &Uuid| self.promises.get(id).is_some_and(|p| p.village == sent.village);
        if let Some(n) = sent.kept.iter().position(|id| !known(id)) {
            return Some(wrong(format!("kept.{n}"), codes::UNKNOWN_PROMISE));
        }
        if let Some(n) = sent.needs.iter().position(|need| self.needs.contains(&need.id)) {
            return Some(wrong(format!("needs.{n}.id"), codes::ID_TAKEN));
        }
        let taken = sent.promises.iter().position(|promise| self.promises.contains_key(&promise.id));
        taken.map(|n| wrong(format!("promises.{n}.id"), codes::ID_TAKEN))
    }

    fn derived(&self, by: By<'_>, tier: Tier, sent: &NewVisit, digest: Vec<u8>) -> Visit {
        let mut did = sent.did.clone();
        if sent.how == lianxin_domain::visits::How::Work {
            did.push(Did::Work);
        }
        if let Some(household) = sent.household.and_then(|id| self.households.get(&id)) {
            let day = sent.day.to_string();
            let holds = household.kinds.iter().filter(|(_, since, until)| *since <= day && *until > day);
            did.extend(holds.map(|(did, ..)| *did));
        }
        did.sort_unstable();
        did.dedup();
        Visit {
            village: sent.village.clone(),
            household: sent.household,
            day: sent.day,
            how: sent.how.word().to_owned(),
            did,
            tier: Some(tier),
            leader: reach::is_leader(by.author.rank),
            official: by.author.name_ref.id,
            state: RecordState::Stands,
            digest,
            statements: sent.statements.len() as i64,
            needs: sent.needs.iter().map(|need| need.id).collect(),
            promises: sent.promises.iter().map(|promise| promise.id).collect(),
        }
    }

    /// Takes one's own visit back.
    pub fn withdraw(&mut self, by: By<'_>, id: Uuid, withdrawal: Withdrawal) -> Outcome {
        let own =
            |visit: &&Visit| visit.official == by.author.name_ref.id && visit.village == withdrawal.village;
        match self.visits.get(&withdrawal.visit).filter(own).map(|visit| visit.state) {
            None => wrong("visit", codes::UNKNOWN_VISIT),
            Some(RecordState::Withdrawn) => Outcome::Duplicate,
            Some(RecordState::Corrected) => Outcome::Rejected(Error::refused(codes::NOT_STANDING)),
            Some(RecordState::Stands) => {
                self.retire(withdrawal.visit, RecordState::Withdrawn);
                self.withdrawals.push((id, withdrawal.visit, by.author.name_ref.clone(), withdrawal));
                Outcome::Created
            }
        }
    }

    /// Takes note that a promise is kept: one's own, or that of anybody in a village whose households one sees.
    pub fn kept(&mut self, by: By<'_>, kept: &PromiseKept) -> Outcome {
        let tier = by.author.tier(&kept.village, by.today, by.today);
        let may = |promise: &&Promise| {
            promise.village == kept.village
                && (promise.official == by.author.name_ref.id
                    || tier.is_some_and(|t| t != Tier::PoliceLiaison))
        };
        match self.promises.get(&kept.promise).filter(may).map(|promise| promise.standing) {
            None => wrong("promise", codes::UNKNOWN_PROMISE),
            Some(PromiseState::Kept) => Outcome::Duplicate,
            Some(PromiseState::Withdrawn) => Outcome::Rejected(Error::refused(codes::NOT_STANDING)),
            Some(PromiseState::Open) => {
                self.keep(kept.promise, kept.day, None);
                Outcome::Created
            }
        }
    }

    fn keep(&mut self, id: Uuid, day: Day, by: Option<Uuid>) {
        let Some(promise) = self.promises.get_mut(&id) else { return };
        if promise.standing != PromiseState::Open {
            return;
        }
        promise.standing = PromiseState::Kept;
        promise.kept_on = day.to_string();
        promise.kept_by = by;
        self.pledged.insert(id);
        self.tally.promise(&promise.village, &promise.due_week, [0, 1, 0]);
    }

    /// A visit that no longer stands: its needs fall, its open promises too (all of them when it is taken back), and what
    /// it said was kept is open again.
    fn retire(&mut self, id: Uuid, state: RecordState) {
        let Some(visit) = self.visits.get_mut(&id) else { return };
        visit.state = state;
        self.retired.insert(id, state);
        self.dropped.extend(&visit.needs);
        self.tally.visit(visit, -1);
        self.tally.unreaches(visit);
        for promise in &visit.promises {
            let Some(known) = self.promises.get_mut(promise) else { continue };
            let was_kept = known.standing == PromiseState::Kept;
            if known.standing == PromiseState::Withdrawn || was_kept && state == RecordState::Corrected {
                continue;
            }
            known.standing = PromiseState::Withdrawn;
            known.kept_on.clear();
            known.kept_by = None;
            self.pledged.insert(*promise);
            self.tally.promise(&known.village, &known.due_week, [0, -i64::from(was_kept), 1]);
        }
        for (promise, known) in &mut self.promises {
            if known.standing == PromiseState::Kept && known.kept_by == Some(id) {
                known.standing = PromiseState::Open;
                known.kept_on.clear();
                known.kept_by = None;
                self.pledged.insert(*promise);
                self.tally.promise(&known.village, &known.due_week, [0, -1, 0]);
            }
        }
    }
}
