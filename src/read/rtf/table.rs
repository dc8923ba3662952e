//! Tables: rows of cells that end with marks, and the right edges their row states for them.

use crate::read::blocks::{Block, Table};
use crate::read::merge::{Merge, Merger};

/// Edges nearer than this are one, in twips: half a millimetre.
const SAME_EDGE: i32 = 30;

/// Twips beyond which no edge lies: Word's widest page has a thirtieth of that.
const FARTHEST: i32 = 1_000_000;

/// An edge as stated.
pub fn edge(number: Option<i32>) -> i32 {
    number.unwrap_or(0).clamp(-FARTHEST, FARTHEST)
}

/// What a row states of one cell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stated {
    pub right: i32,
    pub vertical: Merge,
    pub horizontal: Merge,
}

/// What a row states of itself.
#[derive(Clone, Debug, Default)]
pub struct RowStated {
    pub left: i32,
    pub cells: Vec<Stated>,
    /// Flags for the cell whose edge comes next.
    pub next: Stated,
}

/// A row with its cells' content.
#[derive(Debug, Default)]
pub struct RawRow {
    pub stated: RowStated,
    pub cells: Vec<Vec<Block>>,
}

/// A table under way at one depth of nesting.
#[derive(Debug, Default)]
pub struct Level {
    pub rows: Vec<RawRow>,
    /// Cells of the row under way.
    pub cells: Vec<Vec<Block>>,
    /// Content of the cell under way.
    pub content: Vec<Block>,
}

impl Level {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.cells.is_empty() && self.content.is_empty()
    }

    pub fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.content));
    }

    pub fn end_row(&mut self, stated: &RowStated) {
        if !self.content.is_empty() {
            self.end_cell();
        }
        if self.cells.is_empty() {
            return;
        }
        self.rows.push(RawRow {
            stated: stated.clone(),
            cells: std::mem::take(&mut self.cells),
        });
    }
}

/// What became of a table's rows.
#[derive(Default)]
pub struct Losses {
    /// Characters merged away.
    pub merged: usize,
    /// Rows whose edges do not fit their cells.
    pub unfit: usize,
}

/// The table, its columns by the edges of all its rows.
pub fn build(rows: Vec<RawRow>, losses: &mut Losses) -> Table {
    let edges = edges(&rows);
    let column = |x: i32| edges.partition_point(|&edge| edge + SAME_EDGE < x) as u32;
    let mut merger = Merger::default();
    for row in rows {
        let stated = row.stated;
        let fits = stated.cells.len() >= row.cells.len();
        losses.unfit += usize::from(!fits);
        merger.begin(if fits { column(stated.left) } else { 0 });
        let mut left = stated.left;
        for (index, blocks) in row.cells.into_iter().enumerate() {
            match stated.cells.get(index).filter(|_| fits) {
                Some(cell) => {
                    let span = column(cell.right).saturating_sub(column(left)).max(1);
                    left = left.max(cell.right);
                    merger.cell(blocks, span, cell.vertical, cell.horizontal);
                }
                None => merger.cell(blocks, 1, Merge::None, Merge::None),
            }
        }
        merger.end();
    }
    losses.merged += merger.lost;
    merger.finish()
}

/// The distinct edges of all rows, from the left.
fn edges(rows: &[RawRow]) -> Vec<i32> {
    let mut all: Vec<i32> = rows
        .iter()
        .filter(|row| row.stated.cells.len() >= row.cells.len())
        .flat_map(|row| {
            let rights = row.stated.cells.iter().take(row.cells.len());
            std::iter::once(row.stated.left).chain(rights.map(|cell| cell.right))
        })
        .collect();
    all.sort_unstable();
    let mut edges: Vec<i32> = Vec::new();
    for edge in all {
        if edges.last().is_none_or(|&last| edge > last + SAME_EDGE) {
            edges.push(edge);
        }
    }
    edges
}
