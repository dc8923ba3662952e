//! Fees for dealing with requests: the items against the total that the prose states.

use super::draft::Draft;
use super::view::View;
use super::{Particulars, Rule};
use crate::report::plain;

/// One finding a total.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    if !view.in_force().is_some_and(|e| rule.applies_to(&e.id)) {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    for fees in &view.prose.fees {
        let sum: i128 = fees.items.iter().sum();
        if sum == fees.total {
            continue;
        }
        let items: Vec<String> = fees.items.iter().map(|item| plain(*item)).collect();
        let items = items.join(" + ");
        let particulars = Particulars::default()
            .with("total", plain(fees.total))
            .with("items", &items)
            .with("sum", plain(sum));
        let mut draft =
            Draft::on_report(rule, fees.quote.offset).say(rule, "differs", &particulars);
        draft.finding.expected = plain(sum);
        draft.finding.found = plain(fees.total);
        draft.finding.difference = plain(fees.total - sum);
        draft.finding.equation = format!("{items} = {} ≠ {}", plain(sum), plain(fees.total));
        draft.finding.quote.clone_from(&fees.quote.text);
        draft.finding.place = fees.quote.place;
        drafts.push(draft);
    }
    drafts
}
