//! Figures with a remark, `55（含自然失效29件）`, that a conversion took out of their rows because they fill two lines: they stand
//! apart, and their rows are a cell short. The words of a remark say which column it belongs to.

use super::align::carrier;
use super::rows::is_value;
use super::table::Attempt;
use crate::fold::fold;
use crate::forms::{Block, Layout, Wording};
use crate::grid::Cell;

/// A figure that belongs into a row of another place.
pub(super) struct Apart {
    /// The official row, by its index in the table.
    pub target: usize,
    /// Its column.
    pub column: usize,
    /// The figure with its remark.
    pub cell: Cell,
}

impl Attempt<'_> {
    /// The figures apart that belong to the rows of a block, the first of which is the official row `first`. There must
    /// be as many as there are rows that are a cell short.
    pub(super) fn figures_apart(
        &self,
        block: &Block,
        first: usize,
        wording: &Wording,
    ) -> Vec<Apart> {
        if block.layout == Layout::Line || block.columns.iter().all(|c| c.remarks.is_empty()) {
            return Vec::new();
        }
        let rows = first..first + block.rows.len();
        let short: Vec<usize> = self
            .matches
            .iter()
            .filter(|m| rows.contains(&m.target))
            .filter(|m| {
                let row = carrier(&self.observed[m.first..m.first + m.pieces]);
                row.is_some_and(|r| {
                    let numbers = r.values.iter().all(|c| is_value(c, wording));
                    !r.placed && numbers && r.values.len() + 1 == block.columns.len()
                })
            })
            .map(|m| m.target)
            .collect();
        let apart = self.remarked(wording);
        let columns = block.columns.iter().enumerate().filter(|(_, column)| {
            let said = |cell: &Cell| {
                let remark = fold(&cell.text);
                column
                    .remarks
                    .iter()
                    .any(|word| remark.contains(word.as_str()))
            };
            apart.iter().any(said)
        });
        let columns: Vec<usize> = columns.map(|(at, _)| at).collect();
        let ([column], true) = (
            columns.as_slice(),
            !short.is_empty() && short.len() == apart.len(),
        ) else {
            return Vec::new();
        };
        let pairs = short.into_iter().zip(apart);
        pairs
            .map(|(target, cell)| Apart {
                target,
                column: *column,
                cell,
            })
            .collect()
    }

    /// Figures that stand alone, the line below them a remark in parentheses.
    fn remarked(&self, wording: &Wording) -> Vec<Cell> {
        let alone = |at: usize| {
            let row = &self.observed[at];
            let value = row.values.iter().all(|c| is_value(c, wording));
            !row.placed && row.label.is_empty() && row.values.len() == 1 && value && !self.takes(at)
        };
        let remark = |at: usize| {
            let row = &self.observed[at];
            row.values.is_empty() && row.printed.starts_with(['(', '（']) && !self.takes(at)
        };
        let pairs = self.observed.windows(2).enumerate();
        pairs
            .filter(|(at, _)| alone(*at) && remark(at + 1))
            .map(|(_, pair)| Cell {
                text: format!("{}\n{}", pair[0].values[0].text, pair[1].printed),
                ..pair[0].values[0].clone()
            })
            .collect()
    }
}
