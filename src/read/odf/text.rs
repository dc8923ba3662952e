//! The body of a text as nested blocks.

use super::styles::Styles;
use crate::error::Note;
use crate::read::blocks::Cell;
use crate::read::blocks::{Block, MAX_COLUMN_SPAN, MAX_NESTING, Row, Table, push_raised};
use crate::read::numbering::{LEVELS, Numbering};
use crate::read::xml::Xml;

/// Depth of elements within a paragraph that is followed.
const MAX_INLINE: usize = 150;

/// Times that a row or a cell may say it is repeated.
const MAX_REPEATED: usize = 200;

/// The blocks of a body.
pub fn read(xml: &Xml<'_>, at: usize, styles: &Styles, notes: &mut Vec<Note>) -> Vec<Block> {
    let mut reader = Reader::new(xml, styles);
    let mut out = Vec::new();
    reader.blocks(at, 0, &mut out);
    notes.extend(reader.notes());
    out
}

/// The text of a cell of a sheet, a line a paragraph.
pub fn cell_text(xml: &Xml<'_>, at: usize, styles: &Styles) -> String {
    let mut reader = Reader::new(xml, styles);
    let mut lines = Vec::new();
    for child in xml
        .children(at)
        .filter(|&child| xml.nodes[child].name == "p")
    {
        let mut line = Line::default();
        reader.inline(child, 0, 0, &mut line);
        lines.push(line.text);
    }
    lines.join("\n")
}

struct Reader<'x, 'a> {
    xml: &'x Xml<'a>,
    styles: &'x Styles,
    numbering: Numbering,
    /// The list around, and its level from 0.
    list: Option<(i64, usize)>,
    /// The number that the next paragraph has.
    label: Option<Label>,
    hidden: usize,
    struck: usize,
    too_deep: usize,
    embedded: usize,
}

/// An item that has not had its first paragraph.
struct Label {
    list: i64,
    level: usize,
    start: Option<u32>,
}

#[derive(Default)]
struct Line {
    text: String,
    /// Boxes and pictures: they stand behind the paragraph they are anchored in.
    behind: Vec<Block>,
}

impl<'x, 'a> Reader<'x, 'a> {
    fn new(xml: &'x Xml<'a>, styles: &'x Styles) -> Self {
        Self {
            xml,
            styles,
            numbering: styles.numbering.clone(),
            list: None,
            label: None,
            hidden: 0,
            struck: 0,
            too_deep: 0,
            embedded: 0,
        }
    }

