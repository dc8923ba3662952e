//! CMaps: predefined ones, parsed once in a process, and those a file brings along.

use super::super::{inflate, limits};
use super::Text;
use super::charset::Charset;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::object::{Dict, Name, Object, Stream};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

type Cache = Mutex<FxHashMap<Vec<u8>, Option<Arc<CMap>>>>;

/// A predefined CMap. Parsing one costs milliseconds, and every file of a batch asks for the same two or three.
pub(super) fn predefined(name: &[u8]) -> Option<Arc<CMap>> {
    static CACHE: OnceLock<Cache> = OnceLock::new();
    let cache = CACHE.get_or_init(Cache::default);
    let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = cache.get(name) {
        return known.clone();
    }
    let data = load_embedded(CMapName::from_bytes(name))?;
    let parsed = CMap::parse(data, load_embedded).map(Arc::new);
    cache.insert(name.to_vec(), parsed.clone());
    parsed
}

/// The CMap that leads from the CIDs of a character collection to Unicode.
pub(super) fn collection_name(family: &CidFamily) -> Option<&'static [u8]> {
    Some(match family {
        CidFamily::AdobeGB1 => b"Adobe-GB1-UCS2",
        CidFamily::AdobeCNS1 => b"Adobe-CNS1-UCS2",
        CidFamily::AdobeJapan1 => b"Adobe-Japan1-UCS2",
        CidFamily::AdobeKorea1 => b"Adobe-Korea1-UCS2",
        CidFamily::AdobeIdentity | CidFamily::Custom { .. } => return None,
    })
}

/// The same by the `Ordering` of a `CIDSystemInfo`.
pub(super) fn collection_of_ordering(ordering: &[u8]) -> Option<&'static [u8]> {
    Some(match ordering {
        b"GB1" => b"Adobe-GB1-UCS2",
        b"CNS1" => b"Adobe-CNS1-UCS2",
        b"Japan1" => b"Adobe-Japan1-UCS2",
        b"Korea1" => b"Adobe-Korea1-UCS2",
        _ => return None,
    })
}

/// What a font's `ToUnicode` entry says.
pub(super) enum ToUnicode {
    Map(Box<CMap>),
    /// `Identity-H`: the codes are UTF-16.
    Utf16,
}

impl ToUnicode {
    pub fn of(font: &Dict<'_>) -> Option<Self> {
        match font.get::<Object<'_>>("ToUnicode")? {
            Object::Stream(stream) => {
                let map = CMap::parse(&bytes_of(&stream)?, load_embedded)?;
                Some(Self::Map(Box::new(map)))
            }
            Object::Name(name) if name.starts_with(b"Identity") => Some(Self::Utf16),
            _ => None,
        }
    }

    pub fn text(&self, code: u32) -> Option<Text> {
        match self {
            Self::Map(map) => text(map, code),
            Self::Utf16 => Charset::Utf16.text(code),
        }
    }
}

/// The Unicode text a CMap gives.
pub(super) fn text(map: &CMap, code: u32) -> Option<Text> {
    match map.lookup_bf_string(code)? {
        BfString::Char(c) => Text::from_char(c),
        BfString::String(text) => Text::from_str(&text),
    }
}

/// The `Encoding` of a composite font.
pub(super) struct Encoding {
    map: Map,
    lengths: Lengths,
    pub vertical: bool,
    /// The character set the codes are of, where they are of one.
    pub charset: Option<Charset>,
}

enum Map {
    /// `Identity-H` and `Identity-V`: the code is the CID.
    Identity,
    /// A predefined CMap. The first one of a process costs five milliseconds, so it waits until it is needed.
    Predefined(Vec<u8>, OnceCell<Option<Arc<CMap>>>),
    Embedded(Box<CMap>),
}

impl Map {
    fn get(&self) -> Option<&CMap> {
        match self {
            Self::Identity => None,
            Self::Predefined(name, map) => map.get_or_init(|| predefined(name)).as_deref(),
            Self::Embedded(map) => Some(map),
        }
    }
}

