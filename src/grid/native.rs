//! A table with the source's own cells to a grid. Declared spans may overlap, overrun or fall short.

use super::{Cell, Grid};
use crate::read::NativeTable;
use crate::report::Method;

pub(super) fn build(table: &NativeTable) -> Grid {
    let rows = table.rows.len();
    let mut taken: Vec<Vec<bool>> = vec![Vec::new(); rows];
    let mut cells = Vec::new();
    for (row, source) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in source {
            while taken[row].get(column).copied().unwrap_or(false) {
                column += 1;
            }
            let row_span = (cell.row_span.max(1) as usize).min(rows - row);
            let column_span = free_width(&taken[row], column, cell.column_span.max(1) as usize);
            let row_span = free_height(&taken, row, row_span, column, column_span);
            for line in &mut taken[row..row + row_span] {
                if line.len() < column + column_span {
                    line.resize(column + column_span, false);
                }
                line[column..column + column_span].fill(true);
            }
            cells.push(Cell {
                row,
                column,
                row_span,
                column_span,
                text: cell.text.trim().to_owned(),
                place: cell.place,
                ..Cell::default()
            });
            column += column_span;
        }
    }
    Grid {
        rows,
        columns: taken.iter().map(Vec::len).max().unwrap_or(0),
        cells,
        method: Method::Native,
        notes: Vec::new(),
    }
}

/// How much of `wanted` is free from `column` on.
fn free_width(taken: &[bool], column: usize, wanted: usize) -> usize {
    (0..wanted)
        .take_while(|offset| !taken.get(column + offset).copied().unwrap_or(false))
        .count()
        .max(1)
}

/// How many rows of `wanted` are free below, over the cell's whole width.
fn free_height(
    taken: &[Vec<bool>],
    row: usize,
    wanted: usize,
    column: usize,
    width: usize,
) -> usize {
    (0..wanted)
        .take_while(|offset| free_width_at(&taken[row + offset], column, width))
        .count()
        .max(1)
}

fn free_width_at(taken: &[bool], column: usize, width: usize) -> bool {
    (column..column + width).all(|c| !taken.get(c).copied().unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Place;
    use crate::read::NativeCell;

    fn table(rows: &[&[(&str, u32, u32)]]) -> NativeTable {
        NativeTable {
            rows: rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|(text, row_span, column_span)| NativeCell {
                            text: (*text).into(),
                            row_span: *row_span,
                            column_span: *column_span,
                            place: Place::Nowhere,
                        })
                        .collect()
                })
                .collect(),
        }
    }

    fn at(grid: &Grid, text: &str) -> (usize, usize, usize, usize) {
        let c = grid.cells.iter().find(|c| c.text == text).unwrap();
        (c.row, c.column, c.row_span, c.column_span)
    }

    #[test]
    fn spans_push_cells_to_their_columns() {
        let grid = build(&table(&[
            &[("a", 2, 1), ("b", 1, 2)],
            &[("c", 1, 1), ("d", 1, 1)],
        ]));
        assert_eq!(at(&grid, "c"), (1, 1, 1, 1));
        assert_eq!((grid.rows, grid.columns), (2, 3));
    }

    #[test]
    fn spans_that_lie_never_overlap() {
        let grid = build(&table(&[
            &[("a", 1, 1), ("b", 9, 1)],
            &[("c", 1, 3), ("d", 1, 1)],
        ]));
        assert_eq!(at(&grid, "b"), (0, 1, 2, 1));
        assert_eq!(at(&grid, "c"), (1, 0, 1, 1));
        assert_eq!(at(&grid, "d"), (1, 2, 1, 1));
    }
}
