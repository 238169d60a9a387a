//! The life of a case: which act is possible when, and what becomes of the case. Two keys close it: the office says that it is
//! done or that it cannot be, and the resident says whether it is solved. No act of the office alone finishes a case.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    act::{Act, Doer, Pending, Refusal, Side},
    clock::{Clock, TO_ANSWER},
    money::Cost,
    parts::{Part, Said},
    words::{Office, Resident, Rung},
    working::WorkingDays,
};
use crate::{day::Day, ids::Ref, visits::calendar::plus};

/// Days in which a resident may say it again; the last word counts.
pub const SAY_AGAIN: i64 = 7;
/// Tries to reach a household before its silence is stated, the last by somebody who has had no hand in it: that an office says
/// it asked is the office's word alone.
pub const TRIES: u32 = 2;
/// Days after a try before another one counts: two slips printed on one day are one.
pub const BETWEEN_TRIES: i64 = 7;

/// A case as far as its life goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The first key.
    pub office: Office,
    /// The second key.
    pub resident: Resident,
    /// Who holds it.
    pub rung: Rung,
    /// The unit that has taken it on.
    pub owner: Option<Ref>,
    /// The clock of this round.
    pub clock: Clock,
    /// Working days of the rounds before.
    pub spent: i64,
    /// How often it was begun: once, and once more for each time it came back.
    pub round: u32,
    /// What waits for somebody's word.
    pub pending: Pending,
    /// Who said that it is done, or proposed that it cannot be.
    pub closed_by: Option<Uuid>,
    /// When the household was last asked so that it counts, and how often in this round.
    pub asked: Option<(Day, u32)>,
    /// When the household last answered.
    pub answered: Option<Day>,
    /// What other units do of it.
    pub parts: Vec<Part>,
    /// The official of the owner's unit who works on it.
    pub handler: Option<Handler>,
    /// What it costs; none until the owner says so.
    pub cost: Option<Cost>,
}

/// An official who works on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handler {
    /// The official.
    pub official: Ref,
    /// The name by which he was named.
    pub name: String,
}

impl Case {
    /// A case that has just been taken in by a township.
    pub fn taken_in(allowed: i64, today: Day) -> Case {
        Case {
            office: Office::Received,
            resident: Resident::Unasked,
            rung: Rung::Township,
            owner: None,
            clock: Clock::start(allowed, today),
            spent: 0,
            round: 1,
            pending: Pending::Nothing,
            closed_by: None,
            asked: None,
            answered: None,
            parts: Vec::new(),
            handler: None,
            cost: None,
        }
    }

    /// Whether both keys are turned: the office says done or cannot, and the household says solved, or that it can live with
    /// what was done of what cannot be, or it is stated that it could not be reached. What a household contests is finished
    /// only when the city has had it read a second time.
    pub fn finished(&self) -> bool {
        match (self.office, self.resident) {
            (Office::Done | Office::Cannot, Resident::Solved | Resident::Silent)
            | (Office::Cannot, Resident::Partly) => true,
            (Office::Cannot, Resident::NotSolved) => self.rung == Rung::City,
            _ => false,
        }
    }

    /// Working days of all rounds.
    pub fn used_on(&self, today: Day, days: &WorkingDays) -> i64 {
        self.spent + self.clock.used_on(today, days)
    }

    /// Whether the office still has to do something.
    pub fn open(&self) -> bool {
        matches!(self.office, Office::Received | Office::Accepted | Office::InProgress)
    }

    /// The case after an act, or why the act is not possible.
    pub fn after(&self, by: &Doer, act: &Act, today: Day, days: &WorkingDays) -> Result<Case, Refusal> {
        let mut case = self.clone();
        match act {
            Act::Answer { word } => case.answer(by, *word, today, days)?,
            Act::Silence => case.silence(by, today)?,
            Act::Ask => case.ask(by, today)?,
            Act::Escalate => case.escalate(by, today, days)?,
            _ if self.finished() => return Err(Refusal::Finished),
            _ => case.office_acts(by, act, today, days)?,
        }
        Ok(case)
    }

    /// The case when that one is closed together with which the office handles it: the office's part alone, as each household
    /// is asked for itself. Nothing changes while the other is open or this one is not.
    pub fn follows(&self, lead: &Case, today: Day, days: &WorkingDays) -> Case {
        let mut case = self.clone();
        if self.open() && !lead.open() {
            case.office = lead.office;
            case.owned(lead.owner.clone());
            case.closed_by = lead.closed_by;
            case.pending = Pending::Nothing;
            case.closes(today, days);
        }
        case
    }

