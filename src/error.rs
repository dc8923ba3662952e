//! What can go wrong with a whole file, and the one-word status each input ends with; what is wrong with a list of the user's.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::word::{self, Word};

/// How the reading of one input ended. The names are part of the contract with callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// Every table of the form was found and read.
    Ok,
    /// Something of the report could not be read.
    Partial,
    /// A report, but without any table of a form.
    NoTables,
    /// The tables are pictures.
    TablesAreImages,
    /// The pages are pictures: no text at all.
    NeedsOcr,
    /// Encrypted, and the empty password does not open it.
    NeedsPassword,
    /// Readable, but not a yearly report of the kind this program knows.
    NotAReport,
    /// No bytes, or only white space.
    Empty,
    /// The file is cut off or broken beyond repair.
    Damaged,
    /// A format that is not read.
    Unsupported,
    /// The time limit was met.
    Timeout,
    /// The memory limit was met.
    Memory,
    /// The reader crashed on the file.
    Crashed,
    /// The file was there when the folder was listed and gone when it was opened.
    Vanished,
    /// Passed over on purpose (hidden, temporary, a bad link).
    Skipped,
    /// The operating system refused to give the bytes.
    Unreadable,
}

impl Status {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Partial => "partial",
            Self::NoTables => "no-tables",
            Self::TablesAreImages => "tables-are-images",
            Self::NeedsOcr => "needs-ocr",
            Self::NeedsPassword => "needs-password",
            Self::NotAReport => "not-a-report",
            Self::Empty => "empty",
            Self::Damaged => "damaged",
            Self::Unsupported => "unsupported",
            Self::Timeout => "timeout",
            Self::Memory => "memory",
            Self::Crashed => "crashed",
            Self::Vanished => "vanished",
            Self::Skipped => "skipped",
            Self::Unreadable => "unreadable",
        }
    }

    /// Whether the reader itself came to grief.
    pub fn is_of_limits(self) -> bool {
        matches!(self, Self::Timeout | Self::Memory | Self::Crashed)
    }

    /// Whether the input could not be read, which makes the whole call end with exit status 2.
    pub fn is_failure(self) -> bool {
        !matches!(
            self,
            Self::Ok
                | Self::Partial
                | Self::NoTables
                | Self::TablesAreImages
                | Self::NotAReport
                | Self::Skipped
        )
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The version of a text in this language.
    pub fn of(self, text: &Bilingual) -> &str {
        self.pick(&text.zh, &text.en)
    }

    /// One of two versions of a text.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A text in the two languages of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// A text from its two versions.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

/// Why a file could not be read, and what its owner can do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}", reason.en)]
pub struct ReadError {
    /// The status this file gets.
    pub status: Status,
    /// What was found.
    pub reason: Bilingual,
    /// What to do next.
    pub advice: Bilingual,
}

/// Something a stage has to say beside its value. Notes never change a value in silence: they say what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// A stable word, such as `xref-repaired` or `rows-merged`.
    #[serde(deserialize_with = "word::one")]
    pub code: Word,
    /// The particulars, in plain English.
    pub text: String,
    /// Page, where the note is about one.
    pub page: Option<u32>,
}

impl Note {
    /// A note about the whole document.
    pub fn new(code: Word, text: impl Into<String>) -> Self {
        Self {
            code,
            text: text.into(),
            page: None,
        }
    }

    /// The same note, tied to a page.
    pub fn on_page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }
}
/// What is wrong with a list or a table that the user gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// Number of the line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong there, in plain English.
    pub what: String,
}

impl LineError {
    /// Something wrong in a line.
    pub fn new(line: usize, what: impl Into<String>) -> Self {
        let what = what.into();
        Self { line, what }
    }
}
