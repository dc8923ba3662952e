//! A breach of a rule, with the cells it stands on.

use serde::{Deserialize, Serialize};

use crate::error::Bilingual;
use crate::location::Place;
use crate::word::{self, Word};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Notice,
    /// A reader should look.
    Warning,
    /// Wrong by the form's own definition.
    Error,
}

impl Severity {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whose fault a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The document itself says so.
    Report,
    /// We may have read it wrongly: a doubtful cell is in it.
    Reading,
}

impl Verdict {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Reading => "reading",
        }
    }
}

/// What the arithmetic of a finding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Basis {
    /// Printed numbers only; the only basis of findings without arithmetic.
    #[default]
    Printed,
    /// Blank parts were counted as 0.
    AssumedZero,
}

impl Basis {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::AssumedZero => "assumed-zero",
        }
    }
}

/// The kind of slip that would explain a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Slip {
    /// A total left at 0.
    TotalNotFilled,
    /// Two digits changed places.
    DigitsSwapped,
    /// A digit is missing.
    DigitLost,
    /// A digit stands twice.
    DigitDoubled,
    /// A row or column of values stands one place off.
    Shifted,
    /// The value of the cell beside it.
    Neighbour,
    /// The sign is wrong.
    Sign,
    /// Ten times too large or too small.
    Factor10,
    /// Ten thousand times too large or too small (元 for 万元).
    Factor10000,
    /// Last year's number left in.
    LastYear,
    /// The same cases counted in two rows.
    CountedTwice,
    /// A row or cell was not filled in.
    LeftOut,
    /// None of these.
    Other,
}

impl Slip {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TotalNotFilled => "total-not-filled",
            Self::DigitsSwapped => "digits-swapped",
            Self::DigitLost => "digit-lost",
            Self::DigitDoubled => "digit-doubled",
            Self::Shifted => "shifted",
            Self::Neighbour => "neighbour",
            Self::Sign => "sign",
            Self::Factor10 => "factor-10",
            Self::Factor10000 => "factor-10000",
            Self::LastYear => "last-year",
            Self::CountedTwice => "counted-twice",
            Self::LeftOut => "left-out",
            Self::Other => "other",
        }
    }
}

/// A cell of a report by its official names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellRef {
    /// Id of the report it stands in; empty for the report that the finding is about.
    pub report: String,
    /// Table key.
    pub table: String,
    /// Row key.
    pub row: String,
    /// Column key.
    pub column: String,
}

impl std::fmt::Display for CellRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.report.is_empty() {
            write!(f, "{}:", self.report)?;
        }
        write!(f, "{}/{}/{}", self.table, self.row, self.column)
    }
}

/// A smallest set of cells that, changed to these values, mends every broken relation of its component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suspects {
    /// The cells, each with the value that would mend it.
    pub cells: Vec<(CellRef, String)>,
    /// The slip that would explain the change.
    pub slip: Slip,
    /// Whether a number in the prose would come true by it.
    pub said: bool,
}

/// One breach of one rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Rule id.
    #[serde(deserialize_with = "word::one")]
    pub rule: Word,
    /// Findings of one component of broken relations share a number; the others each have their own.
    pub group: u32,
    /// How grave.
    pub severity: Severity,
    /// Whose fault.
    pub verdict: Verdict,
    /// What the arithmetic rests on.
    pub basis: Basis,
    /// Edition of the table concerned; empty where no table is.
    pub edition: String,
    /// Table, row and column it stands on; empty where it concerns the whole.
    pub table: String,
    /// Row key, or empty.
    pub row: String,
    /// Column key, or empty.
    pub column: String,
    /// What the other cells give.
    pub expected: String,
    /// What is printed.
    pub found: String,
    /// `found - expected`, where both are numbers.
    pub difference: String,
    /// The relation in figures: `10 + 1 + 0 + 0 = 11 ≠ 0`.
    pub equation: String,
    /// The cells it stands on.
    pub cells: Vec<CellRef>,
    /// Smallest sets of cells that explain it, best first.
    pub suspects: Vec<Suspects>,
    /// Words of the report it stands on.
    pub quote: String,
    /// Where to look.
    pub place: Place,
    /// The sentence for people.
    pub message: Bilingual,
}

impl Finding {
    /// Says of which table of which edition it is, its cells too.
    pub fn set_table(&mut self, edition: &str, table: &str) {
        edition.clone_into(&mut self.edition);
        table.clone_into(&mut self.table);
        for cell in &mut self.cells {
            table.clone_into(&mut cell.table);
        }
    }

    /// The slip behind the best set of suspects.
    pub fn slip(&self) -> Option<Slip> {
        self.suspects.first().map(|s| s.slip)
    }
}
