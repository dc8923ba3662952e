//! What all content streams of a document share, and what those of one page draw on.

use super::backdrop::Backdrop;
use super::color::Paint;
use super::cover::{Covers, Kind};
use super::font::{Font, FontId};
use super::geometry::{grown, intersection, is_void};
use super::layers::Layers;
use super::limits::{self, Limit};
use super::path::THICKEST;
use crate::location::Rect;
use crate::read::{Glyph, Page, Ruling};
use hayro_syntax::object::{Dict, ObjectIdentifier, Stream};
use rustc_hash::FxHashMap;

/// A document while it is read.
pub(super) struct Shared<'a> {
    pub fonts: Vec<Font<'a>>,
    font_ids: FxHashMap<FontKey, FontId>,
    /// Patterns that areas are filled with.
    pub tiles: Vec<Stream<'a>>,
    pub layers: Layers,
    pub budget: Budget,
    pub dropped: Dropped,
}

#[derive(PartialEq, Eq, Hash)]
enum FontKey {
    Object(ObjectIdentifier),
    /// A font written out in the resources: where its bytes are.
    Inline(usize),
    /// The one that stands in for a font that is not there.
    Substitute,
}

/// What may still be read.
pub(super) struct Budget {
    operators: u64,
    glyphs: usize,
    marks: usize,
    /// Bytes of contents after inflation.
    bytes: usize,
    /// Comparisons of glyphs with what was drawn over them.
    pub cover_checks: u64,
    spent: bool,
    /// The limits that were met, in that order.
    met: Vec<Limit>,
}

impl Budget {
    fn new() -> Self {
        Self {
            operators: limits::OPERATORS,
            glyphs: limits::GLYPHS,
            marks: limits::MARKS,
            bytes: limits::INFLATED_BYTES,
            cover_checks: limits::COVER_CHECKS,
            spent: false,
            met: Vec::new(),
        }
    }

    /// Whether nothing more is read of the file.
    #[inline]
    pub fn is_spent(&self) -> bool {
        self.spent
    }

    /// Says that something was left out.
    #[cold]
    pub fn meet(&mut self, limit: Limit) {
        if !self.met.contains(&limit) {
            self.met.push(limit);
        }
    }

    /// Says so, and that nothing more is read.
    #[cold]
    pub fn end(&mut self, limit: Limit) {
        self.meet(limit);
        self.spent = true;
    }

    pub fn met(&self) -> &[Limit] {
        &self.met
    }

    /// Takes from what is left; false when nothing is.
    #[inline]
    pub fn take_operators(&mut self, count: u64) -> bool {
        self.operators = self.operators.saturating_sub(count);
        if self.operators == 0 {
            self.end(Limit::Operators);
        }
        !self.spent
    }

    /// Counts inflated contents; false when they are too many.
    pub fn take_bytes(&mut self, count: usize) -> bool {
        self.bytes = self.bytes.saturating_sub(count);
        if self.bytes == 0 {
            self.end(Limit::InflatedBytes);
        }
        !self.spent
    }

    #[inline]
    fn take_glyph(&mut self) {
        self.glyphs = self.glyphs.saturating_sub(1);
        if self.glyphs == 0 {
            self.end(Limit::Glyphs);
        }
    }

    #[inline]
    fn take_mark(&mut self) {
        self.marks = self.marks.saturating_sub(1);
        if self.marks == 0 {
            self.end(Limit::Marks);
        }
    }
}

/// Characters that are in the file and not on the page.
#[derive(Default)]
pub(super) struct Dropped {
    pub white: usize,
    pub transparent: usize,
    pub covered: usize,
    pub outside: usize,
    pub in_hidden_layers: usize,
}

impl<'a> Shared<'a> {
    pub fn new(layers: Layers) -> Self {
        Self {
            fonts: Vec::new(),
            font_ids: FxHashMap::default(),
            tiles: Vec::new(),
            layers,
            budget: Budget::new(),
            dropped: Dropped::default(),
        }
    }

    /// The font under the `key` of `fonts`.
    pub fn font(&mut self, fonts: &Dict<'a>, key: &[u8]) -> Option<FontId> {
        let reference = fonts.get_ref(key).map(ObjectIdentifier::from);
        if let Some(id) = reference
            && let Some(known) = self.font_ids.get(&FontKey::Object(id))
        {
            return Some(*known);
        }
        let dict = fonts.get::<Dict<'a>>(key)?;
        self.font_of(&dict, reference)
    }

    /// Whether any text is in a font that is not there.
    pub fn has_substitute(&self) -> bool {
        self.font_ids.contains_key(&FontKey::Substitute)
    }

