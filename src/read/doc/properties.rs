//! What is said of characters and of paragraphs, by where their bytes stand in the main stream.

use super::bytes::{i16_at, u8_at, u16_at, u32_at};
use crate::read::merge::Merge;
use crate::read::rtf::table::{RowStated, Stated};

/// Size of a page of properties.
const PAGE: usize = 512;

/// Pages of each kind.
const MAX_PAGES: usize = 60_000;

/// Runs of each kind.
const MAX_RUNS: usize = 1_000_000;

/// A list of properties with their values.
struct Sprms<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Sprms<'a> {
    /// The code of the property, and its value.
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let code = u16_at(self.bytes, self.at)?;
        let at = self.at + 2;
        let (from, size) = match code >> 13 {
            0 | 1 => (at, 1),
            2 | 4 | 5 => (at, 2),
            3 => (at, 4),
            7 => (at, 3),
            // The definition of a table states its length in two bytes, one more than it has.
            _ if code == 0xd608 => (
                at + 2,
                usize::from(u16_at(self.bytes, at)?).saturating_sub(1),
            ),
            _ => (at + 1, usize::from(u8_at(self.bytes, at)?)),
        };
        let value = self.bytes.get(from..from.checked_add(size)?)?;
        self.at = from + size;
        Some((code, value))
    }
}

/// What is said of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Character {
    pub hidden: bool,
    pub deleted: bool,
    /// A line is drawn through it.
    pub struck: bool,
    /// Above or below its line.
    pub raised: bool,
    /// Stands for something else: a picture, a symbol.
    pub special: bool,
}

/// What is said of a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// How many tables are around it.
    pub depth: usize,
    /// Its mark ends a row.
    pub ends_row: bool,
    /// Its mark ends a cell of a nested table.
    pub ends_inner_cell: bool,
    /// Its style, by its number.
    pub style: u16,
    /// The list that it is an item of: 0 for none although its style makes one.
    pub list: Option<i64>,
    pub level: Option<i64>,
    pub row: Option<Box<RowStated>>,
}

/// Properties of stretches of bytes, in their order.
pub struct Runs<T> {
    runs: Vec<(u32, u32, T)>,
}

impl<T> Runs<T> {
    /// What is said of the byte at a place.
    pub fn at(&self, place: u32) -> Option<&T> {
        let index = self.runs.partition_point(|(from, _, _)| *from <= place);
        let (_, to, value) = self.runs.get(index.checked_sub(1)?)?;
        (place < *to).then_some(value)
    }
}

/// The stretches that a table of pages lists; `read` makes what is said of one from the page and a place in it.
fn runs<T>(
    stream: &[u8],
    pages: &[u8],
    entry: usize,
    mut read: impl FnMut(&[u8], usize) -> Option<T>,
) -> Runs<T> {
    let count = (pages.len().saturating_sub(4) / 8).min(MAX_PAGES);
    let mut runs = Vec::new();
    for index in 0..count {
        let page = u32_at(pages, (count + 1) * 4 + index * 4).unwrap_or(0) & 0x3f_ffff;
        let at = page as usize * PAGE;
        let Some(page) = stream.get(at..at + PAGE) else {
            continue;
        };
        let stretches = usize::from(page[PAGE - 1]);
        for stretch in 0..stretches {
            let (Some(from), Some(to), Some(&offset)) = (
                u32_at(page, stretch * 4),
                u32_at(page, stretch * 4 + 4),
                page.get((stretches + 1) * 4 + stretch * entry),
            ) else {
                break;
            };
            if offset == 0 || runs.len() >= MAX_RUNS {
                continue;
            }
            if let Some(value) = read(page, usize::from(offset) * 2) {
                runs.push((from, to, value));
            }
        }
    }
    runs.sort_by_key(|(from, _, _)| *from);
    Runs { runs }
}

/// What is said of characters.
pub fn characters(stream: &[u8], pages: &[u8]) -> Runs<Character> {
    runs(stream, pages, 1, |page, at| {
        let size = usize::from(u8_at(page, at)?);
        let bytes = page.get(at + 1..at + 1 + size)?;
        let mut said = Character::default();
        said.take(bytes);
        (said != Character::default()).then_some(said)
    })
}

