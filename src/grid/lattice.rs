//! A ruled region to a grid: rules → lines of the lattice → walls → cells, merged wherever no wall stands.

use std::borrow::Cow;

use super::cuts::{MANY, below_heads, cuts};
use super::loose::is_number;
use super::uprights::{self, Soft};
use super::{Cell, Grid};
use crate::error::Note;
use crate::layout::{GlyphLine, Ruled, Segment, UNKNOWN, Word, compose, lines_of};
use crate::location::{Place, Rect};
use crate::read::Glyph;
use crate::report::Method;

/// Rules this close to one another are the same line of the lattice.
pub(super) const SAME: f32 = 3.0;
/// A wall stands where rules cover this share of the side of a cell.
const COVER: f32 = 0.6;
/// White space that word processors leave at the side of a cell.
const PADDING: f32 = 6.0;

/// A table of a report has a few hundred rooms between its rules; a drawing may have millions.
const ROOMS: usize = 40_000;

/// This many figures beside one another in a cell are a row.
const ROW: usize = 5;

/// The grid of a region, with the x of its column lines for joining over pages.
pub(super) struct Lattice {
    pub grid: Grid,
    pub lines: Vec<f32>,
    /// White space that stands for a lost column line, from x to x.
    pub soft: Vec<(f32, f32)>,
}

/// The lattice of a region; `None` where it has far too many rooms for a table, or is not one, and where hardly any rule parts
/// its columns. `beside` are the regions before and after it.
pub(super) fn build(region: &Ruled, beside: &[&Ruled]) -> Option<Lattice> {
    let (lattice, stacked) = tile(region)?;
    if holds_lines(&lattice.grid) {
        return None;
    }
    let stops = stops_beside(region, &lattice.lines, beside);
    let mut uprights = uprights::at_stops(region, &lattice.grid, &stops);
    let parted = match uprights.as_slice() {
        [] => None,
        found => Some(tile(&with_rules(region, found))?.0),
    };
    uprights.extend(uprights::lost(region, parted.as_ref().unwrap_or(&lattice)));
    if uprights.is_empty() && stacked.is_empty() {
        return Some(lattice);
    }
    by_space(region, lattice, stacked, &uprights).filter(|l| !holds_lines(&l.grid))
}

/// A region with more upright rules.
fn with_rules(region: &Ruled, uprights: &[Soft]) -> Ruled {
    let mut ruled = region.clone();
    ruled.vertical.extend(uprights.iter().map(|u| u.rule));
    ruled.vertical.sort_by(Segment::order);
    ruled
}

/// The column lines of a region, and of those beside it that have all of these: rows that are tables of their own.
fn stops_beside(region: &Ruled, own: &[f32], beside: &[&Ruled]) -> Vec<f32> {
    let mut all = own.to_vec();
    for other in beside.iter().filter(|o| o.page == region.page) {
        let xs = stops(&other.vertical, other.rect.x0, other.rect.x1);
        let has = |x: &f32| xs.iter().any(|o| (o - x).abs() <= SAME);
        if own.iter().all(has) {
            let is_new = |x: &&f32| !all.iter().any(|a| (a - **x).abs() <= SAME);
            let more: Vec<f32> = xs.iter().filter(is_new).copied().collect();
            all.extend(more);
        }
    }
    all.sort_by(f32::total_cmp);
    all
}

/// The lattice with rules put where white space stands for them. `None` where upright rules alone are there, and rows that
/// white space does not part: lines, as if no rule were there.
fn by_space(
    region: &Ruled,
    mut lattice: Lattice,
    mut stacked: Vec<(f32, f32)>,
    uprights: &[Soft],
) -> Option<Lattice> {
    let mut region = Cow::Borrowed(region);
    if !uprights.is_empty() {
        region = Cow::Owned(with_rules(&region, uprights));
        (lattice, stacked) = tile(&region)?;
        lattice.soft = uprights.iter().map(|u| u.room).collect();
        let text = "columns parted by white space where no rule is".to_owned();
        lattice.note("columns-by-space", text, region.page);
    }
    if stacked.is_empty() {
        return Some(lattice);
    }
    let bands = stacked.iter();
    let mut cuts: Vec<Segment> = bands
        .flat_map(|(top, bottom)| {
            let cuts = cuts(&region, &lattice.lines, *top, *bottom);
            let headed = || below_heads(&region, &lattice.lines, *top, *bottom);
            let head = cuts.is_empty().then(headed).flatten();
            cuts.into_iter().chain(head)
        })
        .collect();
    if cuts.is_empty() {
        let rows = |c: &Cell| c.text.split('\n').filter(|line| is_number(line)).count();
        let is_one = lattice.grid.rows == 1 && lattice.grid.cells.iter().any(|c| rows(c) > 2);
        return (!is_one).then_some(lattice);
    }
    let ruled = region.to_mut();
    ruled.horizontal.append(&mut cuts);
    ruled.horizontal.sort_by(Segment::order);
    let (soft, notes) = (lattice.soft, lattice.grid.notes);
    (lattice, _) = tile(&region)?;
    (lattice.soft, lattice.grid.notes) = (soft, notes);
    let text = "rows parted by white space where no rule is".to_owned();
    lattice.note("rows-by-space", text, region.page);
    Some(lattice)
}

