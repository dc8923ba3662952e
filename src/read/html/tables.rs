//! Which tables hold data and which only arrange the page, and the cells of those that hold data.

use super::inline::Inline;
use super::tree::{Content, Tag, Tree, attribute, visible_length};
use crate::error::Note;
use crate::location::Place;
use crate::read::{NativeCell, NativeTable};

/// Columns one cell may cover, as in the standard.
const MAX_COLUMN_SPAN: u32 = 1000;

/// Slots of a grid that the cells of one table may cover together. A form has about 250.
const MAX_SLOTS: u64 = 200_000;

/// Cells of all tables of a page together.
const MAX_CELLS: usize = 400_000;

/// Characters of a cell that is prose rather than a label or a value.
const PROSE: usize = 400;

/// A row as written: its cells, by index, and the part of the table that it stands in.
struct Row {
    group: usize,
    part: Tag,
    /// Number in the source, from 1.
    number: u32,
    cells: Vec<usize>,
}

/// For each node whether it is a table that holds data.
pub fn data_tables(tree: &Tree<'_>) -> Vec<bool> {
    let mut data = vec![false; tree.nodes.len()];
    // Inner tables come later in the list: from the back, they are known before the table around them.
    for at in (0..tree.nodes.len()).rev() {
        if tree.nodes[at].is(Tag::Table) {
            data[at] = holds_data(tree, at, &data);
        }
    }
    data
}

/// What is known of a table's own cells.
#[derive(Default)]
struct Census {
    cells: usize,
    /// Rows with two or more short cells.
    full_rows: usize,
    widest: usize,
    text: usize,
    /// Text in cells that hold headings or prose.
    prose: usize,
    /// Cells with a data table of their own inside.
    nesting: usize,
}

fn holds_data(tree: &Tree<'_>, table: usize, data: &[bool]) -> bool {
    let mut census = Census::default();
    for row in rows(tree, table) {
        census.widest = census.widest.max(row.cells.len());
        let short = row
            .cells
            .iter()
            .filter(|&&cell| is_short(tree, cell, data, &mut census))
            .count();
        census.full_rows += usize::from(short >= 2);
        census.cells += row.cells.len();
    }
    let several = census.cells >= 2 && (census.widest >= 2 || census.prose == 0);
    several
        && census.prose * 2 <= census.text
        && (census.nesting == 0 || census.full_rows >= 2 + census.nesting)
}

/// Whether a cell is a label or a value, counting it.
fn is_short(tree: &Tree<'_>, cell: usize, data: &[bool], census: &mut Census) -> bool {
    let (mut length, mut nested, mut heading) = (0, false, false);
    let end = tree.nodes[cell].end;
    let mut at = cell + 1;
    while at < end {
        let node = &tree.nodes[at];
        match node.content {
            Content::Element(Tag::Table, _) if data[at] => {
                nested = true;
                at = node.end;
                continue;
            }
            Content::Element(Tag::Heading, _) => heading = true,
            Content::Text(text) => length += visible_length(text),
            Content::Element(..) => {}
        }
        at += 1;
    }
    census.text += length;
    census.nesting += usize::from(nested);
    if length > PROSE || (heading && length > 0) {
        census.prose += length;
    }
    !nested && length <= PROSE
}

