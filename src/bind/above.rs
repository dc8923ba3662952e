//! Heads above lines without rules, where only their place says which figures stand under them.

use super::heads::is_word;
use super::label::{Label, Official};
use super::rows::is_value;
use crate::forms::Wording;
use crate::grid::{Cell, Grid};
use crate::report::Method;

/// A head is at least this much like the official label.
const ALIKE: f32 = 0.85;
/// A head is broken over this many lines at most.
const LINES: usize = 3;
/// A line with so many figures stands below the heads.
const FIGURES: usize = 3;
/// So many lines above them may hold heads.
const ROWS: usize = 8;

/// From where to where the head of each official column reaches, from the left, with the lines it is broken over put
/// together. `None` where one is not found or stands above another.
pub(super) fn spans(
    grid: &Grid,
    officials: &[Official],
    wording: &Wording,
) -> Option<Vec<(f32, f32)>> {
    if matches!(grid.method, Method::Lattice | Method::Native) {
        return None;
    }
    let mut figures = vec![0; grid.rows];
    for cell in grid.cells.iter().filter(|c| is_value(c, wording)) {
        figures[cell.row] += 1;
    }
    let has_figures = |row: usize| figures[row] >= FIGURES;
    let mut ends = (1..grid.rows).filter(|row| has_figures(*row) && !has_figures(row - 1));
    ends.find_map(|end| {
        let within = end.saturating_sub(ROWS)..end;
        let is_near = |c: &&Cell| within.contains(&c.row) && is_word(c, wording);
        let near: Vec<&Cell> = grid.cells.iter().filter(is_near).collect();
        spans_among(&near, officials)
    })
}

fn spans_among(cells: &[&Cell], officials: &[Official]) -> Option<Vec<(f32, f32)>> {
    let on_page = cells.iter().filter(|c| c.place.page().is_some());
    let words: Vec<Words> = on_page.flat_map(|c| Words::from(c, cells)).collect();
    let mut found: Vec<(f32, f32)> = Vec::new();
    for official in officials {
        let left = found.last().map_or(f32::MIN, |(_, to)| *to);
        let mut best: Option<(f32, &Words)> = None;
        for one in words.iter().filter(|w| w.span.0 >= left) {
            let alike = official.likeness(&one.label);
            let is_better =
                best.is_none_or(|(b, w)| alike > b || alike == b && one.span.0 < w.span.0);
            if alike >= ALIKE && is_better {
                best = Some((alike, one));
            }
        }
        found.push(best?.1.span);
    }
    Some(found)
}

/// What cells one below the other say together.
struct Words {
    label: Label,
    span: (f32, f32),
}

impl Words {
    /// A cell, alone and with those below it.
    fn from(cell: &Cell, cells: &[&Cell]) -> Vec<Self> {
        let Some(mut span) = cell.span else {
            return Vec::new();
        };
        let (mut text, mut row) = (cell.text.clone(), cell.row);
        let label = Label::new(&text);
        let mut said = vec![Self { label, span }];
        while said.len() < LINES {
            row += 1;
            let under = |c: &&&Cell| {
                let meets = |(from, to): (f32, f32)| from < span.1 && to > span.0;
                c.row == row && c.span.is_some_and(meets)
            };
            let mut below = cells.iter().filter(under);
            let (Some(next), None) = (below.next(), below.next()) else {
                break;
            };
            let (from, to) = next.span.unwrap_or(span);
            span = (span.0.min(from), span.1.max(to));
            text += &next.text;
            let label = Label::new(&text);
            said.push(Self { label, span });
        }
        said
    }
}
