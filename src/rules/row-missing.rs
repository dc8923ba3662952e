//! An official row that is not in a table that was found.

use super::draft::Draft;
use super::view::{View, row_label};
use super::{Particulars, Rule};

/// One finding a row.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sheet in view.found().filter(|s| rule.applies_to(&s.edition.id)) {
        for key in &sheet.filed.missing_rows {
            let fields = sheet.table.fields.iter().filter(|f| f.row == *key);
            let fields: Vec<_> = fields.collect();
            let Some(first) = fields.first() else {
                continue;
            };
            let at = sheet.table.fields.iter().position(|f| f.row == *key);
            let particulars = Particulars::default()
                .with("table", &sheet.table.title)
                .with_each(
                    "row",
                    row_label(first),
                    format!("{} ({})", key, first.row_label),
                );
            // Where the table was read with doubt, the row may be in it after all.
            let mut draft = Draft::on_table(rule, &sheet, at.unwrap_or(0))
                .with_cells(&sheet, &fields)
                .doubted(sheet.has_doubt())
                .say(rule, "missing", &particulars);
            draft.finding.row.clone_from(key);
            draft.finding.column.clear();
            draft.finding.place = sheet.place();
            drafts.push(draft);
        }
    }
    drafts
}