/// The table's own rows, those of tables in its cells left out, in the order of the source.
fn rows(tree: &Tree<'_>, table: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut group, mut part) = (table, Tag::Group);
    let end = tree.nodes[table].end;
    let mut at = table + 1;
    while at < end {
        let node = &tree.nodes[at];
        match node.tag() {
            Some(Tag::Table | Tag::Caption) => {
                at = node.end;
                continue;
            }
            Some(tag @ (Tag::Head | Tag::Group | Tag::Foot)) => (group, part) = (at, tag),
            Some(Tag::Row) => {
                let number = rows.len() as u32 + 1;
                rows.push(Row {
                    group,
                    part,
                    number,
                    cells: Vec::new(),
                });
            }
            Some(Tag::Cell) => {
                if let Some(row) = rows.last_mut() {
                    row.cells.push(at);
                }
                at = node.end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    rows
}

/// Rows in the order they are shown: the first head before everything, the first foot behind.
fn shown_order(mut rows: Vec<Row>) -> Vec<Row> {
    let first = |part| {
        rows.iter()
            .find(|row| row.part == part)
            .map(|row| row.group)
    };
    let (head, foot) = (first(Tag::Head), first(Tag::Foot));
    rows.sort_by_key(|row| match Some(row.group) {
        group if group == head => 0,
        group if group == foot => 2,
        _ => 1,
    });
    rows
}

/// For each row how many rows its group has from it on.
fn left_in_group(rows: &[Row]) -> Vec<usize> {
    let mut left = vec![1; rows.len()];
    for index in (1..rows.len()).rev() {
        if rows[index - 1].group == rows[index].group {
            left[index - 1] = left[index] + 1;
        }
    }
    left
}

/// Reads tables one after the other, numbering them.
pub struct Extractor<'t, 'a> {
    tree: &'t Tree<'a>,
    data: &'t [bool],
    tables: u32,
    cells: usize,
    spans_cut: usize,
    rows_cut: usize,
}

/// A table with what stood in its cells and goes behind it.
pub struct Extracted {
    pub table: NativeTable,
    /// Tables and pictures inside, by index.
    pub inside: Vec<usize>,
}

impl<'t, 'a> Extractor<'t, 'a> {
    pub fn new(tree: &'t Tree<'a>, data: &'t [bool]) -> Self {
        Self {
            tree,
            data,
            tables: 0,
            cells: 0,
            spans_cut: 0,
            rows_cut: 0,
        }
    }

    pub fn extract(&mut self, table: usize) -> Extracted {
        self.tables += 1;
        let rows = shown_order(rows(self.tree, table));
        let total = rows.len();
        let left = left_in_group(&rows);
        let mut inside = Vec::new();
        let mut slots = 0u64;
        let mut out = Vec::with_capacity(total);
        for (index, row) in rows.iter().enumerate() {
            if self.cells + row.cells.len() > MAX_CELLS {
                self.rows_cut += total - index;
                break;
            }
            self.cells += row.cells.len();
            let cells = row.cells.iter().enumerate().map(|(place, &cell)| {
                let (row_span, column_span) =
                    self.spans(cell, left[index], total - index, &mut slots);
                NativeCell {
                    text: self.text(cell, &mut inside),
                    row_span,
                    column_span,
                    place: Place::Native {
                        table: self.tables,
                        row: row.number,
                        cell: place as u32 + 1,
                    },
                }
            });
            out.push(cells.collect());
        }
        Extracted {
            table: NativeTable { rows: out },
            inside,
        }
    }

    /// Notes about what was cut.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.spans_cut > 0 {
            notes.push(Note::new(
                "spans-cut",
                format!("{} cells claimed impossible spans", self.spans_cut),
            ));
        }
        if self.rows_cut > 0 {
            let text = format!(
                "{} rows beyond {MAX_CELLS} cells were not read",
                self.rows_cut
            );
            notes.push(Note::new("tables-cut", text));
        }
        notes
    }

    /// Declared spans, kept in bounds: rows to the end of the table, `rowspan=0` to the end of its group of rows.
    fn spans(
        &mut self,
        cell: usize,
        in_group: usize,
        in_table: usize,
        slots: &mut u64,
    ) -> (u32, u32) {
        let declared = |name| {
            let element = self.tree.nodes[cell].element()?;
            leading_number(attribute(element, name)?)
        };
        let rows = match declared("rowspan") {
            Some(0) => in_group as u32,
            other => other.unwrap_or(1).min(in_table as u32),
        };
        let columns = declared("colspan").unwrap_or(1);
        let (rows, mut columns) = (rows.max(1), columns.max(1));
        if columns > MAX_COLUMN_SPAN {
            self.spans_cut += 1;
            columns = MAX_COLUMN_SPAN;
        }
        *slots += u64::from(rows) * u64::from(columns);
        if *slots > MAX_SLOTS && rows * columns > 1 {
            self.spans_cut += 1;
            return (1, 1);
        }
        (rows, columns)
    }

    /// A cell's text. A data table inside is left for later; a smaller one is written out.
    fn text(&self, cell: usize, inside: &mut Vec<usize>) -> String {
        let mut inline = Inline::new(false);
        let mut blocks: Vec<usize> = Vec::new();
        let end = self.tree.nodes[cell].end;
        let (mut at, mut preformatted) = (cell + 1, 0);
        while at < end {
            while blocks.last().is_some_and(|&end| end <= at) {
                blocks.pop();
                inline.block_break();
            }
            let node = &self.tree.nodes[at];
            match node.content {
                Content::Text(text) if at < preformatted => inline.push_preformatted(text),
                Content::Text(text) => inline.push(text),
                Content::Element(Tag::Break, _) => inline.line_break(),
                Content::Element(Tag::Table, _) if self.is_grid(at) => {
                    inside.push(at);
                    inline.block_break();
                    at = node.end;
                    continue;
                }
                Content::Element(Tag::Image | Tag::Embedded, _) => {
                    inside.push(at);
                    at = node.end;
                    continue;
                }
                Content::Element(Tag::Raised, _) => {
                    inline.push_raised(&self.tree.texts(at).collect::<String>());
                    at = node.end;
                    continue;
                }
                Content::Element(Tag::Cell, _) => inline.space(),
                Content::Element(tag, _) => {
                    if tag == Tag::Pre {
                        preformatted = node.end;
                    }
                    if tag.is_block() {
                        inline.block_break();
                        blocks.push(node.end);
                    }
                }
            }
            at += 1;
        }
        inline.take()
    }

    /// A data table of at least two rows and two columns: one that stands for itself.
    fn is_grid(&self, table: usize) -> bool {
        self.data[table] && {
            let rows = rows(self.tree, table);
            rows.len() >= 2 && rows.iter().any(|row| row.cells.len() >= 2)
        }
    }
}

/// The number that a value begins with, as browsers read it: `"2 "`, `"3px"`.
fn leading_number(value: &str) -> Option<u32> {
    let value = value.trim_start();
    let value = value.strip_prefix('+').unwrap_or(value);
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return None;
    }
    Some(value[..digits].parse().unwrap_or(u32::MAX))
}
