//! `audit.xlsx`: the tables as a workbook for people: 汇总, 宽表, 明细, 问题, 字典.
//!
//! Rows go to temporary files as they come, so that memory does not grow with them. Texts are always written as texts:
//! one that begins with `=` stays one. A sheet of a workbook holds about a million rows; where there are more cells than
//! that, 明细 keeps those that a finding names and those that were read with doubt, and 汇总 says so.

mod page;
mod summary;

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Book, XlsxError};

use super::sheet::{Cell, Sheet};
use super::wire::{Finding, Record, Report};
use super::{Sizes, Tables};
use crate::report::DOUBTFUL;
use page::Page;
use summary::Summary;

/// From this number of rows on a sheet is full.
const ROWS: u64 = 1_000_000;

/// Packing took most of the time of a run at the usual level, 6.
const COMPRESSION: u8 = 2;

/// Name of the sheet of cells, as links have it.
const CELLS: &str = "明细";

/// The sheets, in their order: their names, and the tables they show.
const SHEETS: [(&str, &str); 4] = [
    ("宽表", "wide"),
    (CELLS, "cells"),
    ("问题", "findings"),
    ("字典", "codebook"),
];

/// A workbook on its way into a writer.
pub struct Workbook<W: Write + Send> {
    book: Book,
    out: Option<W>,
    summary: Summary,
    /// Each with the position of its table.
    pages: Vec<(usize, Page)>,
    /// Position of the table of cells, of that of findings.
    cells: usize,
    findings: usize,
    keys: Keys,
    /// Whether cells that no finding names and nobody doubts are left out.
    is_thinned: bool,
    /// Cells that findings of the input at hand name.
    named: HashSet<String>,
    /// Rows of the cells of the input at hand.
    rows: HashMap<String, u32>,
}

/// Positions of the columns by which a cell and a finding are told.
struct Keys {
    /// Report, table, row and column of a cell.
    cell: [usize; 4],
    confidence: usize,
    /// Report and cells of a finding.
    finding: [usize; 2],
}

impl<W: Write + Send> Workbook<W> {
    /// Begins a workbook. Temporary files go to `folder`.
    ///
    /// # Errors
    /// A temporary file cannot be made.
    pub fn new(sheets: &[Sheet], folder: &Path, out: W) -> io::Result<Self> {
        let mut book = Book::new();
        book.set_tempdir(folder).map_err(plain)?;
        book.set_zip_compression_level(COMPRESSION);
        book.set_properties(&properties().map_err(plain)?);
        book.add_worksheet().set_name("汇总").map_err(plain)?;
        let mut pages = Vec::new();
        for (name, table) in SHEETS {
            let (at, sheet) = find(sheets, table)?;
            let page = Page::new(&mut book, name, sheet, table == "findings");
            pages.push((at, page.map_err(plain)?));
        }
        let (cells, cell) = find(sheets, "cells")?;
        let (findings, finding) = find(sheets, "findings")?;
        Ok(Self {
            book,
            out: Some(out),
            summary: Summary::new(sheets),
            pages,
            cells,
            findings,
            keys: Keys {
                cell: columns(cell, ["report_id", "table", "row", "column"])?,
                confidence: columns(cell, ["confidence"])?[0],
                finding: columns(finding, ["report_id", "cells"])?,
            },
            is_thinned: false,
            named: HashSet::new(),
            rows: HashMap::new(),
        })
    }

    fn is_kept(&self, name: &str, row: &[Cell<'_>]) -> bool {
        let confidence = row[self.keys.confidence].number();
        let absent = row[self.keys.confidence] == Cell::Real(0.0);
        !self.is_thinned
            || self.named.contains(name)
            || (!absent && confidence.is_some_and(|c| c < f64::from(DOUBTFUL)))
    }

    /// The row of the first cell of a finding that is shown.
    fn target(&self, finding: &[Cell<'_>]) -> Option<u32> {
        let [report, cells] = self.keys.finding.map(|at| finding[at].text());
        let names = cells.split(';').map(|cell| whole(&report, cell));
        names
            .into_iter()
            .find_map(|name| self.rows.get(&name).copied())
    }
}

impl<W: Write + Send> Tables for Workbook<W> {
    fn expect(&mut self, sizes: Sizes) {
        self.is_thinned = sizes.cells > ROWS;
        self.summary.is_thinned = self.is_thinned;
    }

    fn begin(&mut self, record: &Record<'_>) {
        self.named.clear();
        self.rows.clear();
        if self.is_thinned {
            for report in &record.reports {
                let names = report.findings.iter().flat_map(|f| names(report, f));
                self.named.extend(names);
            }
        }
    }

    fn push(&mut self, table: usize, row: &[Cell<'_>]) -> io::Result<()> {
        self.summary.count(table, row);
        let link = if table == self.findings {
            self.target(row)
        } else {
            None
        };
        let name = (table == self.cells).then(|| {
            let [report, table, line, column] = self.keys.cell.map(|at| row[at].text());
            whole(&report, &format!("{table}/{line}/{column}"))
        });
        if name.as_ref().is_some_and(|name| !self.is_kept(name, row)) {
            self.summary.left_out += 1;
            return Ok(());
        }
        let Some((_, page)) = self.pages.iter_mut().find(|(at, _)| *at == table) else {
            return Ok(());
        };
        let at = page.push(&mut self.book, row, link).map_err(plain)?;
        if let (Some(name), Some(at)) = (name, at) {
            self.rows.insert(name, at);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        for (_, page) in &mut self.pages {
            page.finish(&mut self.book).map_err(plain)?;
        }
        let (cut, full) = self.pages.iter().fold((0, 0), |(cut, full), (_, page)| {
            (cut + page.cut, full + page.dropped)
        });
        self.summary
            .write(&mut self.book, cut, full)
            .map_err(plain)?;
        match self.out.take() {
            Some(mut out) => {
                self.book.save_to_writer(&mut out).map_err(plain)?;
                out.flush()
            }
            None => Ok(()),
        }
    }
}

/// The cells of a finding, with their reports.
fn names<'a>(
    report: &'a Report<'_>,
    finding: &'a Finding<'_>,
) -> impl Iterator<Item = String> + 'a {
    let suspects = finding.suspects.iter().flatten();
    let suspects = suspects.map(|cell| cell.split('=').next().unwrap_or_default());
    let cells = finding.cells.iter().map(String::as_str);
    cells
        .chain(suspects)
        .map(|cell| whole(&report.report_id, cell))
}

/// A cell with its report: its own where it names one.
fn whole(report: &str, cell: &str) -> String {
    if cell.contains(':') {
        cell.to_owned()
    } else {
        format!("{report}:{cell}")
    }
}

fn find<'s>(sheets: &'s [Sheet], name: &str) -> io::Result<(usize, &'s Sheet)> {
    let mut sheets = sheets.iter().enumerate();
    sheets
        .find(|(_, sheet)| sheet.name == name)
        .ok_or_else(|| io::Error::other(format!("there is no table {name}")))
}

fn columns<const N: usize>(sheet: &Sheet, names: [&str; N]) -> io::Result<[usize; N]> {
    let mut at = [0; N];
    for (at, name) in at.iter_mut().zip(names) {
        let missing = || io::Error::other(format!("there is no column {name}"));
        *at = sheet.column(name).ok_or_else(missing)?;
    }
    Ok(at)
}

/// Without a date of the day: the same input gives the same bytes.
fn properties() -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title("政府信息公开工作年度报告核对结果")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?))
}

fn plain(error: XlsxError) -> io::Error {
    io::Error::other(error)
}
