//! `cells`: a row a field of each table's edition, in the form's order.

use super::{Row, Sheet, edges, or_empty};
use crate::emit::wire::{Record, Report, Table, Value};

/// The table.
pub const CELLS: Sheet = Sheet {
    name: "cells",
    columns: &[
        "report_id",
        "path",
        "agency",
        "division",
        "year",
        "edition",
        "table",
        "row",
        "column",
        "value",
        "state",
        "origin",
        "raw",
        "unit",
        "page",
        "x0",
        "y0",
        "x1",
        "y1",
        "method",
        "confidence",
    ],
    rows,
};

fn rows<'a>(record: &'a Record<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for report in &record.reports {
        for table in &report.tables {
            rows.extend(table.values.iter().map(|value| row(report, table, value)));
        }
    }
    rows
}

fn row<'a>(report: &'a Report<'a>, table: &'a Table<'a>, value: &'a Value<'a>) -> Row<'a> {
    let [x0, y0, x1, y1] = edges(value.rect);
    vec![
        report.report_id.as_str().into(),
        report.path.into(),
        report.identity.agency.into(),
        report.identity.division.into(),
        or_empty(report.identity.year),
        table.edition.into(),
        table.id.into(),
        value.row.into(),
        value.column.into(),
        value.value.into(),
        value.state.into(),
        value.origin.into(),
        value.raw.into(),
        value.unit.into(),
        or_empty(value.page),
        x0,
        y0,
        x1,
        y1,
        value.method.into(),
        value.confidence.to_string().into(),
    ]
}
