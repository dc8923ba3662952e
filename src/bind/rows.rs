//! Grids to observed rows: which cells of a row are its labels, which are its values.

use super::align::Target;
use super::label::{ALIKE, Label, Official};
use super::number;
use crate::fold::is_empty;
use crate::forms::{Block, Layout, Wording};
use crate::grid::{Cell, Grid};
use crate::report::{Method, State};

/// A cell is a head cell when it is at least this much like the official label.
const HEAD_ALIKE: f32 = 0.7;
/// A label this much like an official one is certain to be it.
const CERTAIN: f32 = 0.85;
/// Labels this short that are like no official one are fragments.
const FRAGMENT: usize = 4;
/// A head has at most this many rows.
const HEAD_ROWS: usize = 3;

/// A row as printed.
#[derive(Debug)]
pub(super) struct Observed<'g> {
    /// Index of its grid.
    pub grid: usize,
    /// The label nearest to the values, ready for comparison.
    pub label: Label,
    /// All its labels as printed.
    pub printed: String,
    /// The label nearest to the values, as printed.
    pub leaf: &'g str,
    /// The cells its labels stand in.
    labels: Vec<&'g Cell>,
    /// The cells after the labels, in order.
    pub values: Vec<&'g Cell>,
    /// How many of them hold a number or a placeholder.
    pub filled: usize,
    /// Whether the columns of its cells mean anything (they do not in lines of text).
    pub placed: bool,
    /// Index of its row in the grid.
    pub row: usize,
}

/// Where the columns of a block stand in a grid.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Index of the grid.
    pub grid: usize,
    /// Last row of the head in the grid.
    pub row: usize,
    /// For each official column, the grid columns it covers; `None` where its head was not found.
    pub columns: Vec<Option<(usize, usize)>>,
    /// Share of the columns found, weighed by likeness.
    pub likeness: f32,
    /// Units printed in the head, by column.
    pub units: Vec<String>,
}

/// The rows of a grid, with the labels that end where the columns of the heads begin.
pub(super) fn observe<'g>(
    index: usize,
    grid: &'g Grid,
    heads: &[Head],
    wording: &Wording,
) -> Vec<Observed<'g>> {
    let placed = matches!(grid.method, Method::Lattice | Method::Native);
    let mut rows: Vec<Vec<&Cell>> = vec![Vec::new(); grid.rows];
    for cell in &grid.cells {
        rows[cell.row].push(cell);
    }
    rows.into_iter()
        .enumerate()
        .map(|(row, mut cells)| {
            cells.sort_by_key(|c| c.column);
            let head = heads
                .iter()
                .rev()
                .find(|h| placed && h.grid == index && h.row < row);
            let split = split(&cells, head, wording);
            let filled = cells[split..].iter().filter(|c| is_value(c, wording));
            let mut observed = Observed {
                grid: index,
                label: Label::default(),
                printed: String::new(),
                leaf: "",
                filled: filled.count(),
                labels: Vec::new(),
                values: Vec::new(),
                placed,
                row,
            };
            observed.split_at(&cells, split);
            observed
        })
        .collect()
}

