//! Regulations (规章) of a body that cannot make them.

use super::draft::Draft;
use super::view::{View, cell_label, column_label};
use super::{Particulars, Rule};
use crate::report::{BodyKind, State};

/// Key of the row of regulations.
const ROW: &str = "regulations";

/// At most one finding a table, with the cells that are not 0.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sheet in view.found().filter(|s| rule.applies_to(&s.edition.id)) {
        let cells: Vec<_> = sheet
            .cells()
            .filter(|(_, field, value)| {
                field.row == ROW && value.state == State::Number && value.scaled() != Some(0)
            })
            .collect();
        let Some((at, first, value)) = cells.first() else {
            continue;
        };
        if !BodyKind::of(view.report).is_some_and(BodyKind::makes_no_regulations) {
            continue;
        }
        let figures: Vec<String> = cells
            .iter()
            .map(|(_, field, value)| format!("{} {}", column_label(field), value.number))
            .collect();
        let keys: Vec<String> = cells
            .iter()
            .map(|(_, field, value)| format!("{} {}", field.column, value.number))
            .collect();
        let particulars = Particulars::default()
            .with_each("body", body(view, "该机关"), body(view, "the body"))
            .with_each("cell", cell_label(first), first.column.clone())
            .with_each("figures", figures.join("、"), keys.join(", "));
        let fields: Vec<_> = cells.iter().map(|(_, field, _)| *field).collect();
        let doubted = cells.iter().any(|(_, _, value)| value.is_doubtful());
        let mut draft = Draft::on_table(rule, &sheet, *at)
            .with_cells(&sheet, &fields)
            .doubted(doubted)
            .say(rule, "implausible", &particulars);
        draft.finding.column.clone_from(&first.column);
        draft.finding.expected = "0".into();
        draft.finding.found.clone_from(&value.number);
        draft.finding.place = value.place;
        drafts.push(draft);
    }
    drafts
}

fn body<'a>(view: &View<'a>, nameless: &'a str) -> &'a str {
    match view.report.identity.agency.as_str() {
        "" => nameless,
        agency => agency,
    }
}
