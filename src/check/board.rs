//! The relations of a report as plain numbers, for the search for culprits.

use std::collections::{BTreeMap, BTreeSet};

use super::relation::{Cell, Part, Relation};
use crate::forms::NumberKind;
use crate::forms::formula::Comparison;
use crate::report::decimal::ONE;

/// The cells of a report's relations, and the relations over them, as plain numbers.
#[derive(Clone, Debug)]
pub struct Board {
    pub(super) cells: Vec<Square>,
    pub(super) relations: Vec<Sum>,
}

/// A cell of the board.
#[derive(Clone, Debug)]
pub(super) struct Square {
    cell: Cell,
    pub(super) value: i128,
    kind: NumberKind,
    /// Row and column, as lines of the board.
    pub(super) lines: [Line; 2],
    /// Relations it stands in.
    pub(super) relations: Vec<usize>,
}

/// A row or a column of a table.
pub(super) type Line = (usize, bool, String);

/// A relation as `Σ coefficient × cell` compared with 0.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) terms: Vec<(usize, i128)>,
    pub(super) comparison: Comparison,
    /// What the terms come to now.
    pub(super) now: i128,
}

impl Sum {
    pub(super) fn holds(&self) -> bool {
        self.comparison.holds(self.now, 0)
    }

    pub(super) fn has(&self, square: usize) -> bool {
        self.terms.iter().any(|(at, _)| *at == square)
    }

    /// What the terms come to after a change.
    pub(super) fn after(&self, set: &[usize], changes: &[i128]) -> i128 {
        let terms = set.iter().zip(changes);
        self.now
            + terms
                .map(|(&s, change)| self.coefficient(s) * change)
                .sum::<i128>()
    }

    pub(super) fn coefficient(&self, square: usize) -> i128 {
        let term = self.terms.iter().find(|(at, _)| *at == square);
        term.map_or(0, |(_, coefficient)| *coefficient)
    }
}

/// A cell and the value it should have, scaled.
pub type Needed = (Cell, i128);

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

    /// The board after a change of some cells.
    pub(super) fn changed(&self, change: &[(usize, i128)]) -> Self {
        let mut board = self.clone();
        for (square, by) in change {
            board.cells[*square].value += by;
            for at in self.cells[*square].relations.iter() {
                board.relations[*at].now += self.relations[*at].coefficient(*square) * by;
            }
        }
        board
    }

    /// Whether every cell really changes to a number it may hold, and inequalities hold afterwards.
    pub(super) fn allows(&self, set: &[usize], changes: &[i128], bound: &[usize]) -> bool {
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

    pub(super) fn needed(&self, set: &[usize], changes: &[i128]) -> Vec<Needed> {
        let cells = set.iter().zip(changes);
        cells
            .map(|(&s, change)| (self.cells[s].cell, self.cells[s].value + change))
            .collect()
    }
}
