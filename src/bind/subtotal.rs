//! A column of subtotals (小计, 法人小计) that a table has beside those of the form: where it stands.

use super::heads::HEAD_ALIKE;
use super::label::{Label, Official};
use super::number;
use super::rows::Observed;
use crate::fold::is_empty;
use crate::forms::{Block, Wording};
use crate::grid::Cell;

/// As many rows with figures in a column that is the sum of its group must there be for it to be a subtotal without a name.
const ROWS: usize = 3;

/// Where a column that is no column of the form stands among those of a block, given the words of all grids in reading
/// order: a subtotal that follows one of the block's heads, or stands before one.
pub(super) fn subtotal_at(
    labels: &[&Label],
    officials: &[Official],
    wording: &Wording,
) -> Option<usize> {
    let known = |label: &Label| {
        officials
            .iter()
            .position(|o| o.likeness(label) >= HEAD_ALIKE)
    };
    let found = labels.iter().enumerate().filter_map(|(at, label)| {
        if !label.is_one_of(&wording.subtotals) {
            return None;
        }
        // Two heads in the form's order before it or behind it: the words of a row have none.
        let head = |offset: isize| {
            let other = labels.get(at.checked_add_signed(offset)?)?;
            known(other)
        };
        let place = match (head(-2), head(-1), head(1), head(2)) {
            (Some(a), Some(b), ..) if b == a + 1 => b + 1,
            (.., Some(a), Some(b)) if b == a + 1 => a,
            _ => return None,
        };
        Some((place, known(label)))
    });
    // A head may be worded as a subtotal (合计 for 总计): it is one only where its column has another head.
    let is_other = |label: &&Label, own: usize| {
        known(label) == Some(own) && !label.is_one_of(&wording.subtotals)
    };
    let mut places = found.filter_map(|(place, own)| match own {
        Some(own) if !labels.iter().any(|l| is_other(l, own)) => None,
        _ => Some(place),
    });
    let first = places.next()?;
    places.all(|other| other == first).then_some(first)
}

/// Where it stands by the figures: in nearly every row the column beside a group of columns is what the group adds up to. `named`
/// says that a head says so somewhere.
pub(super) fn subtotal_by_sums(
    observed: &[Observed],
    block: &Block,
    named: bool,
    wording: &Wording,
) -> Option<usize> {
    let (first, last) = group(block)?;
    let rows = rows(observed, block, wording);
    [last + 1, first].into_iter().find(|at| {
        let telling = |row: &&Vec<i64>| row[*at] != 0 && holds(row, *at, (first, last));
        let enough = named || rows.iter().filter(telling).count() >= ROWS;
        !rows.is_empty() && hold(&rows, *at, (first, last)) && enough
    })
}

/// Whether the figures say that the column at `at` is not what the group beside it adds up to: in more than half of the rows
/// with figures there.
pub(super) fn is_denied(
    observed: &[Observed],
    block: &Block,
    at: usize,
    wording: &Wording,
) -> bool {
    let Some(group) = group(block) else {
        return false;
    };
    let mut rows = rows(observed, block, wording);
    rows.retain(|row| row[group.0..=group.1 + 1].iter().any(|n| *n != 0));
    rows.iter().filter(|row| holds(row, at, group)).count() * 2 < rows.len()
}

/// The first and the last column of the deepest group.
fn group(block: &Block) -> Option<(usize, usize)> {
    let deepest = block.columns.iter().map(|c| c.groups.len()).max()?;
    let grouped = |at: &usize| deepest > 0 && block.columns[*at].groups.len() == deepest;
    let mut group = (0..block.columns.len()).filter(grouped);
    let first = group.next()?;
    Some((first, group.next_back().unwrap_or(first)))
}

/// The rows that have a cell for each column and one more; what is blank counts as 0.
fn rows(observed: &[Observed], block: &Block, wording: &Wording) -> Vec<Vec<i64>> {
    let width = block.columns.len() + 1;
    let rows = observed.iter().map(Observed::cells);
    let number = |cell: &&Cell| match is_empty(&cell.text) {
        true => Some(0),
        false => number::parse(&cell.text, wording).number.parse().ok(),
    };
    rows.filter(|cells| cells.len() == width)
        .filter_map(|cells| cells.iter().map(number).collect())
        .collect()
}

/// Whether nearly all of the rows hold.
fn hold(rows: &[Vec<i64>], at: usize, group: (usize, usize)) -> bool {
    rows.iter().filter(|row| holds(row, at, group)).count() * 10 >= rows.len() * 9
}

fn holds(row: &[i64], at: usize, (first, last): (usize, usize)) -> bool {
    let mut own = row.to_vec();
    let subtotal = own.remove(at);
    own[first..=last].iter().sum::<i64>() == subtotal
}
