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

use std::collections::{BTreeMap, BTreeSet};

use super::decimal::ONE;
use super::relation::{Cell, Part, Relation};
use super::solve::{Equation, Solution, solve};
use crate::forms::NumberKind;
use crate::forms::formula::Comparison;

/// The largest sets searched in full.
const FULL_SIZE: usize = 3;

/// Sets looked at for one component; what a report with a few slips needs is far below.
const MOST_SETS: usize = 30_000;

/// The cells of a report's relations, and the relations over them, as plain numbers.
#[derive(Debug)]
pub struct Board {
    cells: Vec<Square>,
    relations: Vec<Sum>,
}

/// A cell of the board.
#[derive(Debug)]
struct Square {
    cell: Cell,
    value: i128,
    kind: NumberKind,
    /// Row and column, as lines of the board.
    lines: [Line; 2],
    /// Relations it stands in.
    relations: Vec<usize>,
}

/// A row or a column of a table.
type Line = (usize, bool, String);

/// A relation as `Σ coefficient × cell` compared with 0.
#[derive(Debug)]
struct Sum {
    terms: Vec<(usize, i128)>,
    comparison: Comparison,
    /// What the terms come to now.
    now: i128,
}

impl Sum {
    fn holds(&self) -> bool {
        self.comparison.holds(self.now, 0)
    }

    fn has(&self, square: usize) -> bool {
        self.terms.iter().any(|(at, _)| *at == square)
    }

    /// What the terms come to after a change.
    fn after(&self, set: &[usize], changes: &[i128]) -> i128 {
        let terms = set.iter().zip(changes);
        self.now
            + terms
                .map(|(&s, change)| self.coefficient(s) * change)
                .sum::<i128>()
    }

    fn coefficient(&self, square: usize) -> i128 {
        let term = self.terms.iter().find(|(at, _)| *at == square);
        term.map_or(0, |(_, coefficient)| *coefficient)
    }
}

/// A cell and the value it should have, scaled.
pub type Needed = (Cell, i128);

/// What the search found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The smallest sets, in the form's order.
    pub sets: Vec<Vec<Needed>>,
    /// Whether it was cut short.
    pub bounded: bool,
}

