//! Stage 4: rulings, columns and native tables to [`Grid`]s of cells. No meaning yet.

mod cuts;
mod draw;
mod join;
mod lattice;
mod loose;
mod native;
mod uprights;

use crate::error::Note;
use crate::layout::{Block, Line, Ruled, lines_of};
use crate::location::Place;
use crate::report::Method;

pub use draw::draw;

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
    /// In lines without rules, from where to where it reaches: points on a page, columns of half a character in plain text
    /// that is set in columns.
    pub span: Option<(f32, f32)>,
    /// Characters in it that the file does not name.
    pub unknown_glyphs: u32,
    /// Some of it is not drawn on the page: the text layer of a scan, as a recognition program guessed it.
    pub unseen: bool,
}

/// The grids of a run of blocks, in reading order. Lines between tables are rows of grids of their own: a conversion
/// may have lost the rules, and what a line says can belong to the table beside it.
pub fn grids(blocks: &[Block]) -> Vec<Grid> {
    let mut joiner = join::Joiner::default();
    let mut lines: Vec<&Line> = Vec::new();
    let ruled: Vec<&Ruled> = blocks.iter().filter_map(ruled).collect();
    let mut done = 0_usize;
    for block in blocks {
        match block {
            Block::Line(line) => {
                if !line.furniture && !crate::fold::is_empty(&line.text) {
                    lines.push(line);
                }
            }
            Block::Ruled(region) => {
                joiner.loose(&lines);
                lines.clear();
                done += 1;
                let near = done.saturating_sub(2)..(done + 1).min(ruled.len());
                match lattice::build(region, &ruled[near]) {
                    Some(lattice) => joiner.lattice(lattice),
                    None => joiner.loose(&written_in(region).iter().collect::<Vec<_>>()),
                }
            }
            Block::Table(table) => {
                joiner.loose(&lines);
                lines.clear();
                joiner.native(native::build(table));
            }
            Block::Picture => {}
        }
    }
    joiner.loose(&lines);
    joiner.finish()
}

fn ruled(block: &Block) -> Option<&Ruled> {
    match block {
        Block::Ruled(region) => Some(region),
        _ => None,
    }
}

/// What is written in a region, as lines.
fn written_in(region: &Ruled) -> Vec<Line> {
    lines_of(region.glyphs.iter())
        .into_iter()
        .filter_map(|line| line.into_line(region.page))
        .collect()
}
