//! Binary workbooks of Excel 5 to 2003 and of WPS (XLS, ET): records one after the other.

mod book;

use super::cells::{Region, Sheet, Value};
use super::strings::Strings;
use crate::error::{Note, ReadError};
use crate::read::{errors, ole};
use book::{Book, Style};

/// Cells of one sheet.
const MAX_CELLS: usize = 600_000;

/// Sheets read.
const MAX_SHEETS: usize = 100;

/// Whose records they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Version {
    /// Excel 5 and 95, and programs that write a bare stream of records: texts are bytes.
    Excel5,
    /// Excel 97 to 2003: texts are Unicode.
    #[default]
    Excel97,
}

impl Version {
    /// By the record that a stream begins with.
    fn of(content: &[u8]) -> Self {
        match u16_at(content, 0) {
            Some(0x600) => Self::Excel97,
            _ => Self::Excel5,
        }
    }
}

/// Records from a place on: their numbers with their content.
fn records(stream: &[u8], at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = at;
    std::iter::from_fn(move || {
        let number = u16_at(stream, at)?;
        let size = usize::from(u16_at(stream, at + 2)?);
        let content = stream.get(at + 4..at + 4 + size)?;
        at += 4 + size;
        Some((number, content))
    })
}

/// The sheets that are shown, in order.
pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Vec<Sheet>, ReadError> {
    let stream = if bytes.starts_with(b"\x09\x08") {
        // The records without a file around them.
        bytes.to_vec()
    } else {
        ole::stream(bytes, "Workbook")
            .or_else(|| ole::stream(bytes, "Book"))
            .ok_or_else(|| errors::damaged("XLS"))?
    };
    let mut book = Book::of(&stream)?;
    if book.hidden > 0 {
        let text = format!("{} hidden sheets were left out", book.hidden);
        notes.push(Note::new("hidden-sheets", text));
    }
    let mut sheets = Vec::new();
    let starts = book.sheets.clone();
    for &at in starts.iter().take(MAX_SHEETS) {
        let (sheet, whole) = sheet(&stream, at, &mut book)?;
        if !whole {
            notes.push(Note::new(
                "part-cut",
                "a sheet is cut off; what stands before the cut was read",
            ));
        }
        sheets.push(sheet);
    }
    if book.struck > 0 {
        let text = format!(
            "{} characters with a line through them were left out",
            book.struck
        );
        notes.push(Note::new("struck-out", text));
    }
    if sheets.is_empty() {
        return Err(errors::damaged("XLS"));
    }
    Ok(sheets)
}

/// A sheet, and whether its end was reached.
fn sheet(stream: &[u8], at: usize, book: &mut Book) -> Result<(Sheet, bool), ReadError> {
    let mut filler = Filler {
        sheet: Sheet::default(),
        book,
        count: 0,
        waiting: None,
    };
    let mut depth = 0;
    for (number, content) in records(stream, at) {
        match number {
            0x0809 => depth += 1,
            0x000a if depth <= 1 => return Ok((filler.sheet, true)),
            0x000a => depth -= 1,
            // Records of charts within the sheet are none of its cells.
            _ if depth <= 1 => filler.record(number, content),
            _ => {}
        }
        if filler.count > MAX_CELLS {
            return Err(errors::too_large());
        }
    }
    Ok((filler.sheet, false))
}

struct Filler<'b> {
    sheet: Sheet,
    book: &'b mut Book,
    count: usize,
    /// A formula whose text stands in the record behind it.
    waiting: Option<(u32, u32, u16)>,
}

