//! Tables: rows and cells through every wrapper, merged cells with their spans, deleted rows left out.

use std::collections::HashMap;

use super::body::Reader;
use crate::read::blocks::{Block, Cell, MAX_COLUMN_SPAN, Row, Table};

/// Depth of wrappers between a table and its rows, and a row and its cells.
const MAX_WRAPPERS: usize = 30;

impl Reader<'_, '_> {
    /// A table. `depth` counts the tables around it, itself included.
    pub fn table(&mut self, at: usize, depth: usize) -> Table {
        let mut rows = Vec::new();
        self.find(at, "tr", 0, &mut rows);
        let mut table = Table::default();
        // For each grid column where a cell that goes on below began: its row and its place in it.
        let mut open: HashMap<u32, (usize, usize)> = HashMap::new();
        for row in rows {
            if self.xml.path(row, &["trPr", "del"]).is_some() {
                self.losses.deleted += self.length(row);
                continue;
            }
            let row = self.row(row, depth, &mut table, &mut open);
            table.rows.push(row);
        }
        table
    }

    fn row(
        &mut self,
        at: usize,
        depth: usize,
        table: &mut Table,
        open: &mut HashMap<u32, (usize, usize)>,
    ) -> Row {
        let mut found = Vec::new();
        self.find(at, "tc", 0, &mut found);
        let before = self
            .xml
            .path(at, &["trPr", "gridBefore"])
            .and_then(|at| self.xml.number(at, "val"))
            .map_or(0, clamped);
        let mut row = Row {
            before,
            cells: Vec::new(),
        };
        let mut column = before;
        let mut going_on: HashMap<u32, (usize, usize)> = HashMap::new();
        for (number, cell) in (1u32..).zip(found) {
            let properties = self.xml.child(cell, "tcPr");
            let property = |name| properties.and_then(|at| self.xml.child(at, name));
            if property("cellDel").is_some() {
                self.losses.deleted += self.length(cell);
                continue;
            }
            let span = property("gridSpan")
                .and_then(|at| self.xml.number(at, "val"))
                .map_or(1, clamped)
                .max(1);
            let merge = |name| {
                property(name).map(|at| self.xml.attribute(at, "val").as_deref() == Some("restart"))
            };
            let (vertical, horizontal) = (merge("vMerge"), merge("hMerge"));
            let mut blocks = Vec::new();
            self.blocks(cell, depth, &mut blocks);
            self.end_joined(&mut blocks);
            if horizontal == Some(false)
                && let Some(last) = row.cells.last_mut()
            {
                last.column_span = last.column_span.saturating_add(span);
                self.losses.merged += length(&blocks);
                column = column.saturating_add(span);
                continue;
            }
            // The columns must agree: a continuation of nothing is a cell of its own.
            let above = open.get(&column).copied().filter(|&(row, cell)| {
                vertical == Some(false)
                    && table.rows[row]
                        .cells
                        .get(cell)
                        .is_some_and(|c| c.column_span == span)
            });
            if let Some((first, index)) = above {
                self.losses.merged += length(&blocks);
                table.rows[first].cells[index].row_span += 1;
                going_on.insert(column, (first, index));
            } else {
                if vertical.is_some() {
                    going_on.insert(column, (table.rows.len(), row.cells.len()));
                }
                row.cells.push(Cell {
                    blocks,
                    row_span: 1,
                    column_span: span,
                    number,
                });
            }
            column = column.saturating_add(span);
        }
        *open = going_on;
        row
    }

    /// Elements of a name through content controls and other wrappers, those of tables within left out.
    fn find(&mut self, at: usize, name: &str, wrapped: usize, found: &mut Vec<usize>) {
        for child in self.xml.children(at) {
            match self.xml.nodes[child].name {
                own if own == name => found.push(child),
                "tbl" | "tc" | "p" | "" | "tblPr" | "tblGrid" | "trPr" => {}
                "del" | "moveFrom" => self.losses.deleted += self.length(child),
                "AlternateContent" => {
                    if let Some(chosen) = self.chosen(child) {
                        self.find(chosen, name, wrapped + 1, found);
                    }
                }
                _ if wrapped < MAX_WRAPPERS => self.find(child, name, wrapped + 1, found),
                _ => {}
            }
        }
    }
}

fn clamped(number: i64) -> u32 {
    u32::try_from(number.max(0)).map_or(MAX_COLUMN_SPAN + 1, |n| n.min(MAX_COLUMN_SPAN + 1))
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