impl Lattice {
    fn note(&mut self, code: &'static str, text: String, page: u32) {
        let note = Note::new(code, text).on_page(page);
        self.grid.notes.push(note);
    }
}

/// Whether cells hold whole rows of figures: the rules that should part their columns were not drawn, or not as rules.
/// Where all is in one cell, a label and a figure are a row; where all is in one column, they are where a cell has many.
fn holds_lines(grid: &Grid) -> bool {
    let figures = |line: &str| line.split(' ').filter(|w| is_number(w)).count();
    let named = |line: &str| line.split(' ').next().is_some_and(|w| !is_number(w));
    let is_row = |line: &&str| figures(line) >= ROW;
    let is_pair = |line: &&str| named(line) && figures(line) > 0;
    let is_list = |c: &&Cell| c.text.split('\n').filter(is_pair).count() >= MANY;
    let cells = || grid.cells.iter().filter(|c| c.text.len() > 2 * ROW);
    let lines = || cells().flat_map(|c| c.text.split('\n'));
    lines().filter(is_row).count() > 1
        || grid.cells.len() == 1 && lines().filter(is_pair).count() > 1
        || grid.columns == 1 && cells().any(|c| is_list(&c))
}

/// The lattice of the rules alone, and the bands in which rows may be that no rule parts: from y to y.
fn tile(region: &Ruled) -> Option<(Lattice, Vec<(f32, f32)>)> {
    let xs = stops(&region.vertical, region.rect.x0, region.rect.x1);
    let ys = stops(&region.horizontal, region.rect.y0, region.rect.y1);
    if xs.len() * ys.len() > ROOMS {
        return None;
    }
    let rooms = Rooms::new(&xs, &ys, region);
    let mut cells: Vec<(Cell, Rect)> = rooms
        .boxes()
        .into_iter()
        .map(|(row, column, row_span, column_span)| {
            let rect = Rect::new(
                xs[column],
                ys[row],
                xs[column + column_span],
                ys[row + row_span],
            );
            let cell = Cell {
                row,
                column,
                row_span,
                column_span,
                place: Place::Page {
                    page: region.page,
                    rect,
                },
                ..Cell::default()
            };
            (cell, rect)
        })
        .collect();
    let piles = write_into(&mut cells, region, &xs, &ys);
    let stacked = stacked(&cells, &ys);
    // Beside rows whose rules are lost, figures one below the other are no broken number, however narrow their cell.
    for (cell, rect) in &mut cells {
        let pile = piles
            .iter()
            .find(|p| (p.row, p.column) == (cell.row, cell.column));
        if let Some(pile) = pile.filter(|_| stacked.iter().any(|(top, _)| *top == rect.y0)) {
            cell.text.clone_from(&pile.text);
        }
    }
    let lattice = Lattice {
        grid: Grid {
            rows: ys.len() - 1,
            columns: xs.len() - 1,
            cells: cells.into_iter().map(|(cell, _)| cell).collect(),
            method: Method::Lattice,
            notes: Vec::new(),
        },
        lines: xs,
        soft: Vec::new(),
    };
    Some((lattice, stacked))
}

/// Whether a cell ends in a line that is a figure, below words.
fn is_headed(cell: &Cell) -> bool {
    let lines = cell.text.rsplit_once('\n');
    lines.is_some_and(|(head, last)| is_number(last) && !head.split('\n').any(is_number))
}

