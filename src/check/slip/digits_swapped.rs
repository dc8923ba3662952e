//! Two digits changed places: 12 for 21.

use super::{Change, Scene};
use crate::report::decimal::plain;

/// Whether the two numbers differ by an exchange of two digits.
pub fn explains(_: &Scene<'_>, change: &Change) -> bool {
    let (found, needed) = (plain(change.found), plain(change.needed));
    let pairs: Vec<(u8, u8)> = found
        .bytes()
        .zip(needed.bytes())
        .filter(|(a, b)| a != b)
        .collect();
    let digits = pairs
        .iter()
        .all(|(a, b)| a.is_ascii_digit() && b.is_ascii_digit());
    found.len() == needed.len()
        && digits
        && matches!(pairs[..], [(a, b), (c, d)] if a == d && b == c)
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_numbers;
    use super::explains;

    #[test]
    fn an_exchange_and_nothing_else() {
        for (found, needed, expected) in [
            ("12", "21", true),
            ("1234", "4231", true),
            ("12", "12", false),
            ("12", "22", false),
            ("123", "231", false),
            ("1", "10", false),
            ("1.2", "2.1", true),
        ] {
            assert_eq!(
                of_numbers(explains, found, needed),
                expected,
                "{found} {needed}"
            );
        }
    }
}
