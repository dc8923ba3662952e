//! The tables open around a paragraph, one within the other.

use super::reader::{Reader, Target};
use super::table::{self, Level};
use crate::read::blocks::Block;

impl Reader {
    /// How many tables are around the paragraph.
    pub(super) fn depth(&self) -> usize {
        match (self.group.in_table, self.group.depth) {
            (true, depth) => depth.max(1),
            (false, depth) => depth,
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        if !matches!(self.group.target, Target::Body | Target::Box) {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let depth = self.depth();
        self.at_level(depth).content.push(Block::Paragraph(text));
    }

    pub(super) fn end_cell(&mut self, depth: usize) {
        if self.group.target == Target::Nowhere {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let level = self.at_level(depth);
        level.content.push(Block::Paragraph(text));
        level.end_cell();
    }

    pub(super) fn end_row(&mut self, depth: usize) {
        if self.group.target == Target::Nowhere {
            return;
        }
        let stated = self.row.clone();
        self.at_level(depth).end_row(&stated);
    }

    /// The content at a depth of tables: deeper tables have ended.
    pub(super) fn at_level(&mut self, depth: usize) -> &mut Level {
        self.close_levels(depth);
        while self.levels.len() <= depth {
            self.levels.push(Level::default());
        }
        &mut self.levels[depth]
    }

    pub(super) fn close_levels(&mut self, depth: usize) {
        while self.levels.len() > depth + 1 {
            let Some(mut level) = self.levels.pop() else {
                return;
            };
            if level.is_empty() {
                continue;
            }
            let stated = self.row.clone();
            // A paragraph behind the last row that still claims to be in the table stands behind it.
            let behind = if level.cells.is_empty() {
                std::mem::take(&mut level.content)
            } else {
                Vec::new()
            };
            level.end_row(&stated);
            let table = table::build(level.rows, &mut self.losses);
            if let Some(outer) = self.levels.last_mut() {
                if !table.rows.is_empty() {
                    outer.content.push(Block::Table(table));
                }
                outer.content.extend(behind);
            }
        }
    }
}
