//! Scenes for the tests of the slips.

use super::{Change, Scene};
use crate::check::relation::evaluable;
use crate::forms::Forms;
use crate::prose::Prose;
use crate::report::{Filed, Presence, Report, State, Value};
use crate::rules::view::View;

/// One change and whether a slip explains it, where only the two numbers matter.
pub fn of_numbers(explains: fn(&Scene<'_>, &Change) -> bool, found: &str, needed: &str) -> bool {
    let scaled = |text: &str| crate::report::scaled_decimal(text).unwrap();
    let change = Change {
        cell: (0, 0),
        found: scaled(found),
        needed: scaled(needed),
    };
    let report = Report::default();
    let prose = Prose::default();
    let view = View {
        forms: Forms::embedded(),
        report: &report,
        prose: &prose,
    };
    let scene = Scene {
        view: &view,
        broken: &[],
        changes: &[change],
    };
    explains(&scene, &change)
}

/// Whether a slip explains that a table of the newest edition, 0 but for the cells given as (row, column, found,
/// needed), holds what was found.
pub fn of_table(
    table: &str,
    cells: &[(&str, &str, i64, i64)],
    explains: fn(&Scene<'_>) -> bool,
) -> bool {
    let forms = Forms::embedded();
    let edition = forms.editions.len() - 1;
    let at = forms.editions[edition]
        .tables
        .iter()
        .position(|t| t.id == table)
        .unwrap();
    let form = &forms.editions[edition].tables[at];
    let mut values = vec![
        Value {
            state: State::Number,
            number: "0".into(),
            confidence: 1.0,
            ..Value::default()
        };
        form.fields.len()
    ];
    let mut changes = Vec::new();
    for (row, column, found, needed) in cells {
        let field = form.field(row, column).unwrap();
        values[field].number = found.to_string();
        if found != needed {
            changes.push(Change {
                cell: (0, field),
                found: i128::from(*found) * crate::report::decimal::ONE,
                needed: i128::from(*needed) * crate::report::decimal::ONE,
            });
        }
    }
    let report = Report {
        tables: vec![Filed {
            edition,
            table: at,
            presence: Presence::Found,
            values,
            missing_rows: Vec::new(),
        }],
        ..Report::default()
    };
    let prose = Prose::default();
    let view = View {
        forms,
        report: &report,
        prose: &prose,
    };
    let (relations, _) = evaluable(&view);
    let broken: Vec<_> = relations.iter().filter(|r| !r.holds()).collect();
    explains(&Scene {
        view: &view,
        broken: &broken,
        changes: &changes,
    })
}