impl Filler<'_> {
    fn record(&mut self, number: u16, content: &[u8]) {
        let word = |at: usize| u16_at(content, at).unwrap_or(0);
        let (row, column, style) = (u32::from(word(0)), u32::from(word(2)), word(4));
        match number {
            0x00fd => {
                let index = u32_at(content, 6).map_or(usize::MAX, |index| index as usize);
                let text = self.book.strings.get(index);
                // A text that is missing is no blank.
                let text = text.cloned().unwrap_or_else(|| "\u{fffd}".to_owned());
                self.put(row, column, style, text);
            }
            0x0204 | 0x00d6 => {
                let text = self.text(content.get(6..).unwrap_or_default());
                self.put(row, column, style, text);
            }
            0x0203 => {
                if let Some(number) = f64_at(content, 6) {
                    self.number(row, column, style, number);
                }
            }
            0x027e => {
                if let Some(packed) = u32_at(content, 6) {
                    self.number(row, column, style, unpacked(packed));
                }
            }
            0x00bd => {
                let several = content.get(4..content.len().saturating_sub(2));
                for (offset, cell) in (0u32..).zip(several.unwrap_or_default().chunks_exact(6)) {
                    let style = u16_at(cell, 0).unwrap_or(0);
                    let number = unpacked(u32_at(cell, 2).unwrap_or(0));
                    self.number(row, column + offset, style, number);
                }
            }
            0x0201 => self.put(row, column, style, String::new()),
            0x00be => {
                let several = content.get(4..content.len().saturating_sub(2));
                for (offset, cell) in (0u32..).zip(several.unwrap_or_default().chunks_exact(2)) {
                    let style = u16_at(cell, 0).unwrap_or(0);
                    self.put(row, column + offset, style, String::new());
                }
            }
            0x0006 => self.formula(row, column, style, content),
            0x0207 => {
                if let Some((row, column, style)) = self.waiting.take() {
                    let text = self.text(content);
                    self.put(row, column, style, text);
                }
            }
            0x0205 => {
                let text = match (content.get(6), content.get(7)) {
                    (Some(0), Some(0)) => "FALSE",
                    (Some(_), Some(0)) => "TRUE",
                    _ => "\u{fffd}",
                };
                self.put(row, column, style, text.to_owned());
            }
            0x023e if word(0) & 0x10 == 0 => self.sheet.hides_zeros = true,
            0x0208 if word(12) & 0x20 != 0 => {
                self.sheet.hidden_rows.insert(row);
            }
            0x007d if word(8) & 1 != 0 => self.sheet.hidden_columns.push((row, column)),
            0x00e5 => self.merged(content),
            _ => {}
        }
    }

    fn formula(&mut self, row: u32, column: u32, style: u16, content: &[u8]) {
        if u16_at(content, 12) != Some(0xffff) {
            if let Some(number) = f64_at(content, 6) {
                self.number(row, column, style, number);
            }
            return;
        }
        let text = match content.get(6) {
            Some(0) => {
                self.waiting = Some((row, column, style));
                return;
            }
            Some(1) if content.get(8) == Some(&0) => "FALSE",
            Some(1) => "TRUE",
            Some(3) => "",
            _ => "\u{fffd}",
        };
        self.put(row, column, style, text.to_owned());
    }

    fn merged(&mut self, content: &[u8]) {
        for region in content.get(2..).unwrap_or_default().chunks_exact(8) {
            let edge = |at: usize| u32::from(u16_at(region, at).unwrap_or(0));
            if self.sheet.merged.len() < MAX_CELLS && edge(0) <= edge(2) && edge(4) <= edge(6) {
                self.sheet.merged.push(Region {
                    rows: (edge(0), edge(2)),
                    columns: (edge(4), edge(6)),
                });
            }
        }
    }

    /// A text with its length before it.
    fn text(&mut self, content: &[u8]) -> String {
        match self.book.version {
            Version::Excel5 => self.book.text(content).unwrap_or_default(),
            Version::Excel97 => {
                let rich = Strings::new(&[content]).next_rich();
                rich.map(|rich| self.book.rich(&rich)).unwrap_or_default()
            }
        }
    }

    fn number(&mut self, row: u32, column: u32, style: u16, number: f64) {
        let format = self.book.format(self.book.style(style));
        let (text, hides) = format.show(number, self.book.from_1904);
        self.sheet.rounded += usize::from(hides);
        let text = self.sheet.unless_hidden_zero(number, text);
        self.put(row, column, style, text);
    }

    fn put(&mut self, row: u32, column: u32, style: u16, text: String) {
        let style: Style = self.book.style(style);
        let mut text = text;
        if self.book.is_struck(style) {
            self.book.struck += text.trim().chars().count();
            text.clear();
        }
        if text.is_empty() && !style.bordered && !style.spread {
            return;
        }
        self.count += 1;
        let cells = self.sheet.cells.entry(row).or_default();
        let value = Value {
            text,
            bordered: style.bordered,
            spread: style.spread,
        };
        cells.insert(column, value);
    }
}

/// A number packed into four bytes: a whole one or the first half of a real one, perhaps in hundredths.
fn unpacked(packed: u32) -> f64 {
    let number = if packed & 2 != 0 {
        f64::from((packed as i32) >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 {
        number / 100.0
    } else {
        number
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16_at(bytes, at)?) | u32::from(u16_at(bytes, at.checked_add(2)?)?) << 16)
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let (low, high) = (u32_at(bytes, at)?, u32_at(bytes, at + 4)?);
    Some(f64::from_bits(u64::from(high) << 32 | u64::from(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        assert_eq!(unpacked(12 << 2 | 2), 12.0);
        assert_eq!(unpacked((-8i32 as u32) << 2 | 2), -8.0);
        assert_eq!(unpacked(350 << 2 | 3), 3.5);
        assert_eq!(unpacked(0x3ff0_0000), 1.0);
    }
}
