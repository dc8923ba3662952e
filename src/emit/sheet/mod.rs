//! The tables of a data set: their columns, and the rows that one input gives. A file a table.

mod cells;
mod extra;
mod files;
mod findings;
mod sections;

use std::borrow::Cow;

use super::wire::Record;

pub use cells::CELLS;
pub use extra::EXTRA;
pub use files::FILES;
pub use findings::FINDINGS;
pub use sections::SECTIONS;

/// A row: a text for each column.
pub type Row<'a> = Vec<Cow<'a, str>>;

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Its columns from the left.
    pub columns: &'static [&'static str],
    /// The rows that one input gives.
    pub rows: for<'a> fn(&'a Record<'a>) -> Vec<Row<'a>>,
}

/// All tables.
pub const SHEETS: [Sheet; 5] = [FILES, CELLS, EXTRA, FINDINGS, SECTIONS];

/// A number, or an empty text.
fn or_empty<'a>(number: Option<impl ToString>) -> Cow<'a, str> {
    number.map_or(Cow::Borrowed(""), |n| Cow::Owned(n.to_string()))
}

/// The four columns of a box.
fn edges<'a>(rect: Option<[f64; 4]>) -> [Cow<'a, str>; 4] {
    [0, 1, 2, 3].map(|index| or_empty(rect.map(|r| r[index])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{record, sample};

    #[test]
    fn the_columns_are_those_of_the_contract() {
        let columns = |sheet: Sheet| sheet.columns.join(", ");
        assert_eq!(
            columns(FILES),
            "path, sha256, bytes, kind, status, reason, advice, reports, pages, source_url, published"
        );
        assert_eq!(
            columns(CELLS),
            "report_id, path, agency, division, year, edition, table, row, column, value, state, origin, raw, \
             unit, page, x0, y0, x1, y1, method, confidence"
        );
        assert_eq!(
            columns(EXTRA),
            "report_id, table, row_label, column_label, raw, value, page, x0, y0, x1, y1"
        );
        assert_eq!(
            columns(FINDINGS),
            "finding_id, group, rule, severity, verdict, basis, report_id, path, agency, division, year, \
             edition, table, row, column, expected, found, difference, equation, cells, suspects, slip, quote, \
             page, x0, y0, x1, y1, message_zh, message_en"
        );
        assert_eq!(columns(SECTIONS), "report_id, number, heading, page, text");
    }

    #[test]
    fn every_row_is_as_wide_as_its_head() {
        let outcome = sample::outcome("a.pdf");
        let record = record(&sample::context(), &outcome);
        for sheet in SHEETS {
            let rows = (sheet.rows)(&record);
            assert!(!rows.is_empty(), "{}", sheet.name);
            for row in rows {
                assert_eq!(row.len(), sheet.columns.len(), "{}", sheet.name);
            }
        }
    }

    #[test]
    fn values_stand_under_their_columns() {
        let outcome = sample::outcome("a.pdf");
        let record = record(&sample::context(), &outcome);
        let get = |sheet: Sheet, row: usize, column: &str| {
            let at = sheet.columns.iter().position(|c| *c == column).unwrap();
            (sheet.rows)(&record)[row][at].clone().into_owned()
        };
        assert_eq!(get(FILES, 0, "status"), "partial");
        assert_eq!(get(FILES, 0, "reason"), "a table is missing");
        assert_eq!(get(FILES, 0, "published"), "2024-01-30");
        assert_eq!(get(CELLS, 0, "value"), "0012.50");
        assert_eq!(get(CELLS, 0, "x0"), "72.35");
        assert_eq!(get(CELLS, 0, "unit"), "元");
        assert_eq!(get(CELLS, 1, "state"), "blank");
        assert_eq!(get(CELLS, 1, "x0"), "");
        assert_eq!(get(CELLS, 2, "state"), "absent");
        assert_eq!(get(EXTRA, 0, "row_label"), "=小计");
        assert_eq!(get(FINDINGS, 0, "cells"), "t/r/c;t/r/d");
        assert_eq!(get(FINDINGS, 0, "suspects"), "t/r/c=11;t/r/c=1+t/r/d=2");
        assert_eq!(get(FINDINGS, 0, "year"), "2023");
        assert_eq!(get(SECTIONS, 0, "heading"), "一、总体情况");
    }
}
