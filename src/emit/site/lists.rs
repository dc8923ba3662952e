//! The lists of reports and of findings, as scripts of some thousands of rows each.
//!
//! Rows are kept apart by how grave they are, the gravest first, so that the first rows of a list are there after one
//! script. A row holds what is searched, filtered and sorted by; the rest stands on the page it leads to.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use askama::Template;
use serde::Serialize;
use serde_json::json;

use super::names::Names;
use super::words::{self, Two, two};
use super::{Folder, Page};
use crate::emit::phrases;
use crate::emit::sheet::words as all;
use crate::emit::wire::{Finding, Report};
use crate::report::{Severity, Verdict};
use crate::rules::Rules;
use crate::who::{Code, Divisions};

/// Rows of one script.
const ROWS: usize = 4000;

/// Characters of a text in a list.
const CHARS: usize = 80;

/// How grave, the gravest first.
const GRADES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Notice];

/// Both lists on their way.
pub struct Lists {
    reports: List,
    findings: List,
    rules: &'static Rules,
    numbers: BTreeMap<&'static str, usize>,
    years: BTreeSet<u16>,
    areas: BTreeSet<String>,
}

/// A list in the parts it is kept apart by.
struct List {
    name: &'static str,
    parts: [Part; GRADES.len()],
}

#[derive(Default)]
struct Part {
    rows: String,
    count: usize,
    scripts: usize,
    total: usize,
}

impl Lists {
    /// No rows yet.
    pub fn of(rules: &'static Rules) -> Self {
        let list = |name| List {
            name,
            parts: Default::default(),
        };
        Self {
            reports: list("reports"),
            findings: list("findings"),
            rules,
            numbers: rules.iter().map(|rule| rule.id).zip(0..).collect(),
            years: BTreeSet::new(),
            areas: BTreeSet::new(),
        }
    }

    /// Adds a report and its findings.
    pub fn add(
        &mut self,
        folder: &mut impl Folder,
        names: &Names,
        report: &Report<'_>,
    ) -> io::Result<()> {
        let identity = &report.identity;
        self.years.extend(identity.year);
        self.areas
            .extend(area(identity.division).map(str::to_owned));
        let counts = counts(&report.findings);
        let readings = report.findings.iter().filter(|f| is_reading(f)).count();
        let name = clipped(super::report::name(report));
        let who = (&name, identity.year, identity.level, identity.division);
        let coverage = &report.coverage;
        let row = (
            &report.report_id,
            who,
            (counts, readings),
            [coverage.held, coverage.evaluated, coverage.open],
            report.status,
            clipped(report.path),
        );
        let part = counts.iter().position(|count| *count > 0);
        self.reports.add(folder, part.unwrap_or(2).min(2), &row)?;
        for (finding, number) in report.findings.iter().zip(1..) {
            let key = [finding.edition, finding.table, finding.row, finding.column];
            let row = (
                &report.report_id,
                who,
                number,
                self.numbers.get(finding.rule),
                u8::from(is_reading(finding)),
                names.number(key),
                clipped(shown(finding)),
            );
            self.findings.add(folder, grade(finding), &row)?;
        }
        Ok(())
    }

    /// Writes what is left, and what the lists are made of.
    pub fn finish(&mut self, folder: &mut impl Folder, names: &Names) -> io::Result<()> {
        self.reports.flush(folder)?;
        self.findings.flush(folder)?;
        let labels = names.labels().iter();
        let rules = self.rules.iter().map(|rule| {
            let severity = rule.severity.as_str();
            json!([rule.id, rule.title.zh, rule.title.en, severity])
        });
        let said = |list: Vec<&'static str>, phrase: fn(&str) -> phrases::Phrase| {
            let each = list.into_iter().map(|word| (word, phrase(word)));
            each.collect::<BTreeMap<_, _>>()
        };
        let areas = self.areas.iter().map(|area| (area, area_name(area)));
        let meta = json!({
            "reports": self.reports.sizes(),
            "findings": self.findings.sizes(),
            "rules": rules.collect::<Vec<_>>(),
            "labels": labels.map(|l| [&l.zh, &l.en]).collect::<Vec<_>>(),
            "levels": said(all::or_none(all::levels()), phrases::level),
            "statuses": said(all::statuses(), phrases::status),
            "severities": GRADES.map(|g| (g.as_str(), phrases::severity(g.as_str()))),
            "areas": areas.collect::<BTreeMap<_, _>>(),
            "years": self.years,
        });
        folder.write("data/meta.js", format!("gouji.meta({meta});\n").as_bytes())
    }
}

