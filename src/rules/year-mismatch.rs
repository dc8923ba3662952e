//! The year that the prose reports on against that of the title.

use super::draft::Draft;
use super::view::View;
use super::{Particulars, Rule};
use crate::prose::{Quote, When};

/// At most one finding: who left one year of an older text, left others.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let Some(year) = view.year() else {
        return Vec::new();
    };
    let mut told: Vec<(u16, &Quote)> = view
        .prose
        .years
        .iter()
        .map(|(year, quote)| (*year, quote))
        .collect();
    // A figure of another year beside one of this year is a comparison.
    let statements = &view.prose.statements;
    let this_year = |measure| {
        statements
            .iter()
            .any(|s| s.measure == measure && s.when == When::This)
    };
    told.extend(statements.iter().filter_map(|s| match s.when {
        When::Year(named) if s.sure && !this_year(s.measure) => Some((named, &s.quote)),
        _ => None,
    }));
    told.sort_by_key(|(_, quote)| (quote.section, quote.offset));
    told.dedup_by(|(_, quote), (_, before)| {
        quote.section == before.section && quote.text == before.text
    });
    let Some((named, quote)) = told.first().copied() else {
        return Vec::new();
    };
    let particulars = Particulars::default()
        .with("year", year)
        .with("named", named)
        .with("count", told.len());
    let mut draft = Draft::on_report(rule, 0).say(rule, "other-year", &particulars);
    draft.finding.expected = year.to_string();
    draft.finding.found = named.to_string();
    draft.finding.quote.clone_from(&quote.text);
    draft.finding.place = quote.place;
    vec![draft]
}
