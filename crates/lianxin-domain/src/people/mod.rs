//! People: units and officials, their posts, skills and tiers.
