//! The relations that a form states between a report and the one of the year before.

use std::collections::BTreeMap;

use super::Entry;
use crate::across::{Figure, Table};
use crate::check::figures_of;
use crate::check::relation::Part;
use crate::forms::formula::Term;
use crate::forms::{self, Each, Field, Forms, Identity};
use crate::report::{Basis, CellRef, Finding, Presence, Severity, State, plain};
use crate::rules::draft::Draft;
use crate::rules::view::{column_label, row_label};
use crate::rules::{Particulars, Rule, Rules};

/// A term with its number and where that stands.
struct Place<'a> {
    field: &'a Field,
    /// Whether it stands in the report of the year before.
    prior: bool,
    doubtful: bool,
    part: Part,
}

/// A relation with numbers in it, for one row or column.
struct Line<'a> {
    key: &'a str,
    left: Vec<Place<'a>>,
    right: Vec<Place<'a>>,
}

/// What is broken between two reports of one body, the later one's findings.
pub fn check(forms: &Forms, before: &Entry<'_>, now: &Entry<'_>) -> Vec<Finding> {
    let mut findings: Vec<((usize, usize), Finding)> = Vec::new();
    let mut groups: BTreeMap<(&str, usize, &str), u32> = BTreeMap::new();
    for (at, table) in now.tables.iter().enumerate() {
        if table.presence != Presence::Found {
            continue;
        }
        let Some((edition, form)) = table.form(forms) else {
            continue;
        };
        let Some((prior, prior_form)) = before.tables.iter().find_map(|t| {
            let (_, prior) = t.form(forms).filter(|(_, prior)| prior.id == form.id)?;
            (t.presence == Presence::Found).then_some((t, prior))
        }) else {
            continue;
        };
        for identity in edition.series.iter().filter(|i| i.table == table.table) {
            let Some(rule) = Rules::embedded().get(&identity.rule) else {
                continue;
            };
            let sides = Sides {
                form,
                table,
                prior_form,
                prior,
            };
            for key in keys(form, identity) {
                let Some(line) = sides.line(identity, key) else {
                    continue;
                };
                if line.holds(identity) {
                    continue;
                }
                // Columns of one row mostly differ for one reason: a request too few is missing in its column and
                // in the total.
                let row = if identity.each == Each::Row { key } else { "" };
                let next = groups.len() as u32 + 1;
                let group = *groups.entry((rule.id, at, row)).or_insert(next);
                let mut finding = finding(rule, identity, &line, before, now);
                finding.set_table(&edition.id, &form.id);
                finding.group = group;
                let position = line.left.first().map_or(0, |place| place.part.cell.1);
                findings.push(((at, position), finding));
            }
        }
    }
    findings.sort_by_key(|(position, finding)| (*position, finding.rule));
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// Keys of the rows or columns that an identity is repeated over, in the form's order.
fn keys<'a>(form: &'a forms::Table, identity: &Identity) -> Vec<&'a str> {
    let mut keys: Vec<&str> = Vec::new();
    for field in &form.fields {
        let key = match identity.each {
            Each::Row => field.row.as_str(),
            Each::Column => field.column.as_str(),
        };
        let wanted = identity.only.is_empty() || identity.only.iter().any(|only| only == key);
        if wanted && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// A table in two years.
struct Sides<'a> {
    form: &'a forms::Table,
    table: &'a Table,
    prior_form: &'a forms::Table,
    prior: &'a Table,
}

impl<'a> Sides<'a> {
    /// The relation for one row or column; `None` where a cell of it is not there, or not enough is printed.
    fn line(&self, identity: &Identity, key: &'a str) -> Option<Line<'a>> {
        let side = |terms: &[Term]| -> Option<Vec<Place<'a>>> {
            let side: Option<Vec<_>> = terms
                .iter()
                .map(|t| self.place(identity.each, t, key))
                .collect();
            side.filter(|side| side.first().is_some_and(|first| !first.part.blank))
        };
        Some(Line {
            key,
            left: side(&identity.relation.left)?,
            right: side(&identity.relation.right)?,
        })
    }

