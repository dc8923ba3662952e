//! A finding as a page shows it.

use std::fmt::Write as _;

use super::names::{Names, parts};
use super::report::Shot;
use super::words::{Escaped, Markup, Two, two};
use crate::emit::phrases;
use crate::emit::wire::{Finding, Report, Source, Value};
use crate::report::{Basis, Verdict};
use crate::rules::Rules;

/// Sets of suspects shown; the rest is counted.
const SETS_SHOWN: usize = 4;

/// Cells of a row shown where there is no picture.
const CELLS_SHOWN: usize = 16;

/// A finding.
pub struct View<'a> {
    /// Its number within the report, from 1.
    pub number: usize,
    /// The word for how grave it is.
    pub severity: &'static str,
    /// The same for people.
    pub grade: Two<'static>,
    /// Whether it may be a misreading.
    pub misread: bool,
    /// Whether blank parts were counted as 0.
    pub assumed: bool,
    /// Id of the rule.
    pub rule: &'a str,
    /// Name of the rule.
    pub title: Two<'a>,
    /// The sentence.
    pub message: Two<'a>,
    /// The relation in figures.
    pub equation: &'a str,
    /// The picture of the place.
    pub shot: Option<&'a Shot>,
    /// Where there is no picture: what is printed in the row, and whether it is the cell itself.
    pub line: Vec<(&'a str, bool)>,
    /// What the row is called.
    pub line_label: Two<'a>,
    /// Words of the report.
    pub quote: &'a str,
    /// Where to look.
    pub place: Markup,
    /// Page.
    pub page: Option<u32>,
    /// Sets of suspects, best first.
    pub sets: Vec<Markup>,
    /// How many more there are.
    pub more: usize,
    /// Link to the source at the page.
    pub source: Option<String>,
}

/// The findings of a report. `source` is the link to the file, where there is one.
pub fn views<'a>(
    names: &Names,
    report: &'a Report<'a>,
    shots: &'a [Shot],
    source: &str,
) -> Vec<View<'a>> {
    let findings = report.findings.iter().zip(1..);
    let one = |(finding, number)| view(names, report, finding, number, shots, source);
    findings.map(one).collect()
}

fn view<'a>(
    names: &Names,
    report: &'a Report<'a>,
    finding: &'a Finding<'a>,
    number: usize,
    shots: &'a [Shot],
    source: &str,
) -> View<'a> {
    let rule = Rules::embedded().get(finding.rule);
    let value = value(report, finding);
    let row = row(report, finding);
    View {
        number,
        severity: finding.severity,
        grade: phrases::severity(finding.severity).into(),
        misread: finding.verdict == Verdict::Reading.as_str(),
        assumed: finding.basis == Basis::AssumedZero.as_str(),
        rule: finding.rule,
        title: rule.map_or(two(finding.rule, finding.rule), |rule| {
            two(rule.title.zh.as_str(), rule.title.en.as_str())
        }),
        message: two(finding.message_zh, finding.message_en),
        equation: finding.equation,
        shot: shots.iter().find(|shot| shot.finding == number),
        line_label: names.cell(finding.edition, finding.table, finding.row, ""),
        line: row
            .iter()
            .take(CELLS_SHOWN)
            .map(|v| (v.raw, v.column == finding.column))
            .collect(),
        quote: finding.quote,
        place: place(names, report, finding, value),
        page: finding.page,
        sets: finding
            .suspects
            .iter()
            .take(SETS_SHOWN)
            .enumerate()
            .map(|(at, set)| set_of(names, finding, set, at == 0))
            .collect(),
        more: finding.suspects.len().saturating_sub(SETS_SHOWN),
        source: (!source.is_empty()).then(|| match finding.page {
            Some(page) => format!("{source}#page={page}"),
            None => source.to_owned(),
        }),
    }
}

/// The values of the row that a finding is about, where anything is printed in it.
fn row<'a>(report: &'a Report<'a>, finding: &Finding<'_>) -> Vec<&'a Value<'a>> {
    if finding.row.is_empty() {
        return Vec::new();
    }
    let tables = report.tables.iter().filter(|t| t.id == finding.table);
    let values = tables.flat_map(|t| &t.values);
    let row: Vec<&Value<'_>> = values.filter(|v| v.row == finding.row).collect();
    if row.iter().all(|v| v.raw.is_empty()) {
        return Vec::new();
    }
    row
}

fn value<'a>(report: &'a Report<'a>, finding: &Finding<'_>) -> Option<&'a Value<'a>> {
    let tables = report.tables.iter().filter(|t| t.id == finding.table);
    let mut values = tables.flat_map(|t| &t.values);
    values.find(|v| v.row == finding.row && v.column == finding.column)
}

/// Where to look: page or place in the markup, table, cell. The cell is a link to where it is drawn.
fn place(
    names: &Names,
    report: &Report<'_>,
    finding: &Finding<'_>,
    value: Option<&Value<'_>>,
) -> Markup {
    let source = value.and_then(|v| v.source.as_ref());
    let physical = match (finding.page, source) {
        (Some(page), _) => Some(two(format!("第 {page} 页"), format!("page {page}"))),
        (None, Some(Source::Lines { lines: [first, _] })) => {
            Some(two(format!("第 {first} 行"), format!("line {first}")))
        }
        (None, Some(Source::Cell { table, row, cell })) => Some(two(
            format!("第 {table} 个表格第 {row} 行第 {cell} 格"),
            format!("table {table} of the document, row {row}, cell {cell}"),
        )),
        (None, None) => None,
    };
    let table = names.table(finding.edition, finding.table);
    let table = table.map(|t| super::form::label(&t.title));
    let label = names.cell(finding.edition, finding.table, finding.row, finding.column);
    let mut parts: Vec<String> = Vec::new();
    parts.extend(physical.map(|p| p.to_string()));
    parts.extend(table.map(|t| t.to_string()));
    let drawn = report.tables.iter().find(|t| t.id == finding.table);
    let at = drawn.and_then(|t| {
        let mut values = t.values.iter();
        values.position(|v| v.row == finding.row && v.column == finding.column)
    });
    match at {
        _ if label.zh.is_empty() => {}
        Some(at) => parts.push(format!(
            r##"<a href="#c-{}-{at}">{label}</a>"##,
            Escaped(finding.table)
        )),
        None => parts.push(label.to_string()),
    }
    Markup(parts.join(" · "))
}

/// A set of suspects: each cell with what it would have to be.
fn set_of(names: &Names, finding: &Finding<'_>, set: &[String], best: bool) -> Markup {
    let mut text = String::new();
    for (at, change) in set.iter().enumerate() {
        let (cell, value) = change.rsplit_once('=').unwrap_or((change, ""));
        let (other, [table, row, column]) = parts(cell);
        let label = names.cell(finding.edition, table, row, column);
        if at > 0 {
            text.push_str(&two("，并且", " and ").to_string());
        }
        if !other.is_empty() {
            let link = Escaped(other);
            let words = two("另一份报告的", "in the other report, ");
            let _ = write!(text, r#"<a href="../../{}">{words}</a>"#, {
                super::sharded("report", &link.to_string())
            });
        }
        let should = two("应为", "should be");
        let value = Escaped(value);
        let _ = write!(text, "“{label}” {should} <b>{value}</b>");
    }
    if best && let Some(slip) = phrases::slip(finding.slip) {
        let slip = Two::from(slip);
        let _ = write!(text, r#" <span class="tag">{slip}</span>"#);
    }
    Markup(text)
}
