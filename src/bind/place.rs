//! The values of a row to the columns of a block.

use super::apart::Apart;
use super::heads::Head;
use super::number;
use super::rows::{Observed, blank_ends};
use crate::fold::is_empty;
use crate::forms::Wording;
use crate::grid::Cell;
use crate::report::State;

/// Which cell stands in which column.
#[derive(Debug, Default)]
pub(super) struct Placed<'g> {
    /// One entry for each official column; `None` where no cell is.
    pub cells: Vec<Option<&'g Cell>>,
    /// Cells that stand in no official column.
    pub extra: Vec<&'g Cell>,
    /// Whether nothing is printed in a column without a cell; else the cell may be lost.
    pub blank: bool,
    /// Confidence in the placing, 0 to 1.
    pub confidence: f32,
    /// Why it is not 1.
    pub doubt: Option<&'static str>,
}

/// Places the values of a row into `count` columns: by their number where it is right, else by the head above them,
/// else by their order, as far as that is safe. `summed` says that the form has one of the columns be the sum of the
/// others.
pub(super) fn place<'g>(
    observed: &Observed<'g>,
    count: usize,
    summed: bool,
    head: Option<&Head>,
    wording: &Wording,
) -> Placed<'g> {
    let values = &observed.values;
    if values.len() == count {
        return in_order(observed, head.filter(|_| observed.headed));
    }
    if let Some(head) = head.filter(|h| stands_under(observed, h)) {
        return by_head(values, head);
    }
    if let Some(placed) = head
        .filter(|_| summed)
        .and_then(|head| by_part(observed, head))
    {
        return placed;
    }
    let zeros = summed && all_zero(values, wording);
    if values.len() > count {
        return too_many(values, count, zeros, !observed.label.is_empty());
    }
    too_few(values, count, zeros)
}

/// A row of as many cells as columns and the printed subtotal that stands at `at` among them. Of the blank cells of a row of
/// text those before the others may be its merged label's; `None` where it is a drawn row of another length, or a row without
/// figures. Where a cell was lost, nothing says which.
pub(super) fn beside_subtotal<'g>(
    observed: &Observed<'g>,
    count: usize,
    at: usize,
    wording: &Wording,
) -> Option<Placed<'g>> {
    let mut values = observed.values.as_slice();
    if !observed.placed {
        let is_blank = |cell: &&Cell| is_empty(&cell.text);
        if all_zero(values, wording) && values.len() == count || values.iter().all(is_blank) {
            return None;
        }
        let Some(start) = own_from(values, count + 1) else {
            return Some(nowhere(values, count, "cells-missing"));
        };
        values = &values[start..=start + count];
    }
    if values.len() != count + 1 {
        return None;
    }
    let mut cells: Vec<Option<&Cell>> = values.iter().map(|c| Some(*c)).collect();
    let extra = cells.remove(at);
    Some(Placed {
        cells,
        extra: extra.into_iter().collect(),
        blank: false,
        confidence: 0.85,
        doubt: Some("beside-subtotal"),
    })
}

/// Values of which nothing says where they belong.
fn nowhere<'g>(values: &[&'g Cell], count: usize, doubt: &'static str) -> Placed<'g> {
    Placed {
        cells: vec![None; count],
        extra: values.to_vec(),
        blank: false,
        confidence: 0.0,
        doubt: Some(doubt),
    }
}

/// Where the `count` cells of a row of text begin among those that merged labels and closing separators left blank before and
/// behind them; `None` where that cannot be told.
fn own_from(values: &[&Cell], count: usize) -> Option<usize> {
    let (leading, trailing) = blank_ends(values);
    let surplus = values.len().checked_sub(count)?;
    match (leading, trailing) {
        _ if leading + trailing == surplus => Some(leading),
        (0, _) if trailing >= surplus => Some(0),
        (_, 0) if leading >= surplus => Some(surplus),
        _ => None,
    }
}

/// A row and the figure that stands apart from it.
pub(super) fn with_apart<'g>(observed: &Observed<'g>, apart: &'g Apart) -> Placed<'g> {
    let mut cells: Vec<Option<&Cell>> = observed.values.iter().map(|c| Some(*c)).collect();
    cells.insert(apart.column.min(cells.len()), Some(&apart.cell));
    Placed {
        cells,
        extra: Vec::new(),
        blank: false,
        confidence: 0.6,
        doubt: Some("figure-apart"),
    }
}

/// Whether the cells of a row stand under the head: a row that begins or ends elsewhere lost or gained a cell, and then
/// all behind it stand under another head than their own.
fn stands_under(observed: &Observed, head: &Head) -> bool {
    let (Some(first), Some(last)) = (observed.values.first(), observed.values.last()) else {
        return false;
    };
    let begins = head.columns[0].is_some_and(|c| first.column >= c.0);
    let ends = last.column + last.column_span == head.end;
    observed.headed && head.columns.iter().all(Option::is_some) && begins && ends
}

