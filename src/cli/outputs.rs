//! The outputs of `gouji audit`: their names, and writing them.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use clap::ValueEnum;
use gouji::emit::sheet::{self, Cell, Sheet};
use gouji::emit::site::{Camera, Site};
use gouji::emit::{self, Context, CsvTable, Outcome, Sizes, Tables};

use super::exit::Stop;
use super::lane::{self, Lane};
use super::messages;
use super::site::Files;
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
    /// codebook.csv: every column of every table; with labels.do for Stata and README.md
    Codebook,
    /// datapackage.json: the CSV files as Frictionless describes them
    Package,
    /// parquet/NAME.parquet: all tables
    Parquet,
    /// gouji.sqlite: all tables in a database; with metadata.json for Datasette
    Sqlite,
    /// audit.xlsx: a workbook
    Xlsx,
    /// html/index.html: the site, for people
    Html,
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
            Self::Codebook => Some("codebook"),
            _ => None,
        }
    }

    /// All that this build of the program can write.
    pub fn built() -> Vec<Self> {
        let all = Self::value_variants().iter().copied();
        all.filter(|output| output.is_built()).collect()
    }

    /// The words of those that it cannot.
    pub fn not_built() -> Vec<String> {
        let all = Self::value_variants().iter();
        all.filter(|output| !output.is_built())
            .map(|output| output.word())
            .collect()
    }

    fn is_built(self) -> bool {
        #[allow(
            clippy::match_like_matches_macro,
            reason = "it looks like one only in a build without these"
        )]
        match self {
            Self::Parquet => cfg!(feature = "parquet"),
            Self::Sqlite => cfg!(feature = "sqlite"),
            Self::Xlsx => cfg!(feature = "xlsx"),
            _ => true,
        }
    }

    /// The word it is picked by.
    fn word(self) -> String {
        let word = self.to_possible_value();
        word.map(|word| word.get_name().to_owned())
            .unwrap_or_default()
    }
}

/// The outputs on their way.
pub struct Writers {
    reports: Option<BufWriter<File>>,
    sheets: Vec<Sheet>,
    csv: CsvTables,
    site: Option<Site<Files>>,
    /// Those that take longer.
    lanes: Vec<Lane>,
    context: Context<'static>,
    has_begun: bool,
}

impl Writers {
    /// Opens those picked.
    pub fn new(
        picked: &[Output],
        mark: bool,
        context: &Context<'static>,
        staging: &mut Staging,
    ) -> Result<Self, Stop> {
        let lang = staging.lang();
        if let Some(output) = picked.iter().find(|output| !output.is_built()) {
            return Err(Stop::Said(messages::not_built(lang, &output.word())));
        }
        let is_picked = |output| picked.contains(&output);
        let sheets = sheet::sheets(context.forms);
        let reports = is_picked(Output::Reports).then(|| staging.create("reports.jsonl"));
        let csv = csv_tables(picked, mark, &sheets, staging)?;
        if is_picked(Output::Codebook) {
            text(staging, "labels.do", &emit::labels_do(&sheets))?;
            text(staging, "README.md", emit::README)?;
        }
        if is_picked(Output::Package) {
            let written = |sheet: &&Sheet| picked.iter().any(|o| o.table() == Some(sheet.name));
            let written: Vec<&Sheet> = sheets.iter().filter(written).collect();
            text(staging, "datapackage.json", &emit::package_json(&written))?;
        }
        let mut tables: Vec<Box<dyn Tables + Send>> = Vec::new();
        heavy::open(picked, &sheets, staging, &mut tables)?;
        let site = is_picked(Output::Html).then(|| super::site::open(context, staging));
        let lanes = tables.into_iter().map(|table| Lane::open(table, *context));
        let lanes = lanes.collect::<io::Result<_>>();
        Ok(Self {
            reports: reports.transpose()?,
            csv,
            site: site.transpose()?,
            lanes: lanes.map_err(|error| Stop::Said(messages::no_worker(lang, &error)))?,
            context: *context,
            sheets,
            has_begun: false,
        })
    }

