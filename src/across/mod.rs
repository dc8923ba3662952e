//! Reports beside each other: the years of one body, bodies of one year, an area and its members.
//!
//! A run reads its inputs twice. The first time each file is read and checked alone, and a [`Brief`] of each report is
//! kept; then [`check`] looks at all briefs; the second time [`Across::add_to`] adds to each report, in order, what the
//! others say about it. What is found is the same whatever the number of threads, and depends on the order of the
//! briefs only where the contract says so (a pair of copies stands on the later path).

mod brief;
mod figures;
pub mod hierarchy;
mod kept;
mod money;
mod overlap;
mod peers;
mod primary;
mod prose;
mod series;
mod sketch;
mod vector;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::forms::Forms;
use crate::location::Place;
use crate::report::{Finding, Report};

use kept::Kept;

pub use brief::{Body, Brief, Carrier};
pub use figures::{Figure, Figures, Table, Unit};
pub use prose::prose;
pub use sketch::Sketch;

/// Gives the prose of the report with this index again: only sketches are kept, and what two reports share has to be
/// shown in words.
pub type Prose<'a> = &'a (dyn Fn(usize) -> String + Sync);

/// What the checks across reports need to know beside the reports.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The forms the reports were bound to.
    pub forms: &'a Forms,
    /// Which body belongs to which area, beside what names tell.
    pub areas: &'a [hierarchy::Area],
    /// Which bodies should have published.
    pub bodies: &'a [hierarchy::Listed],
}

/// A report that should be there and is not.
#[derive(Debug)]
pub struct Absent {
    /// The body, as the user's list writes it.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// What is said of it.
    pub finding: Finding,
}

/// What the reports of a run say about each other.
#[derive(Debug, Default)]
pub struct Across {
    /// For each brief what is found on its report.
    kept: Vec<Kept>,
    /// For those with cells under suspicion the figures of the year before.
    year_before: BTreeMap<usize, Figures>,
    /// For each brief whether its report stands for its body and year.
    pub primary: Vec<bool>,
    /// Reports that should be there, in the order of the user's list.
    pub absent: Vec<Absent>,
}

/// Compares the reports of a run, on as many threads as the pool of the caller has.
pub fn check(briefs: &[Brief], prose: Prose<'_>, options: &Options<'_>) -> Across {
    let bodies = bodies(briefs);
    let primary = primary::choose(briefs, &bodies);
    let mut across = Across {
        year_before: BTreeMap::new(),
        kept: briefs.iter().map(|_| Kept::default()).collect(),
        primary,
        absent: hierarchy::absent(briefs, options.bodies),
    };
    let series = bodies.par_iter().map(|(_, reports)| {
        let primary = &across.primary;
        series::check(briefs, reports, primary, prose, options)
    });
    for said in series.collect::<Vec<_>>() {
        across.year_before.extend(said.year_before);
        for (at, found) in said.kept {
            across.kept[at] = found;
        }
    }
    peers::check(briefs, prose, options, &mut across);
    hierarchy::check(briefs, options, &mut across);
    across
}

/// The reports of each body whose name is known, in the order of the briefs.
fn bodies(briefs: &[Brief]) -> BTreeMap<&str, Vec<usize>> {
    let mut bodies: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, brief) in briefs.iter().enumerate() {
        if !brief.body.key.is_empty() {
            bodies.entry(&brief.body.key).or_default().push(at);
        }
    }
    bodies
}

impl Across {
    /// What is found on the report that the brief with this index was made of.
    pub fn findings(&self, at: usize) -> Vec<Finding> {
        self.kept.get(at).map(Kept::findings).unwrap_or_default()
    }

    /// Adds findings to a report, numbering their groups on from those it has: 0 stands for a group of its own.
    fn push(&mut self, at: usize, found: Vec<Finding>) {
        self.kept[at].push(found);
    }

    /// Adds what was found to the report that the brief with this index was made of.
    pub fn add_to(&self, at: usize, forms: &Forms, report: &mut Report) {
        if let Some(primary) = self.primary.get(at) {
            report.is_primary = *primary;
        }
        if let Some(figures) = self.year_before.get(&at) {
            series::tell_left_in(forms, figures, report);
        }
        let last = report.findings.iter().map(|f| f.group).max().unwrap_or(0);
        for mut finding in self.findings(at) {
            finding.group += last;
            if finding.place == Place::Nowhere {
                finding.place = place(forms, report, &finding);
            }
            report.findings.push(finding);
        }
    }
}

/// Where the cell stands that a finding is about.
fn place(forms: &Forms, report: &Report, finding: &Finding) -> Place {
    let filed = report.tables.iter().find_map(|filed| {
        let table = forms.editions.get(filed.edition)?.tables.get(filed.table)?;
        (table.id == finding.table).then_some((filed, table))
    });
    filed
        .and_then(|(filed, table)| {
            let field = table.field(&finding.row, &finding.column)?;
            Some(filed.values.get(field)?.place)
        })
        .unwrap_or_default()
}
