//! Official rows that are not in a table that was found.

use super::draft::Draft;
use super::excerpt;
use super::view::{Sheet, View, numeral, row_label};
use super::{Particulars, Rule};
use crate::forms::Field;
use crate::report::Verdict;

/// One finding a run of rows that follow one another: what cut them out, cut them out together.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let break_off = excerpt::break_off(view);
    let mut drafts = Vec::new();
    for sheet in view.found().filter(|s| rule.applies_to(&s.edition.id)) {
        let breaks_off = break_off.is_some_and(|b| b.sheet.at == sheet.at);
        let runs = runs(&sheet);
        for (at, run) in runs.iter().enumerate() {
            let is_end = breaks_off && at + 1 == runs.len();
            drafts.push(draft(rule, view, &sheet, run, is_end));
        }
    }
    drafts
}

/// Missing rows, those that follow one another in the form together.
fn runs<'a>(sheet: &Sheet<'a>) -> Vec<Vec<&'a str>> {
    let mut rows: Vec<&str> = sheet.table.fields.iter().map(|f| f.row.as_str()).collect();
    rows.dedup();
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    for row in rows {
        if sheet.lacks_row(row) {
            runs.last_mut().into_iter().for_each(|run| run.push(row));
        } else if runs.last().is_some_and(|run| !run.is_empty()) {
            runs.push(Vec::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn draft(
    rule: &'static Rule,
    view: &View<'_>,
    sheet: &Sheet<'_>,
    run: &[&str],
    breaks_off: bool,
) -> Draft {
    let fields: Vec<&Field> = sheet
        .table
        .fields
        .iter()
        .filter(|f| run.contains(&f.row.as_str()))
        .collect();
    let named = |field: Option<&&Field>| match field {
        Some(f) => (row_label(f), format!("{} ({})", f.row, f.row_label)),
        None => Default::default(),
    };
    let (first, last) = (named(fields.first()), named(fields.last()));
    let behind: Vec<_> = view
        .forms
        .wording
        .sections
        .iter()
        .filter(|s| s.number > sheet.table.section)
        .map(|s| s.number)
        .collect();
    let particulars = Particulars::default()
        .with("table", &sheet.table.title)
        .with("count", run.len())
        .with_each("row", &first.0, &first.1)
        .with_each("first", first.0, first.1)
        .with_each("last", last.0, last.1)
        .with_each(
            "sections",
            behind
                .iter()
                .map(|n| numeral(*n))
                .collect::<Vec<_>>()
                .join("、"),
            behind
                .iter()
                .map(u8::to_string)
                .collect::<Vec<_>>()
                .join(", "),
        );
    let kind = match run {
        _ if breaks_off => "broken-off",
        [_] => "missing",
        _ => "several",
    };
    let at = sheet
        .table
        .fields
        .iter()
        .position(|f| run.contains(&f.row.as_str()));
    // Where the table was read with doubt, the row may be in it after all.
    let mut draft = Draft::on_table(rule, sheet, at.unwrap_or(0))
        .with_cells(sheet, &fields)
        .doubted(sheet.has_doubt() && !breaks_off)
        .say(rule, kind, &particulars);
    if breaks_off {
        // The message says itself that something was lost.
        draft.finding.verdict = Verdict::Reading;
    }
    draft.finding.column.clear();
    draft.finding.place = sheet.place();
    draft
}
