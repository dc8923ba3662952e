//! The values of a row or a column stand one place off.

use super::{Along, Scene};

/// Whether all changes lie in one row or one column and move its values by one place.
pub fn explains(scene: &Scene<'_>) -> bool {
    [Along::Row, Along::Column]
        .into_iter()
        .any(|along| moves_along(scene, along))
}

fn moves_along(scene: &Scene<'_>, along: Along) -> bool {
    let Some(first) = scene.changes.first() else {
        return false;
    };
    let line = scene.line(first.cell, along);
    let places: Option<Vec<usize>> = scene
        .changes
        .iter()
        .map(|change| line.iter().position(|cell| *cell == change.cell))
        .collect();
    let Some(places) = places else { return false };
    let (Some(&from), Some(&to)) = (places.iter().min(), places.iter().max()) else {
        return false;
    };
    let span = &line[from..=to];
    let found: Option<Vec<i128>> = span.iter().map(|cell| scene.printed(*cell)).collect();
    let needed: Option<Vec<i128>> = span.iter().map(|cell| scene.needed(*cell)).collect();
    let (Some(mut found), Some(mut needed)) = (found, needed) else {
        return false;
    };
    if moved_down(&found, &needed) {
        return true;
    }
    found.reverse();
    needed.reverse();
    moved_down(&found, &needed)
}

/// Whether each number found belongs one place further. The last place, left without a number of its own, must hold 0
/// or the number that fell off at the other end: any other would need an explanation itself.
fn moved_down(found: &[i128], needed: &[i128]) -> bool {
    let (Some((last, moved)), Some((lost, places))) = (found.split_last(), needed.split_first())
    else {
        return false;
    };
    moved == places && moved.iter().any(|n| *n != 0) && (*last == 0 || last == lost)
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_table;
    use super::*;

    #[test]
    fn by_one_place_either_way() {
        assert!(moved_down(&[2, 1, 0, 7, 0], &[4, 2, 1, 0, 7]));
        assert!(moved_down(&[6, 0], &[0, 6]));
        assert!(!moved_down(&[5, 9], &[3, 5]));
        assert!(!moved_down(&[0, 0], &[0, 0]));
        assert!(!moved_down(&[5], &[3]));
    }

    #[test]
    fn in_a_row_and_in_a_column() {
        let row = [
            ("granted", "natural_person", 2, 4),
            ("granted", "business", 0, 2),
        ];
        assert!(of_table("requests", &row, explains));
        let column = [("granted", "business", 5, 0), ("partial", "business", 0, 5)];
        assert!(of_table("requests", &column, explains));
        let apart = [
            ("granted", "natural_person", 5, 0),
            ("partial", "business", 0, 5),
        ];
        assert!(!of_table("requests", &apart, explains));
    }
}
