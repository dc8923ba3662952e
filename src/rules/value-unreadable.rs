//! Cells that hold text which is no number.

use super::draft::Draft;
use super::view::{View, cell_label};
use super::{Particulars, Rule};
use crate::report::State;

/// One finding a table, with all its cells.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sheet in view.found() {
        let unreadable: Vec<_> = sheet
            .cells()
            .filter(|(_, _, value)| value.state == State::Unreadable)
            .collect();
        let Some((at, first, value)) = unreadable.first() else {
            continue;
        };
        let particulars = Particulars::default()
            .with("table", &sheet.table.title)
            .with("count", unreadable.len())
            .with("raw", &value.raw)
            .with_each(
                "first",
                cell_label(first),
                format!("{}/{}", first.row, first.column),
            );
        let fields: Vec<_> = unreadable.iter().map(|(_, field, _)| *field).collect();
        let doubted = unreadable.iter().any(|(_, _, value)| value.is_doubtful());
        let mut draft = Draft::on_table(rule, &sheet, *at)
            .with_cells(&sheet, &fields)
            .doubted(doubted)
            .say(rule, "unreadable", &particulars);
        draft.finding.found.clone_from(&value.raw);
        draft.finding.quote.clone_from(&value.raw);
        draft.finding.place = value.place;
        drafts.push(draft);
    }
    drafts
}
