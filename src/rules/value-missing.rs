//! Cells of a table that hold no number and no text: blank, a mark for nothing, or not there in a row that is.

use super::draft::Draft;
use super::view::{View, cell_label};
use super::{Particulars, Rule};
use crate::location::Place;
use crate::report::State;

/// One finding a table, with all its cells. Rows that are not there at all are the matter of `row-missing`.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sheet in view.found() {
        let missing: Vec<_> = sheet
            .cells()
            .filter(|(_, field, value)| match value.state {
                State::Blank | State::Placeholder => true,
                State::Absent => !sheet.lacks_row(&field.row),
                State::Number | State::Unreadable => false,
            })
            .collect();
        let Some((at, first, _)) = missing.first() else {
            continue;
        };
        let count = |state: State| missing.iter().filter(|(_, _, v)| v.state == state).count();
        let particulars = Particulars::default()
            .with("table", &sheet.table.title)
            .with("count", missing.len())
            .with("of", sheet.table.fields.len())
            .with("blank", count(State::Blank))
            .with("placeholder", count(State::Placeholder))
            .with("absent", count(State::Absent))
            .with_each(
                "first",
                cell_label(first),
                format!("{}/{}", first.row, first.column),
            );
        let fields: Vec<_> = missing.iter().map(|(_, field, _)| *field).collect();
        // A cell that is not there in a row that is was more likely lost on the way to us than left out in print.
        let doubted = missing
            .iter()
            .any(|(_, _, v)| v.state == State::Absent || v.is_doubtful());
        let mut draft = Draft::on_table(rule, &sheet, *at)
            .with_cells(&sheet, &fields)
            .doubted(doubted)
            .say(rule, "missing", &particulars);
        draft.finding.place = missing
            .iter()
            .map(|(_, _, value)| value.place)
            .find(|place| *place != Place::Nowhere)
            .unwrap_or_else(|| sheet.place());
        drafts.push(draft);
    }
    drafts
}
