//! `findings`: a row a breach of a rule. Cells are joined by `;`; the cells of a set of suspects by `+`, sets by `;`.

use super::{Row, Sheet, or_empty};
use crate::emit::wire::{Finding, Record};

/// The table.
pub const FINDINGS: Sheet = Sheet {
    name: "findings",
    columns: &[
        "finding_id",
        "group",
        "rule",
        "severity",
        "verdict",
        "basis",
        "report_id",
        "path",
        "agency",
        "division",
        "year",
        "edition",
        "table",
        "row",
        "column",
        "expected",
        "found",
        "difference",
        "equation",
        "cells",
        "suspects",
        "slip",
        "quote",
        "page",
        "x0",
        "y0",
        "x1",
        "y1",
        "message_zh",
        "message_en",
    ],
    rows,
};

fn rows<'a>(record: &'a Record<'a>) -> Vec<Row<'a>> {
    let findings = record.reports.iter().flat_map(|r| &r.findings);
    findings.map(row).collect()
}

fn row<'a>(finding: &'a Finding<'a>) -> Row<'a> {
    let sets: Vec<String> = finding.suspects.iter().map(|set| set.join("+")).collect();
    vec![
        finding.finding_id.as_str().into(),
        finding.group.as_str().into(),
        finding.rule.into(),
        finding.severity.into(),
        finding.verdict.into(),
        finding.basis.into(),
        finding.report_id.as_str().into(),
        finding.path.into(),
        finding.agency.into(),
        finding.division.into(),
        or_empty(finding.year),
        finding.edition.into(),
        finding.table.into(),
        finding.row.into(),
        finding.column.into(),
        finding.expected.into(),
        finding.found.into(),
        finding.difference.into(),
        finding.equation.into(),
        finding.cells.join(";").into(),
        sets.join(";").into(),
        finding.slip.into(),
        finding.quote.into(),
        or_empty(finding.page),
        or_empty(finding.x0),
        or_empty(finding.y0),
        or_empty(finding.x1),
        or_empty(finding.y1),
        finding.message_zh.into(),
        finding.message_en.into(),
    ]
}
