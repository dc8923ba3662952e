//! Puts cells that are marked as merged with the one above or before together again, row by row.

use std::collections::HashMap;

use super::blocks::{Block, Cell, Row, Table};

/// What a cell says about merging in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    /// The first of merged cells.
    First,
    /// Goes on with the cell above or before.
    GoesOn,
}

/// A table under way.
#[derive(Default)]
pub(super) struct Merger {
    table: Table,
    row: Row,
    column: u32,
    number: u32,
    /// For each grid column where a cell that goes on below began: its row and its place in it.
    open: HashMap<u32, (usize, usize)>,
    going_on: HashMap<u32, (usize, usize)>,
    /// Characters in cells that are merged away.
    pub lost: usize,
}

impl Merger {
    /// Begins a row behind this many missing columns.
    pub fn begin(&mut self, before: u32) {
        self.row = Row {
            before,
            cells: Vec::new(),
        };
        self.column = before;
        self.number = 0;
    }

    /// Passes over a cell that is not shown.
    pub fn skip(&mut self) {
        self.number += 1;
    }

    /// The next cell of the row.
    pub fn cell(&mut self, blocks: Vec<Block>, span: u32, vertical: Merge, horizontal: Merge) {
        self.number += 1;
        let column = self.column;
        self.column = column.saturating_add(span);
        if horizontal == Merge::GoesOn
            && let Some(last) = self.row.cells.last_mut()
        {
            last.column_span = last.column_span.saturating_add(span);
            self.lost += length(&blocks);
            return;
        }
        // The columns must agree: a continuation of nothing is a cell of its own.
        let rows = &mut self.table.rows;
        let above = self.open.get(&column).copied().filter(|&(row, cell)| {
            vertical == Merge::GoesOn
                && rows[row]
                    .cells
                    .get(cell)
                    .is_some_and(|c| c.column_span == span || horizontal == Merge::First)
        });
        if let Some((row, cell)) = above {
            self.lost += length(&blocks);
            rows[row].cells[cell].row_span += 1;
            self.going_on.insert(column, (row, cell));
            return;
        }
        if vertical != Merge::None {
            self.going_on
                .insert(column, (rows.len(), self.row.cells.len()));
        }
        self.row.cells.push(Cell {
            blocks,
            row_span: 1,
            column_span: span,
            number: self.number,
        });
    }

    /// Ends the row.
    pub fn end(&mut self) {
        self.open = std::mem::take(&mut self.going_on);
        self.table.rows.push(std::mem::take(&mut self.row));
    }

    /// The table.
    pub fn finish(self) -> Table {
        self.table
    }
}

fn length(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => text.trim().chars().count(),
            Block::Table(_) | Block::Image(_) => 0,
        })
        .sum()
}
