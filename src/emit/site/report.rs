//! The page of a report.

use std::io;

use askama::Template;

use super::names::Names;
use super::table::{Drawings, Marks};
use super::words::{self, Escaped, Markup, Two, two};
use super::{Camera, Page, finding, lists, prose, rendered, sharded, table};
use crate::emit::phrases;
use crate::emit::picture::{Crop, Picture};
use crate::emit::wire::{File, Finding, Report};
use crate::location::Rect;

/// What is shown above and below a cell, in points.
const AROUND: [f32; 2] = [44.0, 30.0];

/// Wider than any page: what is off the page is cut off.
const WIDE: f32 = 20_000.0;

/// Pixels a point.
const SCALE: f32 = 2.0;

/// Pictures of one report; more would say no more.
const SHOTS: usize = 12;

/// A picture of the place of a finding.
#[derive(Clone, Debug)]
pub struct Shot {
    /// Number of the finding.
    pub finding: usize,
    /// Its path in the site.
    pub name: String,
    /// The same as a link from the page.
    pub file: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Its width and height.
    pub size: Option<[u32; 2]>,
}

/// Takes the pictures of a report's findings.
pub fn shots(report: &Report<'_>, camera: &mut dyn Camera) -> Vec<(Shot, Vec<u8>)> {
    let findings = report.findings.iter().zip(1..);
    let placed = findings.filter_map(|(f, number)| Some((number, f, crop(f)?)));
    let (wanted, crops): (Vec<_>, Vec<Crop>) = placed
        .take(SHOTS)
        .map(|(number, finding, crop)| ((number, finding), crop))
        .unzip();
    if crops.is_empty() {
        return Vec::new();
    }
    let taken = camera.take(&crops);
    let pairs = wanted.into_iter().zip(taken);
    pairs
        .filter_map(|((number, finding), taken)| {
            let (ending, bytes) = match taken.ok()? {
                Picture::Png(bytes) => ("png", bytes),
                Picture::Svg(text) => ("svg", text.into_bytes()),
            };
            let id = &report.report_id;
            let name = format!("picture/{}/{id}-{number}.{ending}", &id[..2]);
            let shot = Shot {
                finding: number,
                file: format!("../../{name}"),
                name,
                alt: finding.message_zh.to_owned(),
                size: png_size(&bytes),
            };
            Some((shot, bytes))
        })
        .collect()
}

/// The part of the page around a finding: the whole width of the page, with the lines above and below.
fn crop(finding: &Finding<'_>) -> Option<Crop> {
    #[allow(clippy::cast_possible_truncation, reason = "coordinates on a page")]
    let edge = |edge: Option<f64>| edge.map(|e| e as f32);
    let frame = Rect {
        x0: edge(finding.x0)?,
        y0: edge(finding.y0)?,
        x1: edge(finding.x1)?,
        y1: edge(finding.y1)?,
    };
    Some(Crop {
        page: finding.page?,
        rect: Some(Rect {
            x0: 0.0,
            y0: (frame.y0 - AROUND[0]).max(0.0),
            x1: WIDE,
            y1: frame.y1 + AROUND[1],
        }),
        scale: SCALE,
    })
}

/// Width and height that a PNG says it has.
fn png_size(bytes: &[u8]) -> Option<[u32; 2]> {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return None;
    }
    let side = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes(four.try_into().ok()?))
    };
    Some([side(16)?, side(20)?])
}

/// Path of a report's page in the site.
pub fn path(report_id: &str) -> String {
    sharded("report", report_id)
}

/// Who reports, else what the title says, else the name of the file.
pub fn name<'a>(report: &'a Report<'a>) -> &'a str {
    let path = report.path.rsplit('/').next().unwrap_or(report.path);
    [report.identity.agency, report.identity.title, path]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default()
}

/// Title of a report's page.
pub fn title(report: &Report<'_>) -> String {
    let name = name(report);
    match report.identity.year {
        Some(year) => format!("{name} {year}"),
        None => name.to_owned(),
    }
}

/// What a page of a report is made of.
pub struct View<'a> {
    pub page: Page,
    pub names: &'a Names,
    pub drawings: &'a Drawings,
    pub report: &'a Report<'a>,
    pub file: &'a File<'a>,
    /// Link to the page of its body.
    pub body: Option<&'a str>,
    pub shots: Vec<Shot>,
    /// Link to the file, where it was not published under an address.
    pub address: String,
}

impl View<'_> {
    /// The page.
    pub fn page(&self) -> io::Result<String> {
        let report = self.report;
        let source = self.source();
        let marks = Marks::of(&report.findings);
        let open = report.coverage.why_open.iter();
        rendered(&ReportPage {
            page: &self.page,
            report,
            name: name(report),
            body_href: self.body,
            counts: lists::counts(&report.findings),
            open: open
                .map(|(why, count)| (phrases::open(why).into(), *count))
                .collect(),
            findings: finding::views(self.names, report, &self.shots, &source),
            tables: table::views(report, self.drawings, &marks),
            sections: prose::views(&report.sections, &report.findings),
            facts: self.facts(&source),
        })
    }

    /// Link to the report as it was published, else to the file.
    fn source(&self) -> String {
        let published = self.report.meta.source_url.trim();
        // A report may say anything about where it comes from.
        let is_web = ["http://", "https://"].iter().any(|scheme| {
            let start = published.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        if is_web {
            published.to_owned()
        } else {
            self.address.clone()
        }
    }

    fn facts(&self, source: &str) -> Vec<(Two<'static>, Markup)> {
        let (report, meta) = (self.report, &self.report.meta);
        let text = |text: &str| Markup(format!("<bdi>{}</bdi>", Escaped(text)));
        let code = |text: &str| Markup(format!("<code>{}</code>", Escaped(text)));
        let status = Two::from(phrases::status(report.status));
        let mut facts = vec![
            (two("文件", "File"), text(report.path)),
            (two("读取", "Reading"), Markup(format!("{status}"))),
        ];
        if !self.file.reason.is_empty() {
            facts.push((two("原因", "Reason"), text(self.file.reason)));
        }
        if !source.is_empty() {
            let link = Escaped(source);
            let link = format!(r#"<a href="{link}" rel="noopener noreferrer">{link}</a>"#);
            facts.push((two("网址", "Address"), Markup(link)));
        }
        for (name, value) in [
            (two("发布日期", "Published"), meta.published),
            (two("发布机构", "Publisher"), meta.publisher),
            (two("索引号", "Index number"), meta.index_number),
        ] {
            if !value.is_empty() {
                facts.push((name, text(value)));
            }
        }
        if let Some(period) = &report.identity.period {
            let period = format!("{} – {}", period.start, period.end);
            facts.push((two("统计期", "Period"), text(&period)));
        }
        if !report.identity.division.is_empty() {
            facts.push((two("区划代码", "Division"), code(report.identity.division)));
        }
        facts.push((two("格式", "Format"), text(report.kind)));
        facts.push((two("报告编号", "Report id"), code(&report.report_id)));
        facts.push((two("SHA-256", "SHA-256"), code(report.sha256)));
        facts
    }
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage<'a> {
    page: &'a Page,
    report: &'a Report<'a>,
    name: &'a str,
    body_href: Option<&'a str>,
    counts: [usize; 3],
    open: Vec<(Two<'static>, u32)>,
    findings: Vec<finding::View<'a>>,
    tables: Vec<table::View<'a>>,
    sections: Vec<prose::View<'a>>,
    facts: Vec<(Two<'static>, Markup)>,
}
