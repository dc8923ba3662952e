//! Upright rules that are lost as a whole: white space from row to row, with figures on its right in most of them.

use super::lattice::Lattice;
use super::loose::is_number;
use super::{Cell, Grid};
use crate::layout::{GlyphLine, Ruled, Segment, covered, lines_of};
use crate::read::Glyph;

/// So many rows must have a figure beside other writing, where no head has the same white space.
const ROWS: usize = 3;
/// Space this many sizes wide parts two columns: thousands and spaced letters have less between them.
const WIDE: f32 = 1.0;
/// This share of the rows must have a figure on the right.
const MOST: f32 = 0.8;
/// What must be left of the white space where heads reach into it, in points.
const LEAST: f32 = 1.0;

/// A cell of the column, with what is printed in it.
struct Written<'a> {
    cell: &'a Cell,
    lines: Vec<GlyphLine<'a>>,
}

/// White space from x to x.
#[derive(Clone, Copy)]
struct Band {
    from: f32,
    to: f32,
}

/// A rule that is not drawn: anywhere in the white space.
pub(super) struct Soft {
    pub rule: Segment,
    /// The white space: from x to x.
    pub room: (f32, f32),
}

/// Rules to put where none is drawn.
pub(super) fn lost(region: &Ruled, lattice: &Lattice) -> Vec<Soft> {
    let grid = &lattice.grid;
    (0..grid.columns)
        .filter(|column| is_crowded(grid, *column))
        .flat_map(|column| in_column(region, grid, column))
        .collect()
}

/// Rules to put where one of `stops` lies between a figure and what stands before it in one cell: there rules part the
/// columns of other rows.
pub(super) fn at_stops(region: &Ruled, grid: &Grid, stops: &[f32]) -> Vec<Soft> {
    let crowded = grid.cells.iter().filter(|c| holds_figure_beside(&c.text));
    crowded
        .flat_map(|cell| Written::new(cell, region).parted_at(stops))
        .collect()
}

/// Whether a cell of a column holds a figure beside something else.
fn is_crowded(grid: &Grid, column: usize) -> bool {
    own_cells(grid, column).any(|c| holds_figure_beside(&c.text))
}

fn holds_figure_beside(text: &str) -> bool {
    let mut words = text.split([' ', '\n']);
    words.clone().count() > 1 && words.any(begins_with_figure)
}

/// Whether a word is a figure, or begins with one that the next line of its cell was set behind.
fn begins_with_figure(word: &str) -> bool {
    let rest = word.trim_start_matches(char::is_numeric);
    rest.len() < word.len() && !rest.starts_with(['.', '．', '、', '）', ')'])
}

/// The cells that end with this column, from the top: the label of a row may reach over columns of labels.
fn own_cells(grid: &Grid, column: usize) -> impl Iterator<Item = &Cell> {
    let cells = grid.cells.iter();
    cells.filter(move |c| c.column + c.column_span == column + 1)
}

fn in_column(region: &Ruled, grid: &Grid, column: usize) -> Vec<Soft> {
    let cells: Vec<Written> = own_cells(grid, column)
        .map(|cell| Written::new(cell, region))
        .collect();
    let rows: Vec<&Written> = cells.iter().filter(|c| c.holds_figure()).collect();
    let Some(first) = rows.first().map(|c| c.cell.row) else {
        return Vec::new();
    };
    let mut right = f32::MAX;
    let mut out = Vec::new();
    for band in white(&rows).into_iter().rev() {
        let with_figure = rows.iter().filter(|c| c.is_figure(band.to, right)).count();
        let blank = rows.iter().filter(|c| c.is_blank(band.to, right)).count();
        let beside = rows.iter().filter(|c| !c.is_blank(f32::MIN, band.from));
        let head = cells.iter().rfind(|c| c.cell.row < first);
        let is_headed = head.is_some_and(|h| h.room(band).is_some_and(|b| h.is_parted(b)));
        if with_figure + blank < rows.len()
            || (with_figure as f32) < rows.len() as f32 * MOST
            || with_figure.min(beside.count()) < if is_headed { 1 } else { ROWS }
        {
            break;
        }
        out.append(&mut rules(&cells, band));
        right = band.from;
    }
    out
}

/// White space through all the rows, from the left.
fn white(rows: &[&Written]) -> Vec<Band> {
    let glyphs = || rows.iter().flat_map(|c| c.glyphs());
    let size = glyphs().map(|g| g.size).fold(1.0, f32::max);
    let written = covered(glyphs().map(|g| (g.rect.x0, g.rect.x1)).collect());
    let between = written.windows(2).map(|pair| Band {
        from: pair[0].1,
        to: pair[1].0,
    });
    between
        .filter(|band| band.to - band.from >= size * WIDE)
        .collect()
}

