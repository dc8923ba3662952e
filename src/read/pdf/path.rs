//! The current path, already on the page as shown, and the rulings in it.

use super::geometry::Matrix;
use crate::location::Rect;

/// Boxes and strokes up to this thickness in points are rulings. Table borders have up to 2.25, the red rule of an
/// official letterhead up to 3.
pub(in crate::read) const THICKEST: f32 = 3.2;

/// How far a line may lean and still be axis-parallel.
const LEAN: f32 = 0.5;

#[derive(Default)]
pub(in crate::read) struct Path {
    points: Vec<Point>,
    parts: Vec<Part>,
    /// In user space, for curves that begin at the current point.
    current: (f64, f64),
    start: (f64, f64),
}

#[derive(Clone, Copy)]
struct Point {
    x: f32,
    y: f32,
    /// The end of a curve, not of a straight line.
    curved: bool,
}

#[derive(Clone, Copy)]
struct Part {
    first: usize,
    closed: bool,
}

/// A filled part of a path.
pub(in crate::read) struct Filled {
    pub bounds: Rect,
    /// Made of straight lines only.
    pub straight: bool,
}

impl Path {
    pub fn clear(&mut self) {
        self.points.clear();
        self.parts.clear();
    }

    /// How many points it has.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub fn move_to(&mut self, x: f64, y: f64, ctm: &Matrix) {
        self.parts.push(Part {
            first: self.points.len(),
            closed: false,
        });
        self.start = (x, y);
        self.push(x, y, false, ctm);
    }

    pub fn line_to(&mut self, x: f64, y: f64, ctm: &Matrix) {
        if self.is_open() {
            self.push(x, y, false, ctm);
        } else {
            self.continue_or_start(x, y, false, ctm);
        }
    }

    pub fn curve_to(&mut self, x: f64, y: f64, ctm: &Matrix) {
        if self.is_open() {
            self.push(x, y, true, ctm);
        } else {
            self.continue_or_start(x, y, true, ctm);
        }
    }

    pub fn close(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.closed = true;
        }
        self.current = self.start;
    }

    pub fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64, ctm: &Matrix) {
        self.move_to(x, y, ctm);
        self.push(x + width, y, false, ctm);
        self.push(x + width, y + height, false, ctm);
        self.push(x, y + height, false, ctm);
        self.close();
    }

    /// A line after `h` begins where the closed part began; a line without any `m` begins at itself.
    fn continue_or_start(&mut self, x: f64, y: f64, curved: bool, ctm: &Matrix) {
        let (from_x, from_y) = if self.parts.is_empty() {
            (x, y)
        } else {
            self.current
        };
        self.move_to(from_x, from_y, ctm);
        self.push(x, y, curved, ctm);
    }

    fn is_open(&self) -> bool {
        self.parts.last().is_some_and(|part| !part.closed)
    }

    fn push(&mut self, x: f64, y: f64, curved: bool, ctm: &Matrix) {
        self.current = (x, y);
        let (x, y) = ctm.apply(x, y);
        self.points.push(Point { x, y, curved });
    }

    fn parts(&self) -> impl Iterator<Item = (&[Point], bool)> {
        self.parts.iter().enumerate().map(|(i, part)| {
            let end = self
                .parts
                .get(i + 1)
                .map_or(self.points.len(), |next| next.first);
            (&self.points[part.first..end], part.closed)
        })
    }

    /// The box around all of it.
    pub fn bounds(&self) -> Option<Rect> {
        bounds(&self.points)
    }

    /// The box this path is and nothing else.
    pub fn only_box(&self) -> Option<Rect> {
        match self.parts.as_slice() {
            [_] => box_of(&self.points),
            _ => None,
        }
    }

    /// The axis-parallel lines of a stroke, as boxes of the stroke's thickness, with true for horizontal ones.
    pub fn stroked(&self, thickness: f32, mut line: impl FnMut(Rect, bool)) {
        let half = thickness.max(0.1) / 2.0;
        for (points, closed) in self.parts() {
            let drawn_by_curves = points.len() > 6;
            let closing = if closed { points.first() } else { None };
            let ends = points.iter().skip(1).chain(closing);
            for (from, to) in points.iter().zip(ends) {
                let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
                let is_closing = closing.is_some_and(|first| std::ptr::eq(first, to));
                if (to.curved && !is_closing) || (dx == 0.0 && dy == 0.0) {
                    continue;
                }
                // Short steps of a long line are a circle or a graph, flattened by the writer.
                if drawn_by_curves && dx.max(dy) < 2.0 {
                    continue;
                }
                let rect = Rect::new(from.x, from.y, to.x, to.y);
                if dy <= LEAN && dy * 4.0 <= dx {
                    line(
                        Rect {
                            y0: rect.y0 - half,
                            y1: rect.y1 + half,
                            ..rect
                        },
                        true,
                    );
                } else if dx <= LEAN && dx * 4.0 <= dy {
                    line(
                        Rect {
                            x0: rect.x0 - half,
                            x1: rect.x1 + half,
                            ..rect
                        },
                        false,
                    );
                }
            }
        }
    }

    /// The filled parts. Two boxes within one another are a frame when filled by the even-odd rule, or when they run
    /// round in opposite senses: its four sides are given instead.
    pub fn filled(&self, even_odd: bool, mut part: impl FnMut(Filled)) {
        if let Some(sides) = self.frame(even_odd) {
            for bounds in sides {
                part(Filled {
                    bounds,
                    straight: true,
                });
            }
            return;
        }
        for (points, _) in self.parts() {
            // A part of two points or fewer covers no area, but a box of no height is filled as a hair line.
            if points.len() < 3 {
                continue;
            }
            if let Some(bounds) = bounds(points) {
                let straight = points.len() <= 9 && points.iter().all(|point| !point.curved);
                part(Filled { bounds, straight });
            }
        }
    }

    fn frame(&self, even_odd: bool) -> Option<[Rect; 4]> {
        if self.parts.len() != 2 {
            return None;
        }
        let mut parts = self.parts();
        let (first, second) = (parts.next()?.0, parts.next()?.0);
        if !even_odd && (area(first) > 0.0) == (area(second) > 0.0) {
            return None;
        }
        let (a, b) = (box_of(first)?, box_of(second)?);
        let (outer, inner) = if a.width() >= b.width() {
            (a, b)
        } else {
            (b, a)
        };
        let within = inner.x0 >= outer.x0
            && inner.y0 >= outer.y0
            && inner.x1 <= outer.x1
            && inner.y1 <= outer.y1;
        within.then_some([
            Rect {
                y1: inner.y0,
                ..outer
            },
            Rect {
                y0: inner.y1,
                ..outer
            },
            Rect {
                x1: inner.x0,
                ..outer
            },
            Rect {
                x0: inner.x1,
                ..outer
            },
        ])
    }
}

fn bounds(points: &[Point]) -> Option<Rect> {
    let first = points.first()?;
    let start = Rect {
        x0: first.x,
        y0: first.y,
        x1: first.x,
        y1: first.y,
    };
    Some(points.iter().fold(start, |rect, point| Rect {
        x0: rect.x0.min(point.x),
        y0: rect.y0.min(point.y),
        x1: rect.x1.max(point.x),
        y1: rect.y1.max(point.y),
    }))
}

/// The box these points are the corners of.
fn box_of(points: &[Point]) -> Option<Rect> {
    let rect = bounds(points)?;
    let near = |a: f32, b: f32| (a - b).abs() < 0.05;
    let is_corner = |point: &Point| {
        !point.curved
            && (near(point.x, rect.x0) || near(point.x, rect.x1))
            && (near(point.y, rect.y0) || near(point.y, rect.y1))
    };
    ((4..=5).contains(&points.len()) && points.iter().all(is_corner)).then_some(rect)
}

/// Twice the signed area: its sign tells which way round the points run.
fn area(points: &[Point]) -> f32 {
    let next = points.iter().cycle().skip(1);
    points
        .iter()
        .zip(next)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum()
}
