//! A published plan of one county as a workbook, one print-ready sheet per tier.

use lianxin_domain::{day::Day, links::Tier};

use crate::Unwritable;

/// The header of the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// `济宁市干部联系群众安排`
    pub title: String,
    /// The county, or the city.
    pub place: String,
    /// From which day the links hold.
    pub starts: Day,
    /// The document's number, or empty.
    pub document: String,
    /// Whether the people are synthetic, which is then printed on each sheet.
    pub synthetic: bool,
}

/// One tier's links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTier {
    /// The tier.
    pub tier: Tier,
    /// Its links, in the order in which they are printed.
    pub rows: Vec<PlanRow>,
}

/// One link as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanRow {
    /// The village's township.
    pub township: String,
    /// The village.
    pub village: String,
    /// The village's code.
    pub code: String,
    /// The unit.
    pub unit: String,
    /// The official; empty for a link of a unit as such.
    pub name: String,
    /// The official's post.
    pub post: String,
    /// Telephone.
    pub phone: String,
    /// A remark.
    pub note: String,
}

/// The workbook of a county's links.
pub fn plan_workbook(notice: &Notice, tiers: &[PlanTier]) -> Result<Vec<u8>, Unwritable> {
    let _ = (notice, tiers);
    Ok(Vec::new())
}
