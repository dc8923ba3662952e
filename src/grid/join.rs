//! Tables that go on over a page break are one grid.

use super::lattice::Lattice;
use super::{Grid, loose};
use crate::error::Note;
use crate::layout::Line;

/// Column lines this close are the same line on both pages.
const SAME: f32 = 4.0;
/// At least this share of the column lines of the smaller part must be lines of the other.
const SHARED: f32 = 0.6;

/// Collects grids, joining each lattice to the one before it where they are one table.
#[derive(Default)]
pub(super) struct Joiner {
    done: Vec<Grid>,
    /// The last lattice and its column lines, while nothing but furniture has come after it.
    open: Option<Lattice>,
}

impl Joiner {
    /// Lines that stand between tables.
    pub(super) fn loose(&mut self, lines: &[&Line]) {
        if lines.is_empty() {
            return;
        }
        self.close();
        self.done.extend(loose::build(lines));
    }

    /// A table of the source's own.
    pub(super) fn native(&mut self, grid: Grid) {
        self.close();
        self.done.push(grid);
    }

    /// A ruled region.
    pub(super) fn lattice(&mut self, next: Lattice) {
        match self.open.take() {
            Some(mut open) if goes_on(&open, &next) => {
                let mut next = next;
                settle(&mut open, &next.lines);
                settle(&mut next, &open.lines);
                self.open = Some(join(open, next));
            }
            open => {
                self.open = open;
                self.close();
                self.open = Some(next);
            }
        }
    }

    fn close(&mut self) {
        self.done.extend(self.open.take().map(|l| l.grid));
    }

    pub(super) fn finish(mut self) -> Vec<Grid> {
        self.close();
        self.done
    }
}

fn last_page(grid: &Grid) -> Option<u32> {
    grid.cells.last().and_then(|c| c.place.page())
}

/// Whether `next` is the rest of `open` on a following page: most of their column lines are the same.
fn goes_on(open: &Lattice, next: &Lattice) -> bool {
    let (Some(before), Some(after)) = (last_page(&open.grid), last_page(&next.grid)) else {
        return false;
    };
    if after <= before {
        return false;
    }
    let shared = next
        .lines
        .iter()
        .filter(|x| open.lines.iter().any(|o| (*o - **x).abs() <= SAME))
        .count();
    shared as f32 >= SHARED * open.lines.len().min(next.lines.len()) as f32
}

/// Moves column lines that stand for lost ones to where the other part has them.
fn settle(part: &mut Lattice, others: &[f32]) {
    for (from, to) in std::mem::take(&mut part.soft) {
        let inside = |x: &&mut f32| (from..=to).contains(&**x);
        let there = others.iter().find(|x| (from..=to).contains(*x));
        if let (Some(line), Some(there)) = (part.lines.iter_mut().find(inside), there) {
            *line = *there;
        }
    }
}

/// One grid of both, over the column lines of both.
fn join(mut open: Lattice, mut next: Lattice) -> Lattice {
    let mut lines = open.lines.clone();
    for x in &next.lines {
        if !lines.iter().any(|l| (l - x).abs() <= SAME) {
            lines.push(*x);
        }
    }
    lines.sort_by(f32::total_cmp);
    respan(&mut open, &lines);
    respan(&mut next, &lines);
    let page = last_page(&next.grid).unwrap_or_default();
    let shift = open.grid.rows;
    open.grid
        .notes
        .push(Note::new("table-joined", format!("goes on from row {shift}")).on_page(page));
    open.grid
        .cells
        .extend(next.grid.cells.into_iter().map(|mut cell| {
            cell.row += shift;
            cell
        }));
    open.grid.rows += next.grid.rows;
    open.grid.columns = lines.len() - 1;
    open.lines = lines;
    open
}

/// Moves a grid's cells to the columns between `lines`.
fn respan(part: &mut Lattice, lines: &[f32]) {
    let index_of = |x: f32| {
        lines
            .iter()
            .enumerate()
            .min_by(|a, b| (a.1 - x).abs().total_cmp(&(b.1 - x).abs()))
            .map_or(0, |(index, _)| index)
    };
    let moved: Vec<usize> = part.lines.iter().map(|x| index_of(*x)).collect();
    for cell in &mut part.grid.cells {
        let (from, to) = (moved[cell.column], moved[cell.column + cell.column_span]);
        cell.column = from;
        cell.column_span = to.saturating_sub(from).max(1);
    }
}
