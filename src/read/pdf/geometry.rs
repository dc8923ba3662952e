//! Affine maps, and boxes under them.

use crate::location::Rect;

/// `[a b c d e f]` as in PDF: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::read) struct Matrix {
    pub a: f64,
    pub b: f64,
    pub c: f64,
    pub d: f64,
    pub e: f64,
    pub f: f64,
}

impl Matrix {
    pub const IDENTITY: Self = Self::new([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub const fn new(m: [f64; 6]) -> Self {
        Self {
            a: m[0],
            b: m[1],
            c: m[2],
            d: m[3],
            e: m[4],
            f: m[5],
        }
    }

    pub const fn translation(x: f64, y: f64) -> Self {
        Self::new([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This map first, `outer` after it: the order in which PDF writes a product.
    pub fn then(&self, outer: &Self) -> Self {
        Self {
            a: self.a * outer.a + self.b * outer.c,
            b: self.a * outer.b + self.b * outer.d,
            c: self.c * outer.a + self.d * outer.c,
            d: self.c * outer.b + self.d * outer.d,
            e: self.e * outer.a + self.f * outer.c + outer.e,
            f: self.e * outer.b + self.f * outer.d + outer.f,
        }
    }

    #[inline]
    pub fn apply(&self, x: f64, y: f64) -> (f32, f32) {
        (
            (self.a * x + self.c * y + self.e) as f32,
            (self.b * x + self.d * y + self.f) as f32,
        )
    }

    /// By how much lengths grow, on average over directions.
    pub fn scale(&self) -> f64 {
        (self.a * self.d - self.b * self.c).abs().sqrt()
    }

    /// Whether boxes stay boxes: no turn but by quarters.
    #[inline]
    pub fn is_upright(&self) -> bool {
        (self.b == 0.0 && self.c == 0.0) || (self.a == 0.0 && self.d == 0.0)
    }

    /// The upright box around the image of a box.
    #[inline]
    pub fn bounds(&self, x0: f64, y0: f64, x1: f64, y1: f64) -> Rect {
        let (ax, ay) = self.apply(x0, y0);
        let (bx, by) = self.apply(x1, y1);
        if self.is_upright() {
            return Rect::new(ax, ay, bx, by);
        }
        let (cx, cy) = self.apply(x0, y1);
        let (dx, dy) = self.apply(x1, y0);
        Rect {
            x0: ax.min(bx).min(cx).min(dx),
            y0: ay.min(by).min(cy).min(dy),
            x1: ax.max(bx).max(cx).max(dx),
            y1: ay.max(by).max(cy).max(dy),
        }
    }
}

/// What two boxes share. Its edges are out of order when they share nothing, see [`is_void`].
pub(super) fn intersection(a: &Rect, b: &Rect) -> Rect {
    Rect {
        x0: a.x0.max(b.x0),
        y0: a.y0.max(b.y0),
        x1: a.x1.min(b.x1),
        y1: a.y1.min(b.y1),
    }
}

/// Whether a box holds no point at all, not even a line.
pub(super) fn is_void(rect: &Rect) -> bool {
    // Written so that a box with an edge that is not a number is void too.
    !(rect.x0 <= rect.x1 && rect.y0 <= rect.y1)
}

/// The box with its edges moved outwards.
pub(super) fn grown(rect: &Rect, by: f32) -> Rect {
    Rect {
        x0: rect.x0 - by,
        y0: rect.y0 - by,
        x1: rect.x1 + by,
        y1: rect.y1 + by,
    }
}
