//! Rulings to clean segments, and segments to the regions they divide.

use std::cmp::Ordering;

use crate::location::Rect;
use crate::read::Ruling;

/// Pieces of one line that are this close are one piece: cell-wise drawn borders leave gaps of their own width.
const JOIN: f32 = 3.0;
/// Parallel lines this close are one line drawn twice or a double rule.
const SAME_LINE: f32 = 2.2;
/// A ruling ends on another when it comes this close to it.
const TOUCH: f32 = 3.0;
/// Shorter pieces are underlines of a character, ticks, bullets.
const SHORTEST: f32 = 4.0;
/// A box of this size whose sides differ by no more than this share is a dot.
const DOT: f32 = 2.5;
const SQUARE: f32 = 0.2;

/// A straight segment: `at` is where it lies, `from` to `to` what it spans, all in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// y of a horizontal segment, x of a vertical one.
    pub at: f32,
    /// Smaller end.
    pub from: f32,
    /// Larger end.
    pub to: f32,
}

impl Segment {
    /// The order of segments: by where they lie, then by their start.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let at = self.at.total_cmp(&other.at);
        at.then(self.from.total_cmp(&other.from))
    }

    fn length(&self) -> f32 {
        self.to - self.from
    }
}

/// Joins the rulings of one direction into as few segments as possible, sorted by place, then by start.
pub(super) fn segments(rulings: &[Ruling], horizontal: bool) -> Vec<Segment> {
    let mut raw: Vec<Segment> = rulings
        .iter()
        .filter(|r| r.horizontal == horizontal || is_dot(&r.rect))
        .map(|r| {
            let (x, y) = r.rect.center();
            if horizontal {
                Segment {
                    at: y,
                    from: r.rect.x0,
                    to: r.rect.x1,
                }
            } else {
                Segment {
                    at: x,
                    from: r.rect.y0,
                    to: r.rect.y1,
                }
            }
        })
        .collect();
    raw.sort_by(Segment::order);
    let mut out = Vec::new();
    let mut start = 0;
    while start < raw.len() {
        let mut end = start + 1;
        // A band of lines: each within reach of the first, so that narrow rows never chain together.
        while end < raw.len() && raw[end].at - raw[start].at <= SAME_LINE {
            end += 1;
        }
        join_band(&mut raw[start..end], &mut out);
        start = end;
    }
    out.retain(|s| s.length() >= SHORTEST);
    out
}

/// Whether it is a dot of a dotted line, of which nothing says in which direction the line goes.
fn is_dot(rect: &Rect) -> bool {
    let (width, height) = (rect.width(), rect.height());
    let longer = width.max(height);
    longer <= DOT && (width - height).abs() <= longer * SQUARE
}

fn join_band(band: &mut [Segment], out: &mut Vec<Segment>) {
    let at = band.iter().map(|s| s.at).sum::<f32>() / band.len() as f32;
    band.sort_by(|a, b| a.from.total_cmp(&b.from));
    let first = out.len();
    for segment in band {
        match out[first..].last_mut() {
            Some(last) if segment.from - last.to <= JOIN => last.to = last.to.max(segment.to),
            _ => out.push(Segment { at, ..*segment }),
        }
    }
}

/// Segments that touch each other, and the box around them.
pub(super) struct Region {
    pub rect: Rect,
    pub horizontal: Vec<Segment>,
    pub vertical: Vec<Segment>,
}

