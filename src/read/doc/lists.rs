//! Lists of a binary document, and which of them the styles of its paragraphs make.

use std::collections::BTreeMap;

use super::bytes::{i16_at, u8_at, u16_at, u32_at};
use super::part;
use super::properties::Paragraph;
use crate::read::numbering::{LEVELS, Level, List, Numbering};
use crate::read::numerals::Numerals;

/// Lists of one document.
const MAX_LISTS: usize = 5_000;

/// The lists, numbered as paragraphs name them; those behind a break in the tables are missing.
pub fn lists(stream: &[u8], table: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    let _ = definitions(stream, table, &mut numbering);
    let _ = uses(stream, table, &mut numbering);
    numbering
}

fn definitions(stream: &[u8], table: &[u8], numbering: &mut Numbering) -> Option<()> {
    let list = part(stream, table, 73)?;
    let count = usize::try_from(i16_at(list, 0)?).ok()?.min(MAX_LISTS);
    // The levels of all lists stand behind the lists.
    let from = u32_at(stream, 0x9a + 73 * 8)? as usize;
    let mut at = from + 2 + count * 28;
    for index in 0..count {
        let entry = list.get(2 + index * 28..)?;
        let id = i64::from(u32_at(entry, 0)?);
        let simple = u8_at(entry, 26)? & 1 != 0;
        let mut levels = BTreeMap::new();
        for number in 0..if simple { 1 } else { LEVELS } {
            let (level, next) = level(table, at)?;
            levels.insert(number, level);
            at = next;
        }
        numbering.definitions.insert(id, levels);
    }
    Some(())
}

/// A level, and where the next one begins.
fn level(table: &[u8], at: usize) -> Option<(Level, usize)> {
    let flags = u8_at(table, at + 5)?;
    let (characters, paragraph) = (u8_at(table, at + 24)?, u8_at(table, at + 25)?);
    let text_at = at + 28 + usize::from(characters) + usize::from(paragraph);
    let length = usize::from(u16_at(table, text_at)?);
    let end = text_at + 2 + length * 2;
    let units = table.get(text_at + 2..end)?.chunks_exact(2);
    let units = units.map(|b| u16::from_le_bytes([b[0], b[1]]));
    let mut text = String::new();
    for c in char::decode_utf16(units) {
        match c.unwrap_or('\u{fffd}') {
            c @ '\0'..='\u{8}' => {
                text.push('%');
                text.push(char::from(b'1' + c as u8));
            }
            c => text.push(c),
        }
    }
    let level = Level {
        start: u32_at(table, at)?.min(1_000_000),
        numerals: Numerals::numbered(u8_at(table, at + 4)?),
        text,
        restart: (flags & 8 != 0).then_some(0),
        legal: flags & 4 != 0,
        gap: if u8_at(table, at + 15)? == 2 { "" } else { " " },
        style: None,
    };
    Some((level, end))
}

fn uses(stream: &[u8], table: &[u8], numbering: &mut Numbering) -> Option<()> {
    let list = part(stream, table, 74)?;
    let count = (u32_at(list, 0)? as usize).min(MAX_LISTS);
    let mut at = 4 + count * 16;
    for index in 0..count {
        let entry = list.get(4 + index * 16..)?;
        let mut used = List {
            definition: i64::from(u32_at(entry, 0)?),
            ..List::default()
        };
        let changed = u8_at(entry, 12)?;
        let number = index as i64 + 1;
        numbering.lists.insert(number, used.clone());
        at += 4;
        for _ in 0..changed {
            let (start, flags) = (u32_at(list, at)?, u32_at(list, at + 4)?);
            at += 8;
            let which = (flags & 15) as usize;
            if flags & 0x20 != 0 {
                let (level, next) = level(list, at)?;
                at = next;
                used.levels.insert(which, level);
            } else if flags & 0x10 != 0 {
                used.starts.insert(which, start.min(1_000_000));
            }
        }
        numbering.lists.insert(number, used);
    }
    Some(())
}

/// List and level that a paragraph style makes, by the number of the style.
pub fn styles(stream: &[u8], table: &[u8]) -> Vec<(Option<i64>, Option<i64>)> {
    let mut styles = Vec::new();
    let _ = read_styles(stream, table, &mut styles);
    styles
}

fn read_styles(
    stream: &[u8],
    table: &[u8],
    styles: &mut Vec<(Option<i64>, Option<i64>)>,
) -> Option<()> {
    let sheet = part(stream, table, 1)?;
    let head = usize::from(u16_at(sheet, 0)?);
    let count = u16_at(sheet, 2)?;
    let base = usize::from(u16_at(sheet, 4)?);
    let mut at = 2 + head;
    let mut based_on = Vec::new();
    for _ in 0..count {
        let size = usize::from(u16_at(sheet, at)?);
        let style = sheet.get(at + 2..at + 2 + size)?;
        at += 2 + size + size % 2;
        styles.push((None, None));
        based_on.push(0xfff);
        // Only paragraph styles make lists.
        let Some(kind) = u16_at(style, 2).filter(|kind| kind & 15 == 1) else {
            continue;
        };
        let own = usize::from(kind >> 4);
        let name = u16_at(style, base).map_or(0, usize::from);
        let properties = base + 2 + name * 2 + 2;
        let length = u16_at(style, properties).map_or(0, usize::from);
        let list = style.get(properties + 4..properties + 2 + length);
        if let Some(last) = styles.last_mut() {
            let said = Paragraph::of_list(list.unwrap_or_default());
            *last = (said.list, said.level);
        }
        if let Some(last) = based_on.last_mut() {
            *last = own;
        }
    }
    // What a style does not say, the one that it is based on says.
    for index in 0..styles.len() {
        let mut at = based_on[index];
        for _ in 0..16 {
            let Some(&(list, level)) = styles.get(at) else {
                break;
            };
            let own = &mut styles[index];
            *own = (own.0.or(list), own.1.or(level));
            at = based_on[at];
        }
    }
    Some(())
}