    fn office_acts(&mut self, by: &Doer, act: &Act, today: Day, days: &WorkingDays) -> Result<(), Refusal> {
        let Side::Unit(unit) = &by.side else { return Err(Refusal::NotYours) };
        if let Some(said) = Said::of(act) {
            return if self.open() { self.part_says(unit, said, today) } else { Err(Refusal::NotNow) };
        }
        match (act, &self.pending) {
            (Act::TakeOver | Act::SendBack, Pending::Transfer { to }) => {
                if to != unit {
                    return Err(Refusal::NotYours);
                }
                if *act == Act::TakeOver {
                    self.takes_on(unit, today);
                }
                self.pending = Pending::Nothing;
                return Ok(());
            }
            (Act::TakeReading | Act::SecondRead { .. }, Pending::SecondReader { .. }) => {
                return self.read_again(by, unit, act, today, days);
            }
            (Act::TakeOver | Act::SendBack | Act::TakeReading | Act::SecondRead { .. }, _) => {
                return Err(Refusal::NotNow);
            }
            (_, Pending::Transfer { .. } | Pending::SecondReader { .. }) => return Err(Refusal::Waits),
            (_, Pending::Nothing) => {}
        }
        if let Act::Cost { cost } = act {
            return self.costs(unit, *cost);
        }
        if !self.open() {
            return Err(Refusal::NotNow);
        }
        match (self.office, act) {
            (Office::Received, Act::Accept) => {
                self.takes_on(unit, today);
                return Ok(());
            }
            (Office::Received, Act::Offer { to }) => {
                self.pending = Pending::Transfer { to: to.clone() };
                return Ok(());
            }
            (Office::Received, _) => return Err(Refusal::NotNow),
            _ if self.owner.as_ref() != Some(unit) => return Err(Refusal::NotYours),
            _ => {}
        }
        self.owner_acts(by, act, unit, today, days)
    }

    fn owner_acts(
        &mut self,
        by: &Doer,
        act: &Act,
        unit: &Ref,
        today: Day,
        days: &WorkingDays,
    ) -> Result<(), Refusal> {
        match act {
            Act::Begin if self.office == Office::Accepted => self.office = Office::InProgress,
            Act::Offer { to } if to != unit => self.pending = Pending::Transfer { to: to.clone() },
            Act::Stop { .. } if self.clock.since.is_some() => self.clock = self.clock.stopped(today, days),
            Act::Resume if self.clock.since.is_none() => self.clock = self.clock.resumed(today),
            Act::Invite { to, name, by } => return self.invites(unit, to, name, *by, today),
            Act::Withdraw { to } => return self.withdraws(to, today),
            Act::Handler { handler } => self.handler.clone_from(handler),
            Act::Done | Act::Cannot { .. } if self.under_way().next().is_some() => {
                return Err(Refusal::PartsOpen);
            }
            Act::Done => {
                self.office = Office::Done;
                self.closed_by = Some(by.account);
                self.closes(today, days);
            }
            Act::Cannot { reason } => {
                self.pending = Pending::SecondReader { reason: *reason, unit: unit.clone(), reader: None };
                self.closed_by = Some(by.account);
            }
            _ => return Err(Refusal::NotNow),
        }
        Ok(())
    }

    /// A unit takes it on.
    fn takes_on(&mut self, unit: &Ref, today: Day) {
        self.owned(Some(unit.clone()));
        self.office = Office::Accepted;
        self.end_part(unit, today);
    }

    /// It is another unit's, whose official the handler is not.
    fn owned(&mut self, owner: Option<Ref>) {
        if self.owner != owner {
            self.handler = None;
        }
        self.owner = owner;
    }

    /// What it costs: also known when the office has done its part.
    fn costs(&mut self, unit: &Ref, cost: Cost) -> Result<(), Refusal> {
        if self.owner.as_ref() != Some(unit) {
            return Err(Refusal::NotYours);
        }
        self.cost = Some(cost);
        Ok(())
    }

    fn closes(&mut self, today: Day, days: &WorkingDays) {
        self.clock = self.clock.stopped(today, days);
        self.end_parts(today);
        self.resident = Resident::Unasked;
        self.asked = None;
        self.answered = None;
    }

