//! What a department may see of a household while a case of that household is its task: what the theme of the case needs, one
//! class at a time. A closed table: a theme that is not in it needs nothing but how to reach the household.

use super::words::Theme;
use crate::households::FactClass;

/// Beside how to reach the household. What is written about minors needs the agreement of two others on top.
const FIELDS: &[(Theme, &[FactClass])] = &[
    (Theme::Housing, &[FactClass::Hardship]),
    (Theme::Benefits, &[FactClass::Hardship]),
    (Theme::Work, &[FactClass::Hardship]),
    (Theme::Health, &[FactClass::Health]),
    (Theme::School, &[FactClass::Hardship, FactClass::Minor]),
];

/// The classes that a case of a theme opens for the unit whose task it is, in the order of [`FactClass`].
pub fn fields(theme: Theme) -> Vec<FactClass> {
    let more = FIELDS.iter().find(|(known, _)| *known == theme).map_or(&[][..], |(_, classes)| classes);
    let opens = |class: &FactClass| *class == FactClass::Contact || more.contains(class);
    FactClass::ALL.iter().copied().filter(opens).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_opens_what_it_needs_and_no_theme_opens_money() {
        use FactClass::{Contact, Hardship, Health, Minor};
        for theme in Theme::ALL.iter().copied() {
            let expected = match theme {
                Theme::Housing | Theme::Benefits | Theme::Work => vec![Contact, Hardship],
                Theme::Health => vec![Contact, Health],
                Theme::School => vec![Contact, Hardship, Minor],
                _ => vec![Contact],
            };
            assert_eq!(fields(theme), expected, "{theme:?}");
        }
    }
}