impl<'g> Observed<'g> {
    /// Takes the cells before `split` for labels and the others for values.
    fn split_at(&mut self, cells: &[&'g Cell], split: usize) {
        let (labels, values) = cells.split_at(split);
        let named: Vec<&str> = labels
            .iter()
            .map(|c| c.text.as_str())
            .filter(|t| !is_empty(t))
            .collect();
        self.leaf = named.last().copied().unwrap_or_default();
        self.label = Label::new(self.leaf);
        self.printed = named.concat().replace('\n', "");
        self.values = values.to_vec();
        self.labels = labels.to_vec();
    }

    /// Mends what lines without rules leave open, now that the official rows are known: words where numbers belong,
    /// and labels of a group that stand in the line of another row.
    pub(super) fn settle(&mut self, targets: &[Target]) {
        if self.placed {
            return;
        }
        let likeness = |label: &Label| {
            targets
                .iter()
                .map(|t| (t.label.likeness(label), t.count))
                .fold((0.0, 0), |a, b| if b.0 > a.0 { b } else { a })
        };
        if self.values.is_empty() {
            let cells = self.labels.clone();
            let split = (1..cells.len()).find(|at| {
                let (alike, count) = likeness(&Label::new(&cells[at - 1].text));
                alike >= CERTAIN && cells.len() - at == count
            });
            if let Some(split) = split {
                self.split_at(&cells, split);
            }
        }
        if self.label.length() <= FRAGMENT && likeness(&self.label).0 < ALIKE {
            self.leaf = "";
            self.label = Label::default();
        }
    }
}

/// Index of the first value: where the columns of the head begin. A head with spans that lie stands elsewhere than its
/// columns; then it is by what the cells hold, where that gives as many values as there are columns.
fn split(cells: &[&Cell], head: Option<&Head>, wording: &Wording) -> usize {
    let by_kind = first_value(cells, wording);
    let Some((head, first)) = head.and_then(|h| Some((h, h.columns.first()?.as_ref()?.0))) else {
        return by_kind;
    };
    let by_head = cells.partition_point(|c| c.column < first);
    let count = head.columns.len();
    if cells.len() - by_head != count && cells.len() - by_kind == count {
        by_kind
    } else {
        by_head
    }
}

/// Index of the first value: after the last label that stands before any number; where there is no number, after the
/// last label.
fn first_value(cells: &[&Cell], wording: &Wording) -> usize {
    let number = cells
        .iter()
        .position(|c| is_value(c, wording))
        .unwrap_or(cells.len());
    cells[..number]
        .iter()
        .rposition(|c| !is_empty(&c.text))
        .map_or(0, |at| at + 1)
}

/// Whether a cell holds what belongs into a value cell: a number or a placeholder.
pub(super) fn is_value(cell: &Cell, wording: &Wording) -> bool {
    matches!(
        number::parse(&cell.text, wording).state,
        State::Number | State::Placeholder
    )
}

/// The labels that stand above the columns of a block, ready for comparison.
pub(super) fn head_labels(block: &Block, wording: &Wording) -> Vec<Official> {
    let columns = || {
        block
            .columns
            .iter()
            .map(|c| Official::new(&c.label, wording))
    };
    match block.layout {
        Layout::Rows => columns().collect(),
        Layout::Line => block.rows.iter().flat_map(|_| columns()).collect(),
    }
}

/// The heads of a block in a grid, from the top.
pub(super) fn heads(
    index: usize,
    grid: &Grid,
    officials: &[Official],
    wording: &Wording,
) -> Vec<Head> {
    let labels: Vec<(usize, Label)> = grid
        .cells
        .iter()
        .enumerate()
        .filter(|(_, c)| !is_empty(&c.text) && !is_value(c, wording))
        .map(|(at, c)| (at, Label::new(&c.text)))
        .collect();
    let mut found: Vec<Head> = Vec::new();
    let mut from = 0;
    while from < grid.rows {
        let Some(head) = head_at(index, grid, &labels, officials, from, wording) else {
            from += 1;
            continue;
        };
        from = head.row + 1;
        found.push(head);
    }
    found
}

/// The head that has its first matching cell in a row.
fn head_at(
    index: usize,
    grid: &Grid,
    labels: &[(usize, Label)],
    officials: &[Official],
    row: usize,
    wording: &Wording,
) -> Option<Head> {
    let mut near: Vec<(&Cell, &Label)> = labels
        .iter()
        .map(|(at, label)| (&grid.cells[*at], label))
        .filter(|(c, _)| (row..row + HEAD_ROWS).contains(&c.row))
        .collect();
    near.sort_by_key(|(c, _)| (c.column, c.row));
    let mut columns = vec![None; officials.len()];
    let mut units = vec![String::new(); officials.len()];
    let mut likeness = 0.0;
    let mut cursor = 0;
    let mut last_row = row;
    let mut in_first_row = false;
    for (leaf, official) in officials.iter().enumerate() {
        let matched = near
            .iter()
            .enumerate()
            .filter(|(_, (c, _))| c.column >= cursor)
            .map(|(_, (c, label))| (*c, official.likeness(label)))
            .find(|(_, alike)| *alike >= HEAD_ALIKE);
        if let Some((cell, alike)) = matched {
            columns[leaf] = Some((cell.column, cell.column + cell.column_span));
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
    Some(Head {
        grid: index,
        row: last_row.min(grid.rows.saturating_sub(1)),
        columns,
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
        if let (Some(before), Some(after)) = (columns[at - 1], columns[at + 1]) {
            if after.0 == before.1 + 1 {
                columns[at] = Some((before.1, after.0));
            }
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
