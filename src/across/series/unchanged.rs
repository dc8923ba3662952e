//! A report that is the one of an earlier year over again.

use super::Entry;
use crate::across::Prose;
use crate::across::overlap::{Overlap, overlap};
use crate::report::Finding;
use crate::rules::draft::Draft;
use crate::rules::{Particulars, Rules};

/// Bits that equal figures must have to say anything: a handful of small numbers recur by themselves.
const WEIGHT: f64 = 16.0;

/// Nearly all of the prose.
const NEARLY_ALL: f64 = 0.9;

/// From this share of the sample on the prose itself is compared.
const LIKELY: f64 = 0.8;

/// The earlier report that this one repeats, the latest if it repeats several.
pub fn check(earlier: &[Entry<'_>], now: &Entry<'_>, prose: Prose<'_>) -> Option<Finding> {
    let rule = Rules::embedded().get("report-unchanged")?;
    earlier.iter().rev().find_map(|before| {
        let figures = now.vector.weight() >= WEIGHT && now.vector.has_same_figures(&before.vector);
        let words = words(before, now, prose);
        let kind = match (figures, &words) {
            (true, Some(_)) => "both",
            (true, None) => "figures",
            (false, Some(_)) => "prose",
            (false, None) => return None,
        };
        let share = words.as_ref().map_or(0.0, |words| words.share);
        let particulars = Particulars::default()
            .with("year", now.year)
            .with("before", before.year)
            .with("path", &before.brief.path)
            .with("count", now.vector.len())
            .with("share", format!("{} %", (share * 100.0).floor()));
        let doubtful = now.brief.year_guessed || before.brief.year_guessed;
        let doubtful = doubtful || figures && (now.vector.doubtful || before.vector.doubtful);
        let mut draft = Draft::on_report(rule, 0);
        draft.finding.quote = words.map(|words| words.passage).unwrap_or_default();
        Some(
            draft
                .doubted(doubtful)
                .say(rule, kind, &particulars)
                .finding,
        )
    })
}

fn words(before: &Entry<'_>, now: &Entry<'_>, prose: Prose<'_>) -> Option<Overlap> {
    if now.brief.prose.share(&before.brief.prose) < LIKELY {
        return None;
    }
    let (text, other) = (prose(now.at), prose(before.at));
    let names = |entry: &Entry<'_>| entry.brief.body.names.clone();
    let found = overlap((&text, &names(now)), (&other, &names(before)), |_| true);
    (found.share >= NEARLY_ALL).then_some(found)
}
