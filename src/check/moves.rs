//! A row or a column typed one place off beside other slips: what no small set of cells explains.
//!
//! A move leaves nothing open: where each value belongs is plain from where it stands. So each is tried that breaks no
//! relation and mends two at least, or else one of two that it touches; and what it leaves broken is searched as if it had
//! not been.

use std::collections::BTreeSet;

use super::board::{Board, Line, Needed};
use super::culprit::{Task, small_sets};
use crate::report::decimal::ONE;

/// Moves tried for one component, the most telling ones.
const MOST_MOVES: usize = 40;
/// Moves that one set may hold.
const MOST_TOGETHER: usize = 2;
/// Sets taken for what a move leaves broken, of each component of it.
const MOST_LEFT: usize = 4;

/// Changes of some cells, in the order of the board.
type Changes = Vec<(usize, i128)>;

impl Task<'_> {
    /// The smallest sets that hold a move.
    pub(super) fn moves(&self) -> Vec<Vec<Needed>> {
        let mut sets = with_moves(self.board, self.component, MOST_TOGETHER, 2);
        if sets.is_empty() {
            sets = with_moves(self.board, self.component, MOST_TOGETHER, 1);
        }
        let smallest = sets.iter().map(Vec::len).min().unwrap_or(0);
        sets.retain(|set| set.len() == smallest);
        sets.sort();
        sets.dedup();
        let needed = |set: Changes| {
            let (squares, changes): (Vec<usize>, Vec<i128>) = set.into_iter().unzip();
            self.board.needed(&squares, &changes)
        };
        sets.into_iter().map(needed).collect()
    }
}

/// Sets that mend a component and hold up to `most` moves, each of which mends `fewest` relations.
fn with_moves(board: &Board, component: &[usize], most: usize, fewest: usize) -> Vec<Changes> {
    let mut sets = Vec::new();
    for change in moves(board, component, fewest) {
        let moved = board.changed(&change);
        let touched = touched(board, &change);
        let left: Vec<Vec<usize>> = moved
            .components()
            .into_iter()
            .filter(|c| {
                c.iter()
                    .any(|at| component.contains(at) || touched.contains(at))
            })
            .collect();
        let mut found = vec![change];
        for part in &left {
            let mut more: Vec<Changes> = small_sets(&moved, part);
            if more.is_empty() && most > 1 {
                more = with_moves(&moved, part, most - 1, fewest);
            }
            more.truncate(MOST_LEFT);
            found = found
                .iter()
                .flat_map(|set| more.iter().filter_map(|other| join(set, other)))
                .collect();
        }
        sets.extend(found);
    }
    sets
}

/// Two changes together; `None` where they change the same cell.
fn join(a: &Changes, b: &Changes) -> Option<Changes> {
    let mut all: Changes = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    let once = all.windows(2).all(|pair| pair[0].0 != pair[1].0);
    once.then_some(all)
}

fn touched(board: &Board, change: &Changes) -> BTreeSet<usize> {
    let squares = change.iter().map(|(square, _)| *square);
    squares
        .flat_map(|s| board.cells[s].relations.iter().copied())
        .collect()
}

/// The moves along a line of the component that may be; the most telling first.
fn moves(board: &Board, component: &[usize], fewest: usize) -> Vec<Changes> {
    let terms = component.iter().flat_map(|&at| &board.relations[at].terms);
    let squares: BTreeSet<usize> = terms.map(|(square, _)| *square).collect();
    let lines: BTreeSet<&Line> = squares
        .iter()
        .flat_map(|&s| &board.cells[s].lines)
        .collect();
    let mut found: BTreeSet<(usize, Changes)> = BTreeSet::new();
    for line in lines {
        let on_line: Vec<usize> = (0..board.cells.len())
            .filter(|&square| board.cells[square].lines.contains(line))
            .collect();
        for change in along(board, &on_line) {
            match telling(board, &change) {
                Some(mended) if mended >= fewest => found.insert((usize::MAX - mended, change)),
                _ => false,
            };
        }
    }
    found
        .into_iter()
        .map(|(_, change)| change)
        .take(MOST_MOVES)
        .collect()
}

/// Every move of a part of a line by one place: what fell off one end is lost or stands at the other.
fn along(board: &Board, line: &[usize]) -> Vec<Changes> {
    let mut all = Vec::new();
    for from in 0..line.len() {
        for to in from + 1..line.len() {
            let span = &line[from..=to];
            let found: Vec<i128> = span.iter().map(|&s| board.cells[s].value).collect();
            if found.iter().filter(|n| **n != 0).count() == 0 {
                continue;
            }
            let (first, last) = (found[0], found[found.len() - 1]);
            for left in [true, false] {
                let mut needed = found.clone();
                if left {
                    needed.rotate_left(1);
                } else {
                    needed.rotate_right(1);
                }
                let open = if left { needed.len() - 1 } else { 0 };
                for end in [0, if left { first } else { last }] {
                    needed[open] = end;
                    let changes = span.iter().zip(found.iter().zip(&needed));
                    let changes: Changes = changes
                        .filter(|(_, (found, needed))| found != needed)
                        .map(|(&square, (found, needed))| (square, needed - found))
                        .collect();
                    all.push(changes);
                }
            }
        }
    }
    all.retain(|changes| changes.len() > 1);
    all.sort();
    all.dedup();
    all
}

/// How many broken relations a change mends; `None` where it mends none or breaks one that held.
fn telling(board: &Board, change: &Changes) -> Option<usize> {
    const TOUCHED: usize = 2;
    let (squares, changes): (Vec<usize>, Vec<i128>) = change.iter().copied().unzip();
    if change
        .iter()
        .any(|(square, by)| (board.cells[*square].value + by) % ONE != 0)
    {
        return None;
    }
    let (mut mended, mut broken) = (0, 0);
    for at in touched(board, change) {
        let relation = &board.relations[at];
        let holds = relation
            .comparison
            .holds(relation.after(&squares, &changes), 0);
        if relation.holds() && !holds {
            return None;
        }
        broken += usize::from(!relation.holds());
        mended += usize::from(!relation.holds() && holds);
    }
    (mended > 0 && broken >= TOUCHED && board.allows(&squares, &changes, &[])).then_some(mended)
}