impl Encoding {
    pub fn of(font: &Dict<'_>) -> Self {
        match font.get::<Object<'_>>("Encoding") {
            Some(Object::Name(name)) => Self::named(&name),
            Some(Object::Stream(stream)) => {
                Self::embedded(&stream).unwrap_or_else(|| Self::named(b"Identity-H"))
            }
            _ => Self::named(b"Identity-H"),
        }
    }

    pub fn named(name: &[u8]) -> Self {
        Self {
            map: if name.starts_with(b"Identity") {
                Map::Identity
            } else {
                Map::Predefined(name.to_vec(), OnceCell::new())
            },
            lengths: Lengths::of_predefined(name),
            vertical: name == b"V" || name.ends_with(b"-V"),
            charset: Charset::of(name),
        }
    }

    fn embedded(stream: &Stream<'_>) -> Option<Self> {
        let data = bytes_of(stream)?;
        let map = CMap::parse(&data, load_embedded)?;
        let base = stream.dict().get::<Name<'_>>("UseCMap");
        let ranges = codespace(&data);
        let lengths = match (ranges.is_empty(), base) {
            (false, _) => Lengths::Ranges(ranges),
            (true, Some(base)) => Lengths::of_predefined(&base),
            (true, None) => Lengths::Two,
        };
        let mode = stream.dict().get::<i32>("WMode");
        let vertical = mode == Some(1)
            || (mode.is_none()
                && map.metadata().writing_mode == Some(hayro_cmap::WritingMode::Vertical));
        Some(Self {
            map: Map::Embedded(Box::new(map)),
            lengths,
            vertical,
            charset: None,
        })
    }

    #[inline]
    pub fn split(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        let first = *bytes.first()?;
        let length = match &self.lengths {
            Lengths::Two => 2,
            Lengths::Lead(rule) => rule(first, bytes.get(1).copied().unwrap_or(0)),
            Lengths::Ranges(ranges) => length_in(ranges, bytes),
        };
        // A string may end in the middle of a code; what is there is taken as the code.
        let length = length.min(bytes.len());
        let code = bytes[..length]
            .iter()
            .fold(0_u32, |code, byte| code << 8 | u32::from(*byte));
        Some((code, length))
    }

    pub fn cid(&self, code: u32, length: usize) -> Option<u32> {
        match &self.map {
            Map::Identity => Some(code),
            map => map.get()?.lookup_cid_code(code, length as u8),
        }
    }

    /// The character collection the CMap itself names.
    pub fn collection(&self) -> Option<&'static [u8]> {
        if let Some(Charset::Gbk | Charset::Utf16Gb1) = self.charset {
            return collection_name(&CidFamily::AdobeGB1);
        }
        let map = self.map.get()?;
        collection_name(&map.metadata().character_collection.as_ref()?.family)
    }
}

/// How many bytes a code has.
enum Lengths {
    Two,
    /// By the first two bytes.
    Lead(fn(u8, u8) -> usize),
    Ranges(Vec<CodeRange>),
}

