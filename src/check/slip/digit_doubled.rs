//! A digit stands twice: 155 for 15.

use super::{Change, Scene, factor};
use crate::report::decimal::plain;

/// Whether the number found is the one needed with a digit repeated. A repeated nought at the end is a factor of ten.
pub fn explains(scene: &Scene<'_>, change: &Change) -> bool {
    let found = plain(change.found);
    let bytes = found.as_bytes();
    let needed = plain(change.needed);
    !factor::explains_10(scene, change)
        && bytes.windows(2).enumerate().any(|(at, pair)| {
            pair[0] == pair[1]
                && pair[0].is_ascii_digit()
                && format!("{}{}", &found[..at], &found[at + 1..]) == needed
        })
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_numbers;
    use super::explains;

    #[test]
    fn one_digit_twice() {
        for (found, needed, expected) in [
            ("155", "15", true),
            ("115", "15", true),
            ("11", "1", true),
            ("151", "15", false),
            ("100", "10", false),
            ("15", "155", false),
            ("0", "0", false),
        ] {
            assert_eq!(
                of_numbers(explains, found, needed),
                expected,
                "{found} {needed}"
            );
        }
    }
}
