//! Characters and marks to nested blocks.

use super::bytes::u32_at;
use super::pieces::{characters, pieces};
use super::properties::{self, Character, Paragraph, Runs};
use super::{lists, part};
use crate::error::Note;
use crate::read::blocks::{Block, MAX_NESTING, push_raised};
use crate::read::numbering::Numbering;
use crate::read::rtf::table::{Level, Losses, RowStated, build};

/// Where the lengths of the document's parts stand: text, footnotes, headers, macros, comments, endnotes, boxes.
const LENGTHS: [usize; 7] = [0x4c, 0x50, 0x54, 0x58, 0x5c, 0x60, 0x64];

/// A document under way.
struct Reader<'a> {
    said_of_characters: &'a Runs<Character>,
    said_of_paragraphs: &'a Runs<Paragraph>,
    /// What the last save said of the piece under way.
    said_last: Vec<u8>,
    text: String,
    /// Fields that are open: true while their instruction stands.
    fields: Vec<bool>,
    levels: Vec<Level>,
    losses: Losses,
    hidden: usize,
    deleted: usize,
    struck: usize,
    /// Where a run of raised characters begins in the text.
    raised_from: Option<usize>,
    numbering: Numbering,
    /// List and level that each style makes.
    styles: Vec<(Option<i64>, Option<i64>)>,
    /// Numbers that could not be found.
    numbers: usize,
    pictures: usize,
    /// Rows without a definition.
    loose_rows: usize,
}

/// The document's blocks; nothing where the file is too broken to tell.
pub fn read(stream: &[u8], table: &[u8], data: &[u8], notes: &mut Vec<Note>) -> Option<Vec<Block>> {
    let clx = 0x9a + 33 * 8;
    let (at, size) = (u32_at(stream, clx)?, u32_at(stream, clx + 4)?);
    let pieces = pieces(table, at as usize, size as usize)?;
    let said_of_characters =
        properties::characters(stream, part(stream, table, 12).unwrap_or_default());
    let said_of_paragraphs =
        properties::paragraphs(stream, part(stream, table, 13).unwrap_or_default(), data);
    let mut reader = Reader {
        said_of_characters: &said_of_characters,
        said_of_paragraphs: &said_of_paragraphs,
        said_last: Vec::new(),
        text: String::new(),
        fields: Vec::new(),
        levels: vec![Level::default()],
        losses: Losses::default(),
        hidden: 0,
        deleted: 0,
        struck: 0,
        raised_from: None,
        numbering: lists::lists(stream, table),
        styles: lists::styles(stream, table),
        numbers: 0,
        pictures: 0,
        loose_rows: 0,
    };
    let mut lengths = [0u64; 7];
    for (length, at) in lengths.iter_mut().zip(LENGTHS) {
        *length = u64::from(u32_at(stream, at)?);
    }
    let before_boxes: u64 = lengths[..6].iter().sum();
    let mut cut = false;
    for (from, to) in [(0, lengths[0]), (before_boxes, before_boxes + lengths[6])] {
        for piece in &pieces.pieces {
            reader.said_last = pieces.said_of(piece);
            let mut piece = *piece;
            let (first, last) = (u64::from(piece.from).max(from), u64::from(piece.to).min(to));
            if first >= last {
                continue;
            }
            let width = if piece.wide { 2 } else { 1 };
            piece.at = piece
                .at
                .saturating_add((first as u32 - piece.from).saturating_mul(width));
            (piece.from, piece.to) = (first as u32, last as u32);
            let read = characters(stream, &piece);
            let available = (stream.len() as u64).saturating_sub(u64::from(piece.at));
            cut |= available < (last - first) * u64::from(width);
            for (c, place) in read {
                reader.character(c, place);
            }
        }
        reader.end_part();
    }
    if cut {
        notes.push(Note::new(
            "part-cut",
            "a part of the text stands behind the end of the file",
        ));
    }
    notes.extend(reader.notes());
    reader.levels.pop().map(|level| level.content)
}

