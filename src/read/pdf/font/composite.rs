//! Composite (Type 0) fonts: codes of one to four bytes through a CMap to CIDs.

use super::cmaps::{self, Encoding, ToUnicode};
use super::program::GlyphMap;
use super::widths::{Vertical, Widths};
use super::{Code, Symbol, Text};
use hayro_syntax::object::{Dict, Name, String as PdfString};

pub(super) struct Composite {
    encoding: Encoding,
    to_unicode: Option<ToUnicode>,
    /// The CMap from CIDs to Unicode, where the CIDs are those of a known collection.
    collection: Option<&'static [u8]>,
    /// Where they are the glyph numbers of an embedded font that says which characters it has.
    glyphs: Option<GlyphMap>,
    widths: Widths,
    falls: Vertical,
    /// Whether codes of one byte are half as wide as ideographs, whatever the widths say.
    halves: bool,
    /// Whether only Latin letters have widths of their own.
    plain_widths: bool,
}

impl Composite {
    pub fn new(font: &Dict<'_>, descendant: &Dict<'_>) -> Self {
        let encoding = Encoding::of(font);
        let ordering = descendant
            .get::<Dict<'_>>("CIDSystemInfo")
            .and_then(|info| info.get::<PdfString<'_>>("Ordering"));
        // The CIDs are those of the CMap, whatever the font below claims to be.
        let collection = encoding
            .collection()
            .or_else(|| cmaps::collection_of_ordering(&ordering?));
        let to_unicode = ToUnicode::of(font);
        let glyphs = if to_unicode.is_none() && collection.is_none() {
            GlyphMap::of_composite(descendant)
        } else {
            None
        };
        let widths = Widths::new(descendant);
        let falls = Vertical::new(descendant);
        Self {
            plain_widths: widths.latin_only() && falls.is_uniform(),
            encoding,
            to_unicode,
            collection,
            glyphs,
            widths,
            falls,
            halves: false,
        }
    }

    /// A font that says it is simple and writes GBK: see [`is_gbk_in_disguise`].
    pub fn gbk() -> Self {
        let nothing = Dict::default();
        let (widths, falls) = (Widths::new(&nothing), Vertical::new(&nothing));
        Self {
            encoding: Encoding::named(b"GBK-EUC-H"),
            to_unicode: None,
            collection: Some(b"Adobe-GB1-UCS2"),
            glyphs: None,
            plain_widths: widths.latin_only() && falls.is_uniform(),
            widths,
            falls,
            halves: true,
        }
    }

    pub fn vertical(&self) -> bool {
        self.encoding.vertical
    }

    #[inline]
    pub fn split(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        self.encoding.split(bytes)
    }

    pub fn code(&self, code: u32, length: usize) -> (Option<Text>, Code) {
        let cid = self.cid_for_width(code, length).unwrap_or(0);
        let width = if self.halves && length == 1 {
            500.0
        } else {
            self.widths.get(cid)
        };
        let (fall, origin) = self.falls.get(cid, width);
        let entry = Code {
            symbol: Symbol::Unknown,
            width: width / 1000.0,
            fall: fall / 1000.0,
            vertical_origin: (origin.0 / 1000.0, origin.1 / 1000.0),
            spaces: length == 1 && code == 32,
        };
        (self.text(code, length), entry)
    }

    fn cid_for_width(&self, code: u32, length: usize) -> Option<u32> {
        let short = self.encoding.charset.filter(|_| self.plain_widths);
        match short.and_then(|charset| charset.latin_cid(code, length)) {
            Some(cid) => cid,
            None => self.encoding.cid(code, length),
        }
    }

    fn text(&self, code: u32, length: usize) -> Option<Text> {
        if let Some(text) = self.to_unicode.as_ref().and_then(|map| map.text(code)) {
            return Some(text);
        }
        let charset = self.encoding.charset;
        if let Some(text) = charset.and_then(|charset| charset.text(code)) {
            return Some(text);
        }
        let cid = self.encoding.cid(code, length)?;
        if let Some(name) = self.collection {
            return match cmaps::text(cmaps::predefined(name)?.as_ref(), cid) {
                // The blank of the half-width letters of Adobe-GB1 (CID 7716): half an em to the table, a plain blank
                // to whoever typed it.
                Some(Text::Char('\u{2002}')) => Some(Text::Char(' ')),
                text => text,
            };
        }
        self.glyphs.as_ref()?.text(cid)
    }
}

/// Whether a simple font is one of the Chinese fonts that some old writers declare as WinAnsi and write GBK in: not
/// embedded, symbolic and nothing else, and with a Chinese name of its own in GBK.
pub(super) fn is_gbk_in_disguise(font: &Dict<'_>) -> bool {
    let Some(descriptor) = font.get::<Dict<'_>>("FontDescriptor") else {
        return false;
    };
    let embedded = ["FontFile", "FontFile2", "FontFile3"]
        .iter()
        .any(|key| descriptor.contains_key(*key));
    let encoding = font.get::<Name<'_>>("Encoding");
    if embedded
        || font.contains_key("ToUnicode")
        || encoding.as_deref() != Some(b"WinAnsiEncoding".as_slice())
        || descriptor.get::<i32>("Flags") != Some(4)
    {
        return false;
    }
    let name = font.get::<Name<'_>>("BaseFont");
    let name = name.as_deref().unwrap_or_default();
    // 宋体, 黑体, 楷体, 仿宋, 隶书 in GBK.
    [
        b"\xCB\xCE\xCC\xE5",
        b"\xBA\xDA\xCC\xE5",
        b"\xBF\xAC\xCC\xE5",
        b"\xB7\xC2\xCB\xCE",
        b"\xC1\xA5\xCA\xE9",
    ]
    .iter()
    .any(|known| name.starts_with(*known))
}