impl List {
    fn add(
        &mut self,
        folder: &mut impl Folder,
        part: usize,
        row: &impl Serialize,
    ) -> io::Result<()> {
        let own = &mut self.parts[part];
        own.rows.push_str(&serde_json::to_string(row)?);
        own.rows.push_str(",\n");
        own.count += 1;
        if own.count == ROWS {
            own.write(folder, self.name, part)?;
        }
        Ok(())
    }

    fn flush(&mut self, folder: &mut impl Folder) -> io::Result<()> {
        for (at, part) in self.parts.iter_mut().enumerate() {
            if part.count > 0 {
                part.write(folder, self.name, at)?;
            }
        }
        Ok(())
    }

    /// Scripts and rows of each part.
    fn sizes(&self) -> Vec<[usize; 2]> {
        let parts = self.parts.iter();
        parts.map(|part| [part.scripts, part.total]).collect()
    }
}

impl Part {
    fn write(&mut self, folder: &mut impl Folder, list: &str, at: usize) -> io::Result<()> {
        let number = self.scripts;
        let script = format!("gouji.rows(\"{list}\",{at},{number},[\n{}]);\n", self.rows);
        folder.write(&format!("data/{list}-{at}-{number}.js"), script.as_bytes())?;
        self.rows.clear();
        self.scripts += 1;
        self.total += std::mem::take(&mut self.count);
        Ok(())
    }
}

/// Findings by how grave they are.
pub fn counts(findings: &[Finding<'_>]) -> [usize; GRADES.len()] {
    GRADES.map(|grade| {
        let own = findings.iter().filter(|f| f.severity == grade.as_str());
        own.count()
    })
}

/// Where a finding stands among the grades.
pub fn grade(finding: &Finding<'_>) -> usize {
    let grade = GRADES.iter().position(|g| g.as_str() == finding.severity);
    grade.unwrap_or(GRADES.len() - 1)
}

/// Whether it may be a misreading.
pub fn is_reading(finding: &Finding<'_>) -> bool {
    finding.verdict == Verdict::Reading.as_str()
}

/// What a list shows of a finding beside its cell.
fn shown<'a>(finding: &Finding<'a>) -> &'a str {
    [finding.equation, finding.quote, finding.found]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(CHARS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The digits of a code that name the province.
pub fn area(division: &str) -> Option<&str> {
    division.get(..2)
}

/// Name of a province; its digits where there is none of them.
pub fn area_name(area: &str) -> String {
    let code = Code::parse(&format!("{area}0000"));
    let mut names = code
        .into_iter()
        .flat_map(|code| Divisions::embedded().coded(code));
    let last = names.by_ref().last();
    last.map_or_else(|| area.to_owned(), |division| division.name.to_owned())
}

/// A page with a list.
#[derive(Template)]
#[template(path = "list.html")]
pub struct ListPage {
    page: Page,
    heading: Two<'static>,
    filters: Vec<(&'static str, Two<'static>)>,
    columns: Vec<(&'static str, Two<'static>)>,
}

/// The page with the list that its part names.
pub fn page(page: Page) -> ListPage {
    let year = ("year", two("年份", "Year"));
    let level = ("level", two("层级", "Level"));
    let area = ("area", two("地区", "Area"));
    let body = ("body", two("机关", "Body"));
    let own = |word, zh, en| (word, two(zh, en));
    let (heading, filters, columns) = match page.part {
        "reports" => (
            two("报告", "Reports"),
            vec![
                own("grade", "问题", "Findings"),
                year.clone(),
                level.clone(),
                area,
                own("status", "读取", "Reading"),
            ],
            vec![
                body,
                year,
                level,
                own("errors", "错误", "Errors"),
                own("warnings", "警告", "Warnings"),
                own("notices", "提示", "Notices"),
                own("held", "关系成立", "Relations held"),
                own("status", "读取", "Reading"),
                own("path", "文件", "File"),
            ],
        ),
        _ => (
            two("问题", "Findings"),
            vec![
                own("rule", "规则", "Rule"),
                own("severity", "级别", "Severity"),
                own("verdict", "判断", "Verdict"),
                year.clone(),
                level,
                area,
            ],
            vec![
                own("severity", "级别", "Severity"),
                own("rule", "规则", "Rule"),
                body,
                year,
                own("cell", "位置", "Place"),
                own("", "算式或原文", "Equation or words"),
            ],
        ),
    };
    ListPage {
        page,
        heading,
        filters,
        columns,
    }
}
