//! Attacks upon numbers of cases as they are shown: by level and by cut, together.

mod together;
