//! Compact Font Format programs, as far as they name their glyphs (Adobe technical note 5176).

use super::{Text, encodings, glyph_names};
use rustc_hash::FxHashMap;

/// The 391 strings every program knows (appendix A), one a line.
static STANDARD_STRINGS: &str = include_str!("cff_strings.txt");

/// A parsed program: what it calls its glyphs, and which codes it gives them.
pub(super) struct Cff<'a> {
    font: &'a [u8],
    strings: Vec<&'a [u8]>,
    /// Name (or CID, in a CID-keyed program) of each glyph.
    charset: Vec<u16>,
    /// Offset of the encoding; 0 and 1 are the predefined ones.
    encoding: usize,
    /// Whether glyphs have CIDs and no names.
    cid_keyed: bool,
}

impl<'a> Cff<'a> {
    /// Reads a bare program, or the `CFF ` table of an OpenType font.
    pub fn new(program: &'a [u8]) -> Option<Self> {
        let font = table(program).unwrap_or(program);
        let header = usize::from(*font.get(2)?);
        let (_, at) = index(font, header)?;
        let (tops, at) = index(font, at)?;
        let (strings, _) = index(font, at)?;
        let top = top_dict(tops.first()?);
        let offset = |operator: u16| {
            let operands: &Vec<i32> = top.get(&operator)?;
            usize::try_from(*operands.first()?).ok()
        };
        let (glyphs, _) = index(font, offset(17)?)?;
        let cid_keyed = top.contains_key(&ROS);
        let charset = charset(font, offset(15).unwrap_or(0), glyphs.len())?;
        Some(Self {
            font,
            strings,
            charset,
            encoding: offset(16).unwrap_or(0),
            cid_keyed,
        })
    }

    /// The text of each code by the encoding of the program itself.
    pub fn encoding(&self) -> Option<Vec<(u8, Text)>> {
        if self.cid_keyed {
            return None;
        }
        if self.encoding <= 1 {
            let table = [&encodings::STANDARD, &encodings::MAC_EXPERT][self.encoding];
            let codes = table.iter().enumerate();
            let codes = codes.filter_map(|(code, c)| Some((code as u8, Text::from_char(*c)?)));
            return Some(codes.collect());
        }
        let codes = self.codes()?;
        let pairs = codes
            .into_iter()
            .filter_map(|(code, name)| Some((code, self.text_of(name)?)));
        Some(pairs.collect())
    }

    /// The text of a glyph by its number.
    pub fn glyph(&self, gid: usize) -> Option<Text> {
        if self.cid_keyed {
            return None;
        }
        self.text_of(*self.charset.get(gid)?)
    }

    /// CIDs and their glyph numbers.
    pub fn cids(&self) -> impl Iterator<Item = (u32, u32)> {
        let names = self.charset.iter().zip(0_u32..);
        names.map(|(cid, gid)| {
            let cid = if self.cid_keyed { u32::from(*cid) } else { gid };
            (cid, gid)
        })
    }

    fn text_of(&self, sid: u16) -> Option<Text> {
        let sid = usize::from(sid);
        let name = match sid.checked_sub(391) {
            None => STANDARD_STRINGS.lines().nth(sid)?.as_bytes(),
            Some(own) => self.strings.get(own)?,
        };
        Text::from_str(&glyph_names::text_of(name, false)?)
    }

    /// Codes and the names of their glyphs.
    fn codes(&self) -> Option<Vec<(u8, u16)>> {
        let byte = |at: usize| self.font.get(at).copied();
        let format = byte(self.encoding)?;
        let count = usize::from(byte(self.encoding + 1)?);
        let mut at = self.encoding + 2;
        let mut codes = Vec::new();
        let mut names = self.charset.iter().skip(1);
        for _ in 0..count {
            let (first, left) = if format & 0x7F == 0 {
                (byte(at)?, 0)
            } else {
                (byte(at)?, byte(at + 1)?)
            };
            at += if format & 0x7F == 0 { 1 } else { 2 };
            for code in u16::from(first)..=u16::from(first) + u16::from(left) {
                if let (Ok(code), Some(name)) = (u8::try_from(code), names.next()) {
                    codes.push((code, *name));
                }
            }
        }
        if format & 0x80 != 0 {
            for i in 0..usize::from(byte(at)?) {
                let entry = at + 1 + i * 3;
                codes.push((byte(entry)?, u16_at(self.font, entry + 1)?));
            }
        }
        Some(codes)
    }
}