/// Bands of the lattice in which several cells hold several lines with figures, or one as many beside as many lines: rows whose
/// rules are lost; or in which several hold a figure below words. A table without any rule across is one such band.
fn stacked(cells: &[(Cell, Rect)], ys: &[f32]) -> Vec<(f32, f32)> {
    if ys.len() == 2 && cells.len() > 1 {
        return vec![(ys[0], ys[1])];
    }
    let is_figure = |line: &str| is_number(line) || !line.chars().any(char::is_alphanumeric);
    let figures =
        |c: &Cell| c.row_span == 1 && c.text.contains('\n') && c.text.split('\n').all(is_figure);
    (0..ys.len() - 1)
        .filter(|row| {
            let own = || cells.iter().map(|(c, _)| c).filter(|c| c.row == *row);
            let lines = |c: &Cell| c.text.split('\n').count();
            let beside = own().filter(|c| !figures(c)).map(lines).max();
            let is_list = |c: &Cell| {
                let digit = c.text.split('\n').all(|line| line.chars().count() == 1);
                // A number of one digit a line does not begin with 0.
                (MANY..=beside.unwrap_or(0)).contains(&lines(c))
                    && (!digit || c.text.starts_with('0'))
            };
            let ends = cells.iter().map(|(c, _)| c);
            let headed = ends.filter(|c| c.row + c.row_span - 1 == *row && is_headed(c));
            own().filter(|c| figures(c)).count() >= 2
                || own().any(|c| figures(c) && is_list(c))
                || headed.count() >= 2
        })
        .map(|row| (ys[row], ys[row + 1]))
        .collect()
}

/// Where the lattice's lines lie, the region's own edges included: an outer rule may be missing.
fn stops(segments: &[Segment], first: f32, last: f32) -> Vec<f32> {
    let mut at: Vec<f32> = segments.iter().map(|s| s.at).collect();
    at.push(first);
    at.push(last);
    at.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for value in at {
        if out.last().is_none_or(|previous| value - previous > SAME) {
            out.push(value);
        }
    }
    out
}

/// The rooms between the lines of the lattice, and which of them are one.
struct Rooms {
    columns: usize,
    /// A room that each room is merged into: itself, or one before it.
    parent: Vec<usize>,
}

impl Rooms {
    fn new(xs: &[f32], ys: &[f32], region: &Ruled) -> Self {
        let (rows, columns) = (ys.len() - 1, xs.len() - 1);
        let mut rooms = Self {
            columns,
            parent: (0..rows * columns).collect(),
        };
        for row in 0..rows {
            for column in 0..columns {
                let here = row * columns + column;
                if column + 1 < columns
                    && !walled(&region.vertical, xs[column + 1], ys[row], ys[row + 1])
                {
                    rooms.merge(here, here + 1);
                }
                if row + 1 < rows
                    && !walled(&region.horizontal, ys[row + 1], xs[column], xs[column + 1])
                {
                    rooms.merge(here, here + columns);
                }
            }
        }
        rooms
    }

    fn root(&mut self, mut room: usize) -> usize {
        while self.parent[room] != room {
            self.parent[room] = self.parent[self.parent[room]];
            room = self.parent[room];
        }
        room
    }

    fn merge(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// The merged rooms as (row, column, row span, column span), by row, then column. One that is no rectangle is
    /// cut into the rooms it is made of, row by row, so that cells never overlap.
    fn boxes(mut self) -> Vec<(usize, usize, usize, usize)> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for room in 0..self.parent.len() {
            let root = self.root(room);
            members[root].push(room);
        }
        let mut out = Vec::new();
        for members in members.iter().filter(|m| !m.is_empty()) {
            let columns = || members.iter().map(|i| i % self.columns);
            let first = members[0] / self.columns;
            let rows = members[members.len() - 1] / self.columns - first + 1;
            let left = columns().min().unwrap_or(0);
            let width = columns().max().unwrap_or(0) - left + 1;
            if rows * width == members.len() {
                out.push((first, left, rows, width));
            } else {
                out.extend(self.strips(members));
            }
        }
        out.sort_unstable();
        out
    }

    /// Runs of neighbouring rooms within a row.
    fn strips(&self, members: &[usize]) -> Vec<(usize, usize, usize, usize)> {
        let mut strips: Vec<(usize, usize, usize, usize)> = Vec::new();
        for index in members {
            let (row, column) = (index / self.columns, index % self.columns);
            match strips.last_mut() {
                Some((r, c, _, span)) if *r == row && *c + *span == column => *span += 1,
                _ => strips.push((row, column, 1, 1)),
            }
        }
        strips
    }
}

