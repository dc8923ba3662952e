//! The overview: what all reports come to, in numbers and pictures.

use std::collections::BTreeMap;
use std::io;

use askama::Template;

use super::bodies::{Bodies, Body};
use super::charts::{self, Bar, Square};
use super::words::{self, Markup, Two, two};
use super::{Page, lists, rendered, report};
use crate::emit::phrases;
use crate::emit::wire::{File, Report};
use crate::forms::gloss::Gloss;
use crate::rules::Rules;

/// Bodies in the heat map.
const BODIES: usize = 30;

/// Years in the heat map, the last ones.
const YEARS: usize = 14;

/// Areas and levels in their charts.
const LINES: usize = 34;

/// Lower ends of the classes of sizes.
const SIZES: [f64; 7] = [0.0, 1.0, 10.0, 50.0, 100.0, 500.0, 1000.0];

/// Reports by the gravest finding of each: errors, warnings, neither.
type Reports = [u64; 3];

/// What all reports come to.
pub struct Overview {
    rules: &'static Rules,
    files: u64,
    reports: u64,
    statuses: BTreeMap<&'static str, u64>,
    by_rule: BTreeMap<&'static str, [u64; 3]>,
    by_year: BTreeMap<Option<u16>, Reports>,
    by_level: BTreeMap<String, Reports>,
    by_area: BTreeMap<String, Reports>,
    findings: [u64; 3],
    readings: u64,
    relations: [u64; 2],
    open: BTreeMap<&'static str, u64>,
    sizes: [u64; SIZES.len()],
}

impl Overview {
    /// Nothing yet.
    pub fn new(rules: &'static Rules) -> Self {
        Self {
            rules,
            files: 0,
            reports: 0,
            statuses: BTreeMap::new(),
            by_rule: BTreeMap::new(),
            by_year: BTreeMap::new(),
            by_level: BTreeMap::new(),
            by_area: BTreeMap::new(),
            findings: [0; 3],
            readings: 0,
            relations: [0; 2],
            open: BTreeMap::new(),
            sizes: [0; SIZES.len()],
        }
    }

    /// Adds an input.
    pub fn add_file(&mut self, file: &File<'_>) {
        self.files += 1;
        *self.statuses.entry(file.status).or_default() += 1;
    }

    /// Adds a report; `size` is how much work its body had.
    pub fn add(&mut self, report: &Report<'_>, size: Option<f64>) {
        self.reports += 1;
        let counts = lists::counts(&report.findings);
        let worst = counts[..2].iter().position(|count| *count > 0).unwrap_or(2);
        let identity = &report.identity;
        let area = lists::area(identity.division).unwrap_or_default();
        self.by_year.entry(identity.year).or_default()[worst] += 1;
        self.by_level.entry(identity.level.to_owned()).or_default()[worst] += 1;
        self.by_area.entry(area.to_owned()).or_default()[worst] += 1;
        for (sum, count) in self.findings.iter_mut().zip(counts) {
            *sum += count as u64;
        }
        for finding in &report.findings {
            self.readings += u64::from(lists::is_reading(finding));
            // A rule of the program, so that the word lives for ever.
            if let Some(rule) = self.rules.get(finding.rule) {
                self.by_rule.entry(rule.id).or_default()[lists::grade(finding)] += 1;
            }
        }
        let coverage = &report.coverage;
        self.relations[0] += u64::from(coverage.held);
        self.relations[1] += u64::from(coverage.broken);
        for (why, count) in &coverage.why_open {
            *self.open.entry(why).or_default() += u64::from(*count);
        }
        if let Some(size) = size {
            let class = SIZES.iter().rposition(|least| size >= *least);
            self.sizes[class.unwrap_or(0)] += 1;
        }
    }

    /// Findings of a rule.
    pub fn of_rule(&self, id: &str) -> u64 {
        self.by_rule.get(id).map_or(0, |counts| counts.iter().sum())
    }

    /// The page.
    pub fn page(&self, page: Page, bodies: &Bodies) -> io::Result<String> {
        rendered(&OverviewPage {
            page,
            files: self.files,
            reports: self.reports,
            bodies: bodies.count(),
            counts: self.findings,
            readings: self.readings,
            charts: self.charts(bodies),
        })
    }

