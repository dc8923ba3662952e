//! Where the columns of the form stand in a grid.

use super::label::{Label, Official};
use super::rows::is_value;
use crate::fold::is_empty;
use crate::forms::Wording;
use crate::grid::{Cell, Grid};

/// A cell is a head cell when it is at least this much like the official label.
pub(super) const HEAD_ALIKE: f32 = 0.7;
/// A head has at most this many rows.
const HEAD_ROWS: usize = 3;

/// Where the columns of a block stand in a grid.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Index of the grid.
    pub grid: usize,
    /// First row of the head in the grid.
    pub first: usize,
    /// Last row of the head in the grid.
    pub row: usize,
    /// For each official column, the grid columns it covers; `None` where its head was not found.
    pub columns: Vec<Option<(usize, usize)>>,
    /// For each official column, from where to where its head reaches in a line without rules.
    pub spans: Vec<Option<(f32, f32)>>,
    /// Where the head ends on the right: cells of a row below it stand under it only where the row ends there too.
    pub end: usize,
    /// Share of the columns found, weighed by likeness.
    pub likeness: f32,
    /// Units printed in the head, by column.
    pub units: Vec<String>,
}

/// Whether a cell holds words.
pub(super) fn is_word(cell: &Cell, wording: &Wording) -> bool {
    !is_empty(&cell.text) && !is_value(cell, wording)
}

/// The cells of a grid that hold words, ready for comparison.
pub(super) fn labels<'g>(grid: &'g Grid, wording: &Wording) -> Vec<(&'g Cell, Label)> {
    grid.cells
        .iter()
        .filter(|c| is_word(c, wording))
        .map(|c| (c, Label::new(&c.text)))
        .collect()
}

/// The heads of a block in a grid, from the top.
pub(super) fn heads(
    index: usize,
    rows: usize,
    labels: &[(&Cell, Label)],
    officials: &[Official],
    wording: &Wording,
) -> Vec<Head> {
    let mut found: Vec<Head> = Vec::new();
    // A label is looked at from several rows; how alike it is to which head does not change.
    let mut known = vec![None; officials.len() * labels.len()];
    let mut from = 0;
    while from < rows {
        let Some(head) = head_at(index, labels, officials, &mut known, from, wording) else {
            from += 1;
            continue;
        };
        from = head.row + 1;
        found.push(head);
    }
    for head in &mut found {
        // The group of columns above it belongs to it, where a cell stands beside both.
        let beside = |c: &&Cell| c.row < head.first && c.row + c.row_span > head.first;
        let cells = labels.iter().map(|(cell, _)| *cell);
        head.first = cells
            .filter(beside)
            .map(|c| c.row)
            .min()
            .unwrap_or(head.first);
    }
    found
}

/// The head that has its first matching cell in a row.
fn head_at(
    index: usize,
    labels: &[(&Cell, Label)],
    officials: &[Official],
    known: &mut [Option<f32>],
    row: usize,
    wording: &Wording,
) -> Option<Head> {
    let mut near: Vec<(usize, &Cell)> = labels
        .iter()
        .enumerate()
        .map(|(at, (cell, _))| (at, *cell))
        .filter(|(_, c)| (row..row + HEAD_ROWS).contains(&c.row))
        .collect();
    near.sort_by_key(|(_, c)| (c.column, c.row));
    let mut columns = vec![None; officials.len()];
    let mut spans = vec![None; officials.len()];
    let mut units = vec![String::new(); officials.len()];
    let mut likeness = 0.0;
    let mut cursor = 0;
    let mut last_row = row;
    let mut in_first_row = false;
    for (leaf, official) in officials.iter().enumerate() {
        let known = &mut known[leaf * labels.len()..];
        let matched = near
            .iter()
            .filter(|(_, c)| c.column >= cursor)
            .map(|(at, c)| {
                let likeness = || official.likeness(&labels[*at].1);
                (*c, *known[*at].get_or_insert_with(likeness))
            })
            .find(|(_, alike)| *alike >= HEAD_ALIKE);
        if let Some((cell, alike)) = matched {
            columns[leaf] = Some((cell.column, cell.column + cell.column_span));
            spans[leaf] = cell.span;
            units[leaf] = unit_in(&cell.text, wording);
            cursor = cell.column + cell.column_span;
            last_row = last_row.max(cell.row + cell.row_span - 1);
            in_first_row |= cell.row == row;
            likeness += alike;
        }
    }
    let matched = columns.iter().flatten().count();
    if !in_first_row || matched * 10 < officials.len() * 6 {
        return None;
    }
    fill_gaps(&mut columns);
    let ends = near.iter().filter(|(_, c)| c.row <= last_row);
    Some(Head {
        end: ends
            .map(|(_, c)| c.column + c.column_span)
            .max()
            .unwrap_or(0),
        grid: index,
        first: row,
        row: last_row,
        columns,
        spans,
        likeness: likeness / officials.len() as f32,
        units,
    })
}

/// A head that was not recognised stands where exactly one column is left between its neighbours.
fn fill_gaps(columns: &mut [Option<(usize, usize)>]) {
    for at in 1..columns.len().saturating_sub(1) {
        if columns[at].is_some() {
            continue;
        }
        if let (Some(before), Some(after)) = (columns[at - 1], columns[at + 1])
            && after.0 == before.1 + 1
        {
            columns[at] = Some((before.1, after.0));
        }
    }
}

/// The unit that a head states in parentheses: `采购总金额(万元)`, `本年收费金额（单位：万元）`.
fn unit_in(text: &str, wording: &Wording) -> String {
    let folded = crate::fold::fold(text);
    let Some((_, inside)) = folded.rsplit_once('(') else {
        return String::new();
    };
    let inside = inside.trim_end_matches(')').trim_start_matches("单位:");
    wording
        .units
        .iter()
        .find(|u| u.as_str() == inside)
        .cloned()
        .unwrap_or_default()
}
