//! Labels that are printed although no cells beside them were told apart: their table or row is lost in our reading, and
//! not absent from the report.

use super::SectionGrids;
use crate::fold::fold;
use crate::forms::{Layout, Table, Wording};
use crate::layout::Block;
use crate::report::{Filed, ROW_LOST, State, Value};

/// This share of the labels in the text makes the table lost rather than absent.
const SHARE: f32 = 0.6;
/// Shorter labels are words of other labels and of the prose: they must be all that a cell says.
const LONG: usize = 4;

/// All that is printed: what stands outside of tables, and the cells of the grids.
pub(super) struct Printed {
    /// Of each section: its cells, each with a break behind it.
    cells: Vec<(u8, String)>,
    lines: String,
}

impl Printed {
    pub(super) fn new(blocks: &[Block], sections: &[SectionGrids]) -> Self {
        let lines = blocks.iter().filter_map(|b| match b {
            Block::Line(line) => Some(fold(&line.text)),
            _ => None,
        });
        let cells = sections.iter().map(|section| {
            let cells = section.grids.iter().flat_map(|g| &g.cells);
            let text = cells.map(|c| fold(&c.text) + "\n").collect();
            (section.section, text)
        });
        Self {
            cells: cells.collect(),
            lines: lines.collect(),
        }
    }

    /// Whether most row labels of a table (of a table in one line: its column labels) are printed.
    pub(super) fn holds(&self, table: &Table, wording: &Wording) -> bool {
        let mut labels: Vec<&str> = Vec::new();
        for block in &table.blocks {
            match block.layout {
                Layout::Rows => labels.extend(block.rows.iter().map(|r| r.label.as_str())),
                Layout::Line => labels.extend(block.columns.iter().map(|c| c.label.as_str())),
            }
        }
        let said = |label: &&&str| {
            says(&self.lines, label, wording)
                || (self.cells.iter()).any(|(_, text)| says(text, label, wording))
        };
        let found = labels.iter().filter(said).count();
        found as f32 >= labels.len() as f32 * SHARE
    }

    /// Rows that were not found although their label stands in a cell of the table's section: something is printed there
    /// that was not read.
    pub(super) fn mark_unread(&self, filed: &mut Filed, table: &Table, wording: &Wording) {
        let own = |section: u8| table.section == 0 || section == table.section;
        let missing = std::mem::take(&mut filed.missing_rows);
        let texts: Vec<&String> = (self.cells.iter())
            .filter(|(section, _)| own(*section))
            .map(|(_, text)| text)
            .collect();
        let rows = table.blocks.iter().flat_map(|b| &b.rows);
        for row in rows.filter(|row| missing.contains(&row.key)) {
            let label = fold(&row.label);
            let is_long = label.chars().count() >= LONG;
            let printed = |text: &&String| match is_long {
                true => says(text, &row.label, wording),
                false => text.lines().any(|cell| cell == label),
            };
            if !texts.iter().any(printed) {
                filed.missing_rows.push(row.key.clone());
                continue;
            }
            for (field, value) in table.fields.iter().zip(&mut filed.values) {
                if field.row == row.key {
                    *value = unread(ROW_LOST);
                }
            }
        }
    }
}

/// A value of which only the label was found.
pub(super) fn unread(doubt: &'static str) -> Value {
    Value {
        state: State::Unreadable,
        doubts: vec![doubt],
        ..Value::default()
    }
}

fn says(text: &str, label: &str, wording: &Wording) -> bool {
    text.contains(&fold(label)) || (wording.variants(label).iter()).any(|v| text.contains(&fold(v)))
}
