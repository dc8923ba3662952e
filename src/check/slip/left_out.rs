//! A cell at 0, or blank, that should have been filled in.

use super::{Change, Scene};

/// Whether nothing stands where something should.
pub fn explains(_: &Scene<'_>, change: &Change) -> bool {
    change.found == 0 && change.needed != 0
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_numbers;
    use super::explains;

    #[test]
    fn something_for_nothing() {
        assert!(of_numbers(explains, "0", "5"));
        assert!(!of_numbers(explains, "5", "0"));
    }
}