impl Board {
    /// The board of these relations; they keep their indices.
    pub fn new(relations: &[Relation<'_>]) -> Self {
        let mut squares: BTreeMap<Cell, Square> = BTreeMap::new();
        for relation in relations {
            for part in relation.parts() {
                let Some(field) = relation.sheet.table.fields.get(part.cell.1) else {
                    continue;
                };
                squares.entry(part.cell).or_insert_with(|| Square {
                    cell: part.cell,
                    value: part.value,
                    kind: field.kind,
                    lines: [
                        (part.cell.0, false, field.row.clone()),
                        (part.cell.0, true, field.column.clone()),
                    ],
                    relations: Vec::new(),
                });
            }
        }
        let index: BTreeMap<Cell, usize> = squares.keys().copied().zip(0..).collect();
        let mut cells: Vec<Square> = squares.into_values().collect();
        let mut sums = Vec::new();
        for (at, relation) in relations.iter().enumerate() {
            let term = |part: &Part, side: i128| {
                let sign = if part.negative { -side } else { side };
                Some((*index.get(&part.cell)?, sign))
            };
            let left = relation.left.iter().filter_map(|part| term(part, 1));
            let right = relation.right.iter().filter_map(|part| term(part, -1));
            let terms: Vec<(usize, i128)> = left.chain(right).collect();
            for (square, _) in &terms {
                cells[*square].relations.push(at);
            }
            sums.push(Sum {
                terms,
                comparison: relation.comparison,
                now: relation.left_sum() - relation.right_sum(),
            });
        }
        Self {
            cells,
            relations: sums,
        }
    }

    /// The broken relations, those that share cells together; in the order of the relations.
    pub fn components(&self) -> Vec<Vec<usize>> {
        let broken: Vec<usize> = (0..self.relations.len())
            .filter(|&at| !self.relations[at].holds())
            .collect();
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut components = Vec::new();
        for &start in &broken {
            if !seen.insert(start) {
                continue;
            }
            let mut component = vec![start];
            let mut next = 0;
            while let Some(&at) = component.get(next) {
                next += 1;
                for (square, _) in &self.relations[at].terms {
                    for &other in &self.cells[*square].relations {
                        if !self.relations[other].holds() && seen.insert(other) {
                            component.push(other);
                        }
                    }
                }
            }
            component.sort_unstable();
            components.push(component);
        }
        components
    }

    /// Whether every cell really changes to a number it may hold, and inequalities hold afterwards.
    fn allows(&self, set: &[usize], changes: &[i128], bound: &[usize]) -> bool {
        let cells = set.iter().zip(changes).all(|(&square, change)| {
            let square = &self.cells[square];
            let new = square.value + change;
            let whole = new % ONE == 0;
            *change != 0
                && match square.kind {
                    NumberKind::Count => new >= 0 && whole,
                    NumberKind::Signed => whole,
                    NumberKind::Amount => new >= 0,
                }
        });
        cells
            && bound.iter().all(|&at| {
                let relation = &self.relations[at];
                relation.comparison.holds(relation.after(set, changes), 0)
            })
    }

    fn needed(&self, set: &[usize], changes: &[i128]) -> Vec<Needed> {
        let cells = set.iter().zip(changes);
        cells
            .map(|(&s, change)| (self.cells[s].cell, self.cells[s].value + change))
            .collect()
    }
}

/// What a set must mend.
#[derive(Clone, Copy, Debug)]
struct Task<'a> {
    board: &'a Board,
    /// The broken relations to mend.
    component: &'a [usize],
    /// Whether it must also mend broken relations of other components that it touches.
    all_it_touches: bool,
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
        if !search.sets.is_empty() {
            break;
        }
    }
    search.sets.sort();
    search
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
    fn changes(&self, set: &[usize]) -> Result<Option<Vec<i128>>, Vec<usize>> {
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
    fn meets(&self, set: &[usize]) -> bool {
        let has = |at: &usize| {
            set.iter()
                .any(|&square| self.board.relations[*at].has(square))
        };
        self.component.iter().all(has)
    }

    /// Sets along one row or one column, larger than those searched in full.
    fn lines(&self) -> Vec<Vec<Needed>> {
        let cells = &self.board.cells;
        let terms = self
            .component
            .iter()
            .flat_map(|&at| &self.board.relations[at].terms);
        let touched = terms.map(|(square, _)| *square);
        let lines: BTreeSet<&Line> = touched.flat_map(|square| &cells[square].lines).collect();
        let mut sets: Vec<Vec<Needed>> = Vec::new();
        for line in lines {
            let whole = self.broken_across(line);
            if whole.len() > FULL_SIZE
                && self.meets(&whole)
                && matches!(self.changes(&whole), Ok(Some(_)))
            {
                sets.extend(self.smallest_within(&whole));
            }
        }
        let smallest = sets.iter().map(Vec::len).min().unwrap_or(0);
        sets.retain(|set| set.len() == smallest);
        sets
    }

    /// The cells of a line that stand in a broken relation across it.
    fn broken_across(&self, line: &Line) -> Vec<usize> {
        let board = self.board;
        let on_line = |square: usize| board.cells[square].lines.contains(line);
        let crosses = |at: usize| {
            let terms = board.relations[at].terms.iter();
            terms.filter(|(square, _)| on_line(*square)).count() == 1
        };
        let counts = |at: &usize| {
            !board.relations[*at].holds() && (self.all_it_touches || self.component.contains(at))
        };
        (0..board.cells.len())
            .filter(|&square| on_line(square))
            .filter(|&square| {
                let mut relations = board.cells[square].relations.iter();
                relations.any(|at| counts(at) && crosses(*at))
            })
            .collect()
    }

    /// The smallest parts of a set that do by themselves; the set itself where it is too large to try them.
    fn smallest_within(&self, whole: &[usize]) -> Vec<Vec<Needed>> {
        const MOST_TRIED: usize = 10;
        let part = |mask: u32| -> Vec<usize> {
            let picked = whole
                .iter()
                .enumerate()
                .filter(|(at, _)| mask >> at & 1 == 1);
            picked.map(|(_, &square)| square).collect()
        };
        let sizes = if whole.len() > MOST_TRIED {
            return self.mended(whole).into_iter().collect();
        } else {
            FULL_SIZE + 1..=whole.len()
        };
        for size in sizes {
            let masks = (0..1_u32 << whole.len()).filter(|mask| mask.count_ones() as usize == size);
            let sets: Vec<_> = masks.filter_map(|mask| self.mended(&part(mask))).collect();
            if !sets.is_empty() {
                return sets;
            }
        }
        Vec::new()
    }

    fn mended(&self, set: &[usize]) -> Option<Vec<Needed>> {
        let changes = self.changes(set).ok().flatten()?;
        self.meets(set).then(|| self.board.needed(set, &changes))
    }
}

/// The search for sets of one size.
struct Grower<'a> {
    task: Task<'a>,
    size: usize,
    seen: BTreeSet<Vec<usize>>,
    sets: Vec<Vec<Needed>>,
    bounded: bool,
}

impl<'a> Grower<'a> {
    fn new(task: Task<'a>, size: usize) -> Self {
        Self {
            task,
            size,
            seen: BTreeSet::new(),
            sets: Vec::new(),
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
            Ok(Some(changes)) if room == 0 => self.sets.push(board.needed(set, &changes)),
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