/// `ROS`, which only a CID-keyed program has: 12 30.
const ROS: u16 = 0x0C1E;

/// The `CFF ` table of an OpenType font.
fn table(font: &[u8]) -> Option<&[u8]> {
    if font.get(..4)? != b"OTTO" {
        return None;
    }
    let count = usize::from(u16_at(font, 4)?);
    let record = (0..count)
        .map(|i| 12 + i * 16)
        .find(|at| font.get(*at..*at + 4) == Some(b"CFF ".as_slice()))?;
    let start = number(font.get(record + 8..record + 12)?);
    font.get(start..)
}

/// The items of an INDEX, and where it ends.
fn index(font: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = usize::from(u16_at(font, at)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*font.get(at + 2)?);
    if !(1..=4).contains(&size) {
        return None;
    }
    let offset = |i: usize| {
        let start = at + 3 + i * size;
        Some(number(font.get(start..start + size)?))
    };
    let data = at + 2 + (count + 1) * size;
    let mut items = Vec::new();
    for i in 0..count {
        let (start, end) = (
            data.checked_add(offset(i)?)?,
            data.checked_add(offset(i + 1)?)?,
        );
        items.push(font.get(start..end)?);
    }
    Some((items, data.checked_add(offset(count)?)?))
}

/// Operators of a DICT and their whole operands; real numbers are passed over.
fn top_dict(data: &[u8]) -> FxHashMap<u16, Vec<i32>> {
    let mut entries = FxHashMap::default();
    let mut operands = Vec::new();
    let mut bytes = data.iter().copied();
    while let Some(first) = bytes.next() {
        let mut next = || i32::from(bytes.next().unwrap_or(0));
        let operand = match first {
            0..=21 => {
                let operator = match first {
                    12 => 0x0C00 | next() as u16,
                    _ => u16::from(first),
                };
                entries.insert(operator, std::mem::take(&mut operands));
                continue;
            }
            28 => i32::from((next() << 8 | next()) as i16),
            29 => next() << 24 | next() << 16 | next() << 8 | next(),
            30 => {
                // A real number ends at a nibble of ones.
                while bytes
                    .next()
                    .is_some_and(|byte| byte & 0x0F != 0x0F && byte >> 4 != 0x0F)
                {}
                0
            }
            32..=246 => i32::from(first) - 139,
            247..=250 => (i32::from(first) - 247) * 256 + next() + 108,
            251..=254 => -(i32::from(first) - 251) * 256 - next() - 108,
            _ => continue,
        };
        operands.push(operand);
    }
    entries
}

/// The name of each glyph. Of the predefined charsets only the first, ISOAdobe, is in use.
fn charset(font: &[u8], offset: usize, glyphs: usize) -> Option<Vec<u16>> {
    if offset <= 2 {
        return (offset == 0).then(|| (0..=228).collect());
    }
    let mut names = vec![0_u16];
    let format = *font.get(offset)?;
    let mut at = offset + 1;
    while names.len() < glyphs {
        let first = u16_at(font, at)?;
        let left = match format {
            0 => 0,
            1 => u16::from(*font.get(at + 2)?),
            2 => u16_at(font, at + 2)?,
            _ => return None,
        };
        at += 2 + usize::from(format);
        names.extend((0..=left).map(|i| first.wrapping_add(i)));
    }
    names.truncate(glyphs);
    Some(names)
}

fn u16_at(font: &[u8], at: usize) -> Option<u16> {
    let bytes = font.get(at..at.checked_add(2)?)?;
    Some(number(bytes) as u16)
}

fn number(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}