impl Lengths {
    fn of_predefined(name: &[u8]) -> Self {
        let stem = name.strip_suffix(b"-H").or(name.strip_suffix(b"-V"));
        match stem.unwrap_or(name) {
            b"H" | b"V" | b"Identity" => Self::Two,
            stem if stem.starts_with(b"Uni") && stem.ends_with(b"UTF16") => {
                Self::Lead(|a, _| if (0xD8..=0xDB).contains(&a) { 4 } else { 2 })
            }
            stem if stem.starts_with(b"Uni") => Self::Two,
            b"GBK2K" => Self::Lead(|a, b| match (a, b) {
                (0x81..=0xFE, 0x30..=0x39) => 4,
                (0x81..=0xFE, _) => 2,
                _ => 1,
            }),
            b"CNS-EUC" => Self::Lead(|a, _| match a {
                0x8E => 4,
                0xA1..=0xFE => 2,
                _ => 1,
            }),
            b"EUC" => Self::Lead(|a, _| {
                if matches!(a, 0x8E | 0xA1..=0xFE) {
                    2
                } else {
                    1
                }
            }),
            stem if stem.ends_with(b"RKSJ") => Self::Lead(|a, _| {
                if matches!(a, 0x81..=0x9F | 0xE0..=0xFC) {
                    2
                } else {
                    1
                }
            }),
            b"GBpc-EUC" | b"B5pc" | b"KSCpc-EUC" => {
                Self::Lead(|a, _| if matches!(a, 0x81..=0xFC) { 2 } else { 1 })
            }
            stem if stem.ends_with(b"EUC")
                || stem.ends_with(b"B5")
                || stem.starts_with(b"KSCms") =>
            {
                Self::Lead(|a, _| if matches!(a, 0x81..=0xFE) { 2 } else { 1 })
            }
            _ => Self::Two,
        }
    }
}

#[derive(Clone, Copy)]
struct CodeRange {
    length: usize,
    low: [u8; 4],
    high: [u8; 4],
}

/// The length of the first code. Bytes outside every range take the shortest one, so that reading goes on.
fn length_in(ranges: &[CodeRange], bytes: &[u8]) -> usize {
    let holds = |range: &&CodeRange| {
        bytes.len() >= range.length
            && (0..range.length).all(|i| (range.low[i]..=range.high[i]).contains(&bytes[i]))
    };
    let found = ranges.iter().find(holds).map(|range| range.length);
    let shortest = || ranges.iter().map(|range| range.length).min();
    found.or_else(shortest).unwrap_or(1)
}

/// The codespace ranges of a CMap, which the parser beside us does not give.
fn codespace(data: &[u8]) -> Vec<CodeRange> {
    const OPEN: &[u8] = b"begincodespacerange";
    let mut ranges = Vec::new();
    let mut rest = data;
    while let Some(at) = find(rest, OPEN) {
        rest = &rest[at + OPEN.len()..];
        let end = find(rest, b"endcodespacerange").unwrap_or(rest.len());
        let mut strings = rest[..end].split(|b| *b == b'<').skip(1).filter_map(hex);
        while let (Some((low, length)), Some((high, _))) = (strings.next(), strings.next()) {
            if ranges.len() < 256 {
                ranges.push(CodeRange { length, low, high });
            }
        }
        rest = &rest[end..];
    }
    // Shorter codes first, as the standard reads them.
    ranges.sort_by_key(|range| range.length);
    ranges
}

fn hex(text: &[u8]) -> Option<([u8; 4], usize)> {
    let end = text.iter().position(|b| *b == b'>')?;
    let digits: Vec<u8> = text[..end]
        .iter()
        .filter_map(|b| char::from(*b).to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    let mut bytes = [0; 4];
    let length = digits.len() / 2;
    if !(1..=4).contains(&length) {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = pair[0] << 4 | pair[1];
    }
    Some((bytes, length))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

fn bytes_of(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let data = inflate::decoded(stream, limits::CMAP_BYTES).ok()?;
    Some(data.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codespace_of_mixed_lengths() {
        let ranges = codespace(b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange");
        assert_eq!(length_in(&ranges, b"A"), 1);
        assert_eq!(length_in(&ranges, &[0xB0, 0xA1]), 2);
        assert_eq!(length_in(&ranges, &[0xFF, 0xFF]), 1);
    }

    #[test]
    fn half_width_digits_of_gbk_are_ascii() {
        let cid = predefined(b"GBK-EUC-H").and_then(|map| map.lookup_cid_code(0x37, 1));
        let unicode = predefined(b"Adobe-GB1-UCS2");
        assert_eq!(cid, Some(836));
        assert_eq!(
            unicode.and_then(|map| text(&map, 836)),
            Some(Text::Char('7'))
        );
    }
}
