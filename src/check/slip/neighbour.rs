//! The value of the cell beside, above or below.

use super::{Change, Scene};

/// Whether the number found is printed in an adjacent cell too. Noughts stand beside noughts everywhere and say nothing.
pub fn explains(scene: &Scene<'_>, change: &Change) -> bool {
    let mut beside = scene.beside(change.cell).into_iter();
    change.found != 0 && beside.any(|cell| scene.printed(cell) == Some(change.found))
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_table;
    use super::*;

    fn all(scene: &Scene<'_>) -> bool {
        scene.changes.iter().all(|change| explains(scene, change))
    }

    #[test]
    fn above_below_left_and_right() {
        let wrong = ("granted", "business", 7, 3);
        for (row, column, expected) in [
            ("partial", "business", true),
            ("carried_in", "business", true),
            ("granted", "natural_person", true),
            ("granted", "research", true),
            ("partial", "research", false),
        ] {
            let cells = [wrong, (row, column, 7, 7)];
            assert_eq!(
                of_table("requests", &cells, all),
                expected,
                "{row} {column}"
            );
        }
        assert!(!of_table("requests", &[("granted", "business", 0, 3)], all));
    }

    #[test]
    fn in_one_printed_line_the_kinds_of_case_are_neighbours() {
        let cells = [("review", "total", 7, 3), ("direct_suit", "upheld", 7, 7)];
        assert!(of_table("disputes", &cells, all));
        let cells = [("review", "upheld", 7, 3), ("direct_suit", "upheld", 7, 7)];
        assert!(!of_table("disputes", &cells, all));
    }
}
