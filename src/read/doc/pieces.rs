//! The piece table: which bytes of the main stream hold which characters.

use super::bytes::{u8_at, u16_at, u32_at};

/// Characters of a document.
const MAX_CHARACTERS: u32 = 30_000_000;

/// A run of characters stored in one way.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Characters from here to there.
    pub from: u32,
    pub to: u32,
    /// Where its bytes begin.
    pub at: u32,
    /// Two bytes a character, else one.
    pub wide: bool,
    /// What the last save said of it: a property in one word, or the number of a list of properties.
    said: u16,
}

/// The pieces of a document, and the lists of properties that they share.
pub struct Pieces<'t> {
    pub pieces: Vec<Piece>,
    lists: Vec<&'t [u8]>,
}

/// Properties that fit into one word beside their value, by their short numbers, and the codes they have elsewhere.
const SHORT: &[(u16, u16)] = &[
    (0x18, 0x2416),
    (0x19, 0x2417),
    (0x41, 0x0800),
    (0x57, 0x0837),
    (0x5c, 0x083c),
    (0x68, 0x2a48),
    (0x73, 0x2a53),
];

impl Pieces<'_> {
    /// The properties that the last save gave a piece, as a list.
    pub fn said_of(&self, piece: &Piece) -> Vec<u8> {
        if piece.said & 1 != 0 {
            let list = self.lists.get(usize::from(piece.said >> 1));
            return list.map(|list| list.to_vec()).unwrap_or_default();
        }
        let number = piece.said >> 1 & 0x7f;
        let code = SHORT.iter().find(|(short, _)| *short == number);
        code.map_or_else(Vec::new, |(_, code)| {
            let [low, high] = code.to_le_bytes();
            vec![low, high, (piece.said >> 8) as u8]
        })
    }
}

/// The pieces as the table stream lists them.
pub fn pieces(table: &[u8], at: usize, length: usize) -> Option<Pieces<'_>> {
    let clx = table.get(at..at.checked_add(length)?)?;
    let mut lists = Vec::new();
    let mut at = 0;
    while u8_at(clx, at)? == 1 {
        let size = usize::from(u16_at(clx, at + 1)?);
        lists.push(clx.get(at + 3..at + 3 + size)?);
        at += 3 + size;
    }
    if u8_at(clx, at)? != 2 {
        return None;
    }
    let size = u32_at(clx, at + 1)? as usize;
    let plc = clx.get(at + 5..)?;
    let plc = &plc[..size.min(plc.len())];
    let count = plc.len().checked_sub(4)? / 12;
    let mut pieces: Vec<Piece> = Vec::new();
    for index in 0..count {
        let (from, to) = (u32_at(plc, index * 4)?, u32_at(plc, index * 4 + 4)?);
        let stored = u32_at(plc, (count + 1) * 4 + index * 8 + 2)?;
        let last = pieces.last().map_or(0, |piece| piece.to);
        if from < last || to < from || to > MAX_CHARACTERS {
            return None;
        }
        let wide = stored & 0x4000_0000 == 0;
        let at = stored & 0x3fff_ffff;
        pieces.push(Piece {
            from,
            to,
            at: if wide { at } else { at / 2 },
            wide,
            said: u16_at(plc, (count + 1) * 4 + index * 8 + 6)?,
        });
    }
    (!pieces.is_empty()).then_some(Pieces { pieces, lists })
}

/// Characters that stand in the bytes of a piece, each with its place. Bytes of a piece of single ones are western by
/// the standard; long runs of high bytes in them are Chinese text of programs that did not keep to it.
pub fn characters(stream: &[u8], piece: &Piece) -> Vec<(char, u32)> {
    let count = (piece.to - piece.from) as usize;
    let at = piece.at as usize;
    let width = if piece.wide { 2 } else { 1 };
    let end = at.saturating_add(count * width).min(stream.len());
    let bytes = stream.get(at..end).unwrap_or_default();
    let place = |index: usize| piece.at + (index * width) as u32;
    if piece.wide {
        let units = bytes
            .chunks_exact(2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]));
        let mut out = Vec::with_capacity(count);
        let mut index = 0;
        for decoded in char::decode_utf16(units) {
            let c = decoded.unwrap_or('\u{fffd}');
            out.push((c, place(index)));
            index += c.len_utf16();
        }
        return out;
    }
    let mut out = Vec::with_capacity(count);
    let mut index = 0;
    while index < bytes.len() {
        let run = bytes[index..].iter().take_while(|&&b| b >= 0x80).count();
        if run >= 4 && run.is_multiple_of(2) {
            let (text, lost) =
                encoding_rs::GBK.decode_without_bom_handling(&bytes[index..index + run]);
            if !lost {
                out.extend(
                    text.chars()
                        .zip(0..)
                        .map(|(c, n)| (c, place(index + n * 2))),
                );
                index += run;
                continue;
            }
        }
        let (text, _) =
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[index..=index]);
        out.push((text.chars().next().unwrap_or('\u{fffd}'), place(index)));
        index += 1;
    }
    out
}
