//! Simple fonts: one byte a code, through an encoding of glyph names.

use super::cmaps::ToUnicode;
use super::metrics::type3_unit;
use super::{Code, Symbol, Text, encodings, glyph_names, program, standard_widths};
use hayro_syntax::object::{Array, Dict, Name, Number, Object};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

pub(super) struct Simple<'a> {
    to_unicode: Option<ToUnicode>,
    base: Base<'a>,
    /// The glyph names `Differences` puts over the base; read when `ToUnicode` leaves a code open.
    differences: OnceCell<FxHashMap<u8, Name<'a>>>,
    /// The dictionary that may have them.
    encoding: Option<Dict<'a>>,
    /// Whether glyph names are those of ZapfDingbats.
    zapf: bool,
    first: i64,
    widths: Vec<f32>,
    missing: f32,
    standard: Option<Standard>,
    /// Width in text space of one unit of the widths.
    unit: f32,
}

/// The encoding under the differences.
enum Base<'a> {
    Table(&'static [char; 256]),
    /// That of the embedded program, which is inflated only when a code needs it.
    Program(Box<OwnEncoding<'a>>),
    /// Type 3 fonts have none.
    Nothing,
}

struct OwnEncoding<'a> {
    descriptor: Dict<'a>,
    symbolic: bool,
    codes: OnceCell<FxHashMap<u8, Text>>,
}

impl OwnEncoding<'_> {
    fn text(&self, byte: u8) -> Option<Text> {
        let codes = self.codes.get_or_init(|| self.read());
        codes.get(&byte).cloned()
    }

    fn read(&self) -> FxHashMap<u8, Text> {
        match program::simple_encoding(&self.descriptor) {
            Some(own) => own.into_iter().collect(),
            None if self.symbolic => FxHashMap::default(),
            None => (0..=255)
                .filter_map(|byte| Some((byte, table_text(&encodings::STANDARD, byte)?)))
                .collect(),
        }
    }
}

fn table_text(table: &[char; 256], byte: u8) -> Option<Text> {
    Text::from_char(table[usize::from(byte)])
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

impl<'a> Simple<'a> {
    pub fn new(font: &Dict<'a>) -> Self {
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
            base: Base::Nothing,
            differences: OnceCell::new(),
            encoding: None,
            zapf: name.contains("ZapfDingbats"),
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
        font: &Dict<'a>,
        descriptor: &Dict<'a>,
        name: &str,
        flags: i32,
        is_type3: bool,
    ) {
        let (named, dict) = match font.get::<Object<'a>>("Encoding") {
            Some(Object::Name(name)) => (Some(name), None),
            Some(Object::Dict(dict)) => (dict.get::<Name<'_>>("BaseEncoding"), Some(dict)),
            _ => (None, None),
        };
        self.base = match named.as_deref() {
            Some(b"WinAnsiEncoding") => Base::Table(&encodings::WIN_ANSI),
            Some(b"MacRomanEncoding") => Base::Table(&encodings::MAC_ROMAN),
            Some(b"MacExpertEncoding") => Base::Table(&encodings::MAC_EXPERT),
            Some(b"StandardEncoding") => Base::Table(&encodings::STANDARD),
            _ if is_type3 => Base::Nothing,
            _ if self.zapf => Base::Table(&encodings::ZAPF_DINGBATS),
            _ if name == "Symbol" || name.starts_with("Symbol,") => Base::Table(&encodings::SYMBOL),
            _ => implicit_base(font, descriptor, flags),
        };
        self.encoding = dict;
    }

    fn difference(&self, byte: u8) -> Option<&Name<'a>> {
        let encoding = self.encoding.as_ref()?;
        let known = self.differences.get_or_init(|| differences(encoding));
        known.get(&byte)
    }

    pub fn code(&self, code: u32) -> (Option<Text>, Code) {
        let byte = code as u8;
        let mapped = self.to_unicode.as_ref().and_then(|map| map.text(code));
        let text = mapped.or_else(|| self.named(byte));
        let entry = Code {
            symbol: Symbol::Unknown,
            width: self.width(byte, text.as_ref()) * self.unit,
            fall: -1.0,
            vertical_origin: (0.0, 0.0),
            spaces: byte == 32,
        };
        (text, entry)
    }

    fn named(&self, byte: u8) -> Option<Text> {
        if let Some(name) = self.difference(byte) {
            return Text::from_str(&glyph_names::text_of(name, self.zapf)?);
        }
        match &self.base {
            Base::Table(table) => table_text(table, byte),
            Base::Program(own) => own.text(byte),
            Base::Nothing => None,
        }
    }

    fn width(&self, byte: u8, text: Option<&Text>) -> f32 {
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
            Standard::Latin(column) => match text {
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

fn differences<'a>(encoding: &Dict<'a>) -> FxHashMap<u8, Name<'a>> {
    let mut names = FxHashMap::default();
    let list = encoding.get::<Array<'a>>("Differences").unwrap_or_default();
    let mut code = 0_i64;
    for item in list.iter::<Object<'a>>() {
        match item {
            Object::Number(number) => code = number.as_i64(),
            Object::Name(name) => {
                if let Ok(byte) = u8::try_from(code) {
                    names.insert(byte, name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}

/// The encoding of a font that names none: its own, which only an embedded program knows.
fn implicit_base<'a>(font: &Dict<'a>, descriptor: &Dict<'a>, flags: i32) -> Base<'a> {
    let embedded = ["FontFile", "FontFile2", "FontFile3"]
        .iter()
        .any(|key| descriptor.contains_key(key));
    if embedded {
        return Base::Program(Box::new(OwnEncoding {
            descriptor: descriptor.clone(),
            symbolic: flags & SYMBOLIC != 0,
            codes: OnceCell::new(),
        }));
    }
    let is_true_type = font.get::<Name<'_>>("Subtype").as_deref() == Some(b"TrueType");
    Base::Table(if is_true_type {
        &encodings::WIN_ANSI
    } else {
        &encodings::STANDARD
    })
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
