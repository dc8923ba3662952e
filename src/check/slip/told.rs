//! What the prose says of the numbers in question: where it says one that a change would make true, it was the table that
//! was mistyped. That a number of the prose would no longer be true says nothing: it may have been copied from the table.

use super::Change;
use crate::prose::{Amount, Vocabulary};
use crate::rules::view::View;

/// The numbers of the prose that are understood, with the sums of cells that they may be.
pub(super) struct Told {
    told: Vec<(i128, Vec<Sum>)>,
}

/// A sum of cells of one table.
struct Sum {
    table: usize,
    value: i128,
    /// Its fields, each with 1 where it is added and -1 where it is subtracted.
    fields: Vec<(usize, i128)>,
}

impl Told {
    /// What the prose of a report says.
    pub fn new(view: &View<'_>) -> Self {
        let measures = &Vocabulary::embedded().measures;
        let judged = view.prose.statements.iter().filter(|s| s.judged);
        let told = judged.map(|statement| {
            let means = measures[statement.measure].means.iter();
            let sums = means.filter_map(|amount| sum(view, amount)).collect();
            (statement.number, sums)
        });
        Self {
            told: told.collect(),
        }
    }

    /// How many numbers of the prose come true by these changes.
    pub fn speaks_for(&self, changes: &[Change]) -> usize {
        let comes_true = |(number, sums): &&(i128, Vec<Sum>)| {
            let before = sums.iter().any(|sum| sum.value == *number);
            let after = |sum: &Sum| sum.value + sum.changed(changes) == *number;
            !before && sums.iter().any(after)
        };
        self.told.iter().filter(comes_true).count()
    }
}

impl Sum {
    fn changed(&self, changes: &[Change]) -> i128 {
        let own = changes.iter().filter(|change| change.cell.0 == self.table);
        own.map(|change| {
            let mut fields = self.fields.iter();
            let sign = fields.find(|(field, _)| *field == change.cell.1);
            sign.map_or(0, |(_, sign)| sign * (change.needed - change.found))
        })
        .sum()
    }
}

fn sum(view: &View<'_>, amount: &Amount) -> Option<Sum> {
    let sheet = view.found().find(|sheet| sheet.table.id == amount.table)?;
    let value = amount.reckon(sheet.edition, sheet.filed).ok()?.value;
    Some(Sum {
        table: sheet.at,
        value,
        fields: amount.fields(sheet.table),
    })
}
