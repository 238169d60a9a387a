//! Households: what their standings are, what is masked from whom.
