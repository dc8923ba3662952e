//! What the readers of word processor formats share: nested blocks, and how they become a flow.
//!
//! A table that only arranges the page is walked through. A table inside a cell stands behind the table around it
//! when it is a grid of its own, else its text is the cell's.

use super::text::is_invisible;
use super::{Element, NativeCell, NativeTable};
use crate::error::{Note, ReadError};
use crate::location::Place;

/// Columns one cell may cover.
pub(super) const MAX_COLUMN_SPAN: u32 = 1000;

/// Slots of a grid that the cells of one table may cover together. A form has about 250.
const MAX_SLOTS: u64 = 200_000;

/// Cells of all tables of a document together.
pub(super) const MAX_CELLS: usize = 400_000;

/// Characters of a cell that is prose rather than a label or a value.
const PROSE: usize = 400;

/// Depth of nested blocks that readers may build: they are walked by recursion.
pub(super) const MAX_NESTING: usize = 40;

/// A piece of a document in which tables may nest.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// Text, `\n` at forced breaks.
    Paragraph(String),
    Table(Table),
    /// A picture by its name.
    Image(String),
}

/// A table with its cells' content not yet written out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    pub rows: Vec<Row>,
}

/// A row as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// Grid columns that are missing before the first cell.
    pub before: u32,
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub blocks: Vec<Block>,
    pub row_span: u32,
    pub column_span: u32,
    /// Number within its row as written, from 1, merged cells counted.
    pub number: u32,
}

impl Cell {
    fn length(&self) -> usize {
        text_length(&self.blocks)
    }
}

/// Blocks of what another reader gave.
pub(super) fn of_elements(elements: Vec<Element>) -> Vec<Block> {
    let cell = |(cell, number): (NativeCell, u32)| Cell {
        blocks: vec![Block::Paragraph(cell.text)],
        row_span: cell.row_span,
        column_span: cell.column_span,
        number,
    };
    let row = |cells: Vec<NativeCell>| Row {
        before: 0,
        cells: cells.into_iter().zip(1..).map(cell).collect(),
    };
    elements
        .into_iter()
        .map(|element| match element {
            Element::Paragraph { text, .. } => Block::Paragraph(text),
            Element::Image { source } => Block::Image(source),
            Element::Table(table) => Block::Table(Table {
                rows: table.rows.into_iter().map(row).collect(),
            }),
        })
        .collect()
}

/// The flow of a document.
///
/// # Errors
/// Never for a document of a report's size; `Memory` beyond [`MAX_CELLS`].
pub(super) fn flow(blocks: Vec<Block>, notes: &mut Vec<Note>) -> Result<Vec<Element>, ReadError> {
    let mut writer = Writer {
        elements: Vec::new(),
        tables: 0,
        cells: 0,
        spans_cut: 0,
    };
    writer.blocks(blocks)?;
    if writer.spans_cut > 0 {
        notes.push(Note::new(
            "spans-cut",
            format!("{} cells claimed impossible spans", writer.spans_cut),
        ));
    }
    Ok(writer.elements)
}

struct Writer {
    elements: Vec<Element>,
    tables: u32,
    cells: usize,
    spans_cut: usize,
}