/// A rule in the white space, for each run of cells that leave room for it.
fn rules(cells: &[Written], band: Band) -> Vec<Soft> {
    let mut runs: Vec<(Band, Segment)> = Vec::new();
    let mut open = false;
    for cell in cells {
        let Some(rect) = cell.cell.place.rect() else {
            continue;
        };
        let whole = runs.last().filter(|_| open).map_or(band, |(band, _)| *band);
        let Some(left) = cell.room(whole) else {
            open = false;
            continue;
        };
        let at = f32::midpoint(left.from, left.to);
        match runs.last_mut() {
            Some((band, rule)) if open => {
                *band = left;
                *rule = Segment {
                    at,
                    to: rect.y1,
                    ..*rule
                };
            }
            _ => runs.push((
                left,
                Segment {
                    at,
                    from: rect.y0,
                    to: rect.y1,
                },
            )),
        }
        open = true;
    }
    let soft = |(band, rule): (Band, Segment)| Soft {
        rule,
        room: (band.from, band.to),
    };
    runs.into_iter().map(soft).collect()
}

impl<'a> Written<'a> {
    fn new(cell: &'a Cell, region: &'a Ruled) -> Self {
        let rect = cell.place.rect();
        let inside = region.glyphs.iter().filter(|g| {
            let (x, y) = g.rect.center();
            rect.is_some_and(|r| r.contains(x, y)) && !g.is_blank()
        });
        Self {
            cell,
            lines: lines_of(inside),
        }
    }

    fn glyphs(&self) -> impl Iterator<Item = &'a Glyph> {
        self.lines.iter().flat_map(|l| l.glyphs.iter().copied())
    }

    fn holds_figure(&self) -> bool {
        let ends = |line: &GlyphLine| line.words().last().is_some_and(|w| is_number(&w.text));
        self.lines.iter().any(ends)
    }

    /// The stops between the figures at the end of the cell, one between two, and the first behind what is no figure.
    fn parted_at(&self, stops: &[f32]) -> Vec<Soft> {
        let Some(rect) = self.cell.place.rect() else {
            return Vec::new();
        };
        let words = self.lines.iter().flat_map(GlyphLine::words);
        let spans = covered(words.map(|w| (w.x0, w.x1)).collect());
        let is_figure = |span: &(f32, f32)| self.is_figure(span.0, span.1);
        let mut out = Vec::new();
        for pair in spans
            .windows(2)
            .rev()
            .take_while(|pair| is_figure(&pair[1]))
        {
            let mut inside = stops
                .iter()
                .filter(|x| pair[0].1 <= **x && **x <= pair[1].0);
            let Some(at) = inside.next() else { break };
            if is_figure(&pair[0]) && inside.next().is_some() {
                break;
            }
            out.push(Soft {
                rule: Segment {
                    at: *at,
                    from: rect.y0,
                    to: rect.y1,
                },
                room: (*at, *at),
            });
        }
        out
    }

    fn between(&self, from: f32, to: f32) -> impl Iterator<Item = &'a Glyph> {
        self.glyphs()
            .filter(move |g| (from..to).contains(&g.rect.center().0))
    }

    fn is_blank(&self, from: f32, to: f32) -> bool {
        self.between(from, to).next().is_none()
    }

    /// Whether one figure a line and nothing else stands there.
    fn is_figure(&self, from: f32, to: f32) -> bool {
        let lines = lines_of(self.between(from, to));
        let is_one =
            |line: &GlyphLine| matches!(line.words().as_slice(), [word] if is_number(&word.text));
        !lines.is_empty() && lines.iter().all(is_one)
    }

    /// Whether something stands on both sides.
    fn is_parted(&self, band: Band) -> bool {
        !self.is_blank(f32::MIN, band.from) && !self.is_blank(band.to, f32::MAX)
    }

    /// What is left of the white space beside what is printed in this cell: the widest of its parts.
    fn room(&self, band: Band) -> Option<Band> {
        let spans = self.glyphs().map(|g| (g.rect.x0, g.rect.x1));
        let mut written = covered(spans.collect());
        written.push((f32::MAX, f32::MAX));
        let mut from = f32::MIN;
        let free = written.into_iter().map(|(x0, x1)| {
            let left = Band {
                from: band.from.max(from),
                to: band.to.min(x0),
            };
            from = x1;
            left
        });
        let width = |b: &Band| b.to - b.from;
        let widest = free.max_by(|a, b| width(a).total_cmp(&width(b)));
        widest.filter(|b| width(b) >= LEAST)
    }
}
