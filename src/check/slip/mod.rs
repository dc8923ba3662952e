//! What slip of the hand would explain that these cells hold what they hold and not what they should.
//!
//! Each kind of slip is a question with a file of its own. Most are asked of each cell of a set; two (values one place
//! off, cases counted twice) only make sense for several cells of a row or a column. Each slip costs something: the less
//! likely it is, the more; what no slip explains costs most. The cheapest set comes first, and is named by the weakest
//! of its slips. Where the prose says a number that a set would make true, that settles it.

mod counted_twice;
mod digit_doubled;
mod digit_lost;
mod digits_swapped;
mod factor;
mod left_out;
mod neighbour;
mod shifted;
mod sign;
mod told;
mod total_not_filled;

#[cfg(test)]
mod testing;

use std::cmp::Reverse;

use super::board::Needed;
use super::relation::{Cell, Relation};
use crate::forms::{Block, Layout};
use crate::report::decimal::plain;
use crate::report::{Slip, Suspects};
use crate::rules::view::{Sheet, View};

use told::Told;

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
    fn printed(&self, cell: Cell) -> Option<i128> {
        printed(self.view, cell)
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

/// A question about one changed cell.
type OfCell = fn(&Scene<'_>, &Change) -> bool;

/// A question about several changes together.
type OfSet = fn(&Scene<'_>) -> bool;

/// Slips of one cell, the most telling first, with what they cost: the more it takes to believe one, the more.
const OF_CELL: &[(Slip, u32, OfCell)] = &[
    (Slip::TotalNotFilled, 8, total_not_filled::explains),
    (Slip::DigitsSwapped, 10, digits_swapped::explains),
    (Slip::DigitLost, 12, digit_lost::explains),
    (Slip::DigitDoubled, 12, digit_doubled::explains),
    (Slip::Factor10, 12, factor::explains_10),
    (Slip::Factor10000, 12, factor::explains_10000),
    (Slip::Sign, 12, sign::explains),
    (Slip::Neighbour, 16, neighbour::explains),
    (Slip::LeftOut, 20, left_out::explains),
];

/// Slips of several cells of a row or a column, with what they cost together.
const OF_SET: &[(Slip, u32, OfSet)] = &[
    (Slip::Shifted, 18, shifted::explains),
    (Slip::CountedTwice, 19, counted_twice::explains),
];

/// What a change costs that no slip explains.
const UNEXPLAINED: u32 = 30;

/// How believable a set of changes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Explanation {
    /// What its slips cost in all.
    cost: u32,
    /// The weakest of them.
    weakest: (u32, Slip),
}

/// The slips that explain a scene: rows and columns that moved as a whole first, then each cell for itself.
fn explanation(scene: &Scene<'_>) -> Explanation {
    let mut left: Vec<Change> = scene.changes.to_vec();
    let mut slips: Vec<(u32, Slip)> = Vec::new();
    for along in [Along::Row, Along::Column] {
        let mut at = 0;
        while let Some(change) = left.get(at) {
            let line = scene.line(change.cell, along);
            let (group, rest): (Vec<Change>, Vec<Change>) =
                left.iter().partition(|other| line.contains(&other.cell));
            let together = Scene {
                changes: &group,
                ..*scene
            };
            let mut kinds = OF_SET.iter();
            match kinds.find(|(_, _, explains)| group.len() > 1 && explains(&together)) {
                Some((slip, cost, _)) => {
                    slips.push((*cost, *slip));
                    left = rest;
                }
                None => at += 1,
            }
        }
    }
    slips.extend(left.iter().map(|change| {
        let mut kinds = OF_CELL.iter();
        let kind = kinds.find(|(_, _, explains)| explains(scene, change));
        kind.map_or((UNEXPLAINED, Slip::Other), |(slip, cost, _)| (*cost, *slip))
    }));
    Explanation {
        cost: slips.iter().map(|(cost, _)| cost).sum(),
        weakest: slips.into_iter().max().unwrap_or((0, Slip::Other)),
    }
}

/// The sets with the slip that explains each, best explained first, else in the form's order.
pub fn rank(view: &View<'_>, broken: &[&Relation<'_>], sets: Vec<Vec<Needed>>) -> Vec<Suspects> {
    let told = Told::new(view);
    let mut ranked: Vec<(usize, Explanation, Vec<Change>)> = Vec::new();
    for set in sets {
        let changes: Vec<Change> = set
            .into_iter()
            .map(|(cell, needed)| Change {
                cell,
                found: printed(view, cell).unwrap_or(0),
                needed,
            })
            .collect();
        let scene = Scene {
            view,
            broken,
            changes: &changes,
        };
        ranked.push((told.speaks_for(&changes), explanation(&scene), changes));
    }
    // A stable sort: the sets come in the form's order.
    ranked.sort_by_key(|(said, explanation, _)| (Reverse(*said), explanation.cost));
    ranked.truncate(MOST_LISTED);
    ranked
        .into_iter()
        .map(|(said, explanation, changes)| Suspects {
            cells: changes
                .iter()
                .filter_map(|change| {
                    let sheet = view.sheets().find(|sheet| sheet.at == change.cell.0)?;
                    let field = sheet.table.fields.get(change.cell.1)?;
                    Some((sheet.cell_ref(field), plain(change.needed)))
                })
                .collect(),
            slip: explanation.weakest.1,
            said: said > 0,
        })
        .collect()
}

/// The number that is printed in a cell.
fn printed(view: &View<'_>, (table, field): Cell) -> Option<i128> {
    let filed = view.report.tables.get(table)?;
    filed.values.get(field)?.scaled()
}
