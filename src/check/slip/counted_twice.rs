//! The same cases counted in two rows: 予以公开 repeated in 部分公开.

use super::{Along, Scene};
use crate::report::CellRef;
use crate::rules::view::Sheet;

/// Whether the changes empty a whole row that another row of the same sum contains, cell by cell, with the same number
/// in one of them at least.
pub fn explains(scene: &Scene<'_>) -> bool {
    let Some(first) = scene.changes.first() else {
        return false;
    };
    let row = scene.line(first.cell, Along::Row);
    let all_in_row = scene
        .changes
        .iter()
        .all(|change| row.contains(&change.cell));
    let emptied = row.iter().all(|cell| scene.needed(*cell).unwrap_or(0) == 0);
    let Some(sheet) = scene.sheet(first.cell.0) else {
        return false;
    };
    all_in_row && emptied && scene.changes.iter().any(|change| change.found != 0) && {
        others(scene, &sheet)
            .iter()
            .any(|other| contains(scene, &sheet, other, &row_key(&sheet, first.cell.1)))
    }
}

fn row_key(sheet: &Sheet<'_>, field: usize) -> String {
    let field = sheet.table.fields.get(field);
    field.map_or_else(String::new, |field| sheet.cell_ref(field).row)
}

/// Rows that stand beside the changed one in a broken sum.
fn others(scene: &Scene<'_>, sheet: &Sheet<'_>) -> Vec<String> {
    let changed = |cell| scene.changes.iter().any(|change| change.cell == cell);
    let sides = scene.broken.iter().flat_map(|r| [&r.left, &r.right]);
    let mut rows: Vec<String> = sides
        .filter(|side| side.iter().any(|part| changed(part.cell)))
        .flat_map(|side| side.iter())
        .filter(|part| part.cell.0 == sheet.at && !changed(part.cell))
        .map(|part| row_key(sheet, part.cell.1))
        .collect();
    rows.sort();
    rows.dedup();
    rows
}

/// Whether `outer` has at least what `inner` has in each column, and somewhere the same.
fn contains(scene: &Scene<'_>, sheet: &Sheet<'_>, outer: &str, inner: &str) -> bool {
    if outer == inner {
        return false;
    }
    let number = |cell: &CellRef| {
        let field = sheet.table.field(&cell.row, &cell.column)?;
        scene.printed((sheet.at, field))
    };
    let mut same = false;
    for field in sheet.table.fields.iter().filter(|f| f.row == inner) {
        let cell = sheet.cell_ref(field);
        let mine = number(&cell).unwrap_or(0);
        let theirs = number(&CellRef {
            row: outer.to_owned(),
            ..cell
        });
        if theirs.unwrap_or(0) < mine {
            return false;
        }
        same |= mine != 0 && theirs == Some(mine);
    }
    same
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_table;
    use super::explains;

    #[test]
    fn a_row_within_another_row() {
        let granted = [
            ("granted", "natural_person", 6, 6),
            ("granted", "business", 1, 1),
            ("granted", "total", 7, 7),
        ];
        let mut cells = granted.to_vec();
        cells.push(("partial", "natural_person", 6, 0));
        cells.push(("partial", "total", 6, 0));
        assert!(of_table("requests", &cells, explains));
        // What stays in the row is not explained.
        cells.push(("partial", "research", 2, 2));
        assert!(!of_table("requests", &cells, explains));
        // A row that no other contains is a row of its own.
        let mut cells = granted.to_vec();
        cells.push(("partial", "research", 6, 0));
        assert!(!of_table("requests", &cells, explains));
    }
}
