//! A number against the cells that it may mean.

use super::amount::{Reckoned, Unknown};
use super::vocabulary::Measure;
use crate::forms::Forms;
use crate::report::Report;

/// What a number of some measure may be by the tables of a report.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// The sums of cells, the plainest first.
    pub sums: Vec<Reckoned>,
    /// Whether it may be cells, too, that were not read.
    pub open: bool,
}

impl Candidates {
    /// Whether one of the sums is this number.
    pub fn has(&self, number: i128) -> bool {
        self.sums.iter().any(|sum| sum.value == number)
    }

    /// Whether a cell among them was read with doubt.
    pub fn doubtful(&self) -> bool {
        self.sums.iter().any(|sum| sum.doubtful)
    }
}

impl Measure {
    /// What a number of this measure may be by the tables of a report.
    pub fn candidates(&self, forms: &Forms, report: &Report) -> Candidates {
        let mut candidates = Candidates::default();
        let mut by_kinds = Vec::new();
        for amount in &self.means {
            let filed = report.tables.iter().find(|filed| {
                let edition = forms.editions.get(filed.edition);
                let table = edition.and_then(|e| e.tables.get(filed.table));
                table.is_some_and(|t| t.id == amount.table)
            });
            let Some(filed) = filed else { continue };
            let edition = &forms.editions[filed.edition];
            match amount.reckon(edition, filed) {
                Ok(sum) => {
                    // Where a total and its kinds differ, the number may be either.
                    by_kinds.extend(sum.by_kinds.map(|value| Reckoned {
                        value,
                        by_kinds: None,
                        ..sum.clone()
                    }));
                    candidates.sums.push(sum);
                }
                Err(Unknown::NoSuchCells) => {}
                Err(Unknown::Unread) => candidates.open = true,
            }
        }
        candidates.sums.append(&mut by_kinds);
        candidates
    }
}