/// As many cells as columns.
fn in_order<'g>(observed: &Observed<'g>, head: Option<&Head>) -> Placed<'g> {
    let values = &observed.values;
    let beside = head.is_some_and(|head| {
        let pairs = || values.iter().zip(&head.columns);
        let off = |(cell, column): (&&Cell, &Option<(usize, usize)>)| {
            column.map(|c| cell.column as isize - c.0 as isize)
        };
        // Spans that lie may shift the whole head; then each cell is as far from its head as the others.
        let mut shifts: Vec<isize> = pairs().filter_map(off).collect();
        shifts.dedup();
        shifts.len() > 1
            && pairs().any(|(cell, column)| column.is_some_and(|c| overlap(cell, c) == 0))
    });
    Placed {
        cells: values.iter().map(|c| Some(*c)).collect(),
        extra: Vec::new(),
        blank: false,
        confidence: if beside || observed.odd { 0.4 } else { 1.0 },
        doubt: (beside || observed.odd).then_some("beside-its-head"),
    }
}

fn overlap(cell: &Cell, (from, to): (usize, usize)) -> usize {
    (cell.column + cell.column_span)
        .min(to)
        .saturating_sub(cell.column.max(from))
}

/// Each column takes the cell under its head. Where cells and heads do not pair off, nothing is sure.
fn by_head<'g>(values: &[&'g Cell], head: &Head) -> Placed<'g> {
    let mut cells: Vec<Option<&Cell>> = vec![None; head.columns.len()];
    let mut extra = Vec::new();
    let mut shared = false;
    for cell in values {
        let mut under: Vec<usize> = (0..head.columns.len())
            .filter(|at| head.columns[*at].is_some_and(|c| overlap(cell, c) > 0))
            .collect();
        let heads = under.len();
        under.retain(|at| cells[*at].is_none());
        // A cell under two heads, or two cells under one.
        shared |= heads > 1 || heads == 1 && under.is_empty();
        match under.first() {
            Some(at) => cells[*at] = Some(cell),
            None => extra.push(*cell),
        }
    }
    Placed {
        cells,
        extra,
        blank: false,
        confidence: if shared { 0.4 } else { 0.9 },
        doubt: Some(if shared { "cells-merged" } else { "by-head" }),
    }
}

/// Columns of a table that reaches over the edge of its page, or of which a part was left out: each cell stands exactly under
/// a head of its own, and no head is without a cell.
fn by_part<'g>(observed: &Observed<'g>, head: &Head) -> Option<Placed<'g>> {
    let values = &observed.values;
    if !(observed.placed && observed.headed) {
        return None;
    }
    let mut cells: Vec<Option<&Cell>> = vec![None; head.columns.len()];
    let mut left = values.iter();
    for (slot, column) in cells.iter_mut().zip(&head.columns) {
        let Some((from, to)) = *column else { continue };
        let cell = left.next()?;
        if (cell.column, cell.column + cell.column_span) != (from, to) {
            return None;
        }
        *slot = Some(cell);
    }
    left.next().is_none().then(|| Placed {
        cells,
        extra: Vec::new(),
        blank: false,
        confidence: 0.85,
        doubt: Some("by-head"),
    })
}

/// More cells than columns and no head to go by: blank cells before and after the numbers are what merged labels and
/// closing separators leave behind.
fn too_many<'g>(values: &[&'g Cell], count: usize, zeros: bool, labelled: bool) -> Placed<'g> {
    let (leading, trailing) = blank_ends(values);
    let surplus = values.len() - count;
    if leading == values.len() {
        return cut(values, 0, count, 1.0, None);
    }
    // Without a label there is no merged cell that could have left a blank before the numbers.
    if !labelled && leading > 0 {
        return cut(values, 0, count, 0.3, Some("blanks-unplaced"));
    }
    if let Some(start) = own_from(values, count) {
        return cut(values, start, count, 0.95, None);
    }
    if leading + trailing > surplus {
        // Blank on both sides: which of them are cells cannot be told. A blank after a label is the label's own
        // second cell more often than not; it only matters where the numbers differ.
        let start = leading.min(surplus);
        let confidence = if zeros { 0.6 } else { 0.3 };
        return cut(values, start, count, confidence, Some("blanks-unplaced"));
    }
    nowhere(values, count, "too-many-cells")
}

fn cut<'g>(
    values: &[&'g Cell],
    start: usize,
    count: usize,
    confidence: f32,
    doubt: Option<&'static str>,
) -> Placed<'g> {
    Placed {
        cells: values[start..start + count]
            .iter()
            .map(|c| Some(*c))
            .collect(),
        extra: Vec::new(),
        blank: false,
        confidence,
        doubt,
    }
}

/// Fewer cells than columns: they are kept from the left. Which column lost its cell cannot be told. Where all that is
/// left is 0 and one column is the sum of the others, the lost one was 0 too, and it does not matter.
fn too_few<'g>(values: &[&'g Cell], count: usize, zeros: bool) -> Placed<'g> {
    let mut cells: Vec<Option<&Cell>> = values.iter().map(|c| Some(*c)).collect();
    cells.resize(count, None);
    Placed {
        cells,
        extra: Vec::new(),
        blank: false,
        confidence: if zeros { 0.6 } else { 0.3 },
        doubt: Some("cells-missing"),
    }
}

fn all_zero(values: &[&Cell], wording: &Wording) -> bool {
    values.iter().all(|c| {
        let parsed = number::parse(&c.text, wording);
        parsed.state == State::Blank || parsed.state == State::Number && parsed.number == "0"
    })
}
