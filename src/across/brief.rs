//! What is kept in memory of a report while the others are read.

use crate::error::Status;
use crate::fold::fold;
use crate::read::Kind;
use crate::report::{Identity, Level, Period, Report, Source, State};

use super::figures::Figures;
use super::prose::prose;
use super::sketch::Sketch;

/// A compact record of one report: all that the checks across reports need, but for its prose, of which only a sketch
/// is kept. About 700 bytes for a report of 3,000 characters: 100,000 of them take 70 MB.
#[derive(Clone, Debug, Default)]
pub struct Brief {
    /// Its id, as in every output.
    pub report_id: Box<str>,
    /// Path of its file as published.
    pub path: Box<str>,
    /// The file's format.
    pub kind: Option<Kind>,
    /// How the reading of the file ended.
    pub status: Option<Status>,
    /// Who reports.
    pub body: Body,
    /// Year reported on.
    pub year: Option<u16>,
    /// Whether the year is no more than a guess: no title, no period and no text says it.
    pub year_guessed: bool,
    /// Whether the stated period is shorter than the year: a body set up or closed in it.
    pub short_period: bool,
    /// Its figures.
    pub figures: Figures,
    /// Its prose.
    pub prose: Sketch,
    /// Whether some of its cells are under suspicion.
    pub suspected: bool,
    /// Numbers read without doubt: of two copies of a report the one with more is the better.
    pub read: u32,
}

/// Who reports, as far as reports are put side by side by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The same for all reports of one body; empty where it is not known who reports.
    pub key: Box<str>,
    /// Its name.
    pub agency: Box<str>,
    /// Code of its division, or empty.
    pub division: Box<str>,
    /// Code, else name, of the division above it, or empty.
    pub parent: Box<str>,
    /// What kind of body it is.
    pub level: Option<Level>,
    /// What it is in its place; empty for the place itself and its government.
    pub office: Box<str>,
    /// Keys of its place and of those around it, from the inside out.
    pub areas: Box<[Box<str>]>,
    /// Whether its report is about its place with all that reports in it.
    pub area_wide: bool,
    /// What it calls itself and its place, longer names first.
    pub names: Box<[Box<str>]>,
}

/// A file that a report was read from.
#[derive(Clone, Copy, Debug)]
pub struct Carrier<'a> {
    /// Path as published.
    pub path: &'a str,
    /// Format.
    pub kind: Option<Kind>,
    /// How reading it ended.
    pub status: Status,
}

impl Brief {
    /// The record of one report.
    pub fn of(report_id: &str, carrier: Carrier<'_>, report: &Report) -> Self {
        let identity = &report.identity;
        let sure = |v: &&crate::report::Value| v.state == State::Number && !v.is_doubtful();
        let values = report.tables.iter().flat_map(|t| &t.values);
        Self {
            report_id: report_id.into(),
            path: carrier.path.into(),
            kind: carrier.kind,
            status: Some(carrier.status),
            body: Body {
                key: key(&report.identity, carrier.path).into(),
                agency: identity.agency.as_str().into(),
                division: identity.division.as_str().into(),
                parent: identity.parent.as_str().into(),
                level: identity.level,
                office: identity.office.as_str().into(),
                areas: identity.areas.iter().map(|a| a.as_str().into()).collect(),
                area_wide: identity.area_wide,
                names: names(identity).into_iter().map(Into::into).collect(),
            },
            year: identity.year,
            year_guessed: identity.year_from.is_some_and(Source::is_guess),
            short_period: identity.period.as_ref().is_some_and(is_short),
            figures: Figures::pack(&report.tables),
            suspected: report.findings.iter().any(|f| !f.suspects.is_empty()),
            prose: Sketch::of(&prose(report), &names(identity)),
            read: u32::try_from(values.filter(sure).count()).unwrap_or(u32::MAX),
        }
    }
}

/// What the reports of one body have in common, under all its names: its place and what it is there. A body of which
/// no more is known than a name that many have (财政局, 城关镇) is one with those of its name in its folder.
fn key(identity: &Identity, path: &str) -> String {
    let name = fold(&identity.agency);
    if name.is_empty() {
        return name;
    }
    let known = match identity.level {
        Some(Level::Bureau) => !identity.areas.is_empty(),
        Some(Level::Town) => identity.areas.len() > 1,
        _ => true,
    };
    match identity.areas.first() {
        Some(place) if known => format!("{place} {}", identity.office),
        _ if known => name.trim_end_matches("人民政府").to_owned(),
        _ => format!("{} {name}", folder(path)),
    }
}

/// The folder of a path, without the years in its name.
fn folder(path: &str) -> String {
    let folder = path.rfind('/').map_or("", |end| &path[..end]);
    let parts = folder.split(|c: char| !c.is_ascii_digit() && c != '年');
    let mut text = folder.to_owned();
    for year in parts.filter(|part| part.trim_end_matches('年').len() == 4) {
        text = text.replacen(year, "", 1);
    }
    text
}

/// What a report calls its own body and place: what is changed first when prose is copied.
fn names(identity: &Identity) -> Vec<&str> {
    let places = identity.places.iter().map(String::as_str);
    let mut names: Vec<&str> = [identity.agency.as_str(), identity.office.as_str()]
        .into_iter()
        .chain(places)
        .filter(|name| name.chars().count() > 1)
        .collect();
    // Longer ones first: what is left of a name is none.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

fn is_short(period: &Period) -> bool {
    let whole = (1, 1, 12, 31);
    let (start, end) = (period.start, period.end);
    start.year == end.year && (start.month, start.day, end.month, end.day) != whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(agency: &str, areas: &[&str], office: &str, level: Level) -> Identity {
        Identity {
            agency: agency.to_owned(),
            areas: areas.iter().map(|a| (*a).to_owned()).collect(),
            office: office.to_owned(),
            level: Some(level),
            ..Identity::default()
        }
    }

    #[test]
    fn one_body_under_its_names_and_many_bodies_of_one_name() {
        let county = of("柳汀县人民政府", &["430424"], "", Level::County);
        let renamed = of("柳汀市人民政府", &["430424"], "", Level::County);
        assert_eq!(key(&county, "a.pdf"), key(&renamed, "b.pdf"));
        let office = of("财政局", &[], "财政局", Level::Bureau);
        assert_ne!(key(&office, "柳汀县/a.pdf"), key(&office, "凌河县/a.pdf"));
        assert_eq!(
            key(&office, "柳汀县/2021年/a.pdf"),
            key(&office, "柳汀县/2022年/b.pdf")
        );
        let town = of("城关镇人民政府", &["城关镇"], "", Level::Town);
        assert_ne!(key(&town, "x/a.pdf"), key(&town, "y/a.pdf"));
        assert_eq!(key(&Identity::default(), "x/a.pdf"), "");
    }
}
