//! The five tiers (五个层面) of links.

use serde::{Deserialize, Serialize};

use crate::people::words::words;

words! {
    /// In which of the five ways an official or a unit is linked to a village.
    Tier {
        /// A leader's contact point.
        ContactPoint = "contact_point", "领导联系点";
        /// A unit's party organisation paired with a village, and the unit's officials there.
        PairedUnit = "paired_unit", "机关联建";
        /// A first secretary who lives in the village.
        FirstSecretary = "first_secretary", "第一书记";
        /// A township leader in charge of a village.
        TownshipCharge = "township_charge", "乡镇包村";
        /// A police officer linked to a village.
        PoliceLiaison = "police_liaison", "民警联村";
    }
}
