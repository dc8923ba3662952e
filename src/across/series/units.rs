//! Amounts of money that change by about ten thousand from one year to the next: 元 where 万元 belongs, or the other
//! way round.

use super::Entry;
use crate::across::money::{amount, per_unit};
use crate::across::{Figure, Table};
use crate::forms::{Field, Forms, NumberKind};
use crate::report::{CellRef, Finding, Presence, plain};
use crate::rules::draft::Draft;
use crate::rules::view::cell_label;
use crate::rules::{Particulars, Rule, Rules};

/// How far from 10⁴ a change may be: what is collected differs from year to year anyway.
const ABOUT: f64 = 5.0;

/// The jumps between two reports of one body, the later one's findings.
pub fn check(forms: &Forms, before: &Entry<'_>, now: &Entry<'_>) -> Vec<Finding> {
    let Some(rule) = Rules::embedded().get("unit-jump") else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for table in now.tables.iter().filter(|t| t.presence == Presence::Found) {
        let Some((edition, form)) = table.form(forms) else {
            continue;
        };
        for (field, figure) in form.fields.iter().zip(&table.figures) {
            if field.kind != NumberKind::Amount {
                continue;
            }
            let Some(prior) = same_field(forms, &before.tables, &form.id, field) else {
                continue;
            };
            if is_jump(field, prior, figure) {
                let mut finding = finding(rule, field, (prior, before), (figure, now));
                finding.set_table(&edition.id, &form.id);
                findings.push(finding);
            }
        }
    }
    findings
}

/// The figure of a field of the same keys and the same unit.
fn same_field<'a>(
    forms: &Forms,
    tables: &'a [Table],
    id: &str,
    field: &Field,
) -> Option<&'a Figure> {
    tables.iter().find_map(|table| {
        let (_, form) = table.form(forms).filter(|(_, form)| form.id == id)?;
        let at = form.field(&field.row, &field.column)?;
        let same = form.fields.get(at)?.unit == field.unit && table.presence == Presence::Found;
        table.figures.get(at).filter(|_| same)
    })
}

fn is_jump(field: &Field, prior: &Figure, figure: &Figure) -> bool {
    let (Some(prior), Some(now)) = (amount(field, prior), amount(field, figure)) else {
        return false;
    };
    // Where only one of the two prints its unit, nothing says that the other has another one.
    if prior.unit.is_some() != now.unit.is_some() || prior.number <= 0.0 || now.number <= 0.0 {
        return false;
    }
    let ratio = now.number / prior.number;
    let times = if ratio > 1.0 { ratio } else { 1.0 / ratio } / 1e4;
    (1.0 / ABOUT..ABOUT).contains(&times)
}

fn finding(
    rule: &'static Rule,
    field: &Field,
    (prior, before): (&Figure, &Entry<'_>),
    (figure, now): (&Figure, &Entry<'_>),
) -> Finding {
    let text = |figure: &Figure| {
        let number = plain(figure.number.unwrap_or_default());
        format!(
            "{number}{}",
            per_unit(figure.unit).map_or("", |(_, word)| word)
        )
    };
    let (found, expected) = (text(figure), text(prior));
    let particulars = Particulars::default()
        .with_each(
            "cell",
            cell_label(field),
            format!("{}/{}", field.row, field.column),
        )
        .with("year", now.year)
        .with("before", before.year)
        .with("found", &found)
        .with("expected", &expected);
    let cell = |report: &str| CellRef {
        report: report.to_owned(),
        table: String::new(),
        row: field.row.clone(),
        column: field.column.clone(),
    };
    let mut draft = Draft::on_report(rule, 0);
    let finding = &mut draft.finding;
    finding.row.clone_from(&field.row);
    finding.column.clone_from(&field.column);
    finding.found = plain(figure.number.unwrap_or_default());
    finding.cells = vec![cell(""), cell(&before.brief.report_id)];
    draft
        .doubted(prior.doubtful || figure.doubtful)
        .say(rule, "jump", &particulars)
        .finding
}
