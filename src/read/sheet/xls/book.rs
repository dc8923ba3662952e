//! What the sheets of a workbook share: texts, formats, fonts, styles, and where the sheets are.

use encoding_rs::Encoding;

use super::super::format::Format;
use super::super::strings::{Rich, Strings};
use super::{Version, records, u16_at, u32_at};
use crate::error::ReadError;
use crate::read::blocks::push_raised;
use crate::read::{encoding, errors};

/// What a cell's style says.
#[derive(Clone, Copy, Default)]
pub struct Style {
    pub format: u16,
    pub bordered: bool,
    pub font: u16,
    /// Its text is centred over the empty cells behind it.
    pub spread: bool,
}

/// What a font says that changes what is read.
#[derive(Clone, Copy, Default)]
struct Font {
    struck: bool,
    raised: bool,
}

/// The shared part of a workbook.
#[derive(Default)]
pub struct Book {
    pub version: Version,
    pub strings: Vec<String>,
    formats: Vec<(u16, Format)>,
    styles: Vec<Style>,
    fonts: Vec<Font>,
    pub from_1904: bool,
    /// Where the sheets that are shown begin.
    pub sheets: Vec<usize>,
    pub hidden: usize,
    /// Characters with a line through them.
    pub struck: usize,
    /// The encoding of texts in single bytes.
    encoding: Option<&'static Encoding>,
}

impl Book {
    /// Reads the shared part. A stream that begins with a sheet has none.
    pub fn of(stream: &[u8]) -> Result<Self, ReadError> {
        let mut book = Self::default();
        let mut shared: Vec<&[u8]> = Vec::new();
        let mut in_shared = false;
        for (index, (number, content)) in records(stream, 0).enumerate() {
            match number {
                0x0809 if index == 0 => {
                    book.version = Version::of(content);
                    if u16_at(content, 2) == Some(0x10) {
                        book.sheets.push(0);
                        return Ok(book);
                    }
                }
                0x002f => return Err(errors::needs_password()),
                0x00fc => {
                    in_shared = true;
                    shared.push(content.get(8..).unwrap_or_default());
                    continue;
                }
                0x003c if in_shared => {
                    shared.push(content);
                    continue;
                }
                0x000a => break,
                _ => book.record(number, content),
            }
            in_shared = false;
        }
        let mut strings = Strings::new(&shared);
        while let Some(rich) = strings.next_rich() {
            let text = book.rich(&rich);
            book.strings.push(text);
        }
        Ok(book)
    }

    fn record(&mut self, number: u16, content: &[u8]) {
        match number {
            0x0042 => self.encoding = u16_at(content, 0).and_then(code_page),
            0x0022 => self.from_1904 = u16_at(content, 0) == Some(1),
            0x0031 => self.fonts.push(Font {
                struck: u16_at(content, 2).unwrap_or(0) & 8 != 0,
                raised: u16_at(content, 8).is_some_and(|place| place != 0),
            }),
            0x0085 => match (content.get(4), content.get(5)) {
                (Some(0), Some(0)) => self.sheets.extend(u32_at(content, 0).map(|at| at as usize)),
                (Some(_), Some(0)) => self.hidden += 1,
                _ => {}
            },
            0x041e => {
                let code = content.get(2..).unwrap_or_default();
                let code = match self.version {
                    Version::Excel97 => Strings::new(&[code]).next_string(),
                    Version::Excel5 => self.short_text(code),
                };
                if let (Some(format), Some(code)) = (u16_at(content, 0), code) {
                    self.formats.push((format, Format::of_code(&code)));
                }
            }
            0x00e0 => self.styles.push(self.a_style(content)),
            _ => {}
        }
    }

    fn a_style(&self, content: &[u8]) -> Style {
        let word = |at: usize| u16_at(content, at).unwrap_or(0);
        let lines = match self.version {
            Version::Excel97 => word(10),
            // The bottom line stands apart from the others.
            Version::Excel5 => (word(10) >> 6 & 7) | (word(12) & 0x1ff),
        };
        Style {
            font: word(0),
            format: word(2),
            bordered: lines != 0,
            spread: word(6) & 7 == 6,
        }
    }

    pub fn style(&self, index: u16) -> Style {
        self.styles
            .get(usize::from(index))
            .copied()
            .unwrap_or_default()
    }

    /// How a style shows numbers.
    pub fn format(&self, style: Style) -> Format {
        let own = self.formats.iter().find(|(id, _)| *id == style.format);
        own.map_or_else(
            || Format::built_in(style.format.into()),
            |(_, format)| *format,
        )
    }

    /// Whether a line is drawn through everything in cells of a style.
    pub fn is_struck(&self, style: Style) -> bool {
        self.font(style.font).struck
    }

    /// Fonts are counted from 0, and there is none of number 4.
    fn font(&self, number: u16) -> Font {
        let index = if number > 4 { number - 1 } else { number };
        self.fonts
            .get(usize::from(index))
            .copied()
            .unwrap_or_default()
    }

    /// A text without what is struck out, marks of notes told from digits.
    pub fn rich(&mut self, rich: &Rich) -> String {
        let mut out = String::new();
        let starts = rich.runs.iter().map(|&(from, _)| usize::from(from));
        let mut from = 0;
        let mut font = Font::default();
        for (to, next) in starts.chain([rich.units.len()]).zip(0..) {
            let to = to.clamp(from, rich.units.len());
            let piece = String::from_utf16_lossy(&rich.units[from..to]);
            match font {
                Font { struck: true, .. } => self.struck += piece.trim().chars().count(),
                Font { raised: true, .. } => push_raised(&mut out, &piece),
                _ => out.push_str(&piece),
            }
            from = to;
            font = rich
                .runs
                .get(next)
                .map_or_else(Font::default, |&(_, font)| self.font(font));
        }
        out
    }

    /// Text in single bytes, its length in one byte before it.
    fn short_text(&self, content: &[u8]) -> Option<String> {
        let length = usize::from(*content.first()?);
        Some(self.decoded(content.get(1..=length)?))
    }

    /// Text in single bytes, its length in two bytes before it.
    pub fn text(&self, content: &[u8]) -> Option<String> {
        let length = usize::from(u16_at(content, 0)?);
        let rest = content.get(2..)?;
        Some(self.decoded(&rest[..length.min(rest.len())]))
    }

    fn decoded(&self, bytes: &[u8]) -> String {
        match self.encoding {
            Some(encoding) if std::str::from_utf8(bytes).is_err() => {
                encoding.decode_without_bom_handling(bytes).0.into_owned()
            }
            // Programs that write such files by hand write what they have.
            _ => encoding::decode_text(bytes).text,
        }
    }
}

/// Encodings by the numbers of Windows.
fn code_page(number: u16) -> Option<&'static Encoding> {
    Some(match number {
        936 | 54936 => encoding_rs::GB18030,
        950 => encoding_rs::BIG5,
        932 => encoding_rs::SHIFT_JIS,
        949 => encoding_rs::EUC_KR,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        65001 => encoding_rs::UTF_8,
        // What says it is western holds what the system had.
        _ => return None,
    })
}
