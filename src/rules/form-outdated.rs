//! A table that follows an edition no longer in force in the report's year.

use super::draft::Draft;
use super::view::View;
use super::{Particulars, Rule};

/// One finding a table. Where two editions have the same fields, nobody can say which one a table follows.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let Some(year) = view.year() else {
        return Vec::new();
    };
    let in_force = view.forms.in_force(Some(year));
    let Some(current) = view.forms.editions.get(in_force) else {
        return Vec::new();
    };
    let mut drafts = Vec::new();
    for sheet in view.found() {
        // An edition newer than the year is no fault: a late report may well use it.
        if sheet.filed.edition >= in_force || sheet.edition.covers(year) {
            continue;
        }
        let same = current.tables.iter().find(|t| t.id == sheet.table.id);
        if same.is_some_and(|table| table.same_fields(sheet.table)) {
            continue;
        }
        let particulars = Particulars::default()
            .with("table", &sheet.table.title)
            .with("year", year)
            .with("found", &sheet.edition.id)
            .with("found_notice", &sheet.edition.notice)
            .with("expected", &current.id)
            .with("expected_notice", &current.notice);
        let mut draft = Draft::on_table(rule, &sheet, 0).say(rule, "outdated", &particulars);
        draft.finding.expected.clone_from(&current.id);
        draft.finding.found.clone_from(&sheet.edition.id);
        draft.finding.place = sheet.place();
        drafts.push(draft);
    }
    drafts
}
