//! A finding in the making: what a rule returns, before findings are put in order and numbered.

use super::view::Sheet;
use super::{Particulars, Rule};
use crate::error::Bilingual;
use crate::forms::Field;
use crate::location::Place;
use crate::report::{Basis, CellRef, Finding, Verdict};

/// A finding and where it belongs in the list.
#[derive(Debug)]
pub struct Draft {
    /// Where it stands in the form's order: table (0 for the whole report), then position within it.
    pub order: (usize, usize),
    /// Component of broken relations it is part of.
    pub component: Option<usize>,
    /// The finding, its number not yet given.
    pub finding: Finding,
}

impl Draft {
    /// A finding about the whole report.
    pub fn on_report(rule: &'static Rule, position: usize) -> Self {
        Self {
            order: (0, position),
            component: None,
            finding: Finding {
                rule: rule.id,
                group: 0,
                severity: rule.severity,
                verdict: Verdict::Report,
                basis: Basis::Printed,
                edition: String::new(),
                table: String::new(),
                row: String::new(),
                column: String::new(),
                expected: String::new(),
                found: String::new(),
                difference: String::new(),
                equation: String::new(),
                cells: Vec::new(),
                suspects: Vec::new(),
                quote: String::new(),
                place: Place::Nowhere,
                message: Bilingual::new("", ""),
            },
        }
    }

    /// A finding about a table. `position` is the index of the field it begins at.
    pub fn on_table(rule: &'static Rule, sheet: &Sheet<'_>, position: usize) -> Self {
        let mut draft = Self::on_report(rule, position);
        draft.order.0 = sheet.at + 1;
        draft.finding.edition.clone_from(&sheet.edition.id);
        draft.finding.table.clone_from(&sheet.table.id);
        draft
    }

    /// Says that the breach may be ours and not the report's.
    pub fn doubted(mut self, doubted: bool) -> Self {
        if doubted {
            self.finding.verdict = Verdict::Reading;
        }
        self
    }

    /// Sets the cells, and the row and the column where all cells share them.
    pub fn with_cells(mut self, sheet: &Sheet<'_>, fields: &[&Field]) -> Self {
        let common = |key: fn(&Field) -> &str| match fields {
            [first, rest @ ..] if rest.iter().all(|f| key(f) == key(first)) => {
                key(first).to_owned()
            }
            _ => String::new(),
        };
        self.finding.row = common(|f| &f.row);
        self.finding.column = common(|f| &f.column);
        let cells: Vec<CellRef> = fields.iter().map(|f| sheet.cell_ref(f)).collect();
        self.finding.cells = cells;
        self
    }

    /// Sets the sentence for people. A finding that may be ours says so.
    pub fn say(mut self, rule: &Rule, kind: &str, particulars: &Particulars) -> Self {
        let mut message = rule.message(kind, particulars);
        if self.finding.verdict == Verdict::Reading {
            message.zh.push_str("也可能是读取有误，请先对照原件。");
            message
                .en
                .push_str(" The fault may be in the reading: compare with the source first.");
        }
        self.finding.message = message;
        self
    }
}
