//! The page that is drawn on.

use super::values::Box4;
use crate::location::Rect;
use crate::read::pdf::geometry::Matrix;
use crate::read::pdf::path::THICKEST;
use crate::read::{Glyph, Page, Ruling};

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// A page under way.
pub struct Sheet {
    pub page: Page,
    /// From millimetres of the file to points of the page.
    pub base: Matrix,
    /// Number of the text object.
    pub run: u32,
    /// Marks that may still be drawn.
    pub left: usize,
}

impl Sheet {
    pub fn new(number: u32, shown: Box4, left: usize) -> Self {
        let page = Page {
            number,
            width: (shown.width * POINTS) as f32,
            height: (shown.height * POINTS) as f32,
            ..Page::default()
        };
        let base = Matrix::new([
            POINTS,
            0.0,
            0.0,
            POINTS,
            -shown.x * POINTS,
            -shown.y * POINTS,
        ]);
        Self {
            page,
            base,
            run: 0,
            left,
        }
    }

    /// Whether nothing of a box is on the page, or the box is none.
    fn is_outside(&self, rect: &Rect) -> bool {
        let on_page = rect.x1 >= 0.0
            && rect.y1 >= 0.0
            && rect.x0 <= self.page.width
            && rect.y0 <= self.page.height;
        !on_page
    }

    fn take(&mut self) -> bool {
        let any = self.left > 0;
        self.left = self.left.saturating_sub(1);
        any
    }

    /// Adds a glyph; false where it is not on the page.
    pub fn push_glyph(&mut self, glyph: Glyph) -> bool {
        if self.is_outside(&glyph.rect) {
            return false;
        }
        if self.take() {
            self.page.glyphs.push(glyph);
        }
        true
    }

    pub fn push_ruling(&mut self, rect: Rect, horizontal: bool) {
        if !self.is_outside(&rect) && self.take() {
            self.page.rulings.push(Ruling { rect, horizontal });
        }
    }

    /// A filled box: a ruling when it is thin, else only a ground that text stands on.
    pub fn push_box(&mut self, rect: Rect) {
        if rect.width().min(rect.height()) <= THICKEST {
            self.push_ruling(rect, rect.width() >= rect.height());
        }
    }

    pub fn push_image(&mut self, rect: Rect) {
        if rect.width().min(rect.height()) <= THICKEST {
            self.push_box(rect);
        } else if !self.is_outside(&rect) && self.take() {
            self.page.images.push(rect);
        }
    }
}
