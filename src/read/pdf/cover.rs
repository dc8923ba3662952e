//! Text that something opaque was drawn over later. Paint order decides: the background of a cell is drawn before its
//! text and hides nothing.

use super::geometry::{intersection, is_void};
use crate::location::Rect;
use crate::read::{Glyph, Visibility};

/// What was drawn over text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A filled box or a small picture: what is under it is not on the page.
    Box,
    /// A picture as wide as the page: what is under it is the text layer of a scan.
    Scan,
}

struct Cover {
    rect: Rect,
    kind: Kind,
    /// So many glyphs were drawn before it.
    before: usize,
}

/// The opaque boxes and pictures of a page, as far as they lie over text.
#[derive(Default)]
pub(super) struct Covers {
    covers: Vec<Cover>,
    /// The box around the glyphs drawn so far, and how many of them it counts.
    written: Option<Rect>,
    counted: usize,
}

/// Height of the strips that glyphs are looked up by, in points.
const STRIP: f32 = 12.0;

/// How much of a glyph's box has to be under a cover.
const MOST: f32 = 0.5;

impl Covers {
    pub fn push(&mut self, rect: Rect, kind: Kind, glyphs: &[Glyph]) {
        for glyph in glyphs.get(self.counted..).unwrap_or_default() {
            self.written = Some(match self.written {
                Some(written) => written.union(&glyph.rect),
                None => glyph.rect,
            });
        }
        self.counted = glyphs.len();
        let over_text = |written| !is_void(&intersection(&rect, &written));
        if self.written.is_some_and(over_text) {
            self.covers.push(Cover {
                rect,
                kind,
                before: glyphs.len(),
            });
        }
    }

    /// Glyphs were joined: those that come now are new.
    pub fn shorten(&mut self, glyphs: usize) {
        self.counted = self.counted.min(glyphs);
        for cover in self.covers.iter_mut().rev() {
            if cover.before <= glyphs {
                break;
            }
            cover.before = glyphs;
        }
    }

    /// Takes what is under a box away and marks what is under a picture. Returns how many glyphs are gone.
    pub fn apply(&self, glyphs: &mut Vec<Glyph>, height: f32, checks: &mut u64) -> usize {
        if self.covers.is_empty() {
            return 0;
        }
        let strip = |y: f32| (y.clamp(0.0, height) / STRIP) as usize;
        let mut strips: Vec<Vec<usize>> = vec![Vec::new(); strip(height) + 1];
        for (at, glyph) in glyphs.iter().enumerate() {
            strips[strip(glyph.rect.center().1)].push(at);
        }
        let mut gone = vec![false; glyphs.len()];
        for cover in &self.covers {
            for strip in &strips[strip(cover.rect.y0)..=strip(cover.rect.y1)] {
                let under = strip.iter().take_while(|at| **at < cover.before);
                for at in under {
                    *checks = checks.saturating_sub(1);
                    let glyph = &mut glyphs[*at];
                    if !hides(&cover.rect, &glyph.rect) {
                        continue;
                    }
                    match cover.kind {
                        Kind::Box => gone[*at] = true,
                        Kind::Scan => glyph.visibility = Visibility::Invisible,
                    }
                }
            }
            if *checks == 0 {
                break;
            }
        }
        let before = glyphs.len();
        let mut flags = gone.iter();
        glyphs.retain(|_| !flags.next().copied().unwrap_or(false));
        before - glyphs.len()
    }
}

fn hides(cover: &Rect, glyph: &Rect) -> bool {
    let (x, y) = glyph.center();
    if !cover.contains(x, y) {
        return false;
    }
    let shared = intersection(cover, glyph);
    shared.width() >= glyph.width() * MOST && shared.height() >= glyph.height() * MOST
}
