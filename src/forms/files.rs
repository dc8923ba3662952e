//! The files of the editions and of the wordings as they are written. `build.rs` reads them; what it makes of them the
//! program reads much faster than their text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How the rows of a block are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// One below the other, a label at the left of each.
    #[default]
    Rows,
    /// Side by side in one printed line, their labels in the head.
    Line,
}

/// How a figure of an area compares with those of its members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InArea {
    /// It holds theirs: at least each, and at least their sum.
    #[default]
    Holds,
    /// The same, but it may be meant for the government's own office alone.
    Own,
    /// It does not add up over members.
    Apart,
}

/// What the numbers of a column may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NumberKind {
    /// Whole, not negative.
    #[default]
    Count,
    /// Whole, of either sign.
    Signed,
    /// Money: decimals allowed, not negative.
    Amount,
}

/// What an identity is repeated over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Each {
    /// Each row: the terms are columns.
    Row,
    /// Each column: the terms are rows.
    Column,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EditionFile {
    pub id: String,
    pub notice: String,
    pub from: u16,
    pub to: Option<u16>,
    #[serde(default)]
    pub encouraged_only: Vec<u16>,
    pub table: Vec<TableFile>,
    #[serde(default)]
    pub identity: Vec<IdentityFile>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TableFile {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub section: u8,
    /// Prefix of the names in wide tables.
    pub prefix: String,
    pub block: Vec<BlockFile>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BlockFile {
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub corner: String,
    #[serde(default)]
    pub unit_head: String,
    #[serde(default)]
    pub layout: Layout,
    pub columns: Vec<ColumnFile>,
    pub rows: Vec<RowFile>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnFile {
    pub key: String,
    pub name: Option<String>,
    #[serde(default)]
    pub group: String,
    pub label: String,
    pub unit: String,
    #[serde(default)]
    pub kind: NumberKind,
    #[serde(default)]
    pub in_area: InArea,
    #[serde(default)]
    pub remarks: Vec<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RowFile {
    pub key: String,
    pub name: Option<String>,
    #[serde(default)]
    pub group: String,
    pub label: String,
    pub printed: Option<String>,
    #[serde(default)]
    pub above: Vec<String>,
    pub unit: Option<String>,
    pub kind: Option<NumberKind>,
    #[serde(default)]
    pub concepts: BTreeMap<String, String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityFile {
    pub rule: String,
    pub table: String,
    pub each: Each,
    #[serde(default)]
    pub only: Vec<String>,
    pub formula: String,
    /// How grave a breach is, where lighter than its rule says.
    pub severity: Option<String>,
}

/// The file of wordings.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WordingFile {
    pub section: Vec<SectionFile>,
    pub title: TitleFile,
    pub period: PeriodFile,
    pub published: PeriodFile,
    pub blank_form: BlankFormFile,
    #[serde(default)]
    pub superseded: Vec<SupersededFile>,
    pub numbers: NumbersFile,
    pub labels: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    pub number: u8,
    pub heading: String,
    pub pattern: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TitleFile {
    pub pattern: String,
    pub year: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodFile {
    pub lead: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BlankFormFile {
    pub instructions: Vec<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SupersededFile {
    pub number: String,
    pub pattern: String,
    pub until: u16,
    pub by: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NumbersFile {
    pub units: Vec<String>,
    pub subtotals: Vec<String>,
    pub placeholders: Vec<String>,
}
