//! Rows that no rule parts: where rules are lost, or a table has only upright ones, white space through all columns parts
//! the rows. It is as wide between any two rows as rows with figures have it between them.

use super::lattice::{SAME, slot};
use super::loose::is_number;
use crate::layout::{GlyphLine, Ruled, Segment, covered, lines_of};
use crate::read::{Direction, Glyph};

/// Figures whose middles are this share of their size apart at most stand in one row.
const ONE_ROW: f32 = 0.6;
/// Two rows of figures under one lost rule must be this many sizes apart, middle to middle: a number that is broken over
/// two lines of a narrow cell has them closer.
const APART: f32 = 1.6;
/// So many rows of figures under one rule are rows at any distance, as are rows of more figures: no number is broken over as
/// many lines, and no row has as many that are broken.
pub(super) const MANY: usize = 4;
/// So many figures, each below words in its cell, are a row below its heads.
const HEADED: usize = 2;
/// Words this short beside the figures are units.
const UNIT: usize = 3;

/// A line of writing within the rules beside it.
struct Piece {
    /// The columns it stands in, the last one excluded.
    from: usize,
    to: usize,
    top: f32,
    bottom: f32,
    size: f32,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Figure,
    Short,
    Words,
}

impl Piece {
    fn middle(&self) -> f32 {
        f32::midpoint(self.top, self.bottom)
    }

    /// Whether it stands left of a row of figures, in one line with it.
    fn is_beside(&self, row: &Anchor) -> bool {
        self.to <= row.first && (self.middle() - row.middle).abs() <= row.size * ONE_ROW
    }
}

/// A row of figures.
struct Anchor {
    middle: f32,
    size: f32,
    /// The first column with a figure.
    first: usize,
    /// How many figures.
    count: usize,
}

/// Rules to put where none is drawn, within the band from `top` to `bottom` of a region.
pub(super) fn cuts(region: &Ruled, xs: &[f32], top: f32, bottom: f32) -> Vec<Segment> {
    let pieces = pieces(region, xs, top, bottom);
    let anchors = anchors(&pieces);
    let whole = top <= region.rect.y0 + SAME && bottom >= region.rect.y1 - SAME;
    if anchors.is_empty() || anchors.len() == 1 && !whole {
        return Vec::new();
    }
    if !whole && !apart(&anchors, &pieces) {
        return Vec::new();
    }
    let first = anchors.iter().map(|a| a.first).min().unwrap_or(0);
    let in_rows: Vec<&Piece> = pieces
        .iter()
        .filter(|p| p.from >= first || p.to == first || beside_units(p, first, &pieces))
        .collect();
    let gaps = gaps(&in_rows);
    let Some(least) = least_gap(&gaps, &anchors) else {
        return Vec::new();
    };
    let start = |from: f32, to: f32| {
        let inside = in_rows
            .iter()
            .filter(|p| p.middle() > from && p.middle() < to);
        inside.map(|p| p.from).min()
    };
    let rows: Vec<&Gap> = gaps.iter().filter(|g| g.height() >= least).collect();
    let mut edges: Vec<f32> = rows
        .iter()
        .map(|g| f32::midpoint(g.top, g.bottom))
        .collect();
    edges.insert(0, top);
    edges.push(bottom);
    // A band without figures below the first of them may be a row or a piece of one; in short tables it is a head.
    let is_blank = |band: &[f32]| {
        !anchors
            .iter()
            .any(|a| a.middle > band[0] && a.middle < band[1])
    };
    let has_anchor = |band: &&[f32]| band[1] > anchors[0].middle;
    let is_long = anchors.iter().any(|a| a.count > MANY);
    if is_long && edges.windows(2).filter(has_anchor).any(is_blank) {
        return Vec::new();
    }
    let mut beside = pieces.iter().filter(|p| p.from >= first);
    let has_head = beside.any(|p| p.middle() < edges[1]);
    // One row of figures with nothing above it but words on its left: the first lines of its label.
    if anchors.len() == 1 && !has_head {
        return Vec::new();
    }
    let cut = |at: usize| {
        let above = start(edges[at - 1], edges[at])?;
        let below = start(edges[at], edges[at + 1])?;
        Some(Segment {
            at: edges[at],
            from: xs[above.min(below)],
            to: region.rect.x1,
        })
    };
    (1..edges.len() - 1).filter_map(cut).collect()
}

/// The rule between heads and the row of figures below them, in a band that holds both: where upright rules begin, else
/// where white space is widest.
pub(super) fn below_heads(region: &Ruled, xs: &[f32], top: f32, bottom: f32) -> Option<Segment> {
    let pieces = pieces(region, xs, top, bottom);
    let anchors = anchors(&pieces);
    let [row] = anchors.as_slice() else {
        return None;
    };
    let is_head = |p: &&Piece| p.kind != Kind::Figure && p.middle() < row.middle;
    let headed = |figure: &&Piece| {
        let mut heads = pieces.iter().filter(is_head);
        heads.any(|p| p.from < figure.to && p.to > figure.from)
    };
    let figures = || pieces.iter().filter(|p| p.kind == Kind::Figure);
    if row.count < HEADED || !figures().all(|f| headed(&f)) {
        return None;
    }
    let above = pieces
        .iter()
        .filter(is_head)
        .filter(|p| p.from >= row.first);
    let from = above.map(|p| p.bottom).fold(f32::MIN, f32::max);
    let to = row.middle - row.size / 2.0;
    let inside = |y: f32| y > from && y < to;
    let begins = region.vertical.iter().map(|s| s.from).find(|y| inside(*y));
    let gaps = gaps(&pieces.iter().collect::<Vec<_>>());
    let white = gaps.iter().map(|g| (g.top.max(from), g.bottom.min(to)));
    let widest = white.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    let middle = widest
        .filter(|(a, b)| a < b)
        .map(|(a, b)| f32::midpoint(a, b));
    Some(Segment {
        at: begins.or(middle)?,
        from: region.rect.x0,
        to: region.rect.x1,
    })
}

