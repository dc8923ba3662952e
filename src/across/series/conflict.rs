//! Two documents for one body and year that disagree on a figure.

use super::Entry;
use crate::across::{Figure, Table};
use crate::error::Status;
use crate::forms::{Field, Forms};
use crate::report::{CellRef, Finding, Presence, State, plain};
use crate::rules::draft::Draft;
use crate::rules::view::cell_label;
use crate::rules::{Particulars, Rule, Rules};

/// Cells that are named in the sentence.
const NAMED: usize = 3;

/// A cell on which two documents disagree.
struct Difference<'a> {
    edition: &'a str,
    table: &'a str,
    field: &'a Field,
    ours: Figure,
    theirs: Figure,
}

/// Each document of a body and year against the one that stands for them: one finding a pair, on the later path.
pub fn check(forms: &Forms, documents: &[Entry<'_>], primary: &[bool]) -> Vec<(usize, Finding)> {
    let (Some(rule), Some(chosen)) = (
        Rules::embedded().get("report-conflict"),
        documents.iter().find(|entry| primary[entry.at]),
    ) else {
        return Vec::new();
    };
    let others = documents.iter().filter(|entry| entry.at != chosen.at);
    let pair = |other| {
        let path = |entry: &Entry<'_>| (entry.brief.path.clone(), entry.at);
        let (ours, theirs) = if path(other) > path(chosen) {
            (other, chosen)
        } else {
            (chosen, other)
        };
        let differences = differences(forms, ours, theirs);
        let finding = finding(rule, ours, theirs, &differences)?;
        Some((ours.at, finding))
    };
    others.filter_map(pair).collect()
}

fn differences<'a>(forms: &'a Forms, ours: &Entry<'_>, theirs: &Entry<'_>) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    for table in ours.tables.iter().filter(|t| t.presence == Presence::Found) {
        let edition = &forms.editions[table.edition];
        let form = &edition.tables[table.table];
        let Some(other) = theirs.tables.iter().find(|t| id(forms, t) == form.id) else {
            continue;
        };
        let other_form = &forms.editions[other.edition].tables[other.table];
        for (field, ours) in form.fields.iter().zip(&table.figures) {
            let theirs = other_form
                .field(&field.row, &field.column)
                .and_then(|at| other.figures.get(at));
            if let Some(theirs) = theirs.filter(|theirs| disagree(ours, theirs)) {
                found.push(Difference {
                    edition: &edition.id,
                    table: &form.id,
                    field,
                    ours: *ours,
                    theirs: *theirs,
                });
            }
        }
    }
    found
}

fn id<'a>(forms: &'a Forms, table: &Table) -> &'a str {
    &forms.editions[table.edition].tables[table.table].id
}

/// Two numbers that differ. What one document leaves blank it does not deny, and money in two units is not compared.
fn disagree(ours: &Figure, theirs: &Figure) -> bool {
    let number = |figure: &Figure| figure.number.filter(|_| figure.state == State::Number);
    match (number(ours), number(theirs)) {
        (Some(a), Some(b)) => a != b && ours.unit == theirs.unit,
        _ => false,
    }
}

fn finding(
    rule: &'static Rule,
    ours: &Entry<'_>,
    theirs: &Entry<'_>,
    differences: &[Difference<'_>],
) -> Option<Finding> {
    let first = differences.first()?;
    let number = |figure: &Figure| plain(figure.number.unwrap_or_default());
    let named = |label: fn(&Field) -> String| {
        let named = differences.iter().take(NAMED);
        let named: Vec<String> = named
            .map(|d| {
                format!(
                    "{} {} ≠ {}",
                    label(d.field),
                    number(&d.ours),
                    number(&d.theirs)
                )
            })
            .collect();
        named
    };
    let keys = |field: &Field| format!("{}/{}", field.row, field.column);
    let more = differences.len() > NAMED;
    let particulars = Particulars::default()
        .with("year", ours.year)
        .with("path", &theirs.brief.path)
        .with("count", differences.len())
        .with_each(
            "cells",
            named(cell_label).join("；") + if more { "……" } else { "" },
            named(keys).join("; ") + if more { " …" } else { "" },
        );
    let cell = |d: &Difference<'_>, report: &str| CellRef {
        report: report.to_owned(),
        table: d.table.to_owned(),
        row: d.field.row.clone(),
        column: d.field.column.clone(),
    };
    let mut draft = Draft::on_report(rule, 0);
    let finding = &mut draft.finding;
    let cells =
        |report: &str| -> Vec<CellRef> { differences.iter().map(|d| cell(d, report)).collect() };
    finding.cells = cells("");
    finding.cells.extend(cells(&theirs.brief.report_id));
    let common = |key: fn(&Difference<'_>) -> String| {
        let same = differences.iter().all(|d| key(d) == key(first));
        if same { key(first) } else { String::new() }
    };
    finding.edition = common(|d| d.edition.to_owned());
    finding.table = common(|d| d.table.to_owned());
    if !finding.table.is_empty() {
        finding.row = common(|d| d.field.row.clone());
        finding.column = common(|d| d.field.column.clone());
    }
    if let [only] = differences {
        finding.found = number(&only.ours);
        finding.expected = number(&only.theirs);
        let difference =
            only.ours.number.unwrap_or_default() - only.theirs.number.unwrap_or_default();
        finding.difference = plain(difference);
        finding.equation = format!("{} ≠ {}", number(&only.ours), number(&only.theirs));
    }
    let doubtful = differences
        .iter()
        .any(|d| d.ours.doubtful || d.theirs.doubtful)
        || [ours, theirs]
            .iter()
            .any(|entry| entry.brief.year_guessed || entry.brief.status != Some(Status::Ok));
    Some(
        draft
            .doubted(doubtful)
            .say(rule, "differs", &particulars)
            .finding,
    )
}
