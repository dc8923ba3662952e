//! Cells that hold text which is no number.

use super::draft::Draft;
use super::view::{Sheet, View, cell_label};
use super::{Particulars, Rule};
use crate::forms::Field;
use crate::report::{ROW_LOST, State, Value};

/// One finding a table with all cells that hold something else, and one with all cells of rows of which only the label was
/// found.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sheet in view.found() {
        let unreadable = sheet.cells().filter(|c| c.2.state == State::Unreadable);
        let (lost, printed): (Vec<Cell>, Vec<Cell>) =
            unreadable.partition(|c| c.2.doubts.contains(&ROW_LOST));
        drafts.extend(draft(rule, "unreadable", &sheet, &printed));
        drafts.extend(draft(rule, "lost", &sheet, &lost));
    }
    drafts
}

type Cell<'a> = (usize, &'a Field, &'a Value);

fn draft(
    rule: &'static Rule,
    kind: &'static str,
    sheet: &Sheet<'_>,
    cells: &[Cell],
) -> Option<Draft> {
    let (at, first, value) = cells.first()?;
    let particulars = Particulars::default()
        .with("table", &sheet.table.title)
        .with("count", cells.len())
        .with("raw", &value.raw)
        .with_each(
            "first",
            cell_label(first),
            format!("{}/{}", first.row, first.column),
        );
    let fields: Vec<_> = cells.iter().map(|(_, field, _)| *field).collect();
    let doubted = cells.iter().any(|(_, _, value)| value.is_doubtful());
    let mut draft = Draft::on_table(rule, sheet, *at)
        .with_cells(sheet, &fields)
        .doubted(doubted)
        .say(rule, kind, &particulars);
    draft.finding.found.clone_from(&value.raw);
    draft.finding.quote.clone_from(&value.raw);
    draft.finding.place = value.place;
    Some(draft)
}