/// Whether rows of figures, at least two in each, are many, or long, or further apart than the lines of a cell. One figure
/// does where there are many and something else stands in the line of each.
fn apart(anchors: &[Anchor], pieces: &[Piece]) -> bool {
    let far =
        |pair: &[Anchor]| pair[1].middle - pair[0].middle >= pair[0].size.max(pair[1].size) * APART;
    let many = anchors.len() >= MANY;
    let is_row = |a: &Anchor| a.count >= 2 || many && pieces.iter().any(|p| p.is_beside(a));
    anchors.iter().all(is_row)
        && (many || anchors.iter().all(|a| a.count > MANY) || anchors.windows(2).all(far))
}

/// Whether a piece stands left of units, which stand left of the figures.
fn beside_units(piece: &Piece, first: usize, pieces: &[Piece]) -> bool {
    let mut between = pieces.iter().filter(|p| p.to == first && p.from < first);
    let units = between.clone().filter(|p| p.kind != Kind::Words).count();
    units * 10 >= between.clone().count() * 8 && between.any(|p| p.from == piece.to)
}

/// The lines of writing of a band, each between the upright rules that stand at its side.
fn pieces(region: &Ruled, xs: &[f32], top: f32, bottom: f32) -> Vec<Piece> {
    let mut placed: Vec<((usize, usize), &Glyph)> = Vec::new();
    for glyph in &region.glyphs {
        let (x, y) = glyph.rect.center();
        let across = matches!(glyph.direction, Direction::Right | Direction::Left);
        if !across || y < top || y > bottom {
            continue;
        }
        let column = slot(xs, x);
        let wall = |stop: usize| {
            let near = |s: &&Segment| (s.at - xs[stop]).abs() <= SAME;
            let mut rules = region.vertical.iter().filter(near);
            stop == 0 || stop == xs.len() - 1 || rules.any(|s| s.from <= y && y <= s.to)
        };
        let from = (0..=column).rev().find(|s| wall(*s)).unwrap_or(0);
        let to = (column + 1..xs.len()).find(|s| wall(*s));
        placed.push(((from, to.unwrap_or(xs.len() - 1)), glyph));
    }
    placed.sort_by_key(|(columns, _)| *columns);
    placed
        .chunk_by(|a, b| a.0 == b.0)
        .flat_map(|group| {
            let (from, to) = group[0].0;
            let lines = lines_of(group.iter().map(|(_, glyph)| *glyph));
            lines
                .into_iter()
                .filter_map(move |line| piece(&line, from, to))
        })
        .collect()
}

fn piece(line: &GlyphLine, from: usize, to: usize) -> Option<Piece> {
    let text: String = line.words().into_iter().map(|w| w.text).collect();
    if text.is_empty() {
        return None;
    }
    let kind = if is_number(&text) || !text.chars().any(char::is_alphanumeric) {
        Kind::Figure
    } else if text.chars().count() <= UNIT {
        Kind::Short
    } else {
        Kind::Words
    };
    // Boxes of characters are as high as their font says, which may be more than the lines are apart.
    let size = line.glyphs[0].size.max(1.0);
    let middle = line.rect.center().1;
    Some(Piece {
        from,
        to,
        top: middle - size / 2.0,
        bottom: middle + size / 2.0,
        size,
        kind,
    })
}

/// The rows of figures, from the top.
fn anchors(pieces: &[Piece]) -> Vec<Anchor> {
    let mut figures: Vec<&Piece> = pieces.iter().filter(|p| p.kind == Kind::Figure).collect();
    figures.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut anchors: Vec<Anchor> = Vec::new();
    for figure in figures {
        match anchors.last_mut() {
            Some(row) if figure.middle() - row.middle <= row.size * ONE_ROW => {
                row.first = row.first.min(figure.from);
                row.count += 1;
            }
            _ => anchors.push(Anchor {
                middle: figure.middle(),
                size: figure.size,
                first: figure.from,
                count: 1,
            }),
        }
    }
    anchors
}

/// White space through all columns.
struct Gap {
    top: f32,
    bottom: f32,
}

impl Gap {
    fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

fn gaps(pieces: &[&Piece]) -> Vec<Gap> {
    let written = covered(pieces.iter().map(|p| (p.top, p.bottom)).collect());
    let between = written.windows(2).map(|pair| Gap {
        top: pair[0].1,
        bottom: pair[1].0,
    });
    between.filter(|gap| gap.height() > 0.0).collect()
}

/// The least white space between rows: there is as much of it between any two rows of figures, and above the first of
/// them. `None` where two rows of figures have none between them.
fn least_gap(gaps: &[Gap], anchors: &[Anchor]) -> Option<f32> {
    let between = |from: f32, to: f32| {
        let inside = gaps.iter().filter(|g| g.top >= from && g.bottom <= to);
        inside.map(Gap::height).max_by(f32::total_cmp)
    };
    let mut least = f32::MAX;
    for pair in anchors.windows(2) {
        least = least.min(between(pair[0].middle, pair[1].middle)?);
    }
    if let [only] = anchors {
        // The head of a table with one row of figures ends in the last gap above them.
        let above = gaps.iter().rfind(|g| g.bottom <= only.middle)?;
        least = above.height();
    }
    Some(least - 0.05)
}
