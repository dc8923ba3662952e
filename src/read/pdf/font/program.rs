//! The little that is read of an embedded font program: which character a glyph is, where the file says it nowhere
//! else. Outlines are not touched.

use super::super::{inflate, limits};
use super::cff::Cff;
use super::{Text, encodings, glyph_names, post};
use hayro_syntax::object::{Dict, Object, Stream};
use rustc_hash::FxHashMap;

/// From the glyph numbers of a TrueType or OpenType program to characters, by its `cmap` table.
pub(super) struct GlyphMap {
    chars: FxHashMap<u32, char>,
    /// `CIDToGIDMap`, two bytes a CID.
    gids: Option<Vec<u8>>,
    /// What the names of its glyphs say.
    names: FxHashMap<u32, Text>,
    /// The text of each CID of a CFF program.
    cids: FxHashMap<u32, Text>,
}

impl GlyphMap {
    pub fn of_composite(descendant: &Dict<'_>) -> Option<Self> {
        let descriptor = descendant.get::<Dict<'_>>("FontDescriptor")?;
        if let Some(program) = program(&descriptor, "FontFile3") {
            return Self::of_cff(&program);
        }
        let program = program(&descriptor, "FontFile2")?;
        let chars = unicode_cmap(&program).unwrap_or_default();
        let names = if chars.is_empty() {
            post::names(&program)?
        } else {
            FxHashMap::default()
        };
        let gids = match descendant.get::<Object<'_>>("CIDToGIDMap") {
            Some(Object::Stream(stream)) => Some(
                inflate::decoded(&stream, limits::FONT_BYTES)
                    .ok()?
                    .into_owned(),
            ),
            _ => None,
        };
        Some(Self {
            chars,
            gids,
            names,
            cids: FxHashMap::default(),
        })
    }

    /// A CFF program names its glyphs, or the OpenType font around it has a `cmap`. CIDs are the glyph numbers of a
    /// program that is not CID-keyed (PDF 32000-1, 9.7.4.2).
    fn of_cff(program: &[u8]) -> Option<Self> {
        let cff = Cff::new(program)?;
        let chars = unicode_cmap(program).unwrap_or_default();
        let text = |gid: u32| {
            let mapped = chars.get(&gid).and_then(|c| Text::from_char(*c));
            mapped.or_else(|| cff.glyph(gid as usize))
        };
        let cids: FxHashMap<u32, Text> = cff
            .cids()
            .filter_map(|(cid, gid)| Some((cid, text(gid)?)))
            .collect();
        let cids_known = !cids.is_empty();
        cids_known.then(|| Self {
            chars: FxHashMap::default(),
            gids: None,
            names: FxHashMap::default(),
            cids,
        })
    }

    pub fn text(&self, cid: u32) -> Option<Text> {
        if let Some(text) = self.cids.get(&cid) {
            return Some(text.clone());
        }
        let gid = match &self.gids {
            None => cid,
            Some(map) => {
                let at = cid as usize * 2;
                u32::from(u16_at(map, at)?)
            }
        };
        match self.chars.get(&gid) {
            Some(c) => Text::from_char(*c),
            None => self.names.get(&gid).cloned(),
        }
    }
}

/// The encoding built into the program of a simple font.
pub(super) fn simple_encoding(descriptor: &Dict<'_>) -> Option<Vec<(u8, Text)>> {
    if let Some(program) = program(descriptor, "FontFile") {
        return type1_encoding(&program);
    }
    if let Some(program) = program(descriptor, "FontFile3") {
        return Cff::new(&program)?.encoding();
    }
    let program = program(descriptor, "FontFile2")?;
    // A symbolic TrueType font shows code c as the glyph of U+F000 + c or of c in its Macintosh table; which
    // character that is only a Unicode table over the same glyphs can tell, or their names.
    let unicode = unicode_cmap(&program).unwrap_or_default();
    let names = post::names(&program).unwrap_or_default();
    let text = |gid: u32| {
        let mapped = unicode.get(&gid).and_then(|c| Text::from_char(*c));
        mapped.or_else(|| names.get(&gid).cloned())
    };
    let codes = code_cmap(&program)?;
    let pairs = codes
        .into_iter()
        .filter_map(|(code, gid)| Some((code, text(gid)?)));
    let pairs: Vec<(u8, Text)> = pairs.collect();
    (!pairs.is_empty()).then_some(pairs)
}

fn program(descriptor: &Dict<'_>, key: &str) -> Option<Vec<u8>> {
    let stream = descriptor.get::<Stream<'_>>(key)?;
    let data = inflate::decoded(&stream, limits::FONT_BYTES).ok()?;
    Some(data.into_owned())
}

/// `dup 65 /A put` lines of the clear part of a Type 1 program.
fn type1_encoding(program: &[u8]) -> Option<Vec<(u8, Text)>> {
    let clear = &program[..program.len().min(64 << 10)];
    let clear = String::from_utf8_lossy(clear);
    let start = clear.find("/Encoding")?;
    let table = &clear[start..];
    let end = table.find("eexec").unwrap_or(table.len());
    let table = &table[..end];
    let standard = table.find("StandardEncoding");
    if standard.is_some_and(|at| at < 40) {
        let codes = encodings::STANDARD.iter().enumerate();
        return Some(
            codes
                .filter_map(|(code, c)| Some((code as u8, Text::from_char(*c)?)))
                .collect(),
        );
    }
    let mut own = Vec::new();
    for entry in table.split("dup ").skip(1).take(256) {
        let mut words = entry.split_ascii_whitespace();
        let (Some(code), Some(name)) = (words.next(), words.next()) else {
            continue;
        };
        let text = name
            .strip_prefix('/')
            .and_then(|name| glyph_names::text_of(name.as_bytes(), false))
            .and_then(|text| Text::from_str(&text));
        if let (Ok(code), Some(text)) = (code.parse::<u8>(), text) {
            own.push((code, text));
        }
    }
    (!own.is_empty()).then_some(own)
}

