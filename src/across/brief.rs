//! What is kept in memory of a report while the others are read.

use crate::error::Status;
use crate::forms::Forms;
use crate::read::Kind;
use crate::report::{Level, Period, Report, State};

use super::figures::Figures;
use super::sketch::{Sketch, prose};

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
    /// Whether the stated period is shorter than the year: a body set up or closed in it.
    pub short_period: bool,
    /// Its figures.
    pub figures: Figures,
    /// Its prose.
    pub prose: Sketch,
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
    pub fn of(forms: &Forms, report_id: &str, carrier: Carrier<'_>, report: &Report) -> Self {
        let identity = &report.identity;
        let sure = |v: &&crate::report::Value| v.state == State::Number && !v.is_doubtful();
        let values = report.tables.iter().flat_map(|t| &t.values);
        let names: Vec<&str> = [identity.agency.as_str()]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect();
        Self {
            report_id: report_id.into(),
            path: carrier.path.into(),
            kind: carrier.kind,
            status: Some(carrier.status),
            body: Body {
                key: key(forms, report).into(),
                agency: identity.agency.as_str().into(),
                division: identity.division.as_str().into(),
                parent: identity.parent.as_str().into(),
                level: identity.level,
            },
            year: identity.year,
            short_period: identity.period.as_ref().is_some_and(is_short),
            figures: Figures::pack(&report.tables),
            prose: Sketch::of(&prose(report), &names),
            read: u32::try_from(values.filter(sure).count()).unwrap_or(u32::MAX),
        }
    }
}

/// What the reports of one body have in common: its folded name, with the words taken off that some of its reports
/// add and others leave out.
fn key(_forms: &Forms, report: &Report) -> String {
    let name = crate::fold::fold(&report.identity.agency);
    name.trim_end_matches("人民政府").to_owned()
}

fn is_short(period: &Period) -> bool {
    let whole = (1, 1, 12, 31);
    let (start, end) = (period.start, period.end);
    start.year == end.year && (start.month, start.day, end.month, end.day) != whole
}
