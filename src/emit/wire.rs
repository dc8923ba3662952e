//! The published shapes. They are apart from the program's own types, so that one can change without the other.
//!
//! For all of them: every key is always there. A text is never `null`, it is `""` where there is nothing to say;
//! a number, a box or an object is `null` where there is none. Numbers of reports are texts, digits as printed.
//! Boxes are `[x0, y0, x1, y1]` in PDF points from the top left of the page as shown. Words such as `number` or
//! `lattice` are those of the tables.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::sheet::words;

/// Name and version of the shape of [`Report`].
pub const REPORT_SCHEMA: &str = "gouji.report/1";

/// Name and version of the shape of [`Finding`].
pub const FINDING_SCHEMA: &str = "gouji.finding/1";

/// An input and the reports in it.
#[derive(Debug)]
pub struct Record<'a> {
    /// The input.
    pub file: File<'a>,
    /// Its reports in the order they stand in it.
    pub reports: Vec<Report<'a>>,
}

/// A row of the table `files`.
#[derive(Debug)]
pub struct File<'a> {
    /// Path as published.
    pub path: &'a str,
    /// Content hash, or empty.
    pub sha256: &'a str,
    /// Size.
    pub bytes: Option<u64>,
    /// Format, or empty.
    pub kind: &'static str,
    /// How it ended.
    pub status: &'static str,
    /// Why, in the language of the run.
    pub reason: &'a str,
    /// What to do about it, in the language of the run.
    pub advice: &'a str,
    /// Number of reports in it.
    pub reports: usize,
    /// Pages, in formats with pages.
    pub pages: Option<u32>,
    /// Address it was published under, or empty.
    pub source_url: &'a str,
    /// Date of publication as printed, or empty.
    pub published: &'a str,
}

/// One report: a line of `reports.jsonl`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report<'a> {
    /// `gouji.report/1`.
    pub schema: &'static str,
    /// What made this line.
    pub program: Program<'a>,
    /// Stable name of the report.
    pub report_id: String,
    /// Path as given, relative below a given folder.
    pub path: &'a str,
    /// SHA-256 of the file in hexadecimal.
    pub sha256: &'a str,
    /// Number of the report within the file, from 1.
    pub ordinal: usize,
    /// Format of the file.
    pub kind: &'static str,
    /// How the reading of the file ended.
    #[schemars(extend("enum" = words::statuses()))]
    pub status: &'static str,
    /// What the file says of itself outside its text.
    pub meta: Meta<'a>,
    /// What the report says of itself.
    pub identity: Identity<'a>,
    /// Whether it stands for its body and year, where several documents do: the one that panels use.
    pub is_primary: bool,
    /// Every table of the form, found or not, in the form's order.
    pub tables: Vec<Table<'a>>,
    /// What is printed in a table and is no field.
    pub extra: Vec<Extra<'a>>,
    /// Text, by section, in the order printed.
    pub sections: Vec<Section<'a>>,
    /// Breaches of rules.
    pub findings: Vec<Finding<'a>>,
    /// What the stages had to say.
    pub notes: Vec<Note<'a>>,
    /// Sums over all of the above.
    pub counts: Counts,
    /// What was checked, and what could not be.
    pub coverage: Coverage,
}

/// The versions behind an output.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Program<'a> {
    /// `gouji`.
    pub name: &'static str,
    /// Version of the program.
    pub version: &'static str,
    /// Version of the rule set.
    pub rules: &'a str,
}

/// What a file says of itself outside its text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Meta<'a> {
    /// Title.
    pub title: &'a str,
    /// Who published it.
    pub publisher: &'a str,
    /// Date of publication as printed.
    pub published: &'a str,
    /// Address it was published under.
    pub source_url: &'a str,
    /// Number in the index of the body's publications (索引号).
    pub index_number: &'a str,
}

