//! Marked content: layers switched off, and the text a writer declares for glyphs that say nothing themselves.

use crate::read::{Glyph, GlyphText};

/// One open `BMC` or `BDC`.
pub(super) enum Mark {
    Plain,
    /// Belongs to a layer that is off.
    Hidden,
    /// `ActualText`, and how many glyphs there were before it.
    Actual(String, usize),
}

#[derive(Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    hidden: usize,
}

impl Marks {
    pub fn push(&mut self, mark: Mark) {
        self.hidden += usize::from(matches!(mark, Mark::Hidden));
        self.open.push(mark);
    }

    pub fn pop(&mut self) -> Option<Mark> {
        let mark = self.open.pop()?;
        self.hidden -= usize::from(matches!(mark, Mark::Hidden));
        Some(mark)
    }

    pub fn depth(&self) -> usize {
        self.open.len()
    }

    pub fn hidden(&self) -> bool {
        self.hidden > 0
    }
}

/// Fills unknown glyphs from `ActualText`. A glyph whose character is known keeps it: what is printed counts, not
/// what the file claims beside it.
pub(super) fn fill_unknown(glyphs: &mut Vec<Glyph>, start: usize, text: &str) {
    let Some(scope) = glyphs.get_mut(start..) else {
        return;
    };
    if text.is_empty() || !scope.iter().any(|glyph| says_nothing(&glyph.text)) {
        return;
    }
    if text.chars().count() == scope.len() {
        for (glyph, c) in scope.iter_mut().zip(text.chars()) {
            if says_nothing(&glyph.text) {
                glyph.text = GlyphText::Char(c);
            }
        }
        return;
    }
    let one_line = scope
        .iter()
        .all(|glyph| says_nothing(&glyph.text) && glyph.direction == scope[0].direction);
    if !one_line {
        return;
    }
    let mut whole = scope[0].clone();
    for glyph in scope.iter() {
        whole.rect = whole.rect.union(&glyph.rect);
    }
    let mut chars = text.chars();
    whole.text = match (chars.next(), chars.next()) {
        (Some(c), None) => GlyphText::Char(c),
        _ => GlyphText::Many(text.into()),
    };
    glyphs.truncate(start);
    glyphs.push(whole);
}

/// Unknown, or a private-use character, which only the font's maker understands.
fn says_nothing(text: &GlyphText) -> bool {
    match text {
        GlyphText::Unknown => true,
        GlyphText::Char(c) => matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..),
        GlyphText::Many(_) => false,
    }
}
