//! A grid drawn as text, for people and for the golden files.

use std::fmt::Write;

use super::Grid;

/// One line a cell: where it stands, how far it spans, what is printed.
pub fn draw(grid: &Grid) -> String {
    let mut out = format!(
        "grid {} rows × {} columns, {}\n",
        grid.rows,
        grid.columns,
        grid.method.as_str()
    );
    for note in &grid.notes {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "  note {}: {}", note.code, note.text);
    }
    let mut row = usize::MAX;
    for cell in &grid.cells {
        if cell.row != row {
            row = cell.row;
            let _ = write!(
                out,
                "{}{row:>3} |",
                if out.ends_with('\n') { "" } else { "\n" }
            );
        }
        let _ = write!(out, " {}", cell.text.replace('\n', "⏎"));
        if cell.row_span > 1 || cell.column_span > 1 {
            let _ = write!(out, " ‹{}×{}›", cell.row_span, cell.column_span);
        }
        out.push_str(" |");
    }
    out.push('\n');
    out
}
