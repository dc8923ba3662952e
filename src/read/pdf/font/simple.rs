//! Simple fonts: one byte a code, through an encoding of glyph names.

use super::cmaps::ToUnicode;
use super::metrics::type3_unit;
use super::{Code, Symbol, Text, encodings, glyph_names, program, standard_widths};
use hayro_syntax::object::{Array, Dict, Name, Number, Object};
use rustc_hash::FxHashMap;

pub(super) struct Simple {
    to_unicode: Option<ToUnicode>,
    /// None where only the font program knows, and it does not tell.
    base: Option<&'static [char; 256]>,
    /// What `Differences` or the font program put over the base.
    differences: FxHashMap<u8, Option<Text>>,
    first: i64,
    widths: Vec<f32>,
    missing: f32,
    standard: Option<Standard>,
    /// Width in text space of one unit of the widths.
    unit: f32,
}

/// A row of the tables of standard widths.
#[derive(Clone, Copy)]
enum Standard {
    Latin(usize),
    Courier,
    Symbol,
    ZapfDingbats,
}

/// Bits of the descriptor's `Flags`.
const FIXED_PITCH: i32 = 1;
const SERIF: i32 = 1 << 1;
const SYMBOLIC: i32 = 1 << 2;
const ITALIC: i32 = 1 << 6;