/// The connected regions among segments, from the top. Segments that touch nothing are in none.
pub(super) fn regions(horizontal: &[Segment], vertical: &[Segment]) -> Vec<Region> {
    let count = horizontal.len();
    let mut parent: Vec<usize> = (0..count + vertical.len()).collect();
    for (h, across) in horizontal.iter().enumerate() {
        for (v, down) in vertical.iter().enumerate() {
            if crosses(across, down) {
                union(&mut parent, h, count + v);
            }
        }
    }
    let mut of_root: Vec<Option<usize>> = vec![None; parent.len()];
    let mut regions: Vec<Region> = Vec::new();
    for index in 0..parent.len() {
        let root = find(&mut parent, index);
        let slot = *of_root[root].get_or_insert_with(|| {
            regions.push(Region {
                rect: Rect::new(f32::MAX, f32::MAX, f32::MAX, f32::MAX),
                horizontal: Vec::new(),
                vertical: Vec::new(),
            });
            regions.len() - 1
        });
        let region = &mut regions[slot];
        let rect = if index < count {
            let s = horizontal[index];
            region.horizontal.push(s);
            Rect::new(s.from, s.at, s.to, s.at)
        } else {
            let s = vertical[index - count];
            region.vertical.push(s);
            Rect::new(s.at, s.from, s.at, s.to)
        };
        region.rect = if region.rect.x0 == f32::MAX {
            rect
        } else {
            region.rect.union(&rect)
        };
    }
    let (mut regions, apart): (Vec<Region>, Vec<Region>) =
        (regions.into_iter()).partition(|r| r.horizontal.len() >= 2 && !r.vertical.is_empty());
    for piece in apart {
        adopt(&mut regions, piece);
    }
    regions.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    regions
}

/// Upright rules that end before they meet others part columns all the same: they belong to the smallest region around
/// them. A rule across that meets none underlines what is written above it.
fn adopt(regions: &mut [Region], piece: Region) {
    let (x, _) = piece.rect.center();
    let around =
        |r: &&mut Region| r.rect.contains(x, piece.rect.y0) && r.rect.contains(x, piece.rect.y1);
    let size = |r: &Region| r.rect.width() * r.rect.height();
    let home = (regions.iter_mut().filter(around)).min_by(|a, b| size(a).total_cmp(&size(b)));
    if let Some(region) = home.filter(|_| piece.horizontal.is_empty()) {
        region.vertical.extend(piece.vertical);
        region.vertical.sort_by(Segment::order);
    }
}

fn crosses(across: &Segment, down: &Segment) -> bool {
    (across.from - TOUCH..=across.to + TOUCH).contains(&down.at)
        && (down.from - TOUCH..=down.to + TOUCH).contains(&across.at)
}

fn find(parent: &mut [usize], mut index: usize) -> usize {
    while parent[index] != index {
        parent[index] = parent[parent[index]];
        index = parent[index];
    }
    index
}

fn union(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(parent, a), find(parent, b));
    // The smaller index wins, so that the result does not depend on the order of the calls.
    parent[a.max(b)] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x0: f32, y0: f32, x1: f32, y1: f32) -> Ruling {
        Ruling {
            rect: Rect::new(x0, y0, x1, y1),
            horizontal: x1 - x0 >= y1 - y0,
        }
    }

    #[test]
    fn pieces_and_double_rules_become_one_segment() {
        let rulings = [
            line(10.0, 100.0, 50.0, 100.5),
            line(50.5, 100.0, 90.0, 100.5),
            line(10.0, 101.5, 90.0, 102.0),
            line(10.0, 110.0, 90.0, 110.5),
        ];
        let out = segments(&rulings, true);
        assert_eq!(out.len(), 2);
        assert_eq!((out[0].from, out[0].to), (10.0, 90.0));
    }

    #[test]
    fn dots_are_lines_in_the_direction_they_follow_one_another() {
        let dot = |x: f32, y: f32| line(x, y, x + 0.75, y + 0.75);
        let across = (0..20).map(|at| dot(10.0 + at as f32 * 1.5, 50.0));
        let down = (0..20).map(|at| dot(10.0, 50.0 + at as f32 * 1.5));
        let dots: Vec<Ruling> = across.chain(down).collect();
        for horizontal in [true, false] {
            let out = segments(&dots, horizontal);
            assert_eq!(out.len(), 1);
            assert!(out[0].length() > 28.0);
        }
    }

    #[test]
    fn a_box_is_a_region_and_an_underline_is_not() {
        let rulings = [
            line(0.0, 0.0, 100.0, 0.5),
            line(0.0, 50.0, 100.0, 50.5),
            line(0.0, 0.0, 0.5, 50.0),
            line(100.0, 0.0, 100.5, 50.0),
            line(20.0, 300.0, 60.0, 300.5),
        ];
        let found = regions(&segments(&rulings, true), &segments(&rulings, false));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].horizontal.len(), 2);
    }
}
