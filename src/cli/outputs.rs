//! The outputs of `gouji audit`: their names, and writing them.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use clap::ValueEnum;
use gouji::emit::sheet::{self, Cell, Sheet};
use gouji::emit::{self, Context, CsvTable, Tables, wire};

use super::exit::Stop;
use super::staging::{Staging, failure};

/// What can be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// reports.jsonl: a report a line
    Reports,
    /// files.csv: a row an input
    Files,
    /// wide.csv: a row a report
    Wide,
    /// panel.csv: a row a body and year
    Panel,
    /// cells.csv: a row a field
    Cells,
    /// extra.csv: what is printed and is no field
    Extra,
    /// findings.csv: a row a finding
    Findings,
    /// sections.csv: the prose
    Sections,
    /// run.json: versions, arguments, counts and times
    Run,
}

impl Output {
    /// Name of the table that it is as CSV, where it is one.
    fn table(self) -> Option<&'static str> {
        match self {
            Self::Files => Some("files"),
            Self::Wide => Some("wide"),
            Self::Panel => Some("panel"),
            Self::Cells => Some("cells"),
            Self::Extra => Some("extra"),
            Self::Findings => Some("findings"),
            Self::Sections => Some("sections"),
            Self::Reports | Self::Run => None,
        }
    }
}

/// The outputs on their way.
pub struct Writers {
    reports: Option<BufWriter<File>>,
    sheets: Vec<Sheet>,
    tables: Vec<Box<dyn Tables>>,
}

impl Writers {
    /// Opens those picked.
    pub fn new(
        picked: &[Output],
        mark: bool,
        context: &Context<'static>,
        staging: &mut Staging,
    ) -> Result<Self, Stop> {
        let sheets = sheet::sheets(context.forms);
        let reports = picked.contains(&Output::Reports);
        let reports = reports.then(|| staging.create("reports.jsonl"));
        Ok(Self {
            reports: reports.transpose()?,
            tables: vec![Box::new(csv_tables(picked, mark, &sheets, staging)?)],
            sheets,
        })
    }

    /// Writes what is published of one input.
    pub fn push(&mut self, record: wire::Record<'_>) -> io::Result<()> {
        if let Some(out) = &mut self.reports {
            for report in &record.reports {
                emit::json_line(out, report)?;
            }
        }
        for (at, sheet) in self.sheets.iter().enumerate() {
            let tables = &mut self.tables;
            sheet.rows(&record, &mut |row| {
                tables.iter_mut().try_for_each(|t| t.push(at, row))
            })?;
        }
        Ok(())
    }

    /// Ends them all.
    pub fn finish(&mut self) -> io::Result<()> {
        if let Some(out) = &mut self.reports {
            out.flush()?;
        }
        self.tables.iter_mut().try_for_each(|t| t.finish())
    }
}

/// A CSV file for each table that was picked.
struct CsvTables(Vec<Option<CsvTable<BufWriter<File>>>>);

fn csv_tables(
    picked: &[Output],
    mark: bool,
    sheets: &[Sheet],
    staging: &mut Staging,
) -> Result<CsvTables, Stop> {
    let is_picked = |sheet: &Sheet| picked.iter().any(|o| o.table() == Some(sheet.name));
    let mut tables = Vec::new();
    for sheet in sheets {
        tables.push(if is_picked(sheet) {
            let name = format!("{}.csv", sheet.name);
            let file = staging.create(&name)?;
            let table = CsvTable::new(sheet, mark, file);
            Some(table.map_err(failure(name.as_ref(), staging.lang()))?)
        } else {
            None
        });
    }
    Ok(CsvTables(tables))
}

impl Tables for CsvTables {
    fn push(&mut self, table: usize, row: &[Cell<'_>]) -> io::Result<()> {
        match &mut self.0[table] {
            Some(table) => table.push(row),
            None => Ok(()),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.iter_mut().flatten().try_for_each(CsvTable::flush)
    }
}
