//! Visits: what a record must say, what it reached, which week and quarter it falls in.
