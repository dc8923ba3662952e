//! What is printed in the document against what was read: every cell, every finding, every date.

use std::collections::BTreeMap;

use gouji::forms::Forms;
use gouji::report::{Finding, Report, State, Value};

use crate::sample::{Row, Sample};

/// Every cell, none of them doubtful.
pub fn gold(sample: &Sample) -> Result<(), String> {
    let mut read = cells(report(sample));
    let mut wrong = Vec::new();
    for row in sample.rows("gold.tsv") {
        let key = ["edition", "table", "row", "column"]
            .map(|k| row.get(k))
            .join("/");
        let expected = format!(
            "{} {:?} {:?}",
            row.get("state"),
            row.get("value"),
            row.get("raw")
        );
        let Some(value) = read.remove(&key) else {
            wrong.push(format!("{key}: {expected}, but there is no such cell"));
            continue;
        };
        let given = format!(
            "{} {:?} {:?}",
            value.state.as_str(),
            value.number,
            tight(&value.raw)
        );
        if given != expected.replace(row.get("raw"), &tight(row.get("raw"))) {
            wrong.push(format!("{key}: {expected}, given {given}"));
        }
        if value.is_doubtful() && value.state == State::Number {
            wrong.push(format!(
                "{key}: {expected}, given with doubt: {:?}",
                value.doubts
            ));
        }
    }
    wrong.extend(read.keys().map(|key| format!("{key}: not in the gold")));
    all_right(wrong)
}

fn cells(report: &Report) -> BTreeMap<String, &Value> {
    let forms = Forms::embedded();
    let mut cells = BTreeMap::new();
    for filed in &report.tables {
        let edition = &forms.editions[filed.edition];
        let table = &edition.tables[filed.table];
        for (field, value) in table.fields.iter().zip(&filed.values) {
            let key = [&edition.id, &table.id, &field.row, &field.column].map(String::as_str);
            cells.insert(key.join("/"), value);
        }
    }
    cells
}

/// Exactly the findings of an auditor who sees this document alone.
pub fn breaks(sample: &Sample) -> Result<(), String> {
    let breaks = sample.rows("breaks.tsv");
    let findings = &report(sample).findings;
    let mut wrong = Vec::new();
    for row in &breaks {
        if !findings.iter().any(|finding| fits(row, finding)) {
            wrong.push(format!("not found: {}", shown(row)));
        }
    }
    for finding in findings {
        if !breaks.iter().any(|row| fits(row, finding)) {
            wrong.push(format!(
                "found, but not a break ({}): {} {}/{}/{}: {}",
                finding.verdict.as_str(),
                finding.rule,
                finding.table,
                finding.row,
                finding.column,
                finding.message.en
            ));
        }
    }
    all_right(wrong)
}

/// An empty key of a break matches anything: one line may stand for a whole table. Figures are compared where the break
/// gives plain ones.
fn fits(row: &Row, finding: &Finding) -> bool {
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let figures = [
        (row.get("expected"), &finding.expected),
        (row.get("found"), &finding.found),
    ];
    let keys = [
        (row.get("table"), &finding.table),
        (row.get("row"), &finding.row),
        (row.get("column"), &finding.column),
    ];
    row.get("rule") == finding.rule
        && keys
            .iter()
            .all(|(own, given)| own.is_empty() || own == given)
        && (finding.equation.is_empty()
            || figures
                .iter()
                .all(|(own, given)| !is_plain(own) || own == given))
        && row.get("note").split(':').next() == Some(finding.verdict.as_str())
}

fn shown(row: &Row) -> String {
    [
        "rule", "table", "row", "column", "expected", "found", "note",
    ]
    .map(|key| row.get(key))
    .join(" | ")
}

/// Who, when and for which period.
pub fn meta(sample: &Sample) -> Result<(), String> {
    let identity = &report(sample).identity;
    let mut wrong = Vec::new();
    for row in sample.rows("meta.tsv") {
        let given = match row.get("key") {
            "agency" => identity.agency.clone(),
            "title" => identity.title.clone(),
            "year" => identity
                .year
                .map_or_else(String::new, |year| year.to_string()),
            "period" => identity
                .period
                .as_ref()
                .map_or_else(String::new, |p| format!("{}..{}", p.start, p.end)),
            "published" => sample.audited.meta.published.clone().unwrap_or_default(),
            other => {
                return Err(format!(
                    "meta.tsv has the key {other}, which no one compares"
                ));
            }
        };
        if tight(&given) != tight(row.get("value")) {
            wrong.push(format!(
                "{}: {}, given {given}",
                row.get("key"),
                row.get("value")
            ));
        }
    }
    all_right(wrong)
}

fn report(sample: &Sample) -> &Report {
    &sample.audited.reports[0]
}

/// Without white space: where a line ends is not part of what is printed.
fn tight(text: &str) -> String {
    text.split_whitespace().collect()
}

fn all_right(wrong: Vec<String>) -> Result<(), String> {
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}