/// What is said of paragraphs. Long lists of properties stand in the stream `data`.
pub fn paragraphs(stream: &[u8], pages: &[u8], data: &[u8]) -> Runs<Paragraph> {
    runs(stream, pages, 13, |page, at| {
        let words = usize::from(u8_at(page, at)?);
        let (from, size) = match words {
            0 => (at + 2, usize::from(u8_at(page, at + 1)?) * 2),
            words => (at + 1, words * 2 - 1),
        };
        // The number of the style comes first.
        let list = page.get(from + 2..(from + size).min(PAGE))?;
        let mut said = Paragraph {
            style: u16_at(page, from)?,
            ..Paragraph::default()
        };
        said.read(list, data, 0);
        Some(said)
    })
}

impl Character {
    /// Takes over what a list of properties says.
    pub fn take(&mut self, list: &[u8]) {
        for (code, value) in (Sprms { bytes: list, at: 0 }) {
            let on = value.first().is_some_and(|&b| b & 1 != 0);
            match code {
                0x083c => self.hidden = on,
                0x0800 => self.deleted = on,
                0x0837 | 0x2a53 => self.struck |= on,
                0x2a48 => self.raised = value.first().is_some_and(|&place| place != 0),
                0x0855 => self.special = on,
                _ => {}
            }
        }
    }
}

impl Paragraph {
    /// Takes over what a list of properties says.
    pub fn take(&mut self, list: &[u8]) {
        self.read(list, &[], 1);
    }

    /// What a list of properties says, that of a style for one.
    pub fn of_list(list: &[u8]) -> Self {
        let mut said = Self::default();
        said.read(list, &[], 1);
        said
    }

    fn read(&mut self, list: &[u8], data: &[u8], nested: usize) {
        let mut in_table = false;
        for (code, value) in (Sprms { bytes: list, at: 0 }) {
            let on = value.first().is_some_and(|&b| b != 0);
            match code {
                0x2416 => in_table = on,
                0x2417 | 0x244c => self.ends_row |= on,
                0x244b => self.ends_inner_cell = on,
                0x6649 => self.depth = u32_at(value, 0).map_or(0, |depth| depth.min(1000) as usize),
                0x460b => self.list = i16_at(value, 0).map(i64::from),
                0x260a => self.level = value.first().map(|&level| i64::from(level)),
                0xd608 => self.row = row(value).map(Box::new),
                0xd62b => self.merge_below(value),
                0x5624 => self.merge_right(value),
                0x6645 | 0x6646 if nested == 0 => {
                    let at = u32_at(value, 0).unwrap_or(u32::MAX) as usize;
                    if let Some(size) = u16_at(data, at)
                        && let Some(list) = data.get(at + 2..at + 2 + usize::from(size))
                    {
                        self.read(list, data, 1);
                    }
                }
                _ => {}
            }
        }
        if in_table {
            self.depth = self.depth.max(1);
        }
    }

    fn merge_below(&mut self, value: &[u8]) {
        let cell = value.first().copied().map(usize::from);
        let how = value.get(1).copied().unwrap_or(0);
        if let Some(row) = &mut self.row
            && let Some(cell) = cell.and_then(|cell| row.cells.get_mut(cell))
        {
            cell.vertical = match how {
                1 => Merge::GoesOn,
                3 => Merge::First,
                _ => Merge::None,
            };
        }
    }

    fn merge_right(&mut self, value: &[u8]) {
        let edge = |at: usize| value.get(at).copied().map_or(0, usize::from);
        if let Some(row) = &mut self.row {
            let cells = row.cells.len();
            for (index, cell) in row.cells[..edge(1).min(cells)]
                .iter_mut()
                .enumerate()
                .skip(edge(0))
            {
                cell.horizontal = if index == edge(0) {
                    Merge::First
                } else {
                    Merge::GoesOn
                };
            }
        }
    }
}

/// The definition of a row: edges of its cells, and which of them are merged.
fn row(value: &[u8]) -> Option<RowStated> {
    let count = usize::from(u8_at(value, 0)?);
    let edge = |index: usize| i16_at(value, 1 + index * 2).map(i32::from);
    let mut row = RowStated {
        left: edge(0)?,
        ..RowStated::default()
    };
    for index in 0..count {
        let flags = u16_at(value, 1 + (count + 1) * 2 + index * 20).unwrap_or(0);
        row.cells.push(Stated {
            right: edge(index + 1)?,
            horizontal: match flags & 3 {
                2 => Merge::GoesOn,
                1 => Merge::First,
                _ => Merge::None,
            },
            vertical: match flags & 0x60 {
                0x20 => Merge::GoesOn,
                0x60 => Merge::First,
                _ => Merge::None,
            },
        });
    }
    Some(row)
}