/// The Unicode `cmap` of a program, turned round. A glyph of several characters keeps the first that is not a
/// compatibility form, since that is what a writer of ordinary text used.
fn unicode_cmap(font: &[u8]) -> Option<FxHashMap<u32, char>> {
    let mut chars = FxHashMap::default();
    let subtable = subtables(font)?
        .into_iter()
        .find(|(platform, encoding, _)| matches!((platform, encoding), (0, _) | (3, 1 | 10)))?;
    each_mapping(font, subtable.2, |code, gid| {
        if gid != 0
            && let Some(c) = char::from_u32(code)
        {
            let kept = chars.entry(gid).or_insert(c);
            if is_compatibility(*kept) && !is_compatibility(c) {
                *kept = c;
            }
        }
    })?;
    (!chars.is_empty()).then_some(chars)
}

fn is_compatibility(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{AD}' | '\u{2E80}'..='\u{2FDF}' | '\u{E000}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// Character codes of a symbolic simple font to glyph numbers.
fn code_cmap(font: &[u8]) -> Option<Vec<(u8, u32)>> {
    let tables = subtables(font)?;
    let pick = |platform, encoding| {
        tables
            .iter()
            .find(|t| (t.0, t.1) == (platform, encoding))
            .map(|t| t.2)
    };
    let at = pick(3, 0).or_else(|| pick(1, 0))?;
    let mut codes = Vec::new();
    each_mapping(font, at, |code, gid| {
        if gid != 0 && (code < 256 || code & 0xFF00 == 0xF000) {
            codes.push((code as u8, gid));
        }
    })?;
    Some(codes)
}

/// Platform, encoding and offset of the subtables of `cmap`.
fn subtables(font: &[u8]) -> Option<Vec<(u16, u16, usize)>> {
    let cmap = table(font, b"cmap")?;
    let count = usize::from(u16_at(font, cmap.checked_add(2)?)?);
    (0..count)
        .map(|i| {
            let at = cmap + 4 + i * 8;
            let offset = u32_at(font, at + 4)? as usize;
            Some((
                u16_at(font, at)?,
                u16_at(font, at + 2)?,
                cmap.checked_add(offset)?,
            ))
        })
        .collect()
}

fn each_mapping(font: &[u8], at: usize, mut found: impl FnMut(u32, u32)) -> Option<()> {
    match u16_at(font, at)? {
        0 => {
            for code in 0..256 {
                found(code as u32, u32::from(*font.get(at + 6 + code)?));
            }
        }
        4 => {
            let segments = usize::from(u16_at(font, at + 6)?) / 2;
            let (ends, starts) = (at + 14, at + 16 + segments * 2);
            let (deltas, offsets) = (starts + segments * 2, starts + segments * 4);
            // Segments of a sound font do not overlap, so all of them together hold each code once.
            let mut budget = 0x2_0000_u32;
            for i in 0..segments {
                let (first, last) = (u16_at(font, starts + i * 2)?, u16_at(font, ends + i * 2)?);
                let delta = u16_at(font, deltas + i * 2)?;
                let offset = usize::from(u16_at(font, offsets + i * 2)?);
                for code in first..=last {
                    if code == 0xFFFF {
                        break;
                    }
                    budget = budget.checked_sub(1)?;
                    let gid = if offset == 0 {
                        code.wrapping_add(delta)
                    } else {
                        let place = offsets + i * 2 + offset + usize::from(code - first) * 2;
                        match u16_at(font, place) {
                            Some(0) | None => continue,
                            Some(gid) => gid.wrapping_add(delta),
                        }
                    };
                    found(u32::from(code), u32::from(gid));
                }
            }
        }
        6 => {
            let first = u32::from(u16_at(font, at + 6)?);
            for i in 0..u16_at(font, at + 8)? {
                let gid = u16_at(font, at + 10 + usize::from(i) * 2)?;
                found(first + u32::from(i), u32::from(gid));
            }
        }
        12 => {
            let mut budget = 0x11_0000_u32;
            for i in 0..u32_at(font, at + 12)? as usize {
                let group = at + 16 + i.checked_mul(12)?;
                let (first, last) = (u32_at(font, group)?, u32_at(font, group + 4)?);
                let gid = u32_at(font, group + 8)?;
                for code in first..=last {
                    budget = budget.checked_sub(1)?;
                    found(code, gid.wrapping_add(code - first));
                }
            }
        }
        _ => return None,
    }
    Some(())
}

/// Where a table of the program begins.
pub(super) fn table(font: &[u8], tag: &[u8]) -> Option<usize> {
    let count = usize::from(u16_at(font, 4)?);
    let record = (0..count)
        .map(|i| 12 + i * 16)
        .find(|at| font.get(*at..*at + 4) == Some(tag))?;
    Some(u32_at(font, record + 8)? as usize)
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}
