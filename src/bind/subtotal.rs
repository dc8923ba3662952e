//! A column of subtotals (小计, 法人小计) that a table has beside those of the form: where it stands.

use super::heads::HEAD_ALIKE;
use super::label::{Label, Official};
use super::number;
use super::rows::Observed;
use crate::forms::{Block, Wording};

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
    let mut found = labels.iter().enumerate().filter_map(|(at, label)| {
        if !label.is_one_of(&wording.subtotals) {
            return None;
        }
        // Two heads in the form's order before it or behind it: the words of a row have none.
        let head = |offset: isize| {
            let other = labels.get(at.checked_add_signed(offset)?)?;
            known(other)
        };
        match (head(-2), head(-1), head(1), head(2)) {
            (Some(a), Some(b), ..) if b == a + 1 => Some(b + 1),
            (.., Some(a), Some(b)) if b == a + 1 => Some(a),
            _ => None,
        }
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The same by the figures: in nearly every row the column beside a group of columns is what the group adds up to. `named`
/// says that a head says so somewhere.
pub(super) fn subtotal_by_sums(
    observed: &[Observed],
    block: &Block,
    named: bool,
    wording: &Wording,
) -> Option<usize> {
    let deepest = block.columns.iter().map(|c| c.groups.len()).max()?;
    let grouped = |at: &usize| deepest > 0 && block.columns[*at].groups.len() == deepest;
    let group: Vec<usize> = (0..block.columns.len()).filter(grouped).collect();
    let (first, last) = (*group.first()?, *group.last()?);
    let width = block.columns.len() + 1;
    let rows: Vec<Vec<i64>> = observed
        .iter()
        .filter(|o| o.values.len() == width)
        .filter_map(|o| {
            let numbers = o.values.iter();
            numbers
                .map(|c| number::parse(&c.text, wording).number.parse().ok())
                .collect()
        })
        .collect();
    let holds = |at: usize, row: &Vec<i64>| {
        let mut own = row.clone();
        let subtotal = own.remove(at);
        own[first..=last].iter().sum::<i64>() == subtotal
    };
    [last + 1, first].into_iter().find(|at| {
        let good = rows.iter().filter(|row| holds(*at, row));
        let telling = good.clone().filter(|row| row[*at] != 0).count();
        !rows.is_empty() && good.count() * 10 >= rows.len() * 9 && (named || telling >= ROWS)
    })
}
