//! The straight line for one file: bytes in, a checked report out.

use crate::error::{Bilingual, Status};
use crate::forms::Forms;
use crate::read::{self, Kind, Meta};
use crate::report::Report;

/// What is the same for every file of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The forms to bind to.
    pub forms: &'static Forms,
    /// How to read.
    pub read: read::Options,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            forms: Forms::embedded(),
            read: read::Options::default(),
        }
    }
}

/// What came of one file.
#[derive(Debug)]
pub struct Audited {
    /// The format, where it was found out.
    pub kind: Option<Kind>,
    /// How it ended.
    pub status: Status,
    /// Why, where the status is not `ok`; else empty.
    pub reason: Bilingual,
    /// What to do about it; may be empty.
    pub advice: Bilingual,
    /// Pages, in formats with pages.
    pub pages: Option<u32>,
    /// What the file says of itself.
    pub meta: Meta,
    /// The reports in it.
    pub reports: Vec<Report>,
}

/// Reads and checks one file.
pub fn audit(_bytes: &[u8], _settings: &Settings) -> Audited {
    Audited {
        kind: None,
        status: Status::Unsupported,
        reason: Bilingual::new("", ""),
        advice: Bilingual::new("", ""),
        pages: None,
        meta: Meta::default(),
        reports: Vec::new(),
    }
}
