//! A sheet's cells to blocks. A table is where cells have borders; on a sheet without any, where rows have several
//! cells. A row that is neither is text.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::ReadError;
use crate::read::blocks::{Block, Cell, MAX_CELLS, MAX_COLUMN_SPAN, Row, Table};
use crate::read::errors;

/// Characters of a title row within a table without borders.
const TITLE: usize = 40;

/// Borders and text of one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Value {
    pub text: String,
    pub bordered: bool,
    /// Its text is centred over the empty cells behind it.
    pub spread: bool,
}

/// A merged region, edges included, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

/// A sheet as its file gives it.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// By row, then column, from 0.
    pub cells: BTreeMap<u32, BTreeMap<u32, Value>>,
    pub merged: Vec<Region>,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: Vec<(u32, u32)>,
    /// Cells that show less than they hold.
    pub rounded: usize,
    /// The sheet shows nothing where a cell holds zero.
    pub hides_zeros: bool,
    /// Zeros that are not shown.
    pub hidden_zeros: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Blank,
    Text,
    Table,
}

impl Sheet {
    /// What is shown of a number, on a sheet that may show no zeros.
    pub fn unless_hidden_zero(&mut self, number: f64, text: String) -> String {
        if number == 0.0 && (self.hides_zeros || text.is_empty()) {
            self.hidden_zeros += 1;
            return String::new();
        }
        text
    }

    /// Texts that are centred over the empty cells behind them cover these.
    fn spread(&mut self) {
        for (&row, cells) in &self.cells {
            let mut over: Option<(u32, u32)> = None;
            let mut regions = Vec::new();
            for (&column, cell) in cells {
                match over {
                    Some((first, last))
                        if cell.spread && cell.text.is_empty() && column == last + 1 =>
                    {
                        over = Some((first, column));
                    }
                    _ => {
                        regions.extend(over);
                        over = (cell.spread && !cell.text.is_empty()).then_some((column, column));
                    }
                }
            }
            regions.extend(over);
            let wide = regions.into_iter().filter(|(first, last)| last > first);
            self.merged.extend(wide.map(|columns| Region {
                rows: (row, row),
                columns,
            }));
        }
    }

    /// Adds what is shown of the sheet; gives the number of hidden cells with text.
    pub fn drop_hidden(mut self, out: &mut Vec<Block>) -> Result<usize, ReadError> {
        self.spread();
        let columns = std::mem::take(&mut self.hidden_columns);
        let is_hidden = |column: u32| {
            columns
                .iter()
                .any(|&(first, last)| (first..=last).contains(&column))
        };
        let rows = &self.hidden_rows;
        let mut hidden = 0;
        self.cells.retain(|row, cells| {
            cells.retain(|column, cell| {
                let gone = rows.contains(row) || is_hidden(*column);
                hidden += usize::from(gone && !cell.text.is_empty());
                !gone
            });
            !cells.is_empty()
        });
        self.write(out)?;
        Ok(hidden)
    }

    fn write(&self, out: &mut Vec<Block>) -> Result<(), ReadError> {
        let kinds = self.kinds();
        let mut rows: Vec<u32> = Vec::new();
        let mut last = None;
        for (&row, &kind) in &kinds {
            let gap = last.is_some_and(|last: u32| last + 1 != row && !self.only_hidden(last, row));
            if kind != Line::Table || gap {
                self.table(&std::mem::take(&mut rows), out)?;
            }
            match kind {
                Line::Table => rows.push(row),
                Line::Text => out.push(Block::Paragraph(self.text(row))),
                Line::Blank => {}
            }
            last = Some(row);
        }
        self.table(&rows, out)
    }

    /// Whether nothing but hidden rows, or a merged region, stands between two rows.
    fn only_hidden(&self, above: u32, below: u32) -> bool {
        let hidden = self.hidden_rows.range(above + 1..below).count();
        let merged = |region: &Region| region.rows.0 <= above && region.rows.1 >= below;
        hidden == (below - above) as usize - 1 || self.merged.iter().any(merged)
    }

    fn text(&self, row: u32) -> String {
        let cells = self.cells.get(&row).into_iter().flat_map(BTreeMap::values);
        let texts: Vec<&str> = cells
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        texts.join("\t")
    }

    fn kinds(&self) -> BTreeMap<u32, Line> {
        let bordered_sheet = self
            .cells
            .values()
            .flat_map(BTreeMap::values)
            .any(|cell| cell.bordered);
        let mut kinds: BTreeMap<u32, Line> = BTreeMap::new();
        for (&row, cells) in &self.cells {
            let filled = cells.values().filter(|c| !c.text.trim().is_empty()).count();
            let bordered = cells.values().any(|cell| cell.bordered);
            let kind = match (bordered_sheet, filled) {
                (true, _) if bordered => Line::Table,
                (_, 0) => Line::Blank,
                (true, _) => Line::Text,
                (false, 1) => Line::Text,
                (false, _) => Line::Table,
            };
            kinds.insert(row, kind);
        }
        if !bordered_sheet {
            // A title row between rows of a table is of the table.
            let titles: Vec<u32> = kinds
                .iter()
                .filter(|&(&row, &kind)| {
                    let beside = |row: Option<u32>| {
                        row.and_then(|row| kinds.get(&row)) == Some(&Line::Table)
                    };
                    kind == Line::Text
                        && beside(row.checked_sub(1))
                        && beside(row.checked_add(1))
                        && self.text(row).chars().count() <= TITLE
                })
                .map(|(&row, _)| row)
                .collect();
            for row in titles {
                kinds.insert(row, Line::Table);
            }
        }
        kinds
    }