impl Writer {
    fn blocks(&mut self, blocks: Vec<Block>) -> Result<(), ReadError> {
        for block in blocks {
            match block {
                Block::Paragraph(text) => {
                    let text = tidy(&text);
                    if !text.is_empty() {
                        self.elements.push(Element::Paragraph {
                            text,
                            place: Place::Nowhere,
                        });
                    }
                }
                Block::Image(source) => self.elements.push(Element::Image { source }),
                Block::Table(table) if holds_data(&table) => self.table(table)?,
                Block::Table(table) => {
                    for cell in table.rows.into_iter().flat_map(|row| row.cells) {
                        self.blocks(cell.blocks)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A table, and behind it the tables and pictures that stand in its cells.
    fn table(&mut self, table: Table) -> Result<(), ReadError> {
        self.tables += 1;
        let number = self.tables;
        let total = table.rows.len() as u32;
        let mut inside = Vec::new();
        let mut slots = 0u64;
        let mut rows = Vec::with_capacity(table.rows.len());
        for (index, row) in (0u32..).zip(table.rows) {
            self.cells += row.cells.len() + 1;
            if self.cells > MAX_CELLS {
                return Err(super::errors::too_large());
            }
            let mut cells = Vec::with_capacity(row.cells.len() + 1);
            if row.before > 0 {
                // Keeps the cells behind it in their columns.
                cells.push(NativeCell {
                    text: String::new(),
                    row_span: 1,
                    column_span: row.before.min(MAX_COLUMN_SPAN),
                    place: Place::Nowhere,
                });
            }
            for cell in row.cells {
                let mut text = String::new();
                write_cell(cell.blocks, &mut text, &mut inside);
                let mut rows = cell.row_span.clamp(1, total - index);
                let mut columns = cell.column_span.clamp(1, MAX_COLUMN_SPAN);
                slots += u64::from(rows) * u64::from(columns);
                if cell.column_span > MAX_COLUMN_SPAN || slots > MAX_SLOTS && rows * columns > 1 {
                    self.spans_cut += 1;
                    if slots > MAX_SLOTS {
                        (rows, columns) = (1, 1);
                    }
                }
                cells.push(NativeCell {
                    text: tidy(&text),
                    row_span: rows,
                    column_span: columns,
                    place: Place::Native {
                        table: number,
                        row: index + 1,
                        cell: cell.number,
                    },
                });
            }
            rows.push(cells);
        }
        self.elements.push(Element::Table(NativeTable { rows }));
        self.blocks(inside)
    }
}

/// A cell's text. A grid inside is left for later; a smaller table is written out.
fn write_cell(blocks: Vec<Block>, out: &mut String, inside: &mut Vec<Block>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => {
                out.push_str(&text);
                out.push('\n');
            }
            Block::Image(_) => inside.push(block),
            Block::Table(table) if is_grid(&table) => inside.push(Block::Table(table)),
            Block::Table(table) => {
                for row in table.rows {
                    for cell in row.cells {
                        write_cell(cell.blocks, out, inside);
                        if out.ends_with('\n') {
                            out.pop();
                        }
                        out.push(' ');
                    }
                    out.push('\n');
                }
            }
        }
    }
}

/// A data table of at least two rows and two columns: one that stands for itself.
fn is_grid(table: &Table) -> bool {
    table.rows.len() >= 2 && table.rows.iter().any(|row| row.cells.len() >= 2) && holds_data(table)
}

/// Whether a table holds data; the others arrange the page.
fn holds_data(table: &Table) -> bool {
    let (mut cells, mut full_rows, mut widest, mut text, mut prose, mut nesting) =
        (0, 0, 0, 0, 0, 0);
    for row in &table.rows {
        let mut short = 0;
        for cell in &row.cells {
            let length = cell.length();
            let nested = cell
                .blocks
                .iter()
                .any(|block| matches!(block, Block::Table(table) if is_grid(table)));
            text += length;
            nesting += usize::from(nested);
            prose += if length > PROSE { length } else { 0 };
            short += usize::from(!nested && length <= PROSE);
        }
        cells += row.cells.len();
        widest = widest.max(row.cells.len());
        full_rows += usize::from(short >= 2);
    }
    let several = cells >= 2 && (widest >= 2 || prose == 0);
    several && prose * 2 <= text && (nesting == 0 || full_rows >= 2 + nesting)
}

/// Visible characters of blocks, those of grids that stand for themselves left out.
fn text_length(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => text
                .chars()
                .filter(|&c| !c.is_whitespace() && !is_invisible(c))
                .count(),
            Block::Image(_) => 0,
            Block::Table(table) if is_grid(table) => 0,
            Block::Table(table) => table
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .map(Cell::length)
                .sum(),
        })
        .sum()
}

/// Adds text that stands above or below its line. Right behind a digit, figures there are the mark of a note and part
/// of no number.
pub(super) fn push_raised(out: &mut String, text: &str) {
    let mark = text.trim();
    if out.ends_with(|c: char| c.is_ascii_digit()) && mark.starts_with(char::is_numeric) {
        out.push('（');
        out.push_str(mark);
        out.push('）');
    } else {
        out.push_str(text);
    }
}

/// Text as it is shown: without what takes no room, without blank lines, without white space at the ends of lines.
pub(super) fn tidy(text: &str) -> String {
    let shown: String = text
        .chars()
        .filter(|&c| c == '\n' || !is_invisible(c))
        .map(|c| match c {
            '\n' | '\t' | '\u{3000}' => c,
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let mut out = String::with_capacity(shown.len());
    for line in shown.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        Cell {
            blocks: vec![Block::Paragraph(text.to_owned())],
            row_span: 1,
            column_span: 1,
            number: 1,
        }
    }

    fn table(rows: &[&[&str]]) -> Table {
        Table {
            rows: rows
                .iter()
                .map(|row| Row {
                    before: 0,
                    cells: row.iter().map(|text| cell(text)).collect(),
                })
                .collect(),
        }
    }

    fn drawn(blocks: Vec<Block>) -> Vec<String> {
        flow(blocks, &mut Vec::new())
            .unwrap()
            .into_iter()
            .map(|element| match element {
                Element::Paragraph { text, .. } => text,
                Element::Image { source } => format!("<{source}>"),
                Element::Table(table) => table
                    .rows
                    .iter()
                    .map(|row| {
                        let texts: Vec<&str> = row.iter().map(|c| c.text.as_str()).collect();
                        format!("[{}]", texts.join("|"))
                    })
                    .collect(),
            })
            .collect()
    }

    #[test]
    fn a_table_around_a_grid_is_walked_through() {
        let inner = table(&[&["a", "b"], &["1", "2"]]);
        let mut outer = table(&[&["title"], &["x"]]);
        outer.rows[1].cells[0].blocks.push(Block::Table(inner));
        assert_eq!(
            drawn(vec![Block::Table(outer)]),
            ["title", "x", "[a|b][1|2]"]
        );
    }

    #[test]
    fn a_small_table_in_a_cell_is_its_text_and_a_grid_stands_behind() {
        let mut outer = table(&[&["a", "b"], &["1", "2"], &["3", "4"], &["5", "6"]]);
        let small = Block::Table(table(&[&["x", "y"]]));
        outer.rows[1].cells[0].blocks.push(small);
        let grid = Block::Table(table(&[&["p", "q"], &["7", "8"]]));
        outer.rows[2].cells[1].blocks.push(grid);
        assert_eq!(
            drawn(vec![Block::Table(outer)]),
            ["[a|b][1\nx y|2][3|4][5|6]", "[p|q][7|8]"]
        );
    }

    #[test]
    fn one_cell_is_no_table() {
        assert_eq!(drawn(vec![Block::Table(table(&[&["a"]]))]), ["a"]);
    }

    #[test]
    fn impossible_spans_are_cut() {
        let mut wide = table(&[&["a", "b"], &["1", "2"]]);
        wide.rows[0].cells[0].column_span = 100_000_000;
        wide.rows[0].cells[0].row_span = 100_000_000;
        let mut notes = Vec::new();
        let elements = flow(vec![Block::Table(wide)], &mut notes).unwrap();
        let Element::Table(table) = &elements[0] else {
            panic!("{elements:?}");
        };
        assert_eq!(table.rows[0][0].column_span, MAX_COLUMN_SPAN);
        assert_eq!(table.rows[0][0].row_span, 2);
        assert_eq!(notes[0].code, "spans-cut");
    }

    #[test]
    fn text_as_it_is_shown() {
        assert_eq!(tidy(" a\u{a0}b \n\n\u{200b}\u{3000}1\u{ad}2"), "a b\n12");
    }
}
