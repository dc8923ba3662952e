//! The official labels made ready for comparison, once for all files.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::align::Target;
use super::label::{self, Label, Official};
use crate::forms::formula::Comparison;
use crate::forms::{Block, Each, Edition, Forms, Layout, Wording};

/// A label this much like an official one is that label, wherever it stands.
const KNOWN: f32 = 0.8;

/// The forms, prepared for binding.
#[derive(Debug)]
pub struct Binder {
    pub(super) forms: &'static Forms,
    /// By edition, then table; each made when a report has it.
    prepared: Vec<Vec<OnceLock<Prepared>>>,
    /// All row and group labels of a table in any edition, by table.
    known: BTreeMap<String, OnceLock<Vec<Official>>>,
}

/// The labels of one table of one edition.
#[derive(Debug)]
pub(super) struct Prepared {
    /// Its rows, of all blocks.
    pub targets: Vec<Target>,
    /// What stands above the columns of each block.
    pub heads: Vec<Vec<Official>>,
    /// Whether one column of each block is the sum of the others in every row.
    pub summed: Vec<bool>,
}

impl Binder {
    /// Prepares the forms.
    pub fn new(forms: &'static Forms) -> Self {
        let tables = forms.editions.iter().flat_map(|e| &e.tables);
        Self {
            forms,
            prepared: (forms.editions.iter())
                .map(|e| e.tables.iter().map(|_| OnceLock::new()).collect())
                .collect(),
            known: tables.map(|t| (t.id.clone(), OnceLock::new())).collect(),
        }
    }

    /// The forms that come with the program, prepared.
    pub fn embedded() -> &'static Self {
        static BINDER: OnceLock<Binder> = OnceLock::new();
        BINDER.get_or_init(|| Self::new(Forms::embedded()))
    }

    /// The forms it was made of.
    pub fn forms(&self) -> &'static Forms {
        self.forms
    }

    /// A table's labels.
    pub(super) fn prepared(&self, edition: usize, table: usize) -> &Prepared {
        let prepare = || Prepared::new(&self.forms.editions[edition], table, &self.forms.wording);
        self.prepared[edition][table].get_or_init(prepare)
    }

    /// Whether a label is a row or a group of any edition of the table.
    pub(super) fn knows(&self, label: &Label, table: &str) -> bool {
        self.known.get(table).is_some_and(|known| {
            let known = known.get_or_init(|| self.labels(table));
            known.iter().any(|o| o.likeness(label) >= KNOWN)
        })
    }

    /// All row and group labels of a table, edition by edition.
    fn labels(&self, table: &str) -> Vec<Official> {
        let tables = self.forms.editions.iter().flat_map(|e| &e.tables);
        let mut out = Vec::new();
        for table in tables.filter(|t| t.id == table) {
            let rows = table.blocks.iter().flat_map(|b| &b.rows);
            let mut labels: Vec<&String> = rows
                .flat_map(|r| {
                    [&r.label, &r.printed]
                        .into_iter()
                        .chain(&r.groups)
                        .chain(&r.above)
                })
                .collect();
            labels.sort();
            labels.dedup();
            out.extend(
                labels
                    .iter()
                    .map(|l| Official::new(&[l.as_str()], &self.forms.wording)),
            );
        }
        out
    }
}

impl Prepared {
    fn new(edition: &Edition, table: usize, wording: &Wording) -> Self {
        let sums = edition.identities.iter().filter(|i| {
            i.table == table
                && i.each == Each::Row
                && i.only.is_empty()
                && i.relation.comparison == Comparison::Equal
        });
        let terms: Vec<usize> = sums
            .map(|i| i.relation.left.len() + i.relation.right.len())
            .collect();
        let table = &edition.tables[table];
        let rows = table.blocks.iter().flat_map(|b| &b.rows);
        let mut labels: Vec<Official> = rows
            .map(|r| Official::new(&[&r.label, &r.printed], wording))
            .collect();
        label::tell_apart(&mut labels);
        let counts = table.blocks.iter();
        let counts = counts.flat_map(|b| b.rows.iter().map(|_| b.columns.len()));
        Self {
            targets: labels
                .into_iter()
                .zip(counts)
                .map(|(label, count)| Target { label, count })
                .collect(),
            heads: table.blocks.iter().map(|b| heads(b, wording)).collect(),
            summed: table
                .blocks
                .iter()
                .map(|b| b.layout == Layout::Rows && terms.contains(&b.columns.len()))
                .collect(),
        }
    }
}

/// The labels above the columns of a block.
fn heads(block: &Block, wording: &Wording) -> Vec<Official> {
    let columns = || {
        let labels = block.columns.iter().map(|c| c.label.as_str());
        labels.map(|l| Official::new(&[l], wording))
    };
    match block.layout {
        Layout::Rows => columns().collect(),
        Layout::Line => block.rows.iter().flat_map(|_| columns()).collect(),
    }
}