    /// Whether a font is the one for text whose font is not there.
    pub fn is_substitute(&self, id: FontId) -> bool {
        self.font_ids
            .get(&FontKey::Substitute)
            .is_some_and(|substitute| substitute.0 == id.0)
    }

    /// What viewers show text in whose font is not there: a plain Latin one.
    pub fn substitute_font(&mut self) -> FontId {
        let fonts = &mut self.fonts;
        *self.font_ids.entry(FontKey::Substitute).or_insert_with(|| {
            fonts.push(Font::new(&Dict::default()));
            FontId(fonts.len() - 1)
        })
    }

    /// A font by its dictionary, and by its number if it has one.
    pub fn font_of(&mut self, dict: &Dict<'a>, id: Option<ObjectIdentifier>) -> Option<FontId> {
        let key = match id {
            Some(id) => FontKey::Object(id),
            None => FontKey::Inline(dict.data().as_ptr() as usize),
        };
        if let Some(known) = self.font_ids.get(&key) {
            return Some(*known);
        }
        if self.fonts.len() >= limits::FONTS {
            self.budget.meet(Limit::Fonts);
            return None;
        }
        let new = FontId(self.fonts.len());
        self.fonts.push(Font::new(dict));
        self.font_ids.insert(key, new);
        Some(new)
    }
}

/// A page while it is drawn.
pub(super) struct Sheet<'d, 'a> {
    pub shared: &'d mut Shared<'a>,
    pub page: Page,
    pub backdrop: Backdrop,
    pub covers: Covers,
    /// Number of the text-showing operation.
    pub run: u32,
    /// Whether an annotation is drawn, not the page itself.
    pub annotation: bool,
    /// Whether what is drawn now hides what is below it: not where a marker pen is drawn.
    pub covering: bool,
    /// Forms within forms right now.
    pub depth: usize,
}

impl<'d, 'a> Sheet<'d, 'a> {
    pub fn new(shared: &'d mut Shared<'a>, number: u32, width: f32, height: f32) -> Self {
        Self {
            shared,
            page: Page {
                number,
                width,
                height,
                ..Page::default()
            },
            backdrop: Backdrop::default(),
            covers: Covers::default(),
            covering: true,
            run: 0,
            annotation: false,
            depth: 0,
        }
    }

    pub fn push_glyph(&mut self, glyph: Glyph) {
        self.shared.budget.take_glyph();
        self.page.glyphs.push(glyph);
    }

    /// Adds a ruling, as far as the clip shows it. Frames of stamps and form fields are not the page's rulings.
    pub fn push_ruling(&mut self, rect: Rect, horizontal: bool, clip: &Rect) {
        if self.annotation {
            return;
        }
        // A clip as thin as the line itself may miss it by a rounding.
        let rect = intersection(&rect, &grown(clip, 0.5));
        if !is_void(&rect) {
            self.shared.budget.take_mark();
            self.page.rulings.push(Ruling { rect, horizontal });
        }
    }

    /// Adds a filled box: a ruling when it is thin, else something that text may stand on.
    pub fn push_box(&mut self, bounds: Rect, straight: bool, paint: Paint, clip: &Rect) {
        let (width, height) = (bounds.width(), bounds.height());
        if width.min(height) <= THICKEST {
            if paint == Paint::Ink && straight {
                self.push_ruling(bounds, width >= height, clip);
            }
            return;
        }
        self.push_backdrop(bounds, paint, clip);
    }

    pub fn push_backdrop(&mut self, bounds: Rect, paint: Paint, clip: &Rect) {
        let rect = intersection(&bounds, clip);
        if !is_void(&rect) {
            self.shared.budget.take_mark();
            self.backdrop.push(rect, paint);
        }
    }

    /// Something opaque hides what it was drawn over, as far as the clip shows it.
    pub fn push_cover(&mut self, bounds: Rect, kind: Kind, clip: &Rect) {
        let rect = intersection(&bounds, clip);
        if self.covering && !is_void(&rect) && rect.width().min(rect.height()) > THICKEST {
            self.covers.push(rect, kind, &self.page.glyphs);
        }
    }

    pub fn push_image(&mut self, bounds: Rect, clip: &Rect) {
        if bounds.width().min(bounds.height()) <= THICKEST {
            self.push_ruling(bounds, bounds.width() >= bounds.height(), clip);
            return;
        }
        let rect = intersection(&bounds, clip);
        if !is_void(&rect) {
            self.shared.budget.take_mark();
            self.backdrop.push(rect, Paint::Ink);
            if !self.annotation {
                self.page.images.push(rect);
            }
        }
    }
}
