//! Composite fonts whose codes are a character set: the code alone says the character, and nearly always the width.

use super::Text;
use encoding_rs::GBK;

/// The character set of a predefined CMap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// `UniGB-UTF16-H` and its like.
    Utf16,
    /// The same with the CIDs of Adobe-GB1.
    Utf16Gb1,
    /// `GBK-EUC-H` and `GB-EUC-H`, what office programs in China write.
    Gbk,
}

impl Charset {
    pub fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"GBK-EUC-H" | b"GBK-EUC-V" | b"GB-EUC-H" | b"GB-EUC-V" => Some(Self::Gbk),
            name if name.starts_with(b"UniGB-") => Some(Self::Utf16Gb1),
            name if name.starts_with(b"Uni") => Some(Self::Utf16),
            _ => None,
        }
    }

    /// The character of a code.
    pub fn text(self, code: u32) -> Option<Text> {
        let (high, low) = ((code >> 16) as u16, code as u16);
        if self == Self::Gbk {
            let bytes = low.to_be_bytes();
            let bytes = if bytes[0] == 0 { &bytes[1..] } else { &bytes };
            let text = GBK.decode_without_bom_handling_and_without_replacement(bytes)?;
            // Rows of GBK that are the user's own hold half-width letters in Adobe-GB1: the CMap knows them.
            let own = text.chars().any(|c| matches!(c, '\u{E000}'..='\u{F8FF}'));
            return if own { None } else { Text::from_str(&text) };
        }
        let units: &[u16] = if high == 0 { &[low] } else { &[high, low] };
        let c = char::decode_utf16(units.iter().copied()).next()?.ok()?;
        Text::from_char(c)
    }

    /// The CID of a Latin letter in Adobe-GB1: the proportional ones from 1 on, the half-width ones from 814 on and
    /// their blank. `Some(None)` is a code of another script, whose width is the font's default one when `W` speaks
    /// of Latin letters only.
    pub fn latin_cid(self, code: u32, length: usize) -> Option<Option<u32>> {
        match (self, code, length) {
            (Self::Utf16, ..) | (Self::Gbk, 0xAAA1..=0xABC0, 2) => None,
            (Self::Utf16Gb1, 0x20..=0x7E, _) => Some(Some(code - 0x1F)),
            (Self::Gbk, 0x20, 1) => Some(Some(7716)),
            (Self::Gbk, 0x21..=0x7E, 1) => Some(Some(code - 0x21 + 814)),
            _ => Some(None),
        }
    }
}

/// Whether the CIDs lie among those that [`Charset::latin_cid`] gives, and no other code has them.
pub(super) fn is_latin(first: u32, last: u32) -> bool {
    matches!(
        (first, last),
        (1..=95, 1..=95) | (814..=939, 814..=939) | (7716, 7716)
    )
}

#[cfg(test)]
mod tests {
    use super::super::cmaps::{predefined, text};
    use super::{Charset, is_latin};

    /// The short way must say what the long way over CIDs says.
    #[test]
    fn codes_agree_with_the_cmaps() {
        let unicode = predefined(b"Adobe-GB1-UCS2").unwrap();
        for name in [b"GBK-EUC-H".as_slice(), b"GB-EUC-H", b"UniGB-UCS2-H"] {
            let map = predefined(name).unwrap();
            let charset = Charset::of(name).unwrap();
            let one = (0x20..0x7F).map(|code| (code, 1));
            let two = (0x8140..=0xFEFE).map(|code| (code, 2));
            let unicode_codes = (0x20..=0xFFEF).map(|code| (code, 2));
            let codes: Vec<(u32, usize)> = if charset == Charset::Gbk {
                one.chain(two).collect()
            } else {
                unicode_codes.collect()
            };
            for (code, length) in codes {
                let Some(cid) = map
                    .lookup_cid_code(code, length as u8)
                    .filter(|cid| *cid > 0)
                else {
                    continue;
                };
                if let Some(quick) = charset.latin_cid(code, length)
                    && (is_latin(cid, cid) || quick.is_some())
                {
                    assert_eq!(quick, Some(cid), "{code:04X}");
                }
                // Forms for vertical writing and compatibility ideographs: the CMap gives the plain character.
                let is_form = matches!(code, 0x20 | 0xA6D9..=0xA6F4 | 0xA955 | 0xFD9C..=0xFE49);
                let (short, long) = (charset.text(code), text(&unicode, cid));
                if charset == Charset::Gbk && !is_form && short.is_some() && long.is_some() {
                    assert_eq!(short, long, "{code:04X}");
                }
            }
        }
    }
}
