//! Parts of a case: what other units do of it, by when. The owner asks, each answers, and the case is not done while one is
//! under way. A unit's part ends when it becomes the owner, and every part when the case closes.

use serde::{Deserialize, Serialize};

use super::{
    act::{Act, Refusal},
    life::Case,
    words::PartState,
};
use crate::{day::Day, ids::Ref};

/// Units that may have a part at one time.
pub const UNITS: usize = 5;
/// Parts that a case keeps, ended ones among them.
pub const KEPT: usize = 20;

/// What another unit does of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The unit.
    pub unit: Ref,
    /// The name by which it was asked.
    pub name: String,
    /// The last day in time.
    pub by: Day,
    /// How far it is.
    pub state: PartState,
    /// Since when it is that far.
    pub since: Day,
}

impl Part {
    /// Whether it is the unit's move.
    pub fn waits(&self) -> bool {
        matches!(self.state, PartState::Asked | PartState::Open)
    }

    fn becomes(&mut self, state: PartState, today: Day) {
        self.state = state;
        self.since = today;
    }
}

/// What a unit says of its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It takes it on.
    Join,
    /// It does not.
    Decline,
    /// It is done.
    Done,
    /// It gives it back.
    Back,
}

impl Said {
    /// What an act says of a part; most say nothing.
    pub fn of(act: &Act) -> Option<Said> {
        match act {
            Act::Join => Some(Said::Join),
            Act::Decline => Some(Said::Decline),
            Act::PartDone => Some(Said::Done),
            Act::HandBack => Some(Said::Back),
            _ => None,
        }
    }
}

impl Case {
    /// A unit's part while it is that unit's move.
    pub fn part_of(&self, unit: &Ref) -> Option<&Part> {
        self.parts.iter().find(|part| part.waits() && part.unit == *unit)
    }

    /// Parts that were taken on and are not done.
    pub fn under_way(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.state == PartState::Open)
    }

    /// The first day by which a part is due whose unit has the move.
    pub fn part_due(&self) -> Option<Day> {
        self.parts.iter().filter(|part| part.waits()).map(|part| part.by).min()
    }

    pub(super) fn invites(
        &mut self,
        owner: &Ref,
        to: &Ref,
        name: &str,
        by: Day,
        today: Day,
    ) -> Result<(), Refusal> {
        if to == owner {
            return Err(Refusal::NotNow);
        }
        let asked =
            self.part_of(to).is_some() || self.parts.iter().filter(|part| part.waits()).count() >= UNITS;
        // A unit that is asked again has a new part in the place of the one that ended.
        let mut parts: Vec<Part> = self.parts.iter().filter(|part| part.unit != *to).cloned().collect();
        if asked || parts.len() >= KEPT {
            return Err(Refusal::TooMany);
        }
        let (unit, name) = (to.clone(), name.to_owned());
        parts.push(Part { unit, name, by, state: PartState::Asked, since: today });
        self.parts = parts;
        Ok(())
    }

    /// What was not answered is taken back at any time; what was taken on, once its day is over: no unit holds up a case for ever.
    pub(super) fn withdraws(&mut self, to: &Ref, today: Day) -> Result<(), Refusal> {
        let part = self.parts.iter_mut().find(|part| part.waits() && part.unit == *to);
        let part = part.ok_or(Refusal::NotNow)?;
        if part.state == PartState::Open && part.by >= today {
            return Err(Refusal::TooEarly);
        }
        part.becomes(PartState::Withdrawn, today);
        Ok(())
    }

    pub(super) fn part_says(&mut self, unit: &Ref, said: Said, today: Day) -> Result<(), Refusal> {
        let closing = matches!(self.pending, super::Pending::SecondReader { .. });
        let part = self.parts.iter_mut().find(|part| part.waits() && part.unit == *unit);
        let part = part.ok_or(Refusal::NotYours)?;
        let state = match (part.state, said) {
            // Nothing new begins while it is read whether the case can be solved at all.
            (PartState::Asked, Said::Join) if closing => return Err(Refusal::Waits),
            (PartState::Asked, Said::Join) => PartState::Open,
            (PartState::Asked, Said::Decline) => PartState::Refused,
            (PartState::Open, Said::Done) => PartState::Done,
            (PartState::Open, Said::Back) => PartState::Back,
            _ => return Err(Refusal::NotNow),
        };
        part.becomes(state, today);
        Ok(())
    }

    pub(super) fn end_part(&mut self, unit: &Ref, today: Day) {
        self.parts
            .iter_mut()
            .filter(|part| part.waits() && part.unit == *unit)
            .for_each(|part| part.becomes(PartState::Withdrawn, today));
    }

    pub(super) fn end_parts(&mut self, today: Day) {
        self.parts
            .iter_mut()
            .filter(|part| part.waits())
            .for_each(|part| part.becomes(PartState::Withdrawn, today));
    }
}
