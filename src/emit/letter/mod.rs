//! A letter to the body that published a report: what does not agree in it, and what is asked. In Chinese, since it goes to a
//! Chinese body; as a page to print and as a Word document.
//!
//! It is made of a line of `reports.jsonl` and pictures of the places, so that it says what the audit said, whatever
//! became of the files since. Findings that may be misreadings are never in it.

mod docx;
mod html;
#[cfg(test)]
mod tests;

use std::io;

use serde::Deserialize;

use crate::forms::Forms;
use crate::report::{Basis, Severity, Verdict};
use crate::rules::Rules;

use super::phrases;
use super::site::{Names, cell_parts};

/// Findings that one page has room for; the others are counted.
const FINDINGS: usize = 4;

/// Pictures that one page has room for.
const PICTURES: usize = 2;

/// What a letter needs of a line of `reports.jsonl`.
#[derive(Clone, Debug, Deserialize)]
pub struct Received {
    /// Id of the report.
    pub report_id: String,
    /// Path as published.
    pub path: String,
    sha256: String,
    meta: Meta,
    identity: Identity,
    findings: Vec<Finding>,
}

#[derive(Clone, Debug, Deserialize)]
struct Meta {
    published: String,
    source_url: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Identity {
    title: String,
    agency: String,
    year: Option<u16>,
}

#[derive(Clone, Debug, Deserialize)]
struct Finding {
    finding_id: String,
    rule: String,
    severity: String,
    verdict: String,
    basis: String,
    edition: String,
    table: String,
    row: String,
    column: String,
    equation: String,
    suspects: Vec<Vec<String>>,
    slip: String,
    quote: String,
    page: Option<u32>,
    message_zh: String,
}

/// A letter.
#[derive(Debug)]
pub struct Letter {
    body: String,
    title: String,
    year: Option<u16>,
    points: Vec<Point>,
    /// Findings that are not spelled out.
    more: usize,
    /// What the letter rests on: name and value.
    sources: Vec<(&'static str, String)>,
}

/// A finding in a letter.
#[derive(Debug)]
struct Point {
    /// Its number, in Chinese.
    number: &'static str,
    title: String,
    place: String,
    message: String,
    equation: String,
    quote: String,
    clause: String,
    remedy: String,
    picture: Option<Picture>,
}

/// A picture of a place, as PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    bytes: Vec<u8>,
    size: [u32; 2],
}

impl Picture {
    /// A picture of these bytes; nothing where they are no PNG.
    pub fn of(bytes: Vec<u8>) -> Option<Self> {
        let size = super::site::png_size(&bytes)?;
        let has_area = size.iter().all(|side| *side > 0);
        has_area.then_some(Self { bytes, size })
    }
}

const NUMBERS: [&str; FINDINGS] = ["一", "二", "三", "四"];

impl Letter {
    /// The letter about a report; nothing where there is nothing to write of. `picture` gives the picture of the finding
    /// with this number (from 1), where there is one.
    pub fn of(
        report: &Received,
        least: Severity,
        mut picture: impl FnMut(usize) -> Option<Picture>,
    ) -> Option<Self> {
        let rank = |finding: &Finding| match finding.severity.as_str() {
            word if word == Severity::Error.as_str() => Severity::Error,
            word if word == Severity::Warning.as_str() => Severity::Warning,
            _ => Severity::Notice,
        };
        let numbered = report.findings.iter().zip(1..);
        let mut sure: Vec<(&Finding, usize)> = numbered
            .filter(|(f, _)| f.verdict == Verdict::Report.as_str() && rank(f) >= least)
            .collect();
        sure.sort_by_key(|(finding, _)| std::cmp::Reverse(rank(finding)));
        if sure.is_empty() {
            return None;
        }
        let names = Names::of(Forms::embedded());
        let mut pictures = 0;
        let shown = sure.iter().zip(NUMBERS);
        let points = shown
            .map(|((finding, at), number)| {
                let taken = (pictures < PICTURES).then(|| picture(*at)).flatten();
                pictures += usize::from(taken.is_some());
                point(&names, finding, number, taken)
            })
            .collect();
        Some(Self {
            body: report.identity.agency.clone(),
            title: match report.identity.title.trim() {
                "" => "政府信息公开工作年度报告".to_owned(),
                title => title.to_owned(),
            },
            year: report.identity.year,
            points,
            more: sure.len().saturating_sub(FINDINGS),
            sources: sources(report, &sure),
        })
    }

