//! What slip of the hand would explain that these cells hold what they hold and not what they should.
//!
//! Each kind of slip is a question with a file of its own. Most are asked of each cell of a set; two (values one place
//! off, cases counted twice) only make sense for a set as a whole. A set is explained by the first kind, in the order
//! of [`KINDS`], that accounts for all of it; where its cells need different kinds, by the weakest of them.

mod counted_twice;
mod digit_doubled;
mod digit_lost;
mod digits_swapped;
mod factor;
mod left_out;
mod neighbour;
mod shifted;
mod sign;
mod total_not_filled;

#[cfg(test)]
mod testing;

use super::board::Needed;
use super::decimal::plain;
use super::relation::{Cell, Relation};
use crate::forms::{Block, Layout};
use crate::report::{Slip, Suspects};
use crate::rules::view::{Sheet, View};

/// Sets that a finding lists; more would not be read.
const MOST_LISTED: usize = 8;

/// A cell, what it holds and what it should hold; numbers scaled, 0 where nothing is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub cell: Cell,
    /// What it holds.
    pub found: i128,
    /// What it should hold.
    pub needed: i128,
}

/// A set of changes before the report they concern.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    view: &'a View<'a>,
    broken: &'a [&'a Relation<'a>],
    changes: &'a [Change],
}

/// The line of cells in which a cell stands.
#[derive(Clone, Copy, Debug)]
enum Along {
    Row,
    Column,
}

impl<'a> Scene<'a> {
    fn sheet(&self, at: usize) -> Option<Sheet<'a>> {
        self.view.sheets().find(|sheet| sheet.at == at)
    }

    /// The number that is printed in a cell.
    fn printed(&self, (table, field): Cell) -> Option<i128> {
        let filed = self.view.report.tables.get(table)?;
        filed.values.get(field)?.scaled()
    }

    /// The number a cell should hold: its own where it is not to be changed.
    fn needed(&self, cell: Cell) -> Option<i128> {
        let change = self.changes.iter().find(|change| change.cell == cell);
        change.map_or_else(|| self.printed(cell), |change| Some(change.needed))
    }

    fn block(&self, cell: Cell) -> Option<&'a Block> {
        let blocks = &self.sheet(cell.0)?.table.blocks;
        blocks.iter().rev().find(|b| b.first_field <= cell.1)
    }

    /// The cells of the printed row or column that a cell stands in, in order.
    fn line(&self, cell: Cell, along: Along) -> Vec<Cell> {
        let Some(block) = self.block(cell) else {
            return Vec::new();
        };
        let (width, height) = (block.columns.len(), block.rows.len());
        let (row, column) = (
            (cell.1 - block.first_field) / width,
            (cell.1 - block.first_field) % width,
        );
        let places: Vec<usize> = match (block.layout, along) {
            (Layout::Rows, Along::Row) => (0..width).map(|c| row * width + c).collect(),
            (Layout::Rows, Along::Column) => (0..height).map(|r| r * width + column).collect(),
            // All in one printed line: nothing stands above or below.
            (Layout::Line, Along::Row) => (0..width * height).collect(),
            (Layout::Line, Along::Column) => vec![row * width + column],
        };
        let cells = places.into_iter();
        cells.map(|at| (cell.0, block.first_field + at)).collect()
    }

    /// The cells beside, above and below a cell.
    fn beside(&self, cell: Cell) -> Vec<Cell> {
        let mut beside = Vec::new();
        for along in [Along::Row, Along::Column] {
            let line = self.line(cell, along);
            if let Some(at) = line.iter().position(|other| *other == cell) {
                let before = at.checked_sub(1).and_then(|before| line.get(before));
                beside.extend(before.into_iter().chain(line.get(at + 1)));
            }
        }
        beside
    }
}

/// A question about a slip.
enum Question {
    /// Asked of each cell.
    Cell(fn(&Scene<'_>, &Change) -> bool),
    /// Asked of the set.
    Set(fn(&Scene<'_>) -> bool),
}

/// The kinds of slip, the most telling first.
const KINDS: &[(Slip, Question)] = &[
    (
        Slip::TotalNotFilled,
        Question::Cell(total_not_filled::explains),
    ),
    (
        Slip::DigitsSwapped,
        Question::Cell(digits_swapped::explains),
    ),
    (Slip::DigitLost, Question::Cell(digit_lost::explains)),
    (Slip::DigitDoubled, Question::Cell(digit_doubled::explains)),
    (Slip::Factor10, Question::Cell(factor::explains_10)),
    (Slip::Factor10000, Question::Cell(factor::explains_10000)),
    (Slip::Sign, Question::Cell(sign::explains)),
    (Slip::Neighbour, Question::Cell(neighbour::explains)),
    (Slip::Shifted, Question::Set(shifted::explains)),
    (Slip::CountedTwice, Question::Set(counted_twice::explains)),
    (Slip::LeftOut, Question::Cell(left_out::explains)),
];

/// The index among [`KINDS`] of the slip that explains a scene; their number where none does.
fn explanation(scene: &Scene<'_>) -> usize {
    let of_set = KINDS.iter().position(|(_, question)| match question {
        Question::Set(explains) => explains(scene),
        Question::Cell(_) => false,
    });
    let of_cell = |change: &Change| {
        let kind = KINDS.iter().position(|(_, question)| match question {
            Question::Set(_) => false,
            Question::Cell(explains) => explains(scene, change),
        });
        kind.unwrap_or(KINDS.len())
    };
    let weakest = scene.changes.iter().map(of_cell).max();
    weakest
        .unwrap_or(KINDS.len())
        .min(of_set.unwrap_or(KINDS.len()))
}

/// The sets with the slip that explains each, best explained first, else in the form's order.
pub fn rank(view: &View<'_>, broken: &[&Relation<'_>], sets: Vec<Vec<Needed>>) -> Vec<Suspects> {
    let mut ranked: Vec<(usize, Vec<Change>)> = Vec::new();
    for set in sets {
        let printed = |(table, field): Cell| {
            let filed = view.report.tables.get(table);
            let value = filed.and_then(|filed| filed.values.get(field));
            value.and_then(crate::report::Value::scaled).unwrap_or(0)
        };
        let changes: Vec<Change> = set
            .into_iter()
            .map(|(cell, needed)| Change {
                cell,
                found: printed(cell),
                needed,
            })
            .collect();
        let scene = Scene {
            view,
            broken,
            changes: &changes,
        };
        ranked.push((explanation(&scene), changes));
    }
    // A stable sort: the sets come in the form's order.
    ranked.sort_by_key(|(explanation, _)| *explanation);
    ranked.truncate(MOST_LISTED);
    ranked
        .into_iter()
        .map(|(explanation, changes)| Suspects {
            cells: changes
                .iter()
                .filter_map(|change| {
                    let sheet = view.sheets().find(|sheet| sheet.at == change.cell.0)?;
                    let field = sheet.table.fields.get(change.cell.1)?;
                    Some((sheet.cell_ref(field), plain(change.needed)))
                })
                .collect(),
            slip: KINDS
                .get(explanation)
                .map_or(Slip::Other, |(slip, _)| *slip),
        })
        .collect()
}
