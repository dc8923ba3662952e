//! Columns of lines without rules. Where the figures of all rows stand one below another in as many stacks as there are
//! columns, or each under a head, a row that is a cell short shows by their place which cells are blank.

use super::above;
use super::align::carrier;
use super::binder::Binder;
use super::heads::Head;
use super::number;
use super::place::Placed;
use super::rows::Observed;
use super::table::Attempt;
use crate::fold::is_empty;
use crate::forms::Wording;
use crate::grid::Cell;
use crate::layout::covered;
use crate::report::State;

/// So many rows show where the columns stand.
const ROWS: usize = 5;
/// The sum of a row must hold in this share of the rows that have one.
const HOLD: f32 = 0.8;

/// From where to where each column reaches.
pub(super) struct Stacks(Vec<(f32, f32)>);

impl Attempt<'_> {
    /// The columns of a block, whose rows are the official ones from `first` on; `None` where the figures do not show them.
    /// A column that is blank in all rows stands where its head does. As one of the report's own may stand beside the
    /// form's, the last one must be the sum of the others.
    pub(super) fn stacks(
        &self,
        block: usize,
        first: usize,
        rows: usize,
        width: usize,
        binder: &Binder,
    ) -> Option<Stacks> {
        let wording = &binder.forms.wording;
        let matches = self.matches.iter();
        let own = matches.filter(|m| (first..first + rows).contains(&m.target));
        let rows: Vec<&Observed> = own
            .filter_map(|m| carrier(&self.observed[m.first..m.first + m.pieces]))
            .filter(|row| !row.placed && !row.values.is_empty())
            .collect();
        let is_short = |row: &&Observed| row.values.len() < width;
        if rows.len() < ROWS || !rows.iter().any(is_short) {
            return None;
        }
        let cells = rows.iter().flat_map(|row| &row.values);
        let stacks = covered(cells.map(|c| c.span).collect::<Option<_>>()?);
        let stacks = match stacks.len() < width {
            true => beside_blank(&stacks, &self.heads_above(block, binder)?)?,
            false => stacks,
        };
        let stacks = Stacks(stacks);
        let is_whole = stacks.0.len() == width && stacks.hold(&rows, wording);
        is_whole.then_some(stacks)
    }

    /// From where to where the columns of a block reach by their heads, in the first grid that shows them all.
    fn heads_above(&self, block: usize, binder: &Binder) -> Option<Vec<(f32, f32)>> {
        let officials = &binder.prepared(self.edition, self.table).heads[block];
        let mut grids = self.grids.iter();
        grids.find_map(|grid| above::spans(grid, officials, &binder.forms.wording))
    }
}

/// The columns where each stack stands under one head and no two under the same; the others are as wide as their heads.
fn beside_blank(stacks: &[(f32, f32)], heads: &[(f32, f32)]) -> Option<Vec<(f32, f32)>> {
    let mut columns = heads.to_vec();
    let mut taken = vec![false; heads.len()];
    for stack in stacks {
        let at = only_under(*stack, heads)?;
        if std::mem::replace(&mut taken[at], true) {
            return None;
        }
        columns[at] = *stack;
    }
    Some(columns)
}

/// The one column that something stands in.
fn only_under((from, to): (f32, f32), columns: &[(f32, f32)]) -> Option<usize> {
    let is_there = |c: &(f32, f32)| from < c.1 && to > c.0;
    let mut there = (columns.iter().enumerate()).filter(|(_, c)| is_there(c));
    match (there.next(), there.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    }
}

impl Stacks {
    /// Whether the last column is the sum of the others in nearly all rows that have figures, one at least.
    fn hold(&self, rows: &[&Observed], wording: &Wording) -> bool {
        let (mut held, mut all) = (0, 0);
        for row in rows {
            let Some(cells) = under(&row.values, &self.0) else {
                return false;
            };
            let number = |cell: &Option<&Cell>| cell.map_or(Some(0), |c| whole(c, wording));
            let Some(numbers) = cells.iter().map(number).collect::<Option<Vec<i64>>>() else {
                continue;
            };
            let [others @ .., total] = numbers.as_slice() else {
                return false;
            };
            if numbers.iter().any(|n| *n != 0) {
                all += 1;
                held += usize::from(others.iter().sum::<i64>() == *total);
            }
        }
        held > 0 && held as f32 >= all as f32 * HOLD
    }

    /// A row that is a cell short.
    pub(super) fn place<'g>(&self, row: &Observed<'g>) -> Option<Placed<'g>> {
        Some(by_place(under(&row.values, &self.0)?, "by-stack"))
    }
}

/// A row that is a cell short, by the heads above its figures. In plain text heads need not stand above them.
pub(super) fn under_heads<'g>(row: &Observed<'g>, head: &Head) -> Option<Placed<'g>> {
    let heads: Vec<(f32, f32)> = head.spans.iter().copied().collect::<Option<_>>()?;
    let apart = heads.windows(2).all(|pair| pair[0].1 <= pair[1].0);
    let cells =
        under(&row.values, &heads).filter(|_| apart && row.page.is_some() && !row.placed)?;
    Some(by_place(cells, "by-head"))
}

fn by_place<'g>(cells: Vec<Option<&'g Cell>>, doubt: &'static str) -> Placed<'g> {
    Placed {
        cells,
        extra: Vec::new(),
        blank: true,
        confidence: 0.85,
        doubt: Some(doubt),
    }
}

/// The cell in each column; `None` where one stands in none, or in two, or shares one.
fn under<'g>(cells: &[&'g Cell], columns: &[(f32, f32)]) -> Option<Vec<Option<&'g Cell>>> {
    let mut placed: Vec<Option<&Cell>> = vec![None; columns.len()];
    for cell in cells {
        let at = only_under(cell.span?, columns)?;
        if placed[at].replace(cell).is_some() {
            return None;
        }
    }
    Some(placed)
}

/// The whole number in a cell; what stands for nothing counts as 0.
fn whole(cell: &Cell, wording: &Wording) -> Option<i64> {
    let parsed = number::parse(&cell.text, wording);
    match parsed.state {
        State::Number => parsed.number.parse().ok(),
        _ => Some(0).filter(|_| is_empty(&cell.text) || parsed.state == State::Placeholder),
    }
}