/// What a report says of itself.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Identity<'a> {
    /// Title as printed.
    pub title: &'a str,
    /// Body that reports.
    pub agency: &'a str,
    /// `ministry`, `province`, `prefecture`, `county`, `town`, `zone`, `bureau`; empty where it is not known.
    #[schemars(extend("enum" = words::or_none(words::levels())))]
    pub level: &'a str,
    /// Code of its administrative division; empty where it is not known or there is none.
    pub division: &'a str,
    /// Code of the division above, else its name as written; for an office that of its own place.
    pub parent: &'a str,
    /// Year reported on.
    pub year: Option<u16>,
    /// Statistical period, where stated.
    pub period: Option<Period<'a>>,
}

/// A statistical period.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Period<'a> {
    /// First day, `YYYY-MM-DD`.
    pub start: String,
    /// Last day, `YYYY-MM-DD`.
    pub end: String,
    /// The words it was read from.
    pub quote: &'a str,
    /// Page they stand on.
    pub page: Option<u32>,
}

/// A table of the form as found in the report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Table<'a> {
    /// Key of the table.
    pub id: &'a str,
    /// Edition that this table follows.
    pub edition: &'a str,
    /// `found`; `lost`: its labels are there, its cells could not be told apart; `image`; `absent`.
    #[schemars(extend("enum" = words::presences()))]
    pub presence: &'static str,
    /// How it was found: `lattice`, `stream`, `native`, `text`; empty where it was not.
    #[schemars(extend("enum" = words::or_none(words::methods())))]
    pub method: &'static str,
    /// Keys of official rows that are not in it although the table is.
    pub missing_rows: &'a [String],
    /// A value for each field of the edition, in the form's order.
    pub values: Vec<Value<'a>>,
}

/// The value of a field.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Value<'a> {
    /// Row key.
    pub row: &'a str,
    /// Column key.
    pub column: &'a str,
    /// Name in wide tables.
    pub name: &'a str,
    /// `number`, `blank`, `placeholder`, `absent`, `unreadable`.
    #[schemars(extend("enum" = words::states()))]
    pub state: &'static str,
    /// Plain decimal, digits as printed; empty unless `state` is `number`.
    pub value: &'a str,
    /// Unit of the cell, else of the head, else of the form; empty where the form leaves it to the cell and
    /// nothing is printed.
    pub unit: &'a str,
    /// `printed` or `inferred`.
    #[schemars(extend("enum" = words::origins()))]
    pub origin: &'static str,
    /// What is printed, in full.
    pub raw: &'a str,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Box on the page.
    pub rect: Option<[f64; 4]>,
    /// Place in a source without pages.
    pub source: Option<Source>,
    /// How its table was found.
    #[schemars(extend("enum" = words::or_none(words::methods())))]
    pub method: &'static str,
    /// From 0 to 1; below 0.5 the reading is doubtful.
    pub confidence: f64,
    /// Why the confidence is not 1.
    pub doubts: &'a [&'static str],
}

/// A place in a source without pages. All numbers from 1.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Source {
    /// Lines of a text, both ends included.
    Lines {
        /// First and last line.
        lines: [u32; 2],
    },
    /// A cell of a table of the source's own markup.
    Cell {
        /// Number of the table in the document.
        table: u32,
        /// Row.
        row: u32,
        /// Cell within the row.
        cell: u32,
    },
}

/// What is printed in a table and is no field.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Extra<'a> {
    /// Key of the table; empty where the table is unknown.
    pub table: &'a str,
    /// Row label as printed.
    pub row_label: &'a str,
    /// Column label as printed.
    pub column_label: &'a str,
    /// What is printed.
    pub raw: &'a str,
    /// The number, where it is one.
    pub value: &'a str,
    /// False for a printed subtotal or a repetition; true for what no edition knows.
    pub unknown: bool,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Box on the page.
    pub rect: Option<[f64; 4]>,
    /// Place in a source without pages.
    pub source: Option<Source>,
}

/// A section of the text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Section<'a> {
    /// Official number; 0 for what stands before the first heading.
    pub number: u8,
    /// Numeral as printed.
    pub printed_number: Option<u8>,
    /// Heading as printed.
    pub heading: &'a str,
    /// Page of the heading.
    pub page: Option<u32>,
    /// Prose, a line a paragraph.
    pub text: &'a str,
}

