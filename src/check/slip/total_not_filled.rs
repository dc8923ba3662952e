//! A total that was left at 0 while its parts were filled in.

use super::{Change, Scene};
use crate::forms::formula::Comparison;

/// Whether the cell is the total of a broken sum and holds 0.
pub fn explains(scene: &Scene<'_>, change: &Change) -> bool {
    let is_total = scene.broken.iter().any(|relation| {
        relation.comparison == Comparison::Equal
            && relation
                .subject_part()
                .is_some_and(|part| part.cell == change.cell)
    });
    is_total && change.found == 0
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_table;
    use super::*;

    fn all(scene: &Scene<'_>) -> bool {
        scene.changes.iter().all(|change| explains(scene, change))
    }

    #[test]
    fn only_a_total_only_at_nought() {
        let parts = ("review", "upheld", 5, 5);
        assert!(of_table(
            "disputes",
            &[parts, ("review", "total", 0, 5)],
            all
        ));
        assert!(!of_table(
            "disputes",
            &[parts, ("review", "total", 4, 5)],
            all
        ));
        let part = ("review", "upheld", 0, 5);
        assert!(!of_table(
            "disputes",
            &[part, ("review", "total", 5, 5)],
            all
        ));
    }
}
