//! Tables: rows and cells through every wrapper, merged cells with their spans, deleted rows left out.

use super::body::Reader;
use crate::read::blocks::{MAX_COLUMN_SPAN, Table};
use crate::read::merge::{Merge, Merger};

/// Depth of wrappers between a table and its rows, and a row and its cells.
const MAX_WRAPPERS: usize = 30;

impl Reader<'_, '_> {
    /// A table. `depth` counts the tables around it, itself included.
    pub fn table(&mut self, at: usize, depth: usize) -> Table {
        let mut rows = Vec::new();
        self.find(at, "tr", 0, &mut rows);
        let mut merger = Merger::default();
        for row in rows {
            if self.xml.path(row, &["trPr", "del"]).is_some() {
                self.losses.deleted += self.length(row);
            } else {
                self.row(row, depth, &mut merger);
            }
        }
        self.losses.merged += merger.lost;
        merger.finish()
    }

    fn row(&mut self, at: usize, depth: usize, merger: &mut Merger) {
        let mut found = Vec::new();
        self.find(at, "tc", 0, &mut found);
        let before = self.xml.path(at, &["trPr", "gridBefore"]);
        let before = before.and_then(|at| self.xml.number(at, "val"));
        merger.begin(before.map_or(0, clamped));
        for cell in found {
            let properties = self.xml.child(cell, "tcPr");
            let property = |name| properties.and_then(|at| self.xml.child(at, name));
            if property("cellDel").is_some() {
                self.losses.deleted += self.length(cell);
                merger.skip();
                continue;
            }
            let span = property("gridSpan").and_then(|at| self.xml.number(at, "val"));
            // Word 2003 writes the names in small letters.
            let merge = |name, older| match property(name)
                .or_else(|| property(older))
                .map(|at| self.xml.attribute(at, "val"))
            {
                None => Merge::None,
                Some(value) if value.as_deref() == Some("restart") => Merge::First,
                Some(_) => Merge::GoesOn,
            };
            let (vertical, horizontal) = (merge("vMerge", "vmerge"), merge("hMerge", "hmerge"));
            let mut blocks = Vec::new();
            self.blocks(cell, depth, &mut blocks);
            self.end_joined(&mut blocks);
            merger.cell(blocks, span.map_or(1, clamped).max(1), vertical, horizontal);
        }
        merger.end();
    }

    /// Elements of a name through content controls and other wrappers, those of tables within left out.
    fn find(&mut self, at: usize, name: &str, wrapped: usize, found: &mut Vec<usize>) {
        for child in self.xml.children(at) {
            match self.xml.nodes[child].name {
                own if own == name => found.push(child),
                "tbl" | "tc" | "p" | "" | "tblPr" | "tblGrid" | "trPr" => {}
                "del" | "moveFrom" => self.losses.deleted += self.length(child),
                "annotation" if self.is_removed(child) => {
                    self.losses.deleted += self.length(child);
                }
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