    fn charts(&self, bodies: &Bodies) -> Vec<Chart> {
        let by_year = self.by_year.iter().map(|(year, reports)| {
            let name = year.map_or_else(|| "?".to_owned(), |year| year.to_string());
            line(two(name.clone(), name.clone()), "year", &name, *reports)
        });
        let by_level = self
            .by_level
            .iter()
            .map(|(level, reports)| line(phrases::level(level).into(), "level", level, *reports));
        let by_area = self.by_area.iter().map(|(area, reports)| {
            let name = match area.as_str() {
                "" => two("不明", "unknown"),
                area => two(lists::area_name(area), lists::area_name(area)),
            };
            line(name, "area", area, *reports)
        });
        let mut charts = vec![
            Chart::new("rules", two("按规则", "By rule"), self.rules_chart()),
            Chart::new(
                "years",
                two("按年份", "By year"),
                of_reports(by_year.collect()),
            ),
            Chart::new(
                "levels",
                two("按层级", "By level"),
                of_reports(most(by_level)),
            ),
            Chart::new("areas", two("按地区", "By area"), of_reports(most(by_area))),
            Chart::new(
                "coverage",
                two("核对了多少", "What was checked"),
                self.coverage(),
            ),
            Chart::new(
                "files",
                two("文件读取结果", "What came of the files"),
                self.files_chart(),
            ),
        ];
        if let Some(sizes) = self.sizes_chart() {
            charts.push(sizes);
        }
        if let Some(heat) = heat(bodies) {
            charts.push(heat);
        }
        charts
    }

    fn rules_chart(&self) -> Markup {
        let mut rules: Vec<(&&str, &[u64; 3])> = self.by_rule.iter().collect();
        rules.sort_by_key(|(_, counts)| std::cmp::Reverse(**counts));
        let bars: Vec<Bar> = rules
            .into_iter()
            .filter_map(|(id, counts)| {
                let rule = self.rules.get(id)?;
                Some(Bar {
                    name: two(rule.title.zh.as_str(), rule.title.en.as_str()),
                    href: format!("findings.html#rule={id}"),
                    parts: counts.to_vec(),
                })
            })
            .collect();
        let heads = [
            two("规则", "Rule"),
            two("错误", "Errors"),
            two("警告", "Warnings"),
            two("提示", "Notices"),
        ];
        charts::bars(&bars, &["error", "warning", "notice"], &heads)
    }

    fn coverage(&self) -> Markup {
        let bar = |name: Two<'static>, parts: [u64; 3]| Bar {
            name,
            href: String::new(),
            parts: parts.to_vec(),
        };
        let mut bars = vec![
            bar(two("成立", "hold"), [self.relations[0], 0, 0]),
            bar(two("不成立", "do not hold"), [0, self.relations[1], 0]),
        ];
        for (why, count) in &self.open {
            let [zh, en] = phrases::open(why);
            let name = two(format!("无法核对：{zh}"), format!("not checked: {en}"));
            bars.push(bar(name, [0, 0, *count]));
        }
        for bar in &mut bars {
            let class = bar.parts.iter().position(|part| *part > 0).unwrap_or(0);
            bar.parts = match class {
                0 => vec![bar.parts[0]],
                _ => vec![bar.parts.iter().sum()],
            };
        }
        let heads = [
            two("表内关系", "Relations between cells"),
            two("数目", "Number"),
        ];
        charts::bars(&bars, &["column"], &heads)
    }

    fn files_chart(&self) -> Markup {
        let bars: Vec<Bar> = self
            .statuses
            .iter()
            .map(|(status, count)| Bar {
                name: phrases::status(status).into(),
                href: String::new(),
                parts: vec![*count],
            })
            .collect();
        let heads = [two("结果", "Result"), two("文件", "Files")];
        charts::bars(&bars, &["column"], &heads)
    }

    fn sizes_chart(&self) -> Option<Chart> {
        if self.sizes.iter().all(|count| *count == 0) {
            return None;
        }
        let name = |(at, least): (usize, &f64)| match SIZES.get(at + 1) {
            Some(next) if *next - *least <= 1.0 => format!("{least}"),
            Some(next) => format!("{least}–{}", next - 1.0),
            None => format!("≥ {least}"),
        };
        let names: Vec<String> = SIZES.iter().enumerate().map(name).collect();
        let gloss = Gloss::embedded();
        let concept = gloss.concept(&gloss.size)?;
        let label = two(concept.zh.as_str(), concept.en.as_str());
        let body = charts::columns(&names, &self.sizes, &label);
        let mut chart = Chart::new("sizes", two("规模分布", "Distribution of sizes"), body);
        chart.hint = two(
            format!("报告份数，按“{}”分组。", concept.zh),
            format!("Reports by “{}”.", concept.en),
        );
        Some(chart)
    }
}

