//! Last stage: what came of each file, as bytes for others.
//!
//! [`record`] turns an [`Outcome`] into the published shapes of [`wire`], once; JSON Lines are those shapes as they
//! are, and every table ([`sheet`]) is a projection of them, so that no two outputs can disagree. What is called a
//! field, a row or an edition comes from [`Forms`] and from the report: nothing of a form is written here. Nothing
//! here opens a file or looks at a clock.

mod convert;
mod csv;
pub mod draw;
mod fields;
mod ids;
mod number;
pub mod picture;
mod run;
pub mod sheet;
mod tally;
pub mod wire;

use std::io::{self, Write};

use serde::Serialize;

use crate::audit::Audited;
use crate::error::Lang;
use crate::forms::Forms;

pub use convert::record;
pub use csv::CsvTable;
pub use fields::fields_tsv;
pub use ids::{content_hash, report_id};
pub use run::{Clock, run_json};
pub use tally::Tally;

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

/// What every output of a run needs to know beside the outcomes.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The forms the reports were bound to.
    pub forms: &'a Forms,
    /// Version of the rule set that checked them.
    pub rules: &'a str,
    /// Language of `reason` and `advice`, the only sentences that are published in one language.
    pub lang: Lang,
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
