//! `sections`: the prose of each report, a row a section.

use super::{Row, Sheet, or_empty};
use crate::emit::wire::Record;

/// The table.
pub const SECTIONS: Sheet = Sheet {
    name: "sections",
    columns: &["report_id", "number", "heading", "page", "text"],
    rows,
};

fn rows<'a>(record: &'a Record<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for report in &record.reports {
        rows.extend(report.sections.iter().map(|section| {
            vec![
                report.report_id.as_str().into(),
                section.number.to_string().into(),
                section.heading.into(),
                or_empty(section.page),
                section.text.into(),
            ]
        }));
    }
    rows
}
