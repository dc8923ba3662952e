//! A number with the wrong sign.

use super::{Change, Scene};

/// Whether the two numbers differ in their sign only.
pub fn explains(_: &Scene<'_>, change: &Change) -> bool {
    change.found != 0 && change.found == -change.needed
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_numbers;
    use super::explains;

    #[test]
    fn the_sign_only() {
        assert!(of_numbers(explains, "-5", "5"));
        assert!(!of_numbers(explains, "-5", "4"));
        assert!(!of_numbers(explains, "0", "0"));
    }
}
