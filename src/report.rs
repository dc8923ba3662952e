//! One report, bound to its editions and checked: what every output is made of.
//!
//! These are the program's own types. The published JSON has types of its own ([`crate::emit`]), so that one can
//! change without the other.

mod body;
mod coverage;
pub mod decimal;
mod finding;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::error::Note;
use crate::location::Place;
use crate::pattern::Pattern;
use crate::word::{self, Word};

pub use body::BodyKind;
pub use coverage::{Coverage, Open};
pub use decimal::{SCALE_DIGITS, plain, scaled_decimal};
pub use finding::{Basis, CellRef, Finding, Severity, Slip, Suspects, Verdict};

/// What is printed where a value belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum State {
    /// A number.
    Number,
    /// The cell is there and nothing is printed in it.
    Blank,
    /// A mark that stands for nothing: —, /, 无.
    Placeholder,
    /// The row, the column or the table is not there.
    #[default]
    Absent,
    /// Something is printed that was not read as a number.
    Unreadable,
}

impl State {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Blank => "blank",
            Self::Placeholder => "placeholder",
            Self::Absent => "absent",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Origin {
    /// Read as printed.
    #[default]
    Printed,
    /// The form's relations chose among readings of printed characters.
    Inferred,
    /// Put right by hand.
    Corrected,
}

impl Origin {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Inferred => "inferred",
            Self::Corrected => "corrected",
        }
    }
}

/// How the table a value stands in was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Method {
    /// By its rulings.
    Lattice,
    /// By the alignment of its words.
    Stream,
    /// By the source's own markup.
    #[default]
    Native,
    /// By tabs, pipes or columns of plain text.
    Text,
}

impl Method {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lattice => "lattice",
            Self::Stream => "stream",
            Self::Native => "native",
            Self::Text => "text",
        }
    }
}

/// Which relations of the form helped to read a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Spent {
    /// None.
    #[default]
    None,
    /// Those along its row.
    OfRow,
    /// Those along its row and its column.
    All,
}

impl Spent {
    /// Whether a relation along a row, or else along a column, was used.
    pub fn has(self, row: bool) -> bool {
        match self {
            Self::None => false,
            Self::OfRow => row,
            Self::All => true,
        }
    }
}

/// Below this confidence a value is doubtful.
pub const DOUBTFUL: f32 = 0.5;

/// The doubt of values in rows of which only the label was found.
pub const ROW_LOST: Word = "row-lost";

/// What was read for one field of a form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// What is printed.
    pub state: State,
    /// The number as a plain ASCII decimal, digits as printed: no grouping, no exponent, no unit. Empty unless
    /// `state` is [`State::Number`].
    pub number: String,
    /// Unit printed in the cell, else in the head; else empty, and the form's own holds.
    pub unit: String,
    /// What is printed, in full.
    pub raw: String,
    /// Read or chosen.
    pub origin: Origin,
    /// The relations of the form that helped to read it: they say nothing about it any more.
    pub spent: Spent,
    /// Where.
    pub place: Place,
    /// How the table was found.
    pub method: Method,
    /// From 0 to 1; below [`DOUBTFUL`] the reading is doubtful.
    pub confidence: f32,
    /// Why the confidence is not 1, each a stable word.
    #[serde(deserialize_with = "word::list")]
    pub doubts: Vec<Word>,
}

impl Value {
    /// Whether the reading is doubtful. An absent value is never doubtful by itself.
    pub fn is_doubtful(&self) -> bool {
        self.state != State::Absent && self.confidence < DOUBTFUL
    }

    /// Leaves no more than `most` of the confidence, and says why.
    pub fn doubt(&mut self, why: Word, most: f32) {
        self.confidence = self.confidence.min(most);
        if !self.doubts.contains(&why) {
            self.doubts.push(why);
        }
    }

    /// The number as a decimal scaled by 10^6, where there is one that fits.
    pub fn scaled(&self) -> Option<i128> {
        if self.state != State::Number {
            return None;
        }
        scaled_decimal(&self.number)
    }
}

/// A table of the form as found in one report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Filed {
    /// Index of its edition in [`crate::forms::Forms::editions`].
    pub edition: usize,
    /// Index of the table in that edition's tables.
    pub table: usize,
    /// Whether any of it was found.
    pub presence: Presence,
    /// One value for each of the table's fields, in the form's order.
    pub values: Vec<Value>,
    /// Keys of official rows that were not found although the table was.
    pub missing_rows: Vec<String>,
}

/// Whether a table was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    /// Found and bound.
    Found,
    /// Its labels are in the text, but no cells could be told apart.
    Lost,
    /// The place where it belongs holds pictures.
    Image,
    /// Not in the report.
    Absent,
}

impl Presence {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Lost => "lost",
            Self::Image => "image",
            Self::Absent => "absent",
        }
    }
}

/// What is printed in a table but is no field of any edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extra {
    /// Key of the table it was printed in; empty where the table is unknown.
    pub table: String,
    /// Row label as printed.
    pub row_label: String,
    /// Column label as printed.
    pub column_label: String,
    /// What is printed.
    pub raw: String,
    /// The number, where it is one.
    pub number: String,
    /// Where.
    pub place: Place,
    /// Whether an official table has nothing like this row or column (true), or it is a printed subtotal or a
    /// repetition that needs no attention (false).
    pub unknown: bool,
}

