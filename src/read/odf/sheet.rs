//! The sheets of a spreadsheet, as they are shown.

use super::styles::Styles;
use super::text::cell_text;
use crate::error::{Note, ReadError};
use crate::read::blocks::Block;
use crate::read::errors;
use crate::read::sheet::cells::{Region, Sheet, Value};
use crate::read::xml::Xml;

/// Sheets read.
const MAX_SHEETS: usize = 100;

/// Cells of one sheet.
const MAX_CELLS: usize = 600_000;

/// Times that a row or a cell with something in it may say it is repeated. Blank ones go on to the end of the sheet.
const MAX_REPEATED: u32 = 200;

/// The blocks of all sheets.
pub fn read(
    xml: &Xml<'_>,
    at: usize,
    styles: &Styles,
    notes: &mut Vec<Note>,
) -> Result<Vec<Block>, ReadError> {
    let mut out = Vec::new();
    let (mut hidden_sheets, mut hidden_cells) = (0, 0);
    let tables = xml.children(at).filter(|&at| xml.nodes[at].name == "table");
    for table in tables.take(MAX_SHEETS) {
        if styles.hidden("table", xml.attribute(table, "style-name").as_deref()) {
            hidden_sheets += 1;
            continue;
        }
        let mut reader = Reader {
            xml,
            styles,
            sheet: Sheet::default(),
            row: 0,
            column: 0,
            count: 0,
        };
        reader.rows(table, false)?;
        hidden_cells += reader.sheet.drop_hidden(&mut out)?;
    }
    for (count, code, text) in [
        (
            hidden_sheets,
            "hidden-sheets",
            "hidden sheets were left out",
        ),
        (
            hidden_cells,
            "hidden-left-out",
            "cells in hidden rows and columns were left out",
        ),
    ] {
        if count > 0 {
            notes.push(Note::new(code, format!("{count} {text}")));
        }
    }
    Ok(out)
}

struct Reader<'x, 'a> {
    xml: &'x Xml<'a>,
    styles: &'x Styles,
    sheet: Sheet,
    row: u32,
    /// Column whose properties come next.
    column: u32,
    count: usize,
}

impl Reader<'_, '_> {
    fn rows(&mut self, at: usize, hidden: bool) -> Result<(), ReadError> {
        let xml = self.xml;
        for child in xml.children(at) {
            match xml.nodes[child].name {
                "table-column" => {
                    let times = self.times(child, "number-columns-repeated");
                    if hidden || self.is_hidden(child) {
                        let last = self.column.saturating_add(times - 1);
                        self.sheet.hidden_columns.push((self.column, last));
                    }
                    self.column = self.column.saturating_add(times);
                }
                "table-row" => self.a_row(child, hidden)?,
                "table-header-rows" | "table-rows" | "table-header-columns" | "table-columns" => {
                    self.rows(child, hidden)?;
                }
                "table-row-group" | "table-column-group" => {
                    let folded = xml.attribute(child, "display").as_deref() == Some("false");
                    self.rows(child, hidden || folded)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn is_hidden(&self, at: usize) -> bool {
        let visibility = self.xml.attribute(at, "visibility");
        matches!(visibility.as_deref(), Some("collapse" | "filter"))
    }

    fn times(&self, at: usize, name: &str) -> u32 {
        let times = self.xml.number(at, name).unwrap_or(1);
        u32::try_from(times).unwrap_or(1).max(1)
    }

    fn a_row(&mut self, at: usize, hidden: bool) -> Result<(), ReadError> {
        let mut cells: Vec<(u32, Value)> = Vec::new();
        let mut column = 0u32;
        for child in self.xml.children(at) {
            let name = self.xml.nodes[child].name;
            if !matches!(name, "table-cell" | "covered-table-cell") {
                continue;
            }
            let times = self.times(child, "number-columns-repeated");
            let value = Value {
                text: if name == "table-cell" {
                    cell_text(self.xml, child, self.styles)
                } else {
                    String::new()
                },
                spread: false,
                bordered: self
                    .styles
                    .bordered(self.xml.attribute(child, "style-name").as_deref()),
            };
            if !value.text.is_empty() || value.bordered {
                let shown = times.min(MAX_REPEATED);
                cells.extend((0..shown).map(|n| (column.saturating_add(n), value.clone())));
            }
            self.merged(child, column);
            column = column.saturating_add(times);
        }
        let times = self.times(at, "number-rows-repeated");
        let filled = cells.iter().any(|(_, value)| !value.text.is_empty());
        let shown = if filled { times.min(MAX_REPEATED) } else { 1 };
        for n in 0..shown {
            let row = self.row.saturating_add(n);
            if hidden || self.is_hidden(at) {
                self.sheet.hidden_rows.insert(row);
            }
            if !cells.is_empty() {
                self.count += cells.len();
                self.sheet
                    .cells
                    .entry(row)
                    .or_default()
                    .extend(cells.iter().cloned());
            }
        }
        if self.count > MAX_CELLS {
            return Err(errors::too_large());
        }
        self.row = self.row.saturating_add(times);
        Ok(())
    }

    fn merged(&mut self, at: usize, column: u32) {
        let (rows, columns) = (
            self.times(at, "number-rows-spanned"),
            self.times(at, "number-columns-spanned"),
        );
        if (rows > 1 || columns > 1) && self.sheet.merged.len() < MAX_CELLS {
            self.sheet.merged.push(Region {
                rows: (self.row, self.row.saturating_add(rows - 1)),
                columns: (column, column.saturating_add(columns - 1)),
            });
        }
    }
}
