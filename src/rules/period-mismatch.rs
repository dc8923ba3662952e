//! The statistical period against the calendar and against the year of the title.

use super::draft::Draft;
use super::view::{View, page_place};
use super::{Particulars, Rule};
use crate::report::{Date, Period, Severity};

/// At most one finding.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let Some(period) = &view.report.identity.period else {
        return Vec::new();
    };
    let Some(kind) = fault(period, view.year()) else {
        return Vec::new();
    };
    let year = view.year().or_else(|| own_year(period));
    let particulars = Particulars::default()
        .with("start", period.start)
        .with("end", period.end)
        .with("year", year.map_or_else(String::new, |y| y.to_string()));
    let mut draft = Draft::on_report(rule, 0).say(rule, kind, &particulars);
    if kind == "shorter" {
        draft.finding.severity = Severity::Notice;
    }
    if let Some(year) = year {
        draft.finding.expected = span(first_day(year), last_day(year));
    }
    draft.finding.found = span(period.start, period.end);
    draft.finding.quote.clone_from(&period.quote);
    draft.finding.place = page_place(period.page);
    vec![draft]
}

fn fault(period: &Period, year: Option<u16>) -> Option<&'static str> {
    if period.start > period.end {
        return Some("backwards");
    }
    let Some(year) = year.or_else(|| own_year(period)) else {
        return Some("years");
    };
    if period.start.year != year || period.end.year != year {
        Some("other-year")
    } else if period.start != first_day(year) || period.end != last_day(year) {
        Some("shorter")
    } else {
        None
    }
}

/// The year of a period that lies in one.
fn own_year(period: &Period) -> Option<u16> {
    (period.start.year == period.end.year).then_some(period.start.year)
}

fn first_day(year: u16) -> Date {
    Date {
        year,
        month: 1,
        day: 1,
    }
}

fn last_day(year: u16) -> Date {
    Date {
        year,
        month: 12,
        day: 31,
    }
}

fn span(start: Date, end: Date) -> String {
    format!("{start}..{end}")
}
