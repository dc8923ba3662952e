//! A digit is missing: 13 for 153.

use super::{Change, Scene, factor};
use crate::report::decimal::plain;

/// Whether the number found is the one needed without one of its digits. A lost nought at the end is a factor of ten;
/// a cell at 0 was left out rather than robbed of a digit.
pub fn explains(scene: &Scene<'_>, change: &Change) -> bool {
    change.found != 0
        && !factor::explains_10(scene, change)
        && without_a_digit(&plain(change.needed), &plain(change.found))
}

/// Whether `short` is `long` with one digit taken out.
pub fn without_a_digit(long: &str, short: &str) -> bool {
    let digits = long.char_indices().filter(|(_, c)| c.is_ascii_digit());
    let mut shorter =
        digits.map(|(at, c)| format!("{}{}", &long[..at], &long[at + c.len_utf8()..]));
    // 105 without its 1 is printed 5.
    shorter.any(|text| !text.is_empty() && text.trim_start_matches('0') == short)
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_numbers;
    use super::explains;

    #[test]
    fn one_digit_less() {
        for (found, needed, expected) in [
            ("13", "153", true),
            ("53", "153", true),
            ("5", "105", true),
            ("15", "150", false),
            ("0", "10", false),
            ("3", "153", false),
            ("153", "13", false),
        ] {
            assert_eq!(
                of_numbers(explains, found, needed),
                expected,
                "{found} {needed}"
            );
        }
    }
}
