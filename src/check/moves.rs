//! A row or a column typed one place off beside other slips: what no small set of cells explains.
//!
//! A move leaves nothing open: where each value belongs is plain from where it stands. So each is tried that breaks no
//! relation and mends two at least, or else one of two that it touches; and what it leaves broken is searched as if it had
//! not been.

use std::collections::BTreeSet;

use super::board::{Board, Line, Needed};
use super::culprit::{Task, small_sets};
use crate::forms::formula::Comparison;
use crate::report::decimal::ONE;

/// Moves tried for one component, the most telling ones.
const MOST_MOVES: usize = 40;
/// Moves that one set may hold.
const MOST_TOGETHER: usize = 2;
/// Sets taken for what a move leaves broken, of each component of it.
const MOST_LEFT: usize = 4;
/// Broken relations that moves may explain together, and never more than half of those there are: where more are broken
/// than two moves and a slip break, the table was hardly typed that way.
const MOST_BROKEN: usize = 40;
/// Moves looked behind for one component: each costs a search for what it leaves broken.
const LOOKS: u32 = 120;
/// Searches for a second move for one component: each tries every line of the table again.
const DEEPER: u32 = 8;

/// Changes of some cells, in the order of the board.
type Changes = Vec<(usize, i128)>;

impl Task<'_> {
    /// The smallest sets that hold a move.
    pub(super) fn moves(&self) -> Vec<Vec<Needed>> {
        let most = MOST_BROKEN.min(self.board.relations.len() / 2);
        if self.component.len() > most {
            return Vec::new();
        }
        let mut sets = Vec::new();
        for fewest in [2, 1] {
            let mut search = Search {
                fewest,
                looks: LOOKS,
                deeper: DEEPER,
            };
            sets = search.with_moves(self.board, self.component, MOST_TOGETHER);
            if !sets.is_empty() {
                break;
            }
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

/// The search for sets with moves.
struct Search {
    /// Relations that each move must mend.
    fewest: usize,
    /// Looks that are left.
    looks: u32,
    /// Searches for a second move that are left.
    deeper: u32,
}

impl Search {
    /// Sets that mend a component and hold up to `most` moves.
    fn with_moves(&mut self, board: &Board, component: &[usize], most: usize) -> Vec<Changes> {
        let mut sets = Vec::new();
        for change in moves(board, component, self.fewest) {
            if self.looks == 0 {
                break;
            }
            self.looks -= 1;
            sets.extend(self.with_move(board, component, change, most - 1));
        }
        sets
    }

    /// Sets that mend a component, hold this move and up to `more` others.
    fn with_move(
        &mut self,
        board: &Board,
        component: &[usize],
        change: Changes,
        more: usize,
    ) -> Vec<Changes> {
        let moved = board.changed(&change);
        let touched = touched(board, &change);
        let ours = |at: &usize| component.contains(at) || touched.contains(at);
        let mut found = vec![change];
        for part in moved.components() {
            if !part.iter().any(ours) {
                continue;
            }
            let mut mends: Vec<Changes> = small_sets(&moved, &part);
            if mends.is_empty() && more > 0 && self.deeper > 0 {
                self.deeper -= 1;
                mends = self.with_moves(&moved, &part, more);
            }
            mends.truncate(MOST_LEFT);
            found = found
                .iter()
                .flat_map(|set| mends.iter().filter_map(|other| join(set, other)))
                .collect();
        }
        found
    }
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
        let free = free_across(board, &on_line);
        for change in along(board, &on_line, &free) {
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

/// For each cell of a line, whether it can change without breaking a relation that holds and has no other cell of the
/// line.
fn free_across(board: &Board, line: &[usize]) -> Vec<bool> {
    let held_across = |square: usize, at: &usize| {
        let relation = &board.relations[*at];
        relation.comparison == Comparison::Equal
            && relation.holds()
            && !line.iter().any(|&s| s != square && relation.has(s))
    };
    let free = |&square: &usize| {
        let mut relations = board.cells[square].relations.iter();
        !relations.any(|at| held_across(square, at))
    };
    line.iter().map(free).collect()
}

/// Every move of a part of a line by one place that changes `free` cells alone: what fell off one end is lost or stands
/// at the other.
fn along(board: &Board, line: &[usize], free: &[bool]) -> Vec<Changes> {
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
                    let changed = found.iter().zip(&needed).zip(&free[from..=to]);
                    if changed.clone().any(|((a, b), free)| a != b && !free) {
                        continue;
                    }
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
