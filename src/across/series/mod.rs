//! The reports of one body over the years.

mod relations;

use std::collections::BTreeMap;

use super::{Across, Brief, Table};
use crate::forms::Forms;

/// A report of a series, its figures unpacked.
pub struct Entry<'a> {
    /// Its index among the briefs.
    pub at: usize,
    /// Its year.
    pub year: u16,
    /// Its record.
    pub brief: &'a Brief,
    /// Its tables.
    pub tables: Vec<Table>,
}

/// Checks the reports of one body.
pub fn check(briefs: &[Brief], reports: &[usize], forms: &Forms, across: &mut Across) {
    let mut years: BTreeMap<u16, usize> = BTreeMap::new();
    for &at in reports {
        if let (Some(year), true) = (briefs[at].year, across.primary[at]) {
            years.insert(year, at);
        }
    }
    let entries: Vec<Entry<'_>> = years
        .into_iter()
        .map(|(year, at)| Entry {
            at,
            year,
            brief: &briefs[at],
            tables: briefs[at].figures.tables(),
        })
        .collect();
    for pair in entries.windows(2) {
        let [before, now] = pair else { continue };
        if before.year + 1 == now.year {
            let found = relations::check(forms, before, now);
            across.findings[now.at].extend(found);
        }
    }
}
