//! Stage 4: rulings, columns and native tables to [`Grid`]s of cells. No meaning yet.

use crate::error::Note;
use crate::location::Place;
use crate::report::Method;

/// Cells that tile a region. A table broken over pages is one grid.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Rows, from the top.
    pub rows: usize,
    /// Columns, from the left.
    pub columns: usize,
    /// Cells ordered by row, then column. Cells do not overlap; positions without a cell are outside the table.
    pub cells: Vec<Cell>,
    /// How it was found.
    pub method: Method,
    /// What was done to get it.
    pub notes: Vec<Note>,
}

/// A cell of a grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// Rows covered, at least 1.
    pub row_span: usize,
    /// Columns covered, at least 1.
    pub column_span: usize,
    /// What is printed. `\n` where a line ends although it had room to go on.
    pub text: String,
    /// Where.
    pub place: Place,
    /// Characters in it that the file does not name.
    pub unknown_glyphs: u32,
}
