//! Links' sheets: a published plan as a workbook.

mod plan;

pub use plan::{Notice, PlanRow, PlanTier, plan_workbook};
