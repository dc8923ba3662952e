//! Which cells are to blame: the smallest sets of cells whose change mends every broken relation of a component and
//! breaks none that held.
//!
//! Sets of one, two and three cells are searched in full. The search grows a set by the only cells that can help: a
//! broken relation without a cell in the set needs one of its own cells; a set whose relations contradict each other
//! needs another cell of the relations that do. Where no such set is found, a whole row or column may be wrong (typed
//! one place off): each is tried with just those of its cells that stand in a broken relation across it. Relations
//! across a row share no cell, so that no smaller set can mend them all.

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

/// A set of cells that mends a component.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Set {
    /// The cells, in the form's order.
    pub cells: Vec<Needed>,
    /// Broken relations of other components that it changes and leaves broken.
    pub disturbed: Vec<usize>,
}

/// What the search found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The smallest sets, in the form's order.
    pub sets: Vec<Set>,
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

    /// The relations that hold a change to `set` to account: the component's own, and all that hold now.
    fn bound_by(&self, set: &[usize], component: &[usize]) -> Vec<usize> {
        let touching = set.iter().flat_map(|&s| &self.cells[s].relations).copied();
        let touching: BTreeSet<usize> = touching.collect();
        touching
            .into_iter()
            .filter(|at| self.relations[*at].holds() || component.contains(at))
            .collect()
    }

    /// The changes of a set that the relations determine; `Err` names relations that contradict each other.
    fn changes(&self, set: &[usize], component: &[usize]) -> Result<Option<Vec<i128>>, Vec<usize>> {
        let bound = self.bound_by(set, component);
        let is_equation = |at: &&usize| self.relations[**at].comparison == Comparison::Equal;
        let equations: Vec<usize> = bound.iter().filter(is_equation).copied().collect();
        let system: Vec<Equation> = equations
            .iter()
            .map(|&at| Equation {
                coefficients: set
                    .iter()
                    .map(|&square| self.relations[at].coefficient(square))
                    .collect(),
                constant: -self.relations[at].now,
            })
            .collect();
        match solve(&system, set.len()) {
            Solution::One(changes) if self.allows(set, &changes, &bound) => Ok(Some(changes)),
            Solution::One(_) | Solution::Many | Solution::NotWhole => Ok(None),
            Solution::None(conflict) => Err(conflict.into_iter().map(|i| equations[i]).collect()),
        }
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

    fn set(&self, set: &[usize], changes: &[i128], component: &[usize]) -> Set {
        let cells = set.iter().zip(changes);
        let cells = cells.map(|(&s, change)| (self.cells[s].cell, self.cells[s].value + change));
        let touched = set.iter().flat_map(|&s| &self.cells[s].relations).copied();
        let touched: BTreeSet<usize> = touched.collect();
        let stays_broken = |at: &usize| {
            let relation = &self.relations[*at];
            let after = relation.after(set, changes);
            !relation.holds() && !component.contains(at) && !relation.comparison.holds(after, 0)
        };
        Set {
            cells: cells.collect(),
            disturbed: touched.into_iter().filter(stays_broken).collect(),
        }
    }
}

/// The smallest sets that mend a component.
///
/// A set may reach into relations that are broken but belong to another component: a row typed one place off whose sum
/// still holds breaks five columns that share no cell. Where every smallest set disturbs such a relation and leaves it
/// broken, the component cannot be explained alone: the components it reaches are explained with it.
pub fn suspects(board: &Board, components: &[Vec<usize>], number: usize) -> Search {
    let mut relations = components.get(number).cloned().unwrap_or_default();
    let alone = smallest(board, &relations);
    let mut search = alone.clone();
    while !search.sets.is_empty() && search.sets.iter().all(|set| !set.disturbed.is_empty()) {
        let disturbed = search.sets.iter().flat_map(|set| &set.disturbed);
        let disturbed: BTreeSet<usize> = disturbed.copied().collect();
        let reached = components
            .iter()
            .filter(|other| other.iter().any(|at| disturbed.contains(at)));
        relations.extend(reached.flatten());
        relations.sort_unstable();
        relations.dedup();
        search = smallest(board, &relations);
        search.bounded |= alone.bounded;
    }
    if search.sets.is_empty() {
        return alone;
    }
    search
}