    fn read_again(
        &mut self,
        by: &Doer,
        unit: &Ref,
        act: &Act,
        today: Day,
        days: &WorkingDays,
    ) -> Result<(), Refusal> {
        let Pending::SecondReader { unit: proposer, reader, .. } = &mut self.pending else {
            return Err(Refusal::NotNow);
        };
        if proposer == unit || self.closed_by == Some(by.account) {
            return Err(Refusal::Concerned);
        }
        match (act, &reader) {
            (Act::TakeReading, None) => {
                *reader = Some(unit.clone());
                return Ok(());
            }
            (Act::TakeReading, Some(_)) => return Err(Refusal::NotNow),
            (_, Some(known)) if known == unit => {}
            _ => return Err(Refusal::NotYours),
        }
        self.pending = Pending::Nothing;
        if *act == (Act::SecondRead { agree: true }) {
            self.office = Office::Cannot;
            self.closes(today, days);
        } else {
            self.office = Office::InProgress;
            self.closed_by = None;
        }
        Ok(())
    }

    fn ask(&mut self, by: &Doer, today: Day) -> Result<(), Refusal> {
        if self.open() || !matches!(self.resident, Resident::Unasked | Resident::Asked) {
            return Err(if self.finished() { Refusal::Finished } else { Refusal::NotNow });
        }
        if by.side == Side::Resident {
            return Err(Refusal::NotYours);
        }
        let apart = by.side == Side::Listener;
        self.asked = match self.asked {
            None => Some((today, 1)),
            Some((last, tries)) if apart && today >= plus(last, BETWEEN_TRIES) => Some((today, tries + 1)),
            same => same,
        };
        self.resident = Resident::Asked;
        Ok(())
    }

    fn answer(&mut self, by: &Doer, word: Resident, today: Day, days: &WorkingDays) -> Result<(), Refusal> {
        if !matches!(word, Resident::Solved | Resident::Partly | Resident::NotSolved) {
            return Err(Refusal::NotAWord);
        }
        match by.side {
            Side::Resident => {}
            Side::Listener if self.closed_by != Some(by.account) => {}
            Side::Listener => return Err(Refusal::Concerned),
            Side::Unit(_) | Side::Clock => return Err(Refusal::NotYours),
        }
        match self.answered {
            None if self.open() => return Err(Refusal::NotNow),
            Some(day) if today > plus(day, SAY_AGAIN) => return Err(Refusal::TooLate),
            _ => {}
        }
        // The seven days begin with the first word, so that nobody can draw them out.
        self.answered = self.answered.or(Some(today));
        self.resident = word;
        match (word, self.office) {
            (Resident::Solved, _) if self.open() => {
                // It had come back by an earlier word, and the last one counts.
                self.office = Office::Done;
                self.pending = Pending::Nothing;
                self.clock = self.clock.stopped(today, days);
                self.end_parts(today);
            }
            (Resident::Partly, Office::Done) => self.comes_back(Office::InProgress, today, days),
            (Resident::NotSolved, Office::Done | Office::Cannot) => match self.rung.above() {
                Some(above) => {
                    self.rung = above;
                    self.owned(None);
                    self.comes_back(Office::Received, today, days);
                }
                None if self.office == Office::Done => self.comes_back(Office::InProgress, today, days),
                None => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn comes_back(&mut self, office: Office, today: Day, days: &WorkingDays) {
        self.spent = self.used_on(today, days);
        self.clock = self.clock.again(today);
        self.round += 1;
        self.office = office;
        self.pending = Pending::Nothing;
    }

    fn silence(&mut self, by: &Doer, today: Day) -> Result<(), Refusal> {
        if self.resident != Resident::Asked {
            return Err(if self.finished() { Refusal::Finished } else { Refusal::NotNow });
        }
        match by.side {
            Side::Listener if self.closed_by == Some(by.account) => return Err(Refusal::Concerned),
            Side::Listener | Side::Clock => {}
            Side::Unit(_) | Side::Resident => return Err(Refusal::NotYours),
        }
        match self.asked {
            Some((last, tries)) if tries >= TRIES && today >= plus(last, TO_ANSWER) => {
                self.resident = Resident::Silent;
                Ok(())
            }
            _ => Err(Refusal::TooEarly),
        }
    }

    fn escalate(&mut self, by: &Doer, today: Day, days: &WorkingDays) -> Result<(), Refusal> {
        if by.side != Side::Clock {
            return Err(Refusal::NotYours);
        }
        if !self.open() {
            return Err(Refusal::NotNow);
        }
        if !self.clock.overdue(today, days) {
            return Err(Refusal::TooEarly);
        }
        let above = self.rung.above().ok_or(Refusal::NobodyAbove)?;
        self.rung = above;
        self.owned(None);
        self.office = Office::Received;
        self.pending = Pending::Nothing;
        self.spent = self.used_on(today, days);
        self.clock = self.clock.again(today);
        Ok(())
    }
}
