//! Heads that stand elsewhere than their columns, because the spans of the page lie.

use std::collections::BTreeMap;
use std::ops::Range;

use super::heads::Head;
use super::rows::is_value;
use crate::fold::is_empty;
use crate::forms::Wording;
use crate::grid::Cell;

/// What the rows below a head say of it.
pub(super) struct Trust {
    /// Figures stand left of it, right behind a label; or its own rows do not fill their width, having lost their spans.
    pub astray: bool,
    /// The column that most rows below it end before.
    pub end: usize,
}

/// Looks at the rows below each head of a grid, from the top.
pub(super) fn trust(heads: &[&Head], rows: &[Vec<&Cell>], wording: &Wording) -> Vec<Trust> {
    heads
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let next = heads.get(at + 1).map_or(rows.len(), |h| h.first);
            let first = head.columns.first().copied().flatten();
            let below = rows.get(head.row + 1..next).unwrap_or_default();
            let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
            for row in below {
                *ends.entry(end(row)).or_default() += 1;
            }
            let most = ends.iter().max_by_key(|(_, count)| **count);
            let end = most.map_or(0, |(end, _)| *end);
            let holed = first.is_some_and(|c| has_holes(&rows[..=head.row], head.first, c.0..end));
            Trust {
                astray: holed
                    || first.is_some_and(|c| below.iter().any(|r| is_astray(r, c.0, wording))),
                end,
            }
        })
        .collect()
}

/// Whether rows from `first` on leave places free that no cell covers.
fn has_holes(rows: &[Vec<&Cell>], first: usize, columns: Range<usize>) -> bool {
    (first..rows.len()).any(|row| {
        let own = rows
            .iter()
            .flatten()
            .filter(|c| c.row <= row && row < c.row + c.row_span);
        let covered = |column: usize| {
            own.clone()
                .any(|c| c.column <= column && column < c.column + c.column_span)
        };
        !columns.clone().all(covered)
    })
}

/// The column that a row ends before.
pub(super) fn end(row: &[&Cell]) -> usize {
    row.last().map_or(0, |c| c.column + c.column_span)
}

/// Whether figures of a row stand left of the head's first column, right behind the words of the label.
fn is_astray(row: &[&Cell], first: usize, wording: &Wording) -> bool {
    let labels = &row[..row.partition_point(|c| c.column < first)];
    let words = |c: &&Cell| !is_empty(&c.text) && !is_value(c, wording);
    let behind = labels.iter().rposition(words).map_or(0, |at| at + 1);
    behind > 0 && labels[behind..].iter().any(|c| is_value(c, wording))
}