/// Whether rules at `at` cover enough of `from` to `to`.
fn walled(segments: &[Segment], at: f32, from: f32, to: f32) -> bool {
    // Segments are sorted by place: only those near `at` are looked at.
    let near = segments.partition_point(|s| s.at < at - SAME);
    let covered: f32 = segments[near..]
        .iter()
        .take_while(|s| s.at <= at + SAME)
        .map(|s| (s.to.min(to) - s.from.max(from)).max(0.0))
        .fold(0.0, f32::max);
    covered >= (to - from) * COVER
}

/// Figures one below the other that were taken for one number.
struct Pile {
    row: usize,
    column: usize,
    /// As figures of their own.
    text: String,
}

/// Puts the region's glyphs into its cells.
fn write_into(cells: &mut Vec<(Cell, Rect)>, region: &Ruled, xs: &[f32], ys: &[f32]) -> Vec<Pile> {
    let columns = xs.len() - 1;
    let mut owner = vec![usize::MAX; columns * (ys.len() - 1)];
    for (index, (cell, _)) in cells.iter().enumerate() {
        for row in cell.row..cell.row + cell.row_span {
            for column in cell.column..cell.column + cell.column_span {
                owner[row * columns + column] = index;
            }
        }
    }
    let mut written: Vec<Vec<&Glyph>> = vec![Vec::new(); cells.len()];
    for glyph in &region.glyphs {
        let (x, y) = glyph.rect.center();
        let room = slot(ys, y) * columns + slot(xs, x);
        written[owner[room]].push(glyph);
    }
    let (mut parted, mut piles) = (Vec::new(), Vec::new());
    for ((cell, rect), glyphs) in cells.iter_mut().zip(written) {
        let lines = lines_of(glyphs.into_iter());
        cell.text = text_of(&lines, rect);
        if lines.len() > 1 && is_number(&cell.text) && !cell.text.contains('\n') {
            let figures = lines.iter().map(|l| compose(&l.words()));
            piles.push(Pile {
                row: cell.row,
                column: cell.column,
                text: figures.collect::<Vec<_>>().join("\n"),
            });
        }
        cell.unseen = lines.iter().any(GlyphLine::unseen);
        cell.unknown_glyphs = cell.text.matches(UNKNOWN).count() as u32;
        if cell.column_span > 1
            && cell.row_span == 1
            && let [line] = lines.as_slice()
        {
            parted.append(&mut parts(cell, rect, &line.words(), xs));
        }
    }
    cells.append(&mut parted);
    cells.sort_by_key(|(cell, _)| (cell.row, cell.column));
    piles
}

/// A cell over several columns in which a figure stands in each of them has lost the rules between: it is cut down to its
/// first column, and the cells of the others are given.
fn parts(cell: &mut Cell, rect: &mut Rect, words: &[Word], xs: &[f32]) -> Vec<(Cell, Rect)> {
    let in_column = |(at, word): (usize, &Word)| {
        let (left, right) = (xs[cell.column + at], xs[cell.column + at + 1]);
        is_number(&word.text) && word.x0 > left && word.x1 < right
    };
    if words.len() != cell.column_span || !words.iter().enumerate().all(in_column) {
        return Vec::new();
    }
    let mut cells: Vec<(Cell, Rect)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let column = cell.column + at;
        let own = Rect::new(xs[column], rect.y0, xs[column + 1], rect.y1);
        let place = match cell.place {
            Place::Page { page, .. } => Place::Page { page, rect: own },
            other => other,
        };
        let part = Cell {
            column,
            column_span: 1,
            text: word.text.clone(),
            place,
            unknown_glyphs: 0,
            ..cell.clone()
        };
        cells.push((part, own));
    }
    (*cell, *rect) = cells.remove(0);
    cells
}

/// Index of the interval between stops that holds `at`; the nearest one outside of them.
pub(super) fn slot(stops: &[f32], at: f32) -> usize {
    stops
        .partition_point(|s| *s <= at)
        .saturating_sub(1)
        .min(stops.len() - 2)
}

/// The lines of a cell as one text. A line that was full goes on without a break; one with room left ends in `\n`. The
/// room is what is left on both sides, wherever in it the line was set.
fn text_of(lines: &[GlyphLine], cell: &Rect) -> String {
    let mut text = String::new();
    let mut previous: Option<&GlyphLine> = None;
    for line in lines {
        let words = line.words();
        if words.is_empty() {
            continue;
        }
        if let Some(before) = previous {
            let next_width = line.glyphs[0].rect.width();
            let behind = cell.x1 - before.rect.x1 - PADDING;
            let beside = cell.width() - before.rect.width() - 2.0 * PADDING;
            if behind.max(beside) >= next_width {
                text.push('\n');
            }
        }
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        previous = Some(line);
    }
    text
}
