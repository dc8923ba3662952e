//! The official forms as data: editions, their tables, the wordings that reports use for them.
//!
//! An edition is a file under `src/forms/annual`, and nothing else. Wordings that the editions share (variants of
//! labels, headings, units) stand once, in `wording.toml`.

mod files;
pub mod formula;
pub mod gloss;
mod load;
pub mod own;
mod wordings;

use std::sync::OnceLock;

use crate::forms::formula::Relation;
use crate::pattern::Pattern;
use crate::report::Severity;

pub use files::{Each, InArea, Layout, NumberKind};
pub use load::FormError;

/// Unit of a field for which the form names none: it is what the cell or the head prints.
pub const UNIT_AS_PRINTED: &str = "as printed";

/// All editions of the form, with the wordings they share.
#[derive(Debug)]
pub struct Forms {
    /// Editions, oldest first.
    pub editions: Vec<Edition>,
    /// Shared wordings.
    pub wording: Wording,
}

impl Forms {
    /// The forms that come with the program.
    pub fn embedded() -> &'static Self {
        static FORMS: OnceLock<Forms> = OnceLock::new();
        FORMS.get_or_init(load::embedded)
    }

    /// Index of the edition in force for reports of `year`; the newest one where no year is known.
    pub fn in_force(&self, year: Option<u16>) -> usize {
        let newest = self.editions.len().saturating_sub(1);
        let Some(year) = year else { return newest };
        self.editions.iter().position(|e| e.covers(year)).unwrap_or(
            if year < self.editions[0].from {
                0
            } else {
                newest
            },
        )
    }
}

/// The form as in force for some report years.
#[derive(Debug)]
pub struct Edition {
    /// Its name: the first report year it was made for.
    pub id: String,
    /// The notice it comes from.
    pub notice: String,
    /// How it is cited in folded text, with any brackets around its year; nothing where it has no number.
    pub citation: Option<Pattern>,
    /// First report year.
    pub from: u16,
    /// Last report year; `None` while in force.
    pub to: Option<u16>,
    /// Report years for which the notice only encouraged it.
    pub encouraged_only: Vec<u16>,
    /// Its tables in the order of the form.
    pub tables: Vec<Table>,
    /// The relations it states over one report.
    pub identities: Vec<Identity>,
    /// Those it states over a report and the one of the year before.
    pub series: Vec<Identity>,
}

impl Edition {
    /// Whether it was in force for reports of `year`.
    pub fn covers(&self, year: u16) -> bool {
        self.from <= year && self.to.is_none_or(|to| year <= to)
    }
}

/// A table of the form.
#[derive(Debug)]
pub struct Table {
    /// Key, the same in every edition.
    pub id: String,
    /// Official name.
    pub title: String,
    /// Number of the section it belongs to; 0 where it belongs to none.
    pub section: u8,
    /// Its blocks from top to bottom, each with a head of its own.
    pub blocks: Vec<Block>,
    /// Its fields: blocks in order, rows within a block, columns within a row.
    pub fields: Vec<Field>,
}

impl Table {
    /// Index of a field by its keys.
    pub fn field(&self, row: &str, column: &str) -> Option<usize> {
        self.fields
            .iter()
            .position(|f| f.row == row && f.column == column)
    }

    /// Whether the table of another edition has the same rows and columns.
    pub fn same_fields(&self, other: &Self) -> bool {
        let same = |(a, b): (&Field, &Field)| a.row == b.row && a.column == b.column;
        self.fields.len() == other.fields.len() && self.fields.iter().zip(&other.fields).all(same)
    }
}

/// A part of a table with a head of its own.
#[derive(Debug)]
pub struct Block {
    /// Title printed across it, or empty.
    pub title: String,
    /// Text of the head's corner cell, or empty.
    pub corner: String,
    /// Text of the head of the column of units between labels and figures; empty where there is no such column.
    pub unit_head: String,
    /// How its rows are printed.
    pub layout: Layout,
    /// Columns from the left.
    pub columns: Vec<Column>,
    /// Rows from the top.
    pub rows: Vec<Row>,
    /// Index of its first field in the table's fields.
    pub first_field: usize,
}