/// The smallest sets that mend these broken relations.
fn smallest(board: &Board, component: &[usize]) -> Search {
    let is_equation = |at: &usize| board.relations[*at].comparison == Comparison::Equal;
    if !component.iter().any(is_equation) {
        // An inequality alone leaves the values of its cells open.
        return Search::default();
    }
    let mut bounded = false;
    for size in 1..=FULL_SIZE {
        let mut grower = Grower {
            board,
            component,
            size,
            seen: BTreeSet::new(),
            sets: Vec::new(),
            bounded: false,
        };
        grower.grow(&[]);
        bounded |= grower.bounded;
        if !grower.sets.is_empty() {
            grower.sets.sort();
            return Search {
                sets: grower.sets,
                bounded,
            };
        }
    }
    Search {
        sets: lines(board, component),
        bounded,
    }
}

/// The search for sets of one size.
struct Grower<'a> {
    board: &'a Board,
    component: &'a [usize],
    size: usize,
    seen: BTreeSet<Vec<usize>>,
    sets: Vec<Set>,
    bounded: bool,
}

impl Grower<'_> {
    fn grow(&mut self, set: &[usize]) {
        let relations = &self.board.relations;
        let room = self.size - set.len();
        let unmet: Vec<usize> = self
            .component
            .iter()
            .copied()
            .filter(|&at| !set.iter().any(|&square| relations[at].has(square)))
            .collect();
        if let Some(&shortest) = unmet.iter().min_by_key(|&&at| relations[at].terms.len()) {
            let most = self.board.cells.iter().map(|c| c.relations.len()).max();
            if unmet.len() <= room * most.unwrap_or(0) {
                self.add_from(set, &[shortest]);
            }
            return;
        }
        match self.board.changes(set, self.component) {
            Ok(Some(changes)) if room == 0 => {
                self.sets
                    .push(self.board.set(set, &changes, self.component));
            }
            // Mended already, undetermined or refused: the same would be so with any cell more.
            Ok(_) => {}
            Err(conflict) if room > 0 => self.add_from(set, &conflict),
            Err(_) => {}
        }
    }

    fn add_from(&mut self, set: &[usize], relations: &[usize]) {
        let board = self.board;
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

/// Sets along one row or one column.
fn lines(board: &Board, component: &[usize]) -> Vec<Set> {
    let touched: BTreeSet<usize> = component
        .iter()
        .flat_map(|&at| &board.relations[at].terms)
        .map(|(square, _)| *square)
        .collect();
    let lines: BTreeSet<&Line> = touched
        .iter()
        .flat_map(|&square| &board.cells[square].lines)
        .collect();
    let mut sets: Vec<Set> = Vec::new();
    for line in lines {
        let on_line = |square: usize| board.cells[square].lines.contains(line);
        let crosses = |at: usize| {
            let terms = board.relations[at].terms.iter();
            terms.filter(|(square, _)| on_line(*square)).count() == 1
        };
        let set: Vec<usize> = touched
            .iter()
            .copied()
            .filter(|&square| {
                let mut relations = board.cells[square].relations.iter();
                on_line(square) && relations.any(|at| component.contains(at) && crosses(*at))
            })
            .collect();
        let meets = |at: &usize| set.iter().any(|&square| board.relations[*at].has(square));
        if set.len() <= FULL_SIZE || !component.iter().all(meets) {
            continue;
        }
        if let Ok(Some(changes)) = board.changes(&set, component) {
            sets.push(board.set(&set, &changes, component));
        }
    }
    let smallest = sets.iter().map(|set| set.cells.len()).min().unwrap_or(0);
    sets.retain(|set| set.cells.len() == smallest);
    sets.sort();
    sets
}
