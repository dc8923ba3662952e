//! The day of publication against the day that the Regulations set.

use super::draft::Draft;
use super::view::View;
use super::{Particulars, Rule};
use crate::report::BodyKind;

/// At most one finding. A body whose kind is not known may be one without a date.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let in_force = view.in_force().is_some_and(|e| rule.applies_to(&e.id));
    let (Some(year), Some(published)) = (view.year(), view.report.identity.published) else {
        return Vec::new();
    };
    let kind = BodyKind::of(view.report).filter(|_| in_force);
    let Some(deadline) = kind.and_then(|kind| kind.deadline(year)) else {
        return Vec::new();
    };
    if published <= deadline {
        return Vec::new();
    }
    let particulars = Particulars::default()
        .with("published", published)
        .with("deadline", deadline)
        .with("year", year);
    let mut draft = Draft::on_report(rule, 0).say(rule, "late", &particulars);
    draft.finding.expected = format!("<= {deadline}");
    draft.finding.found = published.to_string();
    vec![draft]
}