    /// As a page to print.
    ///
    /// # Errors
    /// The template failed.
    pub fn html(&self) -> io::Result<String> {
        html::write(self)
    }

    /// As a Word document.
    ///
    /// # Errors
    /// The package could not be made.
    pub fn docx(&self) -> io::Result<Vec<u8>> {
        docx::write(self)
    }

    /// What it is about, in a line.
    fn subject(&self) -> String {
        match self.year {
            Some(year) => format!("关于核实{year}年度政府信息公开工作年度报告有关数据的函"),
            None => "关于核实政府信息公开工作年度报告有关数据的函".to_owned(),
        }
    }

    /// Whom it is addressed to.
    fn address(&self) -> &str {
        match self.body.as_str() {
            "" => "有关单位",
            body => body,
        }
    }

    fn opening(&self) -> String {
        format!(
            "我们在阅读贵单位发布的《{}》（以下称报告）时，发现报告中下列内容前后不一致：",
            self.title
        )
    }

    /// What is asked.
    fn asked(&self) -> String {
        let more = match self.more {
            0 => String::new(),
            more => format!("另有 {more} 处，见附件。"),
        };
        format!(
            "{more}请贵单位核实上述内容。确有差错的，请更正并重新发布报告，同时告知更正后的数据；如数据无误，请说明统计口径。"
        )
    }
}

fn point(
    names: &Names,
    finding: &Finding,
    number: &'static str,
    picture: Option<Picture>,
) -> Point {
    let rule = Rules::embedded().get(&finding.rule);
    let mut place: Vec<String> = Vec::new();
    place.extend(finding.page.map(|page| format!("第 {page} 页")));
    let table = names.table(&finding.edition, &finding.table);
    place.extend(table.map(|table| table.title.clone()));
    let cell = names.cell(&finding.edition, &finding.table, &finding.row, &finding.column);
    if !cell.zh.is_empty() {
        place.push(format!("“{}”", cell.zh));
    }
    let assumed = match finding.basis == Basis::AssumedZero.as_str() {
        true => "（空白的格按 0 计）",
        false => "",
    };
    Point {
        number,
        title: rule.map_or_else(|| finding.rule.clone(), |rule| rule.title.zh.clone()),
        place: place.join("，"),
        message: format!("{}{assumed}", finding.message_zh),
        equation: finding.equation.clone(),
        quote: finding.quote.clone(),
        clause: rule.map(|rule| rule.clause.zh.clone()).unwrap_or_default(),
        remedy: remedy(names, finding),
        picture,
    }
}

/// What would mend it, where one change stands out.
fn remedy(names: &Names, finding: &Finding) -> String {
    let Some(best) = finding.suspects.first() else {
        return String::new();
    };
    let cells: Vec<String> = best
        .iter()
        .filter_map(|change| {
            let (cell, value) = change.rsplit_once('=')?;
            let (other, [table, row, column]) = cell_parts(cell);
            let label = names.cell(&finding.edition, table, row, column);
            let whose = if other.is_empty() { "" } else { "另一年度报告的" };
            Some(format!("{whose}“{}”为 {value}", label.zh))
        })
        .collect();
    let slip = phrases::slip(&finding.slip).map_or(String::new(), |[zh, _]| format!("（{zh}）"));
    let others = match finding.suspects.len() {
        1 => "",
        _ => "；也可能另有原因",
    };
    format!("如{}，各式即成立{slip}{others}。", cells.join("、"))
}

fn sources(report: &Received, sure: &[(&Finding, usize)]) -> Vec<(&'static str, String)> {
    let ids = sure.iter().take(FINDINGS).map(|(f, _)| f.finding_id.as_str());
    let ids: Vec<&str> = ids.collect();
    [
        ("来源", report.meta.source_url.clone()),
        ("发布日期", report.meta.published.clone()),
        ("文件", report.path.clone()),
        ("SHA-256", report.sha256.clone()),
        ("报告编号", report.report_id.clone()),
        ("问题编号", ids.join("、")),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}