impl Reader<'_> {
    fn character(&mut self, c: char, place: u32) {
        let said = self.said_of_characters.at(place);
        let mut said = said.copied().unwrap_or_default();
        said.take(&self.said_last);
        match c {
            '\r' | '\u{7}' | '\u{c}' | '\u{e}' => return self.mark(c, place),
            '\u{13}' if self.fields.len() < 1000 => return self.fields.push(true),
            '\u{14}' => {
                if let Some(last) = self.fields.last_mut() {
                    *last = false;
                }
                return;
            }
            '\u{15}' => {
                self.fields.pop();
                return;
            }
            _ => {}
        }
        if self.fields.contains(&true) {
            return;
        }
        if said.deleted {
            self.deleted += 1;
            return;
        }
        if said.hidden {
            self.hidden += 1;
            return;
        }
        if said.struck {
            self.struck += usize::from(!c.is_whitespace());
            return;
        }
        match (said.raised, self.raised_from) {
            (true, None) => self.raised_from = Some(self.text.len()),
            (false, Some(_)) => self.end_raised(),
            _ => {}
        }
        match c {
            '\u{b}' => self.text.push('\n'),
            '\u{1e}' => self.text.push('-'),
            '\u{1f}' => {}
            '\u{1}' | '\u{8}' if said.special => {
                self.pictures += 1;
                let source = format!("picture {}", self.pictures);
                if let Some(level) = self.levels.last_mut() {
                    level.content.push(Block::Image(source));
                }
            }
            // A symbol whose font and code stand elsewhere.
            '(' if said.special => self.text.push('\u{fffd}'),
            '\0'..='\u{8}' => {}
            c => self.text.push(c),
        }
    }

    /// Tells the mark of a note from the digits before it.
    fn end_raised(&mut self) {
        if let Some(from) = self.raised_from.take()
            && self.text.is_char_boundary(from)
        {
            let mark = self.text.split_off(from);
            push_raised(&mut self.text, &mark);
        }
    }

    /// The end of a paragraph, a cell or a row.
    fn mark(&mut self, mark: char, place: u32) {
        self.end_raised();
        // The instruction of a field that was never ended must not swallow the rest.
        self.fields.retain(|instruction| !instruction);
        let unknown = Paragraph::default();
        let mut said = self.said_of_paragraphs.at(place).unwrap_or(&unknown);
        let changed;
        if !self.said_last.is_empty() {
            let mut own = said.clone();
            own.take(&self.said_last);
            changed = own;
            said = &changed;
        }
        let cell_mark = mark == '\u{7}';
        let depth = said.depth.max(usize::from(cell_mark)).min(MAX_NESTING);
        let mut text = std::mem::take(&mut self.text);
        if !(said.ends_row || cell_mark && text.trim().is_empty()) {
            let number = self.number(said);
            text.insert_str(0, &number);
        }
        let ends_row = said.ends_row && (cell_mark || depth > 1);
        let row = said.row.clone();
        let ends_cell = cell_mark || (depth > 1 && said.ends_inner_cell);
        let level = self.at_level(depth);
        if ends_row {
            level.end_row(&row.as_deref().cloned().unwrap_or_default());
            self.loose_rows += usize::from(row.is_none());
            return;
        }
        level.content.push(Block::Paragraph(text));
        if ends_cell {
            level.end_cell();
        }
    }

    /// The automatic number before a paragraph, by itself or by its style.
    fn number(&mut self, said: &Paragraph) -> String {
        let style = self.styles.get(usize::from(said.style)).copied();
        let (list, level) = style.unwrap_or_default();
        let Some(list) = said.list.or(list).filter(|&list| list > 0) else {
            return String::new();
        };
        if !self.numbering.lists.contains_key(&list) {
            self.numbers += 1;
            return String::new();
        }
        let level = said.level.or(level).or(Some(0));
        self.numbering.next(list, level, None).unwrap_or_default()
    }

    fn end_part(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.fields.clear();
        self.at_level(0).content.push(Block::Paragraph(text));
    }

    /// The content at a depth of tables: deeper tables have ended.
    fn at_level(&mut self, depth: usize) -> &mut Level {
        while self.levels.len() > depth + 1 {
            let Some(mut level) = self.levels.pop() else {
                break;
            };
            level.end_row(&RowStated::default());
            let table = build(level.rows, &mut self.losses);
            if let Some(outer) = self.levels.last_mut()
                && !table.rows.is_empty()
            {
                outer.content.push(Block::Table(table));
            }
        }
        while self.levels.len() <= depth {
            self.levels.push(Level::default());
        }
        &mut self.levels[depth]
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        for (count, code, text) in [
            (
                self.hidden,
                "hidden-left-out",
                "characters that the document hides were left out",
            ),
            (
                self.deleted,
                "tracked-changes",
                "characters that tracked changes delete were left out",
            ),
            (
                self.struck,
                "struck-out",
                "characters with a line through them were left out",
            ),
            (
                self.numbers,
                "numbers-left-out",
                "paragraphs have automatic numbers that are not defined",
            ),
            (
                self.losses.merged,
                "merged-text",
                "characters in cells that are merged away were left out",
            ),
            (
                self.losses.unfit + self.loose_rows,
                "spans-unknown",
                "rows do not state the edges of all their cells; their cells stand in order",
            ),
        ] {
            if count > 0 {
                notes.push(Note::new(code, format!("{count} {text}")));
            }
        }
        notes
    }
}
