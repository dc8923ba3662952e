//! Rows that can be cut in several ways, chosen among by the sums of the columns.

use std::collections::BTreeMap;

use super::cut::Way;

/// States of the search over all rows.
const STATES: usize = 50_000;
/// More solutions than this of one state are too many.
const MANY: usize = 64;

/// One relation over rows: for each row its sign, 0 where it is not in it. It holds when the signed figures come to 0 in each
/// column.
pub(super) type Relation = Vec<i64>;

/// A row's ways to be cut.
pub(super) struct Open {
    pub row: usize,
    pub ways: Vec<Way>,
}

/// The figures of a way under each relation, one after the other.
fn shares(row: usize, figures: &[i64], relations: &[&Relation]) -> Vec<i64> {
    let signed = |r: &&Relation| figures.iter().map(move |f| f * r[row]).collect::<Vec<_>>();
    relations.iter().flat_map(signed).collect()
}

pub(super) fn figures(way: &Way) -> Vec<i64> {
    way.iter().map(|p| p.number).collect()
}

/// What the sums of the columns leave of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// This way, by its index.
    Way(usize),
    /// More than one way, or none.
    Open,
}

/// Chooses a way for each open row, where all relations together leave one. `fixed` are the figures of the other rows.
pub(super) fn choose(
    open: &[Open],
    fixed: &[(usize, Vec<i64>)],
    relations: &[Relation],
) -> Vec<Choice> {
    let mut choices = vec![Choice::Open; open.len()];
    let usable = usable(open, fixed, relations);
    // The rows that a relation can choose for.
    let bound: Vec<usize> = (0..open.len())
        .filter(|at| usable.iter().any(|r| r[open[*at].row] != 0))
        .collect();
    let Some(first) = bound.first() else {
        return choices;
    };
    let width = open[*first].ways[0].len();
    let mut start = vec![0; usable.len() * width];
    for (row, figures) in fixed.iter().filter(|(_, f)| f.len() == width) {
        add(&mut start, &shares(*row, figures, &usable));
    }
    let rows: Vec<&Open> = bound.iter().map(|at| &open[*at]).collect();
    let Some(solutions) = solutions(&rows, start, &usable) else {
        return choices;
    };
    for (at, choice) in bound.iter().enumerate() {
        let way = solutions[0][at];
        if solutions.iter().all(|s| s[at] == way) {
            choices[*choice] = Choice::Way(usize::from(way));
        }
    }
    choices
}

/// Whether a way to cut a row makes a relation over it hold.
pub(super) fn any(open: &Open, fixed: &[(usize, Vec<i64>)], relations: &[Relation]) -> bool {
    let rows = std::slice::from_ref(open);
    let usable = usable(rows, fixed, relations);
    let Some(width) = open.ways.first().map(Vec::len) else {
        return false;
    };
    let mut start = vec![0; usable.len() * width];
    for (row, figures) in fixed.iter().filter(|(_, f)| f.len() == width) {
        add(&mut start, &shares(*row, figures, &usable));
    }
    !usable.is_empty()
        && open.ways.iter().any(|way| {
            let mut sum = start.clone();
            add(&mut sum, &shares(open.row, &figures(way), &usable));
            sum.iter().all(|n| *n == 0)
        })
}

/// The relations that can be reckoned: something is known of each of their rows.
pub(super) fn usable<'r>(
    open: &[Open],
    fixed: &[(usize, Vec<i64>)],
    relations: &'r [Relation],
) -> Vec<&'r Relation> {
    let known = |row: usize| {
        fixed.iter().any(|(fixed, _)| *fixed == row) || open.iter().any(|o| o.row == row)
    };
    let reckoned = |r: &&Relation| (0..r.len()).all(|row| r[row] == 0 || known(row));
    relations.iter().filter(reckoned).collect()
}

/// Every choice of ways that makes the relations hold; `None` where there is none, or too many to go through.
fn solutions(rows: &[&Open], start: Vec<i64>, relations: &[&Relation]) -> Option<Vec<Vec<u16>>> {
    let balanced = vec![0; start.len()];
    let mut states: BTreeMap<Vec<i64>, Vec<Vec<u16>>> = BTreeMap::from([(start, vec![Vec::new()])]);
    for row in rows {
        let mut next: BTreeMap<Vec<i64>, Vec<Vec<u16>>> = BTreeMap::new();
        for (at, way) in row.ways.iter().enumerate() {
            let share = shares(row.row, &figures(way), relations);
            for (sum, chosen) in &states {
                let mut sum = sum.clone();
                add(&mut sum, &share);
                let into = next.entry(sum).or_default();
                let room = (MANY + 1).saturating_sub(into.len());
                into.extend(chosen.iter().take(room).map(|chosen| {
                    let mut chosen = chosen.clone();
                    chosen.push(at as u16);
                    chosen
                }));
            }
            if next.len() > STATES {
                return None;
            }
        }
        states = next;
    }
    states.remove(&balanced).filter(|s| s.len() <= MANY)
}

fn add(sum: &mut [i64], more: &[i64]) {
    for (a, b) in sum.iter_mut().zip(more) {
        *a += b;
    }
}