impl Simple {
    pub fn new(font: &Dict<'_>) -> Self {
        let subtype = font.get::<Name<'_>>("Subtype");
        let is_type3 = subtype.as_deref() == Some(b"Type3".as_slice());
        let name = base_name(font);
        let descriptor = font.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let flags = descriptor.get::<i32>("Flags").unwrap_or(0);
        let widths = font.get::<Array<'_>>("Widths").map_or(Vec::new(), |array| {
            let numbers = array.iter::<Number>().take(256);
            numbers.map(|number| number.as_f32()).collect()
        });
        let standard = (widths.is_empty() && !is_type3).then(|| Standard::of(&name, flags));
        let mut simple = Self {
            to_unicode: ToUnicode::of(font),
            base: None,
            differences: FxHashMap::default(),
            first: font.get::<i64>("FirstChar").unwrap_or(0),
            widths,
            missing: descriptor.get::<f32>("MissingWidth").unwrap_or(0.0),
            standard,
            unit: if is_type3 {
                type3_unit(font).0.abs() as f32
            } else {
                0.001
            },
        };
        simple.read_encoding(font, &descriptor, &name, flags, is_type3);
        simple
    }

    fn read_encoding(
        &mut self,
        font: &Dict<'_>,
        descriptor: &Dict<'_>,
        name: &str,
        flags: i32,
        is_type3: bool,
    ) {
        let zapf = name.contains("ZapfDingbats");
        let encoding = font.get::<Object<'_>>("Encoding");
        let (named, dict) = match encoding {
            Some(Object::Name(name)) => (Some(name), None),
            Some(Object::Dict(dict)) => (dict.get::<Name<'_>>("BaseEncoding"), Some(dict)),
            _ => (None, None),
        };
        self.base = match named.as_deref() {
            Some(b"WinAnsiEncoding") => Some(&encodings::WIN_ANSI),
            Some(b"MacRomanEncoding") => Some(&encodings::MAC_ROMAN),
            Some(b"MacExpertEncoding") => Some(&encodings::MAC_EXPERT),
            Some(b"StandardEncoding") => Some(&encodings::STANDARD),
            _ if is_type3 => None,
            _ if zapf => Some(&encodings::ZAPF_DINGBATS),
            _ if name == "Symbol" || name.starts_with("Symbol,") => Some(&encodings::SYMBOL),
            _ => self.implicit_base(font, descriptor, flags),
        };
        let Some(differences) = dict.and_then(|d| d.get::<Array<'_>>("Differences")) else {
            return;
        };
        let mut code = 0_i64;
        for item in differences.iter::<Object<'_>>() {
            match item {
                Object::Number(number) => code = number.as_i64(),
                Object::Name(name) => {
                    if let Ok(byte) = u8::try_from(code) {
                        let text = glyph_names::text_of(&name, zapf);
                        let text = text.and_then(|text| Text::from_str(&text));
                        self.differences.insert(byte, text);
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }

    /// The encoding of a font that names none: its own, which only an embedded program knows.
    fn implicit_base(
        &mut self,
        font: &Dict<'_>,
        descriptor: &Dict<'_>,
        flags: i32,
    ) -> Option<&'static [char; 256]> {
        let embedded = ["FontFile", "FontFile2", "FontFile3"]
            .iter()
            .any(|key| descriptor.contains_key(key));
        let is_true_type = font.get::<Name<'_>>("Subtype").as_deref() == Some(b"TrueType");
        if !embedded {
            return Some(if is_true_type {
                &encodings::WIN_ANSI
            } else {
                &encodings::STANDARD
            });
        }
        match program::simple_encoding(descriptor) {
            Some(own) => {
                for (code, text) in own {
                    self.differences.insert(code, Some(text));
                }
                None
            }
            None if flags & SYMBOLIC == 0 => Some(&encodings::STANDARD),
            None => None,
        }
    }

    pub fn code(&self, code: u32) -> (Option<Text>, Code) {
        let byte = code as u8;
        let named = self.named(byte);
        let entry = Code {
            symbol: Symbol::Unknown,
            width: self.width(byte, named.as_ref()) * self.unit,
            fall: -1.0,
            vertical_origin: (0.0, 0.0),
            spaces: byte == 32,
        };
        let mapped = self.to_unicode.as_ref().and_then(|map| map.text(code));
        (mapped.or(named), entry)
    }

    fn named(&self, byte: u8) -> Option<Text> {
        match self.differences.get(&byte) {
            Some(text) => text.clone(),
            None => Text::from_char(self.base?[usize::from(byte)]),
        }
    }

    fn width(&self, byte: u8, named: Option<&Text>) -> f32 {
        let at = usize::try_from(i64::from(byte) - self.first).ok();
        if let Some(width) = at.and_then(|at| self.widths.get(at)) {
            return *width;
        }
        let Some(standard) = self.standard else {
            return self.missing;
        };
        let known = match standard {
            Standard::Courier => Some(600),
            Standard::Symbol => Some(standard_widths::SYMBOL[usize::from(byte)]),
            Standard::ZapfDingbats => Some(standard_widths::ZAPF_DINGBATS[usize::from(byte)]),
            Standard::Latin(column) => match named {
                Some(Text::Char(c)) => latin(*c, column),
                _ => None,
            },
        };
        match known {
            Some(width) if width > 0 => f32::from(width),
            _ if self.missing > 0.0 => self.missing,
            _ => 500.0,
        }
    }
}

fn latin(c: char, column: usize) -> Option<u16> {
    let table = &standard_widths::LATIN;
    let at = table.binary_search_by_key(&c, |entry| entry.0).ok()?;
    table[at].1.get(column).copied()
}

impl Standard {
    /// The standard font that stands in for a name, as viewers choose it.
    fn of(name: &str, flags: i32) -> Self {
        let has = |word: &str| name.contains(word);
        if has("ZapfDingbats") {
            return Self::ZapfDingbats;
        }
        if name == "Symbol" || name.starts_with("Symbol,") {
            return Self::Symbol;
        }
        if has("Courier") || (flags & FIXED_PITCH != 0 && !has("Helvetica") && !has("Times")) {
            return Self::Courier;
        }
        let bold = has("Bold");
        let italic = has("Italic") || has("Oblique") || flags & ITALIC != 0;
        let serif = has("Times") || (flags & SERIF != 0 && !has("Arial") && !has("Helvetica"));
        Self::Latin(match (serif, bold, italic) {
            (false, false, _) => 0,
            (false, true, _) => 1,
            (true, false, false) => 2,
            (true, true, false) => 3,
            (true, false, true) => 4,
            (true, true, true) => 5,
        })
    }
}

/// The font's name without the tag of a subset.
fn base_name(font: &Dict<'_>) -> String {
    let name = font.get::<Name<'_>>("BaseFont");
    let name = String::from_utf8_lossy(name.as_deref().unwrap_or_default()).into_owned();
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 => rest.to_owned(),
        _ => name,
    }
}
