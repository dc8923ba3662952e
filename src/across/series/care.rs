//! Years in which a body was reorganised: what does not go on there may have every reason not to.

use super::Entry;
use crate::report::{Finding, Severity};

/// Makes findings between two years a notice where the body was set up, closed, or given another code in one of them,
/// and says so.
pub fn take(findings: &mut [Finding], before: &Entry<'_>, now: &Entry<'_>) {
    let Some((zh, en)) = reorganised(before, now) else {
        return;
    };
    for finding in findings {
        finding.severity = Severity::Notice;
        finding.message.zh.push_str(&zh);
        finding.message.en.push_str(&en);
    }
}

fn reorganised(before: &Entry<'_>, now: &Entry<'_>) -> Option<(String, String)> {
    let short = |entry: &Entry<'_>| entry.brief.short_period.then_some(entry.year);
    if let Some(year) = short(before).or(short(now)) {
        return Some((
            format!("{year} 年报告的统计期限不足一年，可能与机构设立、撤并有关。"),
            format!(
                " The report of {year} covers less than a year: the body may have been set up or merged."
            ),
        ));
    }
    let (old, new) = (&before.brief.body, &now.brief.body);
    let moved =
        !old.division.is_empty() && !new.division.is_empty() && old.division != new.division;
    moved.then(|| {
        (
            format!("其间区划代码由 {} 变为 {}。", old.division, new.division),
            format!(
                " Its division changed from {} to {} meanwhile.",
                old.division, new.division
            ),
        )
    })
}
