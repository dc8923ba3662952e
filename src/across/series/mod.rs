//! The reports of one body over the years.

mod care;
mod conflict;
mod left_in;
mod missing;
mod relations;
mod unchanged;
mod units;

use std::collections::BTreeMap;

use super::figures::Figures;
use super::kept::Kept;
use super::vector::Vector;
use super::{Brief, Options, Prose, Table};
use crate::report::Finding;

pub use left_in::tell as tell_left_in;

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
    /// Its figures that are not 0.
    pub vector: Vector,
}

impl<'a> Entry<'a> {
    fn of(briefs: &'a [Brief], at: usize, options: &Options<'_>) -> Option<Self> {
        let brief = &briefs[at];
        let tables = brief.figures.tables();
        Some(Self {
            at,
            year: brief.year?,
            brief,
            vector: Vector::of(options.forms, &tables),
            tables,
        })
    }
}

/// What the reports of one body say about each other, by their indices among the briefs.
#[derive(Debug, Default)]
pub struct Said {
    /// What is found on each.
    pub kept: BTreeMap<usize, Kept>,
    /// For those with cells under suspicion the figures of the year before.
    pub year_before: Vec<(usize, Figures)>,
}

impl Said {
    fn push(&mut self, at: usize, found: Vec<Finding>) {
        self.kept.entry(at).or_default().push(found);
    }
}

/// Checks the reports of one body.
pub fn check(
    briefs: &[Brief],
    reports: &[usize],
    primary: &[bool],
    prose: Prose<'_>,
    options: &Options<'_>,
) -> Said {
    let forms = options.forms;
    let mut said = Said::default();
    let mut years: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for &at in reports {
        if let Some(year) = briefs[at].year {
            years.entry(year).or_default().push(at);
        }
    }
    let mut entries = Vec::new();
    for documents in years.values() {
        let documents: Vec<Entry<'_>> = documents
            .iter()
            .filter_map(|at| Entry::of(briefs, *at, options))
            .collect();
        for (at, finding) in conflict::check(forms, &documents, primary) {
            said.push(at, vec![finding]);
        }
        let is_primary = |entry: &Entry<'_>| primary[entry.at];
        entries.extend(documents.into_iter().find(is_primary));
    }
    for (place, now) in entries.iter().enumerate() {
        let earlier = &entries[..place];
        let Some(before) = earlier.last() else {
            continue;
        };
        let mut found = Vec::new();
        if before.year + 1 == now.year {
            if now.brief.suspected {
                let figures = before.brief.figures.clone();
                said.year_before.push((now.at, figures));
            }
            found = relations::check(forms, before, now);
            found.extend(units::check(forms, before, now));
        }
        care::take(&mut found, before, now);
        said.push(now.at, found);
        said.push(now.at, Vec::from_iter(missing::check(before, now)));
        let unchanged = unchanged::check(earlier, now, prose);
        said.push(now.at, Vec::from_iter(unchanged));
    }
    said
}
