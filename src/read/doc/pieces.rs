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
}

/// The pieces as the table stream lists them.
pub fn pieces(table: &[u8], at: usize, length: usize) -> Option<Vec<Piece>> {
    let clx = table.get(at..at.checked_add(length)?)?;
    let mut at = 0;
    while u8_at(clx, at)? == 1 {
        at += 3 + usize::from(u16_at(clx, at + 1)?);
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
        });
    }
    (!pieces.is_empty()).then_some(pieces)
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
