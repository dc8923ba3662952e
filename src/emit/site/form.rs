//! A table of the form, drawn as the form draws it: what stands around the figures is made once for all reports.

use std::fmt::Write as _;

use super::words::{Two, two};
use crate::forms::gloss::Gloss;
use crate::forms::{Block, Layout, Table};

/// A piece of the drawing.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Markup as it is.
    Markup(String),
    /// The cell of a field, by its index, and how many columns it takes.
    Cell(usize, usize),
}

/// The body of a table as markup with gaps for the cells.
#[derive(Debug)]
pub struct Drawing {
    /// From the first row to the last.
    pub pieces: Vec<Piece>,
}

impl Drawing {
    /// The drawing of a table.
    pub fn of(table: &Table) -> Self {
        let mut drawing = Self { pieces: Vec::new() };
        let width = table.blocks.iter().map(width).max().unwrap_or(1);
        for block in &table.blocks {
            match block.layout {
                Layout::Rows => drawing.rows(block, table, width),
                Layout::Line => drawing.line(block),
            }
        }
        drawing
    }

    fn markup(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Markup(markup)) => markup.push_str(text),
            _ => self.pieces.push(Piece::Markup(text.to_owned())),
        }
    }

    fn head(&mut self, scope: &str, [columns, rows]: [usize; 2], text: &Two<'_>) {
        let mut markup = String::from("<th");
        // Writing to a string does not fail.
        if !scope.is_empty() {
            let _ = write!(markup, r#" scope="{scope}""#);
        }
        if columns > 1 {
            let _ = write!(markup, r#" colspan="{columns}""#);
        }
        if rows > 1 {
            let _ = write!(markup, r#" rowspan="{rows}""#);
        }
        let _ = write!(markup, ">{text}</th>");
        self.markup(&markup);
    }

    /// Rows one below the other.
    fn rows(&mut self, block: &Block, table: &Table, width: usize) {
        let labels = label_columns(block);
        let units = usize::from(!block.unit_head.is_empty());
        // What is left over goes to the last column: a block with fewer columns is as wide as the others.
        let spare = width - labels - units - block.columns.len();
        let span = |at: usize| {
            1 + if at + 1 == block.columns.len() {
                spare
            } else {
                0
            }
        };
        if !block.title.is_empty() {
            self.markup(r#"<tr class="block">"#);
            self.head("colgroup", [width, 1], &label(&block.title));
            self.markup("</tr>");
        }
        self.heads(block, [labels, units], span);
        let columns = block.columns.len();
        for (at, row) in block.rows.iter().enumerate() {
            for line in &row.above {
                self.markup(r#"<tr class="above">"#);
                self.head("colgroup", [width, 1], &label(line));
                self.markup("</tr>");
            }
            self.markup("<tr>");
            let groups: &[String] = if labels > 1 { &row.groups } else { &[] };
            for (depth, group) in groups.iter().enumerate() {
                let is_same = |other: usize| {
                    let other = block.rows.get(other).map(|r| &r.groups[..]);
                    other.and_then(|g| g.get(..=depth)) == row.groups.get(..=depth)
                };
                if at == 0 || !is_same(at - 1) {
                    let run = (at..block.rows.len()).take_while(|n| is_same(*n)).count();
                    self.head("rowgroup", [1, run], &label(group));
                }
            }
            let english = Gloss::embedded().english(&row.label);
            let text = two(row.printed.as_str(), english);
            self.head("row", [labels - groups.len(), 1], &text);
            let first = block.first_field + at * columns;
            if units > 0 {
                let unit = table.fields.get(first).map_or("", |f| &f.unit);
                let unit = two(unit, Gloss::embedded().english(unit));
                self.markup(&format!(r#"<td class="unit">{unit}</td>"#));
            }
            for column in 0..columns {
                self.pieces.push(Piece::Cell(first + column, span(column)));
            }
            self.markup("</tr>");
        }
    }

    /// The head of such a block.
    fn heads(&mut self, block: &Block, [labels, units]: [usize; 2], span: impl Fn(usize) -> usize) {
        let columns = block.columns.iter().enumerate();
        let heads: Vec<Head<'_>> = columns
            .map(|(at, c)| Head(&c.groups, &c.label, span(at)))
            .collect();
        let depth = depth(&heads);
        for level in 0..depth {
            self.markup("<tr>");
            if level == 0 && block.corner.is_empty() {
                let gap = format!(r#"<td colspan="{labels}" rowspan="{depth}"></td>"#);
                self.markup(&gap);
            } else if level == 0 {
                self.head("", [labels, depth], &label(&block.corner));
            }
            if level == 0 && units > 0 {
                self.head("col", [1, depth], &label(&block.unit_head));
            }
            self.level(&heads, level, depth, "col");
            self.markup("</tr>");
        }
    }

    /// Rows side by side in one printed line.
    fn line(&mut self, block: &Block) {
        let columns = block.columns.len();
        let rows = block.rows.iter();
        let heads: Vec<Head<'_>> = rows.map(|r| Head(&r.groups, &r.label, columns)).collect();
        let depth = depth(&heads);
        for level in 0..depth {
            self.markup("<tr>");
            self.level(&heads, level, depth, "colgroup");
            self.markup("</tr>");
        }
        self.markup("<tr>");
        for _ in &block.rows {
            for column in &block.columns {
                self.head("col", [1, 1], &label(&column.label));
            }
        }
        self.markup("</tr><tr>");
        for field in 0..block.rows.len() * columns {
            self.pieces.push(Piece::Cell(block.first_field + field, 1));
        }
        self.markup("</tr>");
    }

    /// One row of a head: groups over what they hold, and the labels that have no more groups above them.
    fn level(&mut self, heads: &[Head<'_>], level: usize, depth: usize, scope: &str) {
        let mut at = 0;
        while let Some(Head(groups, text, span)) = heads.get(at) {
            at += 1;
            if groups.len() == level {
                self.head(scope, [*span, depth - level], &label(text));
            }
            let Some(path) = groups.get(..=level) else {
                continue;
            };
            let mut columns = *span;
            while let Some(Head(others, _, span)) = heads.get(at)
                && others.get(..=level) == Some(path)
            {
                columns += span;
                at += 1;
            }
            self.head("colgroup", [columns, 1], &label(&path[level]));
        }
    }
}

/// What stands over a column: its groups, outermost first, its label, and how many columns it takes.
struct Head<'a>(&'a [String], &'a str, usize);

/// How many rows a head takes.
fn depth(heads: &[Head<'_>]) -> usize {
    1 + heads.iter().map(|head| head.0.len()).max().unwrap_or(0)
}

/// A label of the form in both languages.
pub fn label(text: &str) -> Two<'_> {
    two(text, Gloss::embedded().english(text))
}

/// Columns of labels: groups at the left of the rows they hold. Where labels are printed with their numbers, the groups
/// are those numbers and have no column.
fn label_columns(block: &Block) -> usize {
    if block.rows.iter().any(|row| row.printed != row.label) {
        return 1;
    }
    let groups = block.rows.iter().map(|row| row.groups.len());
    1 + groups.max().unwrap_or(0)
}

fn width(block: &Block) -> usize {
    match block.layout {
        Layout::Line => block.rows.len() * block.columns.len(),
        Layout::Rows => {
            let units = usize::from(!block.unit_head.is_empty());
            label_columns(block) + units + block.columns.len()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    /// Rows of the drawing, each as the spans of its cells.
    fn rows(drawing: &Drawing) -> Vec<Vec<[usize; 2]>> {
        let mut text = String::new();
        for piece in &drawing.pieces {
            match piece {
                Piece::Markup(markup) => text += markup,
                Piece::Cell(_, columns) => {
                    let _ = write!(text, r#"<td colspan="{columns}">"#);
                }
            }
        }
        let span = |tag: &str, name: &str| {
            let (_, rest) = tag.split_once(&format!(r#"{name}=""#))?;
            rest.split('"').next()?.parse().ok()
        };
        let cells = |row: &str| {
            let tags = row.split(['<']).filter_map(|t| t.split('>').next());
            tags.filter(|t| t.starts_with("th") || t.starts_with("td"))
                .map(|t| ["colspan", "rowspan"].map(|name| span(t, name).unwrap_or(1)))
                .collect()
        };
        text.split("<tr").skip(1).map(cells).collect()
    }

    #[test]
    fn every_table_of_every_form_is_a_whole_grid_with_each_field_once() {
        for table in Forms::embedded().editions.iter().flat_map(|e| &e.tables) {
            let drawing = Drawing::of(table);
            let mut fields: Vec<usize> = Vec::new();
            for piece in &drawing.pieces {
                if let Piece::Cell(field, _) = piece {
                    fields.push(*field);
                }
            }
            let all: Vec<usize> = (0..table.fields.len()).collect();
            assert_eq!(fields, all, "{}", table.title);
            // Columns that are still taken by cells of rows above, by the rows they go on for.
            let mut width = None;
            let mut open: Vec<[usize; 2]> = Vec::new();
            for row in rows(&drawing) {
                let above: usize = open.iter().map(|[columns, _]| columns).sum();
                let own: usize = row.iter().map(|[columns, _]| columns).sum();
                assert_eq!(*width.get_or_insert(above + own), above + own, "{row:?}");
                open.extend(row);
                open.iter_mut().for_each(|[_, rows]| *rows -= 1);
                open.retain(|[_, rows]| *rows > 0);
            }
            assert!(open.is_empty(), "{}", table.title);
        }
    }
}