    /// Writes what is published of one input; `sizes` are those of the whole run, `camera` takes pictures of the input.
    pub fn push(
        &mut self,
        outcome: Outcome,
        sizes: Sizes,
        camera: &mut dyn Camera,
    ) -> io::Result<()> {
        let outcome = Arc::new(outcome);
        for lane in &mut self.lanes {
            lane.push(&outcome, sizes)?;
        }
        self.begin(sizes)?;
        let record = emit::record(&self.context, &outcome);
        if let Some(out) = &mut self.reports {
            for report in &record.reports {
                emit::json_line(out, report)?;
            }
        }
        let csv = &mut self.csv;
        for (at, sheet) in self.sheets.iter().enumerate() {
            if csv.0[at].is_none() {
                continue;
            }
            sheet.rows(&record, &mut |row| csv.push(at, row))?;
        }
        if let Some(site) = &mut self.site {
            site.push(&record, camera)?;
        }
        Ok(())
    }

    /// Writes findings of which no input is: of reports that should be there and are not.
    pub fn push_findings(&mut self, outcome: Outcome) -> io::Result<()> {
        self.begin(Sizes::default())?;
        let outcome = Arc::new(outcome);
        for lane in &mut self.lanes {
            lane.push_findings(&outcome)?;
        }
        let record = emit::record(&self.context, &outcome);
        lane::findings(&self.sheets, &record, &mut self.csv)
    }

    /// Ends them all.
    pub fn finish(&mut self) -> io::Result<()> {
        self.begin(Sizes::default())?;
        if let Some(out) = &mut self.reports {
            out.flush()?;
        }
        self.csv.finish()?;
        if let Some(site) = &mut self.site {
            site.finish()?;
        }
        self.lanes.iter_mut().try_for_each(Lane::finish)
    }

    /// Writes what stands in the CSV files whatever the inputs are, once.
    fn begin(&mut self, sizes: Sizes) -> io::Result<()> {
        if std::mem::replace(&mut self.has_begun, true) {
            return Ok(());
        }
        lane::begin(&mut self.csv, &self.sheets, sizes)
    }
}

fn text(staging: &mut Staging, name: &str, text: &str) -> Result<(), Stop> {
    let mut file = staging.create(name)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.flush())
        .map_err(failure(name.as_ref(), staging.lang()))
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

/// The outputs that a build may leave out.
mod heavy {
    use super::*;

    /// Opens those picked, after the ones that are open.
    #[allow(
        unused_variables,
        clippy::ptr_arg,
        clippy::unnecessary_wraps,
        reason = "a build without any of them has nothing to open"
    )]
    pub fn open(
        picked: &[Output],
        sheets: &[Sheet],
        staging: &mut Staging,
        tables: &mut Vec<Box<dyn Tables + Send>>,
    ) -> Result<(), Stop> {
        #[cfg(feature = "parquet")]
        if picked.contains(&Output::Parquet) {
            tables.push(Box::new(parquet_tables(sheets, staging)?));
        }
        #[cfg(feature = "sqlite")]
        if picked.contains(&Output::Sqlite) {
            let path = staging.reserve("gouji.sqlite")?;
            let database = emit::Database::create(&path, sheets);
            tables.push(Box::new(database.map_err(failure(&path, staging.lang()))?));
            let metadata = emit::metadata_json("gouji", sheets);
            text(staging, "metadata.json", &metadata)?;
        }
        #[cfg(feature = "xlsx")]
        if picked.contains(&Output::Xlsx) {
            let file = staging.create("audit.xlsx")?;
            let book = emit::Workbook::new(sheets, &staging.scratch(), file);
            let failed = failure("audit.xlsx".as_ref(), staging.lang());
            tables.push(Box::new(book.map_err(failed)?));
        }
        Ok(())
    }

    #[cfg(feature = "parquet")]
    struct ParquetTables(Vec<emit::ParquetTable<BufWriter<File>>>);

    #[cfg(feature = "parquet")]
    fn parquet_tables(sheets: &[Sheet], staging: &mut Staging) -> Result<ParquetTables, Stop> {
        let mut tables = Vec::new();
        for sheet in sheets {
            let name = format!("parquet/{}.parquet", sheet.name);
            let table = emit::ParquetTable::new(sheet, staging.create(&name)?);
            tables.push(table.map_err(failure(name.as_ref(), staging.lang()))?);
        }
        Ok(ParquetTables(tables))
    }

    #[cfg(feature = "parquet")]
    impl Tables for ParquetTables {
        fn push(&mut self, table: usize, row: &[Cell<'_>]) -> io::Result<()> {
            self.0[table].push(row)
        }

        fn finish(&mut self) -> io::Result<()> {
            self.0.iter_mut().try_for_each(|table| table.finish())
        }
    }
}