    fn place(&self, each: Each, term: &Term, key: &str) -> Option<Place<'a>> {
        let (form, table) = if term.prior {
            (self.prior_form, self.prior)
        } else {
            (self.form, self.table)
        };
        let at = match each {
            Each::Row => form.field(key, &term.key),
            Each::Column => form.field(&term.key, key),
        }?;
        let figure: &Figure = table.figures.get(at)?;
        let (value, blank) = match figure.state {
            State::Number => (figure.number?, false),
            State::Blank | State::Placeholder => (0, true),
            State::Absent | State::Unreadable => return None,
        };
        Some(Place {
            field: form.fields.get(at)?,
            prior: term.prior,
            doubtful: figure.doubtful,
            part: Part {
                cell: (0, at),
                negative: term.negative,
                value,
                blank,
            },
        })
    }
}

impl Line<'_> {
    fn holds(&self, identity: &Identity) -> bool {
        identity
            .relation
            .comparison
            .holds(sum(&self.left), sum(&self.right))
    }

    fn places(&self) -> impl Iterator<Item = &Place<'_>> {
        self.left.iter().chain(&self.right)
    }
}

fn sum(side: &[Place<'_>]) -> i128 {
    side.iter().map(|place| place.part.signed()).sum()
}

fn finding(
    rule: &'static Rule,
    identity: &Identity,
    line: &Line<'_>,
    before: &Entry<'_>,
    now: &Entry<'_>,
) -> Finding {
    let (found, expected) = (sum(&line.left), sum(&line.right));
    let blank = line.places().any(|place| place.part.blank);
    let parts = |side: &[Place<'_>]| side.iter().map(|place| place.part).collect();
    let right: Vec<Part> = parts(&line.right);
    let relation: (Vec<Part>, Vec<Part>) = (parts(&line.left), right);
    let label = line.places().next().map(|place| match identity.each {
        Each::Row => (
            row_label(place.field),
            format!("{} ({})", line.key, place.field.row_label),
        ),
        Each::Column => (
            column_label(place.field),
            format!("{} ({})", line.key, place.field.column_label),
        ),
    });
    let label = label.unwrap_or_default();
    let assumed = if blank {
        ("空白格按 0 计。", " Blank cells are counted as 0.")
    } else {
        ("", "")
    };
    let sides = figures_of(&relation.0, identity.relation.comparison, &relation.1);
    let particulars = Particulars::default()
        .with_each("line", label.0, label.1)
        .with("year", now.year)
        .with("before", before.year)
        .with("found", plain(found))
        .with("expected", plain(expected))
        .with("equation", &sides)
        .with_each("assumed", assumed.0, assumed.1);
    let mut draft = Draft::on_report(rule, 0);
    let finding = &mut draft.finding;
    if let Some(first) = line.left.first() {
        finding.row.clone_from(&first.field.row);
        finding.column.clone_from(&first.field.column);
    }
    finding.expected = plain(expected);
    finding.found = plain(found);
    finding.difference = plain(found - expected);
    finding.equation = sides;
    finding.cells = cells(line, before);
    if let Some(severity) = identity.severity {
        finding.severity = severity;
    }
    if blank {
        finding.basis = Basis::AssumedZero;
        finding.severity = finding.severity.min(Severity::Warning);
    }
    let doubtful = line.places().any(|place| place.doubtful);
    draft
        .doubted(doubtful)
        .say(rule, "broken", &particulars)
        .finding
}

/// The cells of the report itself, then those of the year before.
fn cells(line: &Line<'_>, before: &Entry<'_>) -> Vec<CellRef> {
    let of = |prior: bool| {
        line.places()
            .filter(move |place| place.prior == prior)
            .map(move |place| CellRef {
                report: if prior {
                    before.brief.report_id.to_string()
                } else {
                    String::new()
                },
                table: String::new(),
                row: place.field.row.clone(),
                column: place.field.column.clone(),
            })
    };
    of(false).chain(of(true)).collect()
}
