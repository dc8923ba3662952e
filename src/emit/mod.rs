//! Last stage: what came of each file, as bytes for others.
//!
//! [`record`] turns an [`Outcome`] into the published shapes of [`wire`], once; JSON Lines are those shapes as they
//! are, and every table ([`sheet`]) is a projection of them, so that no two outputs can disagree. What is called a
//! field, a row or an edition comes from [`Forms`] and from the report: nothing of a form is written here. Nothing
//! here opens a file or looks at a clock.

mod codebook;
mod convert;
mod csv;
mod datasette;
pub mod draw;
mod fields;
mod ids;
pub mod letter;
mod number;
mod package;
#[cfg(feature = "parquet")]
mod parquet;
pub mod phrases;
pub mod picture;
mod run;
mod schema;
pub mod sheet;
pub mod site;
#[cfg(feature = "sqlite")]
mod sqlite;
mod stata;
mod tally;
pub mod wire;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::io::{self, Write};

use serde::Serialize;

use crate::audit::Audited;
use crate::error::Lang;
use crate::forms::Forms;
use crate::report::Report;

pub use convert::{finding_ids, record};
pub use csv::CsvTable;
pub use datasette::metadata_json;
pub use fields::fields_tsv;
pub use ids::{ContentHash, content_hash, hex, report_id};
pub use package::package_json;
#[cfg(feature = "parquet")]
pub use parquet::ParquetTable;
pub use run::{Clock, run_json};
pub use schema::{finding_schema, report_schema};
#[cfg(feature = "sqlite")]
pub use sqlite::Database;
pub use stata::labels_do;
pub use tally::Tally;
#[cfg(feature = "xlsx")]
pub use xlsx::Workbook;

/// What came of one input of a run.
#[derive(Debug)]
pub struct Outcome {
    /// Path as published: as given, relative below a given folder.
    pub path: String,
    /// SHA-256 of the content in hexadecimal; empty where the content was not read.
    pub sha256: String,
    /// Size of the content, where it is known.
    pub bytes: Option<u64>,
    /// How reading and checking it ended.
    pub audited: Audited,
}

impl Outcome {
    /// What a list names and no input is: reports that should be there, each with the finding that says so.
    pub fn of_list(list: String, reports: Vec<Report>) -> Self {
        Self {
            path: list,
            sha256: String::new(),
            bytes: None,
            audited: Audited::of_no_file(reports),
        }
    }

    /// Whether it is [`Outcome::of_list`].
    pub fn is_of_list(&self) -> bool {
        self.audited.kind.is_none() && !self.audited.reports.is_empty()
    }
}

/// What every output of a run needs to know beside the outcomes.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The forms the reports were bound to.
    pub forms: &'static Forms,
    /// Version of the rule set that checked them.
    pub rules: &'a str,
    /// Language of `reason` and `advice`, the only sentences that are published in one language.
    pub lang: Lang,
}

/// How much a run gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Rows of the table of cells.
    pub cells: u64,
}

impl Sizes {
    /// Adds one input.
    pub fn add(&mut self, outcome: &Outcome) {
        let tables = outcome.audited.reports.iter().flat_map(|r| &r.tables);
        self.cells += tables.map(|table| table.values.len() as u64).sum::<u64>();
    }
}

/// What to know about a data set, and how to read it: `README.md` beside the tables.
pub const README: &str = include_str!("readme.md");

/// An output made of all the tables of [`sheet::sheets`].
pub trait Tables {
    /// Takes how much there will be, before the first row.
    fn expect(&mut self, _sizes: Sizes) {}

    /// Takes the input whose rows come next.
    fn begin(&mut self, _record: &wire::Record<'_>) {}

    /// Takes the next row of a table, which is named by its position.
    ///
    /// # Errors
    /// What the writer says.
    fn push(&mut self, table: usize, row: &[sheet::Cell<'_>]) -> io::Result<()>;

    /// Takes the end of all tables.
    ///
    /// # Errors
    /// What the writer says.
    fn finish(&mut self) -> io::Result<()>;
}

/// Version of the program, as in every output.
pub const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes one published shape as a line of JSON.
///
/// # Errors
/// What the writer says.
pub fn json_line(out: &mut impl Write, shape: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, shape)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod sample;
