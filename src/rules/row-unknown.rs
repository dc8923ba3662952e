//! Printed rows and columns that no edition knows.

use super::draft::Draft;
use super::view::{Sheet, View};
use super::{Particulars, Rule};
use crate::report::Extra;

/// One finding for each unknown label of a table, however many figures stand under it.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut drafts = Vec::new();
    for extra in view.report.extra.iter().filter(|extra| extra.unknown) {
        let sheet = view.sheets().find(|sheet| sheet.table.id == extra.table);
        let (kind, label) = unknown_part(extra, sheet.as_ref());
        if seen.contains(&(extra.table.as_str(), label)) {
            continue;
        }
        seen.push((&extra.table, label));
        let count = view.report.extra.iter().filter(|other| {
            other.unknown
                && other.table == extra.table
                && unknown_part(other, sheet.as_ref()).1 == label
        });
        let particulars = Particulars::default()
            .with("label", label)
            .with("count", count.count());
        // Behind every field of its table, in the order printed; without a table, at the end.
        let mut draft = match &sheet {
            Some(sheet) => Draft::on_table(rule, sheet, usize::MAX),
            None => Draft::on_report(rule, usize::MAX),
        }
        .say(rule, kind, &particulars);
        if sheet.is_none() {
            draft.order.0 = usize::MAX;
            draft.finding.table.clone_from(&extra.table);
        }
        draft.finding.found.clone_from(&extra.raw);
        label.clone_into(&mut draft.finding.quote);
        draft.finding.place = extra.place;
        drafts.push(draft);
    }
    drafts
}

/// The label that is unknown: the column's where the row is an official one, else the row's; what is printed where
/// neither has a label.
fn unknown_part<'a>(extra: &'a Extra, sheet: Option<&Sheet<'_>>) -> (&'static str, &'a str) {
    let official = |label: &str| {
        sheet.is_some_and(|sheet| {
            let mut fields = sheet.table.fields.iter();
            fields.any(|field| same(&field.row_label, label))
        })
    };
    if extra.row_label.is_empty() && extra.column_label.is_empty() {
        ("row", &extra.raw)
    } else if !extra.column_label.is_empty()
        && (extra.row_label.is_empty() || official(&extra.row_label))
    {
        ("column", &extra.column_label)
    } else {
        ("row", &extra.row_label)
    }
}

/// Equal but for white space.
fn same(a: &str, b: &str) -> bool {
    let visible = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    visible(a) == visible(b)
}
