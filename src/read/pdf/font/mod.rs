//! Fonts: from the bytes of a string to characters and widths. Outlines are never looked at.

mod cff;
mod charset;
mod cmaps;
mod composite;
pub(super) mod encodings;
mod glyph_names;
mod metrics;
mod post;
mod program;
mod simple;
mod standard_widths;
mod widths;

use composite::Composite;
use hayro_syntax::object::{Dict, Name};
pub(super) use metrics::Metrics;
use rustc_hash::FxHashMap;
use simple::Simple;

use crate::read::GlyphText;

/// The place of a font in the list of a document's fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FontId(pub usize);

/// What a font says of one character code. Lengths are in text space for a font size of 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code {
    pub symbol: Symbol,
    /// Advance to the right.
    pub width: f32,
    /// Advance of vertical writing: negative is down.
    pub fall: f32,
    /// From the origin of horizontal writing to that of vertical writing.
    pub vertical_origin: (f32, f32),
    /// Whether word spacing applies: the single-byte code 32.
    pub spaces: bool,
}

/// The text of a code, without an allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    Char(char),
    /// Index into the font's sequences.
    Many(u32),
    Unknown,
}

/// A font as a content stream uses it. Codes are looked up once and kept.
pub(super) struct Font<'a> {
    source: Source<'a>,
    pub metrics: Metrics,
    /// Whether its writing runs down.
    pub vertical: bool,
    /// Whether it says it is Latin and is read as Chinese.
    pub disguised: bool,
    known: Vec<Code>,
    /// Index into `known` plus one, by the high and the low byte of the code.
    pages: Vec<Option<Box<[u32; 256]>>>,
    /// The same for codes of three and four bytes.
    far: FxHashMap<u32, u32>,
    sequences: Vec<Box<str>>,
}

enum Source<'a> {
    Simple(Box<Simple<'a>>),
    Composite(Box<Composite>),
}

/// Codes of one byte have a page of their own: a CMap may hold both `<41>` and `<0041>`.
const SINGLE_BYTE_PAGE: usize = 256;

impl<'a> Font<'a> {
    pub fn new(dict: &Dict<'a>) -> Self {
        let subtype = dict.get::<Name<'_>>("Subtype");
        let descendant = dict
            .get::<hayro_syntax::object::Array<'_>>("DescendantFonts")
            .and_then(|fonts| fonts.flex_iter().next::<Dict<'_>>());
        let is_composite = subtype.as_deref() == Some(b"Type0".as_slice());
        let mut disguised = false;
        let (source, metrics, vertical) = match descendant {
            Some(descendant) if is_composite => {
                let font = Composite::new(dict, &descendant);
                let vertical = font.vertical();
                let metrics = Metrics::of_composite(&descendant);
                (Source::Composite(Box::new(font)), metrics, vertical)
            }
            _ if composite::is_gbk_in_disguise(dict) => {
                let metrics = Metrics::of_simple(dict);
                disguised = true;
                (
                    Source::Composite(Box::new(Composite::gbk())),
                    metrics,
                    false,
                )
            }
            _ => {
                let font = Simple::new(dict);
                let metrics = Metrics::of_simple(dict);
                (Source::Simple(Box::new(font)), metrics, false)
            }
        };
        Self {
            source,
            metrics,
            vertical,
            disguised,
            known: Vec::new(),
            pages: Vec::new(),
            far: FxHashMap::default(),
            sequences: Vec::new(),
        }
    }

    /// The code at the start of `bytes` and its length; none at the end.
    #[inline]
    pub fn next(&mut self, bytes: &[u8]) -> Option<(usize, Code)> {
        let (code, length) = match &self.source {
            Source::Simple(_) => (u32::from(*bytes.first()?), 1),
            Source::Composite(font) => font.split(bytes)?,
        };
        let at = self.slot(code, length);
        let index = if at == 0 {
            self.learn(code, length)
        } else {
            at
        };
        Some((length, *self.known.get(index as usize - 1)?))
    }

    pub fn text(&self, symbol: Symbol) -> GlyphText {
        match symbol {
            Symbol::Char(c) => GlyphText::Char(c),
            Symbol::Many(at) => match self.sequences.get(at as usize) {
                Some(text) => GlyphText::Many(text.clone()),
                None => GlyphText::Unknown,
            },
            Symbol::Unknown => GlyphText::Unknown,
        }
    }

    #[inline]
    fn slot(&self, code: u32, length: usize) -> u32 {
        if length > 2 {
            return self.far.get(&code).copied().unwrap_or(0);
        }
        match self.pages.get(page_of(code, length)) {
            Some(Some(page)) => page[(code & 0xFF) as usize],
            _ => 0,
        }
    }

    #[cold]
    fn learn(&mut self, code: u32, length: usize) -> u32 {
        let (text, mut entry) = match &self.source {
            Source::Simple(font) => font.code(code),
            Source::Composite(font) => font.code(code, length),
        };
        entry.symbol = self.symbol(text);
        self.known.push(entry);
        let index = self.known.len() as u32;
        if length > 2 {
            self.far.insert(code, index);
        } else {
            let page = page_of(code, length);
            if self.pages.len() <= page {
                self.pages.resize_with(page + 1, || None);
            }
            let page = self.pages[page].get_or_insert_with(|| Box::new([0; 256]));
            page[(code & 0xFF) as usize] = index;
        }
        index
    }

    fn symbol(&mut self, text: Option<Text>) -> Symbol {
        match text {
            None => Symbol::Unknown,
            Some(Text::Char(c)) => Symbol::Char(c),
            Some(Text::Many(text)) => {
                self.sequences.push(text.into_boxed_str());
                Symbol::Many(self.sequences.len() as u32 - 1)
            }
        }
    }
}

fn page_of(code: u32, length: usize) -> usize {
    if length == 1 {
        SINGLE_BYTE_PAGE
    } else {
        ((code >> 8) & 0xFF) as usize
    }
}

/// What a code stands for, when the file says so.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Text {
    Char(char),
    Many(String),
}

impl Text {
    /// The text with everything left out that is not writing; nothing when nothing remains, because a file that maps
    /// a code to U+0000 or U+FFFD does not say which character it draws.
    fn from_str(text: &str) -> Option<Self> {
        let mut chars = text.chars().filter_map(writing);
        let first = chars.next()?;
        match chars.next() {
            None => Some(Self::Char(first)),
            Some(_) => Some(Self::Many(text.chars().filter_map(writing).collect())),
        }
    }

    fn from_char(c: char) -> Option<Self> {
        writing(c).map(Self::Char)
    }
}

fn writing(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFD}' | '\u{FEFF}' => None,
        c if (c as u32) & 0xFFFE == 0xFFFE => None,
        c => Some(c),
    }
}
