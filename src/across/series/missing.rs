//! A gap between two reports of a body.

use super::Entry;
use crate::report::Finding;
use crate::rules::draft::Draft;
use crate::rules::{Particulars, Rules};

/// The gap before a report, if there is one.
pub fn check(before: &Entry<'_>, now: &Entry<'_>) -> Option<Finding> {
    let rule = Rules::embedded().get("year-missing")?;
    let (first, last) = (before.year + 1, now.year - 1);
    if first > last {
        return None;
    }
    let years = if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    };
    let particulars = Particulars::default()
        .with("years", &years)
        .with("before", before.year)
        .with("year", now.year);
    let guessed = before.brief.year_guessed || now.brief.year_guessed;
    let mut draft = Draft::on_report(rule, 0);
    draft.finding.expected = years;
    Some(
        draft
            .doubted(guessed)
            .say(rule, "gap", &particulars)
            .finding,
    )
}