/// An official row.
#[derive(Debug)]
pub struct Row {
    /// Key.
    pub key: String,
    /// Its part of the names of wide tables.
    pub name: String,
    /// Labels of the groups it stands in, outermost first.
    pub groups: Vec<String>,
    /// Official label.
    pub label: String,
    /// The label with its numbering and notes, as the form prints it.
    pub printed: String,
    /// What the form prints above the row in lines of their own, without figures.
    pub above: Vec<String>,
}

/// An official column.
#[derive(Debug)]
pub struct Column {
    /// Key.
    pub key: String,
    /// Its part of the names of wide tables.
    pub name: String,
    /// Labels of the groups it stands under, outermost first.
    pub groups: Vec<String>,
    /// Official label.
    pub label: String,
    /// Unit by the form.
    pub unit: String,
    /// What its numbers may be.
    pub kind: NumberKind,
    /// Words of remarks behind its figures by which the column is known.
    pub remarks: Vec<String>,
}

/// A field: one cell of the form.
#[derive(Debug)]
pub struct Field {
    /// Row key.
    pub row: String,
    /// Column key.
    pub column: String,
    /// Name in wide tables, at most 32 ASCII characters.
    pub name: String,
    /// Labels of the row's groups, joined by ` / `; the block's title where it has one.
    pub row_group: String,
    /// Official label of the row.
    pub row_label: String,
    /// Labels of the column's groups, joined by ` / `.
    pub column_group: String,
    /// Official label of the column.
    pub column_label: String,
    /// Unit by the form.
    pub unit: String,
    /// Comparable series over the editions it adds to, or empty.
    pub concept: String,
    /// How it compares with those of the members of an area.
    pub in_area: InArea,
    /// What its number may be.
    pub kind: NumberKind,
}

/// A relation that the form states, over each row or each column of a table.
#[derive(Debug)]
pub struct Identity {
    /// Id of the rule that says so.
    pub rule: String,
    /// Index of the table in the edition.
    pub table: usize,
    /// One relation for each of these.
    pub each: Each,
    /// Only these rows or columns; all where empty.
    pub only: Vec<String>,
    /// The relation, over column keys (each row) or row keys (each column).
    pub relation: Relation,
    /// How grave a breach is, where lighter than its rule says.
    pub severity: Option<Severity>,
}

/// Wordings of reports, shared by the editions. Patterns work on text folded by `fold`.
#[derive(Debug)]
pub struct Wording {
    /// The six sections and how their headings are worded.
    pub sections: Vec<SectionWording>,
    /// A line that is the report's title.
    pub title: Pattern,
    /// The year in a title; group 1.
    pub title_year: Pattern,
    /// Words that introduce the statistical period.
    pub period_lead: Pattern,
    /// Words that introduce the day of publication.
    pub published_lead: Pattern,
    /// Instructions of the blank form.
    pub instructions: Vec<Pattern>,
    /// Documents that reports cite and that are no longer in force.
    pub superseded: Vec<Superseded>,
    /// Unit words, longer ones first.
    pub units: Vec<String>,
    /// Labels of printed subtotals.
    pub subtotals: Vec<String>,
    /// Marks that stand for "nothing", folded.
    pub placeholders: Vec<String>,
    /// Other wordings of official labels: (official label, its variants).
    pub labels: Vec<(String, Vec<String>)>,
}

impl Wording {
    /// Other wordings of an official label.
    pub fn variants(&self, label: &str) -> &[String] {
        self.labels
            .iter()
            .find(|(official, _)| official == label)
            .map_or(&[], |(_, variants)| variants)
    }
}

/// A document that reports cite and that is no longer in force.
#[derive(Debug)]
pub struct Superseded {
    /// Its number, as it is cited.
    pub number: String,
    /// How it is cited in folded text.
    pub pattern: Pattern,
    /// The last report year that it was right to cite it for.
    pub until: u16,
    /// What came in its place.
    pub by: String,
}

/// One of the six sections.
#[derive(Debug)]
pub struct SectionWording {
    /// Official number.
    pub number: u8,
    /// Official heading.
    pub heading: String,
    /// How the heading is worded, numeral taken off.
    pub pattern: Pattern,
    /// The official heading, folded.
    folded: String,
}

impl SectionWording {
    /// Whether folded text without a numeral is this heading.
    pub fn is_heading(&self, folded: &str) -> bool {
        // As official as most headings are, the pattern is not needed.
        self.folded == folded || self.pattern.is_match(folded)
    }
}
