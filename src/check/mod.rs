//! Bound values → findings: the relations that the form states, then what only code can say.
//!
//! A broken relation says that some of its cells are wrong, not which. Relations that are broken together narrow it
//! down: `culprit` finds the smallest sets of cells whose change mends them all and breaks none that held, and
//! `slip` ranks the sets by the kind of slip that would explain the change.

mod arithmetic;
mod board;
mod culprit;
mod equation;
mod lines;
mod moves;
pub mod relation;
mod slip;
mod solve;

use std::collections::BTreeMap;

use crate::error::Note;
use crate::forms::Forms;
use crate::prose::Prose;
use crate::report::{Finding, Report};
use crate::rules;
use crate::rules::draft::Draft;
use crate::rules::view::View;

pub(crate) use equation::figures_of;

/// Code of the note on a search that was cut short.
const BOUNDED: &str = "suspects-bounded";

/// Fills a report's findings and counts its relations. What was there of either is replaced.
pub fn check(forms: &Forms, report: &mut Report) {
    let prose = Prose::read(report);
    let view = View {
        forms,
        report,
        prose: &prose,
    };
    let arithmetic = arithmetic::check(&view);
    let mut drafts = arithmetic.drafts;
    let mut others = rules::find(&view);
    join(&mut others, &drafts);
    drafts.extend(others);
    let findings = in_order(drafts);

    report.coverage = arithmetic.coverage;
    report.findings = findings;
    report.notes.retain(|note| note.code != BOUNDED);
    if arithmetic.bounded {
        report.notes.push(Note::new(
            BOUNDED,
            "the search for suspect cells was cut short: too many combinations",
        ));
    }
}

/// Numbers of the prose that differ from a cell under suspicion are told with the relations that put it there; those that
/// differ from a table of noughts, with what is said of the table.
fn join(others: &mut [Draft], broken: &[Draft]) {
    let noughts = others
        .iter()
        .find(|d| d.finding.rule == NOUGHTS)
        .map(|d| d.finding.table.clone());
    for draft in others {
        let finding = &draft.finding;
        let suspected = |other: &&Draft| {
            let first = other.finding.suspects.first();
            first.is_some_and(|set| {
                set.cells
                    .iter()
                    .any(|(cell, _)| finding.cells.contains(cell))
            })
        };
        let of_noughts = noughts.as_ref() == Some(&finding.table);
        draft.component = match finding.rule {
            NOUGHTS => Some(usize::MAX),
            NARRATIVE if of_noughts => Some(usize::MAX),
            NARRATIVE => broken
                .iter()
                .find(suspected)
                .and_then(|other| other.component),
            _ => draft.component,
        };
    }
}

/// The rule about numbers in the prose, and that about a table of noughts.
const NARRATIVE: &str = "narrative-differs";
const NOUGHTS: &str = "zero-implausible";

/// The findings by the form's order, then by rule, numbered by group.
fn in_order(mut drafts: Vec<Draft>) -> Vec<Finding> {
    drafts.sort_by(|a, b| (a.order, a.finding.rule).cmp(&(b.order, b.finding.rule)));
    let mut groups: BTreeMap<usize, u32> = BTreeMap::new();
    let mut last = 0;
    let mut next = || {
        last += 1;
        last
    };
    let number = |draft: Draft| {
        let group = match draft.component {
            Some(component) => *groups.entry(component).or_insert_with(&mut next),
            None => next(),
        };
        Finding {
            group,
            ..draft.finding
        }
    };
    drafts.into_iter().map(number).collect()
}