/// A breach of a rule. The same keys, in the same order, as the columns of the table `findings`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Finding<'a> {
    /// Stable name of the finding.
    pub finding_id: String,
    /// The same for all findings of one component of broken relations, and for no others of the run.
    pub group: String,
    /// Rule id.
    pub rule: &'a str,
    /// `error`, `warning`, `notice`.
    #[schemars(extend("enum" = words::severities()))]
    pub severity: &'static str,
    /// `report`, or `reading` where a doubtful cell is in it.
    #[schemars(extend("enum" = words::verdicts()))]
    pub verdict: &'static str,
    /// `printed`, or `assumed-zero` where blank parts were counted as 0.
    #[schemars(extend("enum" = words::bases()))]
    pub basis: &'static str,
    /// The report it stands on.
    pub report_id: String,
    /// Its path.
    pub path: &'a str,
    /// Body that reports.
    pub agency: &'a str,
    /// Administrative division of the body; empty where it is not known.
    pub division: &'a str,
    /// Year reported on.
    pub year: Option<u16>,
    /// Edition of the table concerned.
    pub edition: &'a str,
    /// Table key, or empty.
    pub table: &'a str,
    /// Row key, or empty.
    pub row: &'a str,
    /// Column key, or empty.
    pub column: &'a str,
    /// What the other cells give.
    pub expected: &'a str,
    /// What is printed.
    pub found: &'a str,
    /// `found - expected`, where both are numbers.
    pub difference: &'a str,
    /// The relation in figures.
    pub equation: &'a str,
    /// The cells it stands on, as `table/row/column`.
    pub cells: Vec<String>,
    /// Smallest sets of cells that explain it, best first, each cell as `table/row/column=value`.
    pub suspects: Vec<Vec<String>>,
    /// The slip behind the best set, or empty.
    #[schemars(extend("enum" = words::or_none(words::slips())))]
    pub slip: &'static str,
    /// Words of the report it stands on.
    pub quote: &'a str,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Left edge.
    pub x0: Option<f64>,
    /// Top edge.
    pub y0: Option<f64>,
    /// Right edge.
    pub x1: Option<f64>,
    /// Bottom edge.
    pub y1: Option<f64>,
    /// The sentence for people, in Chinese.
    pub message_zh: &'a str,
    /// The sentence for people, in English.
    pub message_en: &'a str,
}

/// What a stage had to say.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Note<'a> {
    /// A stable word.
    pub code: &'static str,
    /// The particulars.
    pub text: &'a str,
    /// Page.
    pub page: Option<u32>,
}

/// Sums over one report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Relations that could be evaluated.
    pub relations_checked: u32,
    /// Relations that do not hold.
    pub relations_broken: u32,
    /// Fields of the editions.
    pub n_fields: usize,
    /// Fields that hold a number.
    pub n_number: usize,
    /// Fields with nothing printed in them.
    pub n_blank: usize,
    /// Fields with a mark for nothing.
    pub n_placeholder: usize,
    /// Fields that are not there.
    pub n_absent: usize,
    /// Fields with something that was not read.
    pub n_unreadable: usize,
    /// Readings with a confidence below 0.5.
    pub n_doubtful: usize,
    /// Entries of `extra`.
    pub n_extra: usize,
    /// Findings.
    pub n_findings: usize,
}

/// Relations between cells that the forms state, by what came of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Coverage {
    /// All of them.
    pub relations: u32,
    /// Those that could be evaluated.
    pub evaluated: u32,
    /// Those that hold.
    pub held: u32,
    /// Those that do not.
    pub broken: u32,
    /// Evaluated ones that rest on a doubtful cell.
    pub doubtful: u32,
    /// Those that could not be evaluated.
    pub open: u32,
    /// Why they could not: `blank`, `absent`, `unreadable`, `inferred`, `table-absent`, `table-lost`, `table-image`.
    pub why_open: BTreeMap<&'static str, u32>,
}
