//! What stands behind white text.

use super::color::Paint;
use super::limits;
use crate::location::Rect;

/// Filled boxes and pictures in the order they were drawn.
#[derive(Default)]
pub(super) struct Backdrop {
    boxes: Vec<(Rect, Paint)>,
}

impl Backdrop {
    pub fn push(&mut self, rect: Rect, paint: Paint) {
        self.boxes.push((rect, paint));
    }

    /// Whether something other than white paper is behind the point: the newest box over it decides.
    pub fn is_dark(&self, x: f32, y: f32) -> bool {
        self.boxes
            .iter()
            .rev()
            .take(limits::BACKDROPS)
            .find(|(rect, _)| rect.contains(x, y))
            .is_some_and(|(_, paint)| *paint == Paint::Ink)
    }
}
