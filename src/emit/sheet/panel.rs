//! `panel`: a row a body and year, a column for each series that can be followed over the editions.
//!
//! Of several documents for one body and year the primary one is used; a report of no known body or year is in none.

use super::column::shared;
use super::series::Series;
use super::{Cell, Sheet, Take};
use crate::emit::wire::{Record, Report, Table, Value};
use crate::forms::{Field, Forms, NumberKind};
use crate::report::{Presence, plain, scaled_decimal};

/// The table.
pub fn panel(forms: &'static Forms) -> Sheet {
    let concepts = Series::of_concepts(forms);
    let mut columns = vec![shared::agency(), shared::division(), shared::year()];
    columns.extend(concepts.columns.iter().cloned());
    let rows = move |record: &Record<'_>, take: &mut Take<'_>| {
        for report in record.reports.iter().filter(|report| is_in(report)) {
            let mut row: Vec<Cell<'_>> = vec![
                report.identity.agency.into(),
                report.identity.division.into(),
                report.identity.year.into(),
            ];
            row.extend(sums(forms, report, &concepts));
            take(&row)?;
        }
        Ok(())
    };
    Sheet {
        name: "panel",
        zh: "面板：每个机关每年一行，各版格式可比的指标",
        en: "Panel: a row for every body and year, series over the editions",
        key: &["agency", "division", "year"],
        columns,
        rows_of_no_input: Vec::new(),
        rows: Box::new(rows),
    }
}

fn is_in(report: &Report<'_>) -> bool {
    let identity = &report.identity;
    report.is_primary && !identity.agency.is_empty() && identity.year.is_some()
}

/// What is known of a concept so far.
#[derive(Clone)]
enum Sum {
    /// No table gives it.
    None,
    /// A table gives it.
    Known(String),
    /// A table has it and does not give it, or two tables disagree.
    Unknown,
}

/// For each concept the sum of its fields in a report; nothing where one of them is not a number.
pub(in crate::emit) fn sums<'a>(
    forms: &Forms,
    report: &'a Report<'a>,
    concepts: &Series,
) -> Vec<Cell<'a>> {
    let mut sums = vec![Sum::None; concepts.columns.len()];
    // A table that is not there speaks for nobody: the form of another year may be in its place.
    for table in report.tables.iter().filter(|table| is_there(table)) {
        let places = concepts.places(table.edition, table.id);
        let fields = fields(forms, table);
        let mut own: Vec<Option<Vec<&str>>> = vec![Some(Vec::new()); sums.len()];
        let mut named = vec![false; sums.len()];
        for ((value, field), place) in table.values.iter().zip(fields).zip(places) {
            let Some(place) = *place else { continue };
            named[place] = true;
            match (usable(value, field), &mut own[place]) {
                (true, Some(parts)) => parts.push(value.value),
                (_, parts) => *parts = None,
            }
        }
        for (at, parts) in own.into_iter().enumerate().filter(|(at, _)| named[*at]) {
            sums[at] = joined(&sums[at], parts.and_then(|parts| added(&parts)));
        }
    }
    let cell = |sum| match sum {
        Sum::Known(digits) => Cell::figure(digits),
        Sum::None | Sum::Unknown => Cell::Empty,
    };
    sums.into_iter().map(cell).collect()
}

fn is_there(table: &Table<'_>) -> bool {
    table.presence == Presence::Found.as_str()
}

fn fields<'f>(forms: &'f Forms, table: &Table<'_>) -> &'f [Field] {
    let edition = forms.editions.iter().find(|e| e.id == table.edition);
    let table = edition.and_then(|e| e.tables.iter().find(|t| t.id == table.id));
    table.map_or(&[], |table| &table.fields)
}

/// Whether a value can be added: a number, and money in the form's own unit. 元 among 万元 would be wrong by 10^4.
fn usable(value: &Value<'_>, field: &Field) -> bool {
    let is_same_unit = field.kind != NumberKind::Amount || value.unit == field.unit;
    !value.value.is_empty() && is_same_unit
}

/// The sum of plain decimals; one alone stays as printed. `None` where it cannot be had exactly.
fn added(parts: &[&str]) -> Option<String> {
    if let [only] = parts {
        return Some((*only).to_owned());
    }
    let mut sum = 0_i128;
    for part in parts {
        sum = sum.checked_add(scaled_decimal(part)?)?;
    }
    Some(plain(sum))
}

/// What two tables say together.
fn joined(before: &Sum, now: Option<String>) -> Sum {
    match (before, now) {
        (Sum::None, Some(sum)) => Sum::Known(sum),
        (Sum::Known(known), Some(sum)) if *known == sum => Sum::Known(sum),
        _ => Sum::Unknown,
    }
}