/// A line of a chart of reports, which leads to their list.
fn line(name: Two<'static>, filter: &str, value: &str, reports: Reports) -> Bar {
    let value = if value.is_empty() { "none" } else { value };
    Bar {
        name,
        href: format!("reports.html#{filter}={value}"),
        parts: reports.to_vec(),
    }
}

/// The longest lines, longest first.
fn most(bars: impl Iterator<Item = Bar>) -> Vec<Bar> {
    let mut bars: Vec<Bar> = bars.collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.parts.iter().sum::<u64>()));
    bars.truncate(LINES);
    bars
}

fn of_reports(bars: Vec<Bar>) -> Markup {
    let heads = [
        two("报告", "Reports"),
        two("有错误", "with errors"),
        two("有警告", "with warnings"),
        two("其余", "others"),
    ];
    charts::bars(&bars, &["error", "warning", "good"], &heads)
}

/// The bodies with most errors and warnings, by year.
fn heat(bodies: &Bodies) -> Option<Chart> {
    let weight = |body: &Body| -> [u64; 2] {
        let sum = |at: usize| body.entries.iter().map(|e| u64::from(e.counts[at])).sum();
        [sum(0), sum(1)]
    };
    let mut ranked: Vec<([u64; 2], &Body)> = bodies.iter().map(|b| (weight(b), b)).collect();
    ranked.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    ranked.truncate(BODIES);
    let entries = ranked.iter().flat_map(|(_, body)| &body.entries);
    let mut years: Vec<u16> = entries.filter_map(|entry| entry.year).collect();
    years.sort_unstable();
    years.dedup();
    let years = &years[years.len().saturating_sub(YEARS)..];
    if years.is_empty() {
        return None;
    }
    let rows: Vec<_> = ranked
        .iter()
        .map(|(_, body)| {
            let squares = years.iter().map(|year| square(body, *year)).collect();
            (body.name(), body.path(), squares)
        })
        .collect();
    let title = two("机关 × 年份", "Bodies × years");
    let body = charts::heat(&rows, years, &title);
    let body = Markup(format!(
        r#"<div class="scroll" tabindex="0" role="group" aria-labelledby="heat">{body}</div>"#
    ));
    let mut chart = Chart::new("heat", title, body);
    chart.hint = two(
        "错误和警告最多的机关；颜色越深问题越多，浅绿为没有，空白为没有报告。",
        "The bodies with most errors and warnings: the darker, the more; green for none, nothing where there is no report.",
    );
    chart.wide = true;
    Some(chart)
}

fn square(body: &Body, year: u16) -> Option<Square> {
    let mut entries = body.entries.iter().filter(|e| e.year == Some(year));
    let entry = entries.next()?;
    let [errors, warnings, _] = entry.counts;
    let heat = match (errors, warnings) {
        (0, 0) => 0,
        (0, _) => 1,
        (1, _) => 2,
        (2..=3, _) => 3,
        _ => 4,
    };
    Some(Square {
        heat,
        href: report::path(&entry.report),
        says: format!(
            "{} {year}: {errors} 错误 errors, {warnings} 警告 warnings",
            body.name()
        ),
    })
}

struct Chart {
    id: &'static str,
    title: Two<'static>,
    hint: Two<'static>,
    body: Markup,
    wide: bool,
}

impl Chart {
    fn new(id: &'static str, title: Two<'static>, body: Markup) -> Self {
        Self {
            id,
            title,
            hint: Two::default(),
            body,
            wide: false,
        }
    }
}

#[derive(Template)]
#[template(path = "index.html")]
struct OverviewPage {
    page: Page,
    files: u64,
    reports: u64,
    bodies: usize,
    counts: [u64; 3],
    readings: u64,
    charts: Vec<Chart>,
}
