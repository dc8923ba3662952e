//! The bodies that report: what is kept of their reports until the end, and a page for each.

use std::collections::HashMap;
use std::io;

use askama::Template;

use super::charts::{self, Link};
use super::words::{self, Markup, Two, two};
use super::{Page, lists, rendered, report, sharded};
use crate::emit::ids::short_hash;
use crate::emit::phrases;
use crate::emit::sheet::{Series, sums};
use crate::emit::wire::{Report, Table};
use crate::forms::formula::Term;
use crate::forms::gloss::Gloss;
use crate::forms::{Each, Edition, Forms};

/// All bodies of a run. Of each report some hundred bytes are kept.
pub struct Bodies {
    forms: &'static Forms,
    series: Series,
    /// Which column of the series says how much work a body has.
    size: Option<usize>,
    chains: Vec<Chain>,
    at: HashMap<[Box<str>; 2], usize>,
    bodies: Vec<Body>,
}

/// The two fields of an edition between which something is carried over the years.
struct Chain {
    edition: &'static str,
    table: &'static str,
    /// Row and column of what comes in, and of what goes out.
    ends: [[&'static str; 2]; 2],
}

/// A body.
pub struct Body {
    agency: Box<str>,
    division: Box<str>,
    level: &'static str,
    id: Box<str>,
    /// Its reports in the order of the inputs.
    pub entries: Vec<Entry>,
}

/// What is kept of a report.
pub struct Entry {
    /// Year reported on.
    pub year: Option<u16>,
    /// Id of the report.
    pub report: Box<str>,
    /// Findings by how grave they are.
    pub counts: [u32; 3],
    primary: bool,
    held: u32,
    checked: u32,
    /// What comes in and what goes out; empty where it is no number.
    chain: [Box<str>; 2],
    /// A value for each of the series, tabs between them.
    figures: Box<str>,
}

/// What there is to know of a report once it was added.
pub struct Added {
    /// Link from its page to that of its body, where it names one.
    pub page: Option<String>,
    /// How much work its body had, where it says so.
    pub size: Option<f64>,
}

impl Bodies {
    /// No bodies yet.
    pub fn of(forms: &'static Forms) -> Self {
        let series = Series::of_concepts(forms);
        let columns = series.columns.iter();
        let size = columns
            .zip(0..)
            .find(|(column, _)| column.name == Gloss::embedded().size);
        Self {
            forms,
            size: size.map(|(_, at)| at),
            series,
            chains: forms.editions.iter().filter_map(chain).collect(),
            at: HashMap::new(),
            bodies: Vec::new(),
        }
    }

    /// Adds a report.
    pub fn add(&mut self, report: &Report<'_>) -> Added {
        let sums = sums(self.forms, report, &self.series);
        let size = self.size.and_then(|at| sums.get(at)?.number());
        let identity = &report.identity;
        if identity.agency.is_empty() {
            return Added { page: None, size };
        }
        let figures: Vec<_> = sums.iter().map(|sum| sum.text()).collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let entry = Entry {
            year: identity.year,
            report: report.report_id.as_str().into(),
            counts: lists::counts(&report.findings).map(count),
            primary: report.is_primary,
            held: report.coverage.held,
            checked: report.coverage.evaluated,
            chain: self.chain(report),
            figures: figures.join("\t").into(),
        };
        let key = [identity.division, identity.agency].map(Box::from);
        let bodies = &mut self.bodies;
        let at = *self.at.entry(key).or_insert_with(|| {
            bodies.push(Body {
                agency: identity.agency.into(),
                division: identity.division.into(),
                level: level(identity.level),
                id: short_hash([identity.division, identity.agency]).into(),
                entries: Vec::new(),
            });
            bodies.len() - 1
        });
        bodies[at].entries.push(entry);
        let page = Some(format!("../../{}", self.path(at)));
        Added { page, size }
    }

    fn chain(&self, report: &Report<'_>) -> [Box<str>; 2] {
        let end = |at: usize| {
            let found = report.tables.iter().rev().find_map(|table| {
                let is_own = |c: &&Chain| c.edition == table.edition && c.table == table.id;
                let chain = self.chains.iter().find(is_own)?;
                value(table, chain.ends[at])
            });
            found.unwrap_or_default().into()
        };
        [end(0), end(1)]
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.bodies.len()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Body> {
        self.bodies.iter()
    }

    /// Path of a body's page.
    pub fn path(&self, at: usize) -> String {
        self.bodies[at].path()
    }

    /// Title of a body's page.
    pub fn title(&self, at: usize) -> String {
        self.bodies[at].agency.to_string()
    }

    /// The page of a body.
    pub fn page(&self, at: usize, page: Page) -> io::Result<String> {
        let body = &self.bodies[at];
        let mut entries: Vec<&Entry> = body.entries.iter().collect();
        entries.sort_by_key(|entry| (entry.year, !entry.primary));
        let years = entries.iter().map(|entry| Year {
            year: year(entry.year),
            href: format!("../../{}", report::path(&entry.report)),
            primary: entry.primary,
            counts: entry.counts,
            held: entry.held,
            checked: entry.checked,
        });
        let shown: Vec<&Entry> = entries.iter().copied().filter(|e| e.primary).collect();
        rendered(&BodyPage {
            page: &page,
            agency: &body.agency,
            division: &body.division,
            level: phrases::level(body.level).into(),
            years: years.collect(),
            columns: shown.iter().map(|entry| year(entry.year)).collect(),
            chain: chain_of(&shown),
            series: self.figures(&shown),
        })
    }

    /// The series in which any of the reports has a value.
    fn figures(&self, entries: &[&Entry]) -> Vec<(Two<'static>, Vec<String>)> {
        let rows: Vec<Vec<&str>> = entries
            .iter()
            .map(|entry| entry.figures.split('\t').collect())
            .collect();
        let columns = self.series.columns.iter().enumerate();
        columns
            .map(|(at, column)| {
                let concept = Gloss::embedded().concept(&column.name);
                let name = concept.map_or(two("", ""), |c| two(c.zh.as_str(), c.en.as_str()));
                let value = |row: &Vec<&str>| row.get(at).copied().unwrap_or_default().to_owned();
                (name, rows.iter().map(value).collect::<Vec<_>>())
            })
            .filter(|(_, values)| values.iter().any(|value| !value.is_empty()))
            .collect()
    }
}

impl Body {
    /// Path of its page.
    pub fn path(&self) -> String {
        sharded("body", &self.id)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.agency
    }
}

fn year(year: Option<u16>) -> String {
    year.map_or_else(|| "?".to_owned(), |year| year.to_string())
}

/// The word as it lives for ever.
fn level(word: &str) -> &'static str {
    let mut words = crate::emit::sheet::words::levels().into_iter();
    words.find(|known| *known == word).unwrap_or_default()
}

/// What an edition says is carried from one year into the next, where it says so of single fields.
fn chain(edition: &'static Edition) -> Option<Chain> {
    let single = |terms: &'static [Term], prior| match terms {
        [term] if term.prior == prior && !term.negative => Some(term.key.as_str()),
        _ => None,
    };
    edition.series.iter().find_map(|identity| {
        let [only] = identity.only.as_slice() else {
            return None;
        };
        let ends = [
            single(&identity.relation.left, false)?,
            single(&identity.relation.right, true)?,
        ];
        Some(Chain {
            edition: &edition.id,
            table: &edition.tables[identity.table].id,
            ends: ends.map(|key| match identity.each {
                Each::Column => [key, only],
                Each::Row => [only, key],
            }),
        })
    })
}

fn value<'a>(table: &Table<'a>, [row, column]: [&str; 2]) -> Option<&'a str> {
    let mut values = table.values.iter();
    let value = values.find(|v| v.row == row && v.column == column)?;
    Some(value.value)
}

/// The chain over the years, where there are two of them.
fn chain_of(entries: &[&Entry]) -> Option<Markup> {
    let links: Vec<Link<'_>> = entries
        .iter()
        .filter(|entry| entry.chain.iter().any(|end| !end.is_empty()))
        .filter_map(|entry| {
            Some(Link {
                year: entry.year?,
                ends: [&entry.chain[0], &entry.chain[1]],
                href: format!("../../{}", report::path(&entry.report)),
            })
        })
        .collect();
    (links.len() > 1).then(|| charts::chain(&links))
}

struct Year {
    year: String,
    href: String,
    primary: bool,
    counts: [u32; 3],
    held: u32,
    checked: u32,
}

#[derive(Template)]
#[template(path = "body.html")]
struct BodyPage<'a> {
    page: &'a Page,
    agency: &'a str,
    division: &'a str,
    level: Two<'static>,
    years: Vec<Year>,
    columns: Vec<String>,
    chain: Option<Markup>,
    series: Vec<(Two<'static>, Vec<String>)>,
}
