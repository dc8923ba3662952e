//! `extra`: what is printed in a table and is no field of any edition.

use super::{Row, Sheet, edges, or_empty};
use crate::emit::wire::Record;

/// The table.
pub const EXTRA: Sheet = Sheet {
    name: "extra",
    columns: &[
        "report_id",
        "table",
        "row_label",
        "column_label",
        "raw",
        "value",
        "page",
        "x0",
        "y0",
        "x1",
        "y1",
    ],
    rows,
};

fn rows<'a>(record: &'a Record<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for report in &record.reports {
        for extra in &report.extra {
            let mut row: Row<'a> = vec![
                report.report_id.as_str().into(),
                extra.table.into(),
                extra.row_label.into(),
                extra.column_label.into(),
                extra.raw.into(),
                extra.value.into(),
                or_empty(extra.page),
            ];
            row.extend(edges(extra.rect));
            rows.push(row);
        }
    }
    rows
}