    fn table(&self, rows: &[u32], out: &mut Vec<Block>) -> Result<(), ReadError> {
        let columns: BTreeSet<u32> = rows
            .iter()
            .filter_map(|row| self.cells.get(row))
            .flat_map(|cells| {
                cells
                    .iter()
                    .filter(|(_, cell)| cell.bordered || !cell.text.trim().is_empty())
            })
            .map(|(&column, _)| column)
            .collect();
        let (Some(&first), Some(&last)) = (columns.first(), columns.last()) else {
            return Ok(());
        };
        let width = (last - first) as usize + 1;
        if width > MAX_COLUMN_SPAN as usize || width * rows.len() > MAX_CELLS {
            return Err(errors::too_large());
        }
        // Columns that nothing stands in and that were hidden or never used take no part.
        let used: Vec<u32> = columns.iter().copied().collect();
        let merged = self.merged_in(rows, &used)?;
        let mut table = Table::default();
        for (index, &row) in rows.iter().enumerate() {
            let mut line = Row::default();
            for (number, &column) in (1u32..).zip(&used) {
                let region = merged.get(&(row, column));
                if region.is_some_and(|&(_, first)| first != (row, column)) {
                    continue;
                }
                let value = self.cells.get(&row).and_then(|cells| cells.get(&column));
                let below = region.map_or(row, |(region, _)| region.rows.1);
                let right = region.map_or(column, |(region, _)| region.columns.1);
                let row_span = rows[index..].iter().take_while(|&&r| r <= below).count();
                let column_span = used
                    .iter()
                    .filter(|&&c| (column..=right).contains(&c))
                    .count();
                line.cells.push(Cell {
                    blocks: value
                        .map(|value| Block::Paragraph(value.text.clone()))
                        .into_iter()
                        .collect(),
                    row_span: row_span.max(1) as u32,
                    column_span: column_span.max(1) as u32,
                    number,
                });
            }
            table.rows.push(line);
        }
        out.push(Block::Table(table));
        Ok(())
    }

    /// For each position in a merged region the region, and the first position of it that is shown.
    fn merged_in(&self, rows: &[u32], columns: &[u32]) -> Result<Merged, ReadError> {
        let mut merged = Merged::new();
        let mut work = 0usize;
        for region in &self.merged {
            let within = |list: &[u32], (first, last): (u32, u32)| {
                let from = list.partition_point(|&at| at < first);
                from..list.partition_point(|&at| at <= last)
            };
            let (down, across) = (within(rows, region.rows), within(columns, region.columns));
            work += down.len() * across.len();
            if work > 4 * MAX_CELLS {
                return Err(errors::too_large());
            }
            let (Some(&top), Some(&left)) = (rows.get(down.start), columns.get(across.start))
            else {
                continue;
            };
            for &row in &rows[down.clone()] {
                for &column in &columns[across.clone()] {
                    merged
                        .entry((row, column))
                        .or_insert((*region, (top, left)));
                }
            }
        }
        Ok(merged)
    }
}

type Merged = BTreeMap<(u32, u32), (Region, (u32, u32))>;

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let mut sheet = Sheet::default();
        for (row, cells) in (0u32..).zip(rows) {
            for (column, text) in (0u32..).zip(*cells) {
                if !text.is_empty() {
                    let value = Value {
                        text: (*text).to_owned(),
                        ..Value::default()
                    };
                    sheet.cells.entry(row).or_default().insert(column, value);
                }
            }
        }
        sheet
    }

    fn drawn(sheet: Sheet) -> Vec<String> {
        let mut out = Vec::new();
        sheet.drop_hidden(&mut out).unwrap();
        out.iter()
            .map(|block| match block {
                Block::Paragraph(text) => text.clone(),
                Block::Table(table) => format!("{} rows", table.rows.len()),
                Block::Image(_) => String::new(),
            })
            .collect()
    }

    #[test]
    fn without_borders_rows_of_several_cells_are_tables() {
        let sheet = sheet(&[
            &["title"],
            &["a", "b"],
            &["part"],
            &["1", "2"],
            &[],
            &["note"],
            &["x", "y"],
        ]);
        assert_eq!(drawn(sheet), ["title", "3 rows", "note", "1 rows"]);
    }

    #[test]
    fn hidden_rows_and_columns_are_left_out() {
        let mut sheet = sheet(&[&["a", "h", "b"], &["1", "2", "3"], &["4", "5", "6"]]);
        sheet.hidden_columns.push((1, 1));
        sheet.hidden_rows.insert(1);
        let mut out = Vec::new();
        assert_eq!(sheet.drop_hidden(&mut out).unwrap(), 5);
    }

    #[test]
    fn a_region_without_end_is_no_work() {
        let mut sheet = sheet(&[&["a", "b"], &["1", "2"]]);
        let all = Region {
            rows: (0, u32::MAX),
            columns: (0, u32::MAX),
        };
        sheet.merged.push(all);
        assert_eq!(drawn(sheet), ["2 rows"]);
    }
}
