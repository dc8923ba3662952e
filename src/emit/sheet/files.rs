//! `files`: a row an input, whatever came of it.

use super::{Row, Sheet, or_empty};
use crate::emit::wire::Record;

/// The table.
pub const FILES: Sheet = Sheet {
    name: "files",
    columns: &[
        "path",
        "sha256",
        "bytes",
        "kind",
        "status",
        "reason",
        "advice",
        "reports",
        "pages",
        "source_url",
        "published",
    ],
    rows,
};

fn rows<'a>(record: &'a Record<'a>) -> Vec<Row<'a>> {
    let file = &record.file;
    vec![vec![
        file.path.into(),
        file.sha256.into(),
        or_empty(file.bytes),
        file.kind.into(),
        file.status.into(),
        file.reason.into(),
        file.advice.into(),
        file.reports.to_string().into(),
        or_empty(file.pages),
        file.source_url.into(),
        file.published.into(),
    ]]
}
