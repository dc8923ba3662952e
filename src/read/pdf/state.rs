//! The graphics state, as far as text and rulings need it.

use super::color::{Paint, Space};
use super::font::FontId;
use super::geometry::Matrix;
use crate::location::Rect;

/// One colour of the two a state has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub space: Space,
    pub paint: Paint,
    /// Fully transparent.
    pub clear: bool,
    /// A pattern, which may have holes.
    pub pattern: bool,
    /// The tiling pattern among those of the document.
    pub tile: Option<u32>,
    /// Partly transparent: what is below shows through.
    pub glassy: bool,
}

impl Ink {
    const BLACK: Self = Self {
        space: Space::Additive,
        paint: Paint::Ink,
        clear: false,
        pattern: false,
        tile: None,
        glassy: false,
    };

    /// Whether a mark in this colour shows on white paper.
    pub fn shows(&self) -> bool {
        !self.clear && self.paint == Paint::Ink
    }

    /// Whether a mark in this colour hides what is below it.
    pub fn hides(&self) -> bool {
        !(self.clear || self.pattern || self.glassy)
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// From user space to the page as shown.
    pub ctm: Matrix,
    /// On the page as shown. Void when nothing can be seen.
    pub clip: Rect,
    /// Whether the clip is that box and not another shape within it.
    pub clip_is_box: bool,
    pub fill: Ink,
    pub stroke: Ink,
    /// Whether colours are blended with what is below, or masked.
    pub blended: bool,
    pub line_width: f64,
    pub text: TextState,
}

impl State {
    pub fn new(ctm: Matrix, clip: Rect) -> Self {
        Self {
            ctm,
            clip,
            clip_is_box: true,
            fill: Ink::BLACK,
            stroke: Ink::BLACK,
            blended: false,
            line_width: 1.0,
            text: TextState::default(),
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct TextState {
    pub font: Option<FontId>,
    pub size: f64,
    pub char_space: f64,
    pub word_space: f64,
    /// As a factor: 1 where the operator says 100.
    pub h_scale: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
}

impl Default for TextState {
    fn default() -> Self {
        Self {
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            h_scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}