/// A section of the report's text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Official number, 1 to 6; 0 for what stands before the first heading.
    pub number: u8,
    /// The numeral as printed, as a number; `None` where none is printed.
    pub printed_number: Option<u8>,
    /// Heading as printed; empty for section 0.
    pub heading: String,
    /// Page of the heading, in formats with pages.
    pub page: Option<u32>,
    /// Prose of the section, tables left out, a line a paragraph.
    pub text: String,
    /// Where each line of the prose stands.
    pub places: Vec<Place>,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
}

impl Date {
    /// The first date in a text, if it is one of the calendar: `2024-03-26`, `2024年3月26日`, `2024.3.26`.
    pub fn first_in(text: &str) -> Option<Self> {
        static DATE: OnceLock<Pattern> = OnceLock::new();
        let pattern = DATE.get_or_init(|| {
            Pattern::constant(r"(20[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})(?:[^0-9]|$)")
        });
        let found = pattern.captures(text)?;
        let date = Self {
            year: found.number(1)?,
            month: found.number(2)?,
            day: found.number(3)?,
        };
        ((1..=12).contains(&date.month) && (1..=31).contains(&date.day)).then_some(date)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The statistical period as the report states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// The words it was read from.
    pub quote: String,
    /// Where they stand.
    pub page: Option<u32>,
}

/// What the report says of itself in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Title as printed.
    pub title: String,
    /// Body that reports; empty where the document does not name it.
    pub agency: String,
    /// Year reported on.
    pub year: Option<u16>,
    /// Statistical period, where stated.
    pub period: Option<Period>,
    /// Day of publication, where the page or the text states one.
    pub published: Option<Date>,
    /// Code of the administrative division the body belongs to; empty where it is not known.
    pub division: String,
    /// Code of the division above the body, else its name as written; empty where it is not known.
    pub parent: String,
    /// What kind of body it is, where that is known.
    pub level: Option<Level>,
    /// The places its name is made of, from the outside in.
    pub places: Vec<String>,
    /// What it is in the last of them, as names are compared; empty for the place itself and its government.
    pub office: String,
    /// The place of the body and those around it, from the inside out: a key that is the same under all names of a
    /// place, its last code where the table of divisions has it. Empty where no place is known.
    pub areas: Vec<String>,
    /// Whether the report is about an area with all that reports in it.
    pub area_wide: bool,
    /// What named the body.
    pub agency_from: Option<Source>,
    /// What named the year.
    pub year_from: Option<Source>,
    /// What told the division from others of its name.
    pub division_from: Option<Source>,
}

/// Where something about a report is known from, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Source {
    /// Its title.
    Title,
    /// The statistical period it states.
    Period,
    /// What the page or the file says of itself.
    Publisher,
    /// The prose.
    Prose,
    /// The path of the file.
    Path,
    /// The reports beside it in its folder.
    Folder,
    /// The date of publication.
    Date,
    /// The list that named the file.
    List,
}

impl Source {
    /// Whether the content of the file says so, which a moved file keeps.
    pub fn is_content(self) -> bool {
        !matches!(self, Self::Path | Self::Folder | Self::List)
    }

    /// Whether it leads to no more than a guess at the year.
    pub fn is_guess(self) -> bool {
        matches!(self, Self::Folder | Self::Date)
    }
}

/// What kind of body reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// A department or bureau of the central government.
    Ministry,
    /// A province, or a city or region of that rank.
    Province,
    /// A prefecture-level city, prefecture, league.
    Prefecture,
    /// A county, a county-level city, a district of a city.
    County,
    /// A town, township or street office.
    Town,
    /// A development zone or another area with an administration of its own that is no division.
    Zone,
    /// A department or office of a local government.
    Bureau,
}

impl Level {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
            Self::Town => "town",
            Self::Zone => "zone",
            Self::Bureau => "bureau",
        }
    }
}

/// One report: read, bound, checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// Title, agency, year, period.
    pub identity: Identity,
    /// Whether it is the one that stands for its body and year, where several documents do: what panels use.
    pub is_primary: bool,
    /// Sections in the order printed.
    pub sections: Vec<Section>,
    /// One entry for each table of the form in force, found or not, in the form's order; then tables that only other
    /// editions have, where found.
    pub tables: Vec<Filed>,
    /// What is printed and is no field.
    pub extra: Vec<Extra>,
    /// Breaches of rules.
    pub findings: Vec<Finding>,
    /// What was checked, and what could not be.
    pub coverage: Coverage,
    /// What the stages had to say.
    pub notes: Vec<Note>,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            identity: Identity::default(),
            // Unless another document of the same body and year is known to be better.
            is_primary: true,
            sections: Vec::new(),
            tables: Vec::new(),
            extra: Vec::new(),
            findings: Vec::new(),
            coverage: Coverage::default(),
            notes: Vec::new(),
        }
    }
}
