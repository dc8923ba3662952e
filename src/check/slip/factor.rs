//! A number ten times, or ten thousand times (元 for 万元), too large or too small.

use super::{Change, Scene};

/// Ten times.
pub fn explains_10(_: &Scene<'_>, change: &Change) -> bool {
    differ_by(10, change)
}

/// Ten thousand times.
pub fn explains_10000(_: &Scene<'_>, change: &Change) -> bool {
    differ_by(10_000, change)
}

fn differ_by(factor: i128, change: &Change) -> bool {
    let times = |a: i128, b: i128| a != 0 && a.checked_mul(factor) == Some(b);
    times(change.found, change.needed) || times(change.needed, change.found)
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_numbers;
    use super::*;

    #[test]
    fn either_way_but_not_from_nought() {
        assert!(of_numbers(explains_10, "120", "12"));
        assert!(of_numbers(explains_10, "12", "120"));
        assert!(!of_numbers(explains_10, "0", "0"));
        assert!(!of_numbers(explains_10, "12", "12"));
        assert!(of_numbers(explains_10000, "251000", "25.1"));
        assert!(!of_numbers(explains_10000, "251000", "251"));
    }
}
