//! Which cells are to blame: the smallest sets of cells whose change mends every broken relation of a component and
//! breaks none that held.
//!
//! Sets of one, two and three cells are searched in full. The search grows a set by the only cells that can help: a
//! broken relation without a cell in the set needs one of its own cells; a set whose relations contradict each other
//! needs another cell of the relations that do. Where no such set is found, a whole row or column may be wrong (typed
//! one place off): each is tried with those of its cells that stand in a broken relation across it.
//!
//! A set may reach into relations that are broken but belong to another component: a row typed one place off whose sum
//! still holds breaks five columns that share no cell. A set that leaves such a relation as broken as before explains
//! nothing, so sets that mend whatever they touch are looked for first; others only where there are none.

use std::collections::BTreeSet;

use super::board::{Board, Needed};
use super::solve::{Equation, Solution, solve};
use crate::forms::formula::Comparison;

/// The largest sets searched in full.
pub(super) const FULL_SIZE: usize = 3;

/// Sets looked at for one component; what a report with a few slips needs is far below.
const MOST_SETS: usize = 30_000;

/// What the search found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The smallest sets, in the form's order.
    pub sets: Vec<Vec<Needed>>,
    /// Whether it was cut short.
    pub bounded: bool,
}

/// What a set must mend.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task<'a> {
    pub(super) board: &'a Board,
    /// The broken relations to mend.
    pub(super) component: &'a [usize],
    /// Whether it must also mend broken relations of other components that it touches.
    pub(super) all_it_touches: bool,
}

/// The smallest sets that mend a component.
pub fn suspects(board: &Board, component: &[usize]) -> Search {
    let is_equation = |at: &usize| board.relations[*at].comparison == Comparison::Equal;
    let mut search = Search::default();
    if !component.iter().any(is_equation) {
        // An inequality alone leaves the values of its cells open.
        return search;
    }
    for all_it_touches in [true, false] {
        let task = Task {
            board,
            component,
            all_it_touches,
        };
        for size in 1..=FULL_SIZE {
            let mut grower = Grower::new(task, size);
            grower.grow(&[]);
            search.bounded |= grower.bounded;
            search.sets = grower.sets;
            if !search.sets.is_empty() {
                break;
            }
        }
        if search.sets.is_empty() {
            search.sets = task.lines();
        }
        if search.sets.is_empty() && all_it_touches {
            search.sets = task.moves();
        }
        if !search.sets.is_empty() {
            break;
        }
    }
    search.sets.sort();
    search
}

/// The smallest sets of one or two cells that mend a component of a board, as changes.
pub(super) fn small_sets(board: &Board, component: &[usize]) -> Vec<Vec<(usize, i128)>> {
    const LARGEST: usize = 2;
    let task = Task {
        board,
        component,
        all_it_touches: true,
    };
    for size in 1..=LARGEST {
        let mut grower = Grower::new(task, size);
        grower.grow(&[]);
        if !grower.found.is_empty() {
            return grower.found;
        }
    }
    Vec::new()
}

impl Task<'_> {
    /// The relations that a change of `set` must satisfy.
    fn bound_by(&self, set: &[usize]) -> Vec<usize> {
        let board = self.board;
        let touched = set.iter().flat_map(|&s| &board.cells[s].relations).copied();
        let touched: BTreeSet<usize> = touched.collect();
        let counts = |at: &usize| {
            self.all_it_touches || board.relations[*at].holds() || self.component.contains(at)
        };
        touched.into_iter().filter(counts).collect()
    }

    /// The changes of a set that the relations determine; `Err` names relations that contradict each other.
    pub(super) fn changes(&self, set: &[usize]) -> Result<Option<Vec<i128>>, Vec<usize>> {
        let relations = &self.board.relations;
        let bound = self.bound_by(set);
        let is_equation = |at: &&usize| relations[**at].comparison == Comparison::Equal;
        let equations: Vec<usize> = bound.iter().filter(is_equation).copied().collect();
        let system: Vec<Equation> = equations
            .iter()
            .map(|&at| Equation {
                coefficients: set
                    .iter()
                    .map(|&square| relations[at].coefficient(square))
                    .collect(),
                constant: -relations[at].now,
            })
            .collect();
        match solve(&system, set.len()) {
            Solution::One(changes) if self.board.allows(set, &changes, &bound) => Ok(Some(changes)),
            Solution::One(_) | Solution::Many | Solution::NotWhole => Ok(None),
            Solution::None(conflict) => Err(conflict.into_iter().map(|i| equations[i]).collect()),
        }
    }

    /// Whether each relation to mend has a cell in the set.
    pub(super) fn meets(&self, set: &[usize]) -> bool {
        let has = |at: &usize| {
            set.iter()
                .any(|&square| self.board.relations[*at].has(square))
        };
        self.component.iter().all(has)
    }
}

/// The search for sets of one size.
struct Grower<'a> {
    task: Task<'a>,
    size: usize,
    seen: BTreeSet<Vec<usize>>,
    sets: Vec<Vec<Needed>>,
    /// The same sets as changes.
    found: Vec<Vec<(usize, i128)>>,
    bounded: bool,
}

impl<'a> Grower<'a> {
    fn new(task: Task<'a>, size: usize) -> Self {
        Self {
            task,
            size,
            seen: BTreeSet::new(),
            sets: Vec::new(),
            found: Vec::new(),
            bounded: false,
        }
    }

    fn grow(&mut self, set: &[usize]) {
        let board = self.task.board;
        let relations = &board.relations;
        let room = self.size - set.len();
        let unmet: Vec<usize> = self
            .task
            .component
            .iter()
            .copied()
            .filter(|&at| !set.iter().any(|&square| relations[at].has(square)))
            .collect();
        if let Some(&shortest) = unmet.iter().min_by_key(|&&at| relations[at].terms.len()) {
            let most = board.cells.iter().map(|c| c.relations.len()).max();
            if unmet.len() <= room * most.unwrap_or(0) {
                self.add_from(set, &[shortest]);
            }
            return;
        }
        match self.task.changes(set) {
            Ok(Some(changes)) if room == 0 => {
                self.sets.push(board.needed(set, &changes));
                self.found.push(set.iter().copied().zip(changes).collect());
            }
            // Mended already, undetermined or refused: the same would be so with any cell more.
            Ok(_) => {}
            Err(conflict) if room > 0 => self.add_from(set, &conflict),
            Err(_) => {}
        }
    }

    fn add_from(&mut self, set: &[usize], relations: &[usize]) {
        let board = self.task.board;
        let terms = relations.iter().flat_map(|&at| &board.relations[at].terms);
        let squares: BTreeSet<usize> = terms.map(|(square, _)| *square).collect();
        for square in squares {
            if set.contains(&square) {
                continue;
            }
            let mut larger = set.to_vec();
            larger.push(square);
            larger.sort_unstable();
            if self.seen.len() >= MOST_SETS {
                self.bounded = true;
                return;
            }
            if self.seen.insert(larger.clone()) {
                self.grow(&larger);
            }
        }
    }
}
