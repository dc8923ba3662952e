//! A table whose labels are in the text although no cells of it were told apart.

use crate::fold::fold;
use crate::forms::{Layout, Table, Wording};
use crate::layout::Block;

/// This share of the labels in the text makes the table lost rather than absent.
const SHARE: f32 = 0.6;

/// Whether most row labels of a table (of a table in one line: its column labels) stand in the text.
pub(super) fn labels_in_text(blocks: &[Block], table: &Table, wording: &Wording) -> bool {
    let text: String = blocks
        .iter()
        .map(|b| match b {
            Block::Line(line) => fold(&line.text),
            _ => String::new(),
        })
        .collect();
    let said = |label: &str| {
        text.contains(&fold(label))
            || wording
                .variants(label)
                .iter()
                .any(|v| text.contains(&fold(v)))
    };
    let mut labels: Vec<&str> = Vec::new();
    for block in &table.blocks {
        match block.layout {
            Layout::Rows => labels.extend(block.rows.iter().map(|r| r.label.as_str())),
            Layout::Line => labels.extend(block.columns.iter().map(|c| c.label.as_str())),
        }
    }
    let found = labels.iter().filter(|l| said(l)).count();
    found as f32 >= labels.len() as f32 * SHARE
}