    fn notes(&self) -> Vec<Note> {
        let counted = [
            (
                self.hidden,
                "hidden-left-out",
                "characters that the document hides were left out",
            ),
            (
                self.struck,
                "struck-out",
                "characters with a line through them were left out",
            ),
            (
                self.too_deep,
                "nesting-cut",
                "tables or boxes nest too deep and were left out",
            ),
            (
                self.embedded,
                "embedded-document",
                "documents embedded in this one were not read",
            ),
        ];
        counted
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, code, text)| Note::new(code, format!("{count} {text}")))
            .collect()
    }

    fn style(&self, at: usize) -> Option<String> {
        self.xml.attribute(at, "style-name")
    }

    fn length(&self, at: usize) -> usize {
        self.xml
            .text_of(at)
            .chars()
            .filter(|c| !c.is_whitespace())
            .count()
    }

    /// The blocks in an element. `depth` counts tables and boxes around it.
    fn blocks(&mut self, at: usize, depth: usize, out: &mut Vec<Block>) {
        for child in self.xml.children(at) {
            match self.xml.nodes[child].name {
                "p" => self.paragraph(child, depth, None, out),
                "h" => self.heading(child, depth, out),
                "list" => self.a_list(child, depth, out),
                "table" if depth < MAX_NESTING => {
                    let table = self.table(child, depth + 1);
                    out.push(Block::Table(table));
                }
                "table" => self.too_deep += 1,
                "section" if self.is_hidden_section(child) => self.hidden += self.length(child),
                // What was deleted is kept apart; indexes, notes and forms print nothing of a report.
                "tracked-changes" | "sequence-decls" | "variable-decls" | "user-field-decls"
                | "forms" | "table-of-content" | "annotation" | "note" | "" => {}
                "frame" | "custom-shape" | "rect" => {
                    let mut line = Line::default();
                    self.drawn(child, depth, &mut line);
                    out.append(&mut line.behind);
                }
                _ if depth < MAX_NESTING => self.blocks(child, depth + 1, out),
                _ => self.too_deep += 1,
            }
        }
    }

    fn is_hidden_section(&self, at: usize) -> bool {
        self.xml.attribute(at, "display").as_deref() == Some("none")
            || self.styles.hidden("section", self.style(at).as_deref())
    }

    fn heading(&mut self, at: usize, depth: usize, out: &mut Vec<Block>) {
        let level = self.xml.number(at, "outline-level").unwrap_or(1);
        let level = usize::try_from(level - 1).unwrap_or(0).min(LEVELS - 1);
        let silent = self.xml.attribute(at, "is-list-header").as_deref() == Some("true");
        let label = match self
            .styles
            .outline
            .filter(|_| self.list.is_none() && !silent)
        {
            Some(list) => self.numbering.next(list, Some(level as i64), None),
            None => None,
        };
        self.paragraph(at, depth, label, out);
    }

    fn paragraph(&mut self, at: usize, depth: usize, label: Option<String>, out: &mut Vec<Block>) {
        let style = self.style(at);
        if self.styles.hidden("paragraph", style.as_deref()) {
            self.hidden += self.length(at);
            return;
        }
        let label = label.or_else(|| self.item_label());
        let mut line = Line::default();
        self.inline(at, depth, 0, &mut line);
        out.push(Block::Paragraph(label.unwrap_or_default() + &line.text));
        out.append(&mut line.behind);
    }

    /// The number of an item, before its first paragraph.
    fn item_label(&mut self) -> Option<String> {
        let label = self.label.take()?;
        if let Some(start) = label.start {
            self.numbering.start_at(label.list, label.level, start);
        }
        self.numbering
            .next(label.list, Some(label.level as i64), None)
    }

    fn a_list(&mut self, at: usize, depth: usize, out: &mut Vec<Block>) {
        if depth >= MAX_NESTING {
            self.too_deep += 1;
            return;
        }
        let outer = self.list;
        let named = self
            .style(at)
            .and_then(|name| self.styles.lists.get(&name).copied());
        let on = |name: &str| {
            self.xml
                .attribute(at, name)
                .is_some_and(|value| value != "false")
        };
        let goes_on = on("continue-numbering") || on("continue-list");
        self.list = match (outer, named) {
            (Some((list, level)), named) => {
                Some((named.unwrap_or(list), (level + 1).min(LEVELS - 1)))
            }
            (None, Some(list)) => {
                if !goes_on {
                    self.numbering.restart(list);
                }
                Some((list, 0))
            }
            (None, None) => None,
        };
        for item in self.xml.children(at) {
            let name = self.xml.nodes[item].name;
            if name == "list-item"
                && let Some((list, level)) = self.list
            {
                let start = self.xml.number(item, "start-value");
                self.label = Some(Label {
                    list,
                    level,
                    start: start.and_then(|start| u32::try_from(start).ok()),
                });
            }
            if matches!(name, "list-item" | "list-header") {
                self.blocks(item, depth + 1, out);
            }
            self.label = None;
        }
        self.list = outer;
    }

    /// The inline content of an element. `nested` counts the elements within the paragraph around it.
    fn inline(&mut self, at: usize, depth: usize, nested: usize, line: &mut Line) {
        if nested > MAX_INLINE {
            self.too_deep += 1;
            return;
        }
        for child in self.xml.children(at) {
            match self.xml.nodes[child].name {
                "" => collapse(self.xml.own_text(child).unwrap_or_default(), &mut line.text),
                "s" => {
                    let count = self.xml.number(child, "c").unwrap_or(1);
                    let count = usize::try_from(count).unwrap_or(1).min(1000);
                    line.text.extend(std::iter::repeat_n(' ', count));
                }
                "tab" => line.text.push('\t'),
                "line-break" => line.text.push('\n'),
                "span" => self.span(child, depth, nested, line),
                "frame" | "custom-shape" | "rect" | "g" => self.drawn(child, depth, line),
                "note" | "annotation" | "tracked-changes" | "ruby-text" | "hidden-text"
                | "soft-page-break" | "bookmark" | "script" => {}
                "hidden-paragraph" => {}
                _ => self.inline(child, depth, nested + 1, line),
            }
        }
    }

    fn span(&mut self, at: usize, depth: usize, nested: usize, line: &mut Line) {
        let style = self.style(at);
        let style = style.as_deref();
        if self.styles.hidden("text", style) {
            self.hidden += self.length(at);
        } else if self.styles.struck("text", style) {
            self.struck += self.length(at);
        } else if self.styles.raised("text", style) {
            let mut mark = Line::default();
            self.inline(at, depth, nested + 1, &mut mark);
            push_raised(&mut line.text, &mark.text);
            line.behind.append(&mut mark.behind);
        } else {
            self.inline(at, depth, nested + 1, line);
        }
    }

    /// A picture, or a box with text in it.
    fn drawn(&mut self, at: usize, depth: usize, line: &mut Line) {
        if depth >= MAX_NESTING {
            self.too_deep += 1;
            return;
        }
        if let Some(inside) = self.xml.child(at, "text-box") {
            self.blocks(inside, depth + 1, &mut line.behind);
            return;
        }
        if let Some(object) = self.xml.child(at, "object") {
            // A flat file holds the document itself.
            match self.xml.path(object, &["document", "body", "text"]) {
                Some(body) => self.blocks(body, depth + 1, &mut line.behind),
                None => self.embedded += 1,
            }
        }
        if let Some(image) = self.xml.child(at, "image") {
            let source = self
                .xml
                .attribute(image, "href")
                .unwrap_or_else(|| "picture".to_owned());
            line.behind
                .push(Block::Image(source.chars().take(200).collect()));
            return;
        }
        // A shape may hold paragraphs itself.
        self.blocks(at, depth + 1, &mut line.behind);
    }

    fn table(&mut self, at: usize, depth: usize) -> Table {
        let mut table = Table::default();
        self.rows(at, depth, &mut table);
        table
    }

    fn rows(&mut self, at: usize, depth: usize, table: &mut Table) {
        for child in self.xml.children(at) {
            match self.xml.nodes[child].name {
                "table-row" => {
                    let row = self.row(child, depth);
                    let times = repeated(self.xml, child, "number-rows-repeated");
                    table.rows.extend(std::iter::repeat_n(row, times));
                }
                "table-header-rows" | "table-rows" | "table-row-group" => {
                    self.rows(child, depth, table);
                }
                _ => {}
            }
        }
    }

    fn row(&mut self, at: usize, depth: usize) -> Row {
        let mut row = Row::default();
        let mut number = 0;
        for child in self.xml.children(at) {
            let name = self.xml.nodes[child].name;
            if !matches!(name, "table-cell" | "covered-table-cell") {
                continue;
            }
            let times = repeated(self.xml, child, "number-columns-repeated");
            for _ in 0..times {
                number += 1;
                if name == "covered-table-cell" {
                    continue;
                }
                let span = |name: &str| {
                    let span = self.xml.number(child, name).unwrap_or(1).max(1);
                    u32::try_from(span).map_or(MAX_COLUMN_SPAN + 1, |n| n.min(MAX_COLUMN_SPAN + 1))
                };
                let (row_span, column_span) =
                    (span("number-rows-spanned"), span("number-columns-spanned"));
                let mut blocks = Vec::new();
                self.blocks(child, depth, &mut blocks);
                row.cells.push(Cell {
                    blocks,
                    row_span,
                    column_span,
                    number,
                });
            }
        }
        row
    }
}

fn repeated(xml: &Xml<'_>, at: usize, name: &str) -> usize {
    let times = xml.number(at, name).unwrap_or(1);
    usize::try_from(times).unwrap_or(1).clamp(1, MAX_REPEATED)
}

/// White space of the source is one space, and none at the beginning of a line or behind another.
fn collapse(text: &str, out: &mut String) {
    for c in text.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r') {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n', '\t']) {
            out.push(' ');
        }
    }
}
