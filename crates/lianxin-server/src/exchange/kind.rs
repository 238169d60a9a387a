//! The kinds of workbooks that come in, each behind a right of its own.

use lianxin_domain::access::Right;

/// A kind of workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Units, officials, villages.
    Roster,
    /// Households of villages.
    Households,
    /// Open matters.
    Cases,
}

impl Kind {
    /// The word of storage and the API.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Roster => "roster",
            Kind::Households => "households",
            Kind::Cases => "cases",
        }
    }

    /// The right that its verbs ask for.
    pub fn right(self) -> Right {
        match self {
            Kind::Roster => Right::Import,
            Kind::Households => Right::EditHouseholds,
            Kind::Cases => Right::HearResidents,
        }
    }

    /// The kind that a verb with this right is about.
    pub fn of(right: Right) -> Kind {
        match right {
            Right::EditHouseholds => Kind::Households,
            Right::HearResidents => Kind::Cases,
            _ => Kind::Roster,
        }
    }
}
