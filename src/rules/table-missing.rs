//! A table of the form that is not in the report, or not in it as text.

use super::draft::Draft;
use super::view::{View, numeral};
use super::{Particulars, Rule, excerpt};
use crate::report::{Presence, Severity, Verdict};

/// One finding a table.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let Some(in_force) = view.in_force().filter(|e| rule.applies_to(&e.id)) else {
        return Vec::new();
    };
    let encouraged = view
        .year()
        .is_some_and(|year| in_force.encouraged_only.contains(&year));
    let mut drafts = Vec::new();
    let break_off = excerpt::break_off(view);
    for sheet in view.sheets() {
        // What lies behind the place where a document breaks off is lost with it, and was said once.
        if break_off.is_some_and(|b| b.section < sheet.table.section) {
            continue;
        }
        let breaks_off = break_off.is_some_and(|b| b.sheet.at == sheet.at);
        let (kind, verdict) = match sheet.filed.presence {
            Presence::Found => continue,
            _ if breaks_off => ("broken-off", Verdict::Reading),
            Presence::Absent if encouraged => ("encouraged", Verdict::Report),
            Presence::Absent => ("absent", Verdict::Report),
            Presence::Lost => ("lost", Verdict::Reading),
            Presence::Image => ("image", Verdict::Reading),
        };
        let particulars = Particulars::default()
            .with("table", &sheet.table.title)
            .with("notice", &in_force.notice)
            .with_each(
                "section",
                format!("第{}部分", numeral(sheet.table.section)),
                format!("section {}", sheet.table.section),
            );
        // The message of a table that was not read says so itself: the verdict is set after it.
        let mut draft = Draft::on_table(rule, &sheet, 0).say(rule, kind, &particulars);
        draft.finding.verdict = verdict;
        if encouraged {
            draft.finding.severity = Severity::Notice;
        }
        drafts.push(draft);
    }
    drafts
}
