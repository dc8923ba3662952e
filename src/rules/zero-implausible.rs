//! A table of requests in which everything is 0, beside cases or prose that speak of requests.

use super::draft::Draft;
use super::view::{Sheet, View};
use super::{Particulars, Rule};
use crate::prose::Vocabulary;
use crate::report::plain;

/// Keys of the tables of requests and of disputes.
const REQUESTS: &str = "requests";
const DISPUTES: &str = "disputes";

/// At most one finding.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let table = |id: &str| {
        let mut found = view.found();
        found.find(|sheet| sheet.table.id == id && rule.applies_to(&sheet.edition.id))
    };
    let Some(requests) = table(REQUESTS).filter(Sheet::is_all_nought) else {
        return Vec::new();
    };
    let disputes = table(DISPUTES).map_or(0, |sheet| total(&sheet));
    if disputes > 0 {
        let particulars = Particulars::default().with("count", plain(disputes));
        return vec![draft(rule, &requests, "disputes", &particulars)];
    }
    let vocabulary = Vocabulary::embedded();
    let said = view.prose.statements.iter().find(|s| {
        let means = &vocabulary.measures[s.measure].means;
        s.judged && s.number > 0 && means.iter().any(|amount| amount.table == REQUESTS)
    });
    let Some(said) = said else { return Vec::new() };
    let measure = &vocabulary.measures[said.measure].name;
    let particulars = Particulars::default()
        .with("said", &said.printed)
        .with_each("measure", measure.zh.clone(), measure.en.clone());
    let mut draft = draft(rule, &requests, "prose", &particulars);
    draft.finding.quote.clone_from(&said.quote.text);
    vec![draft]
}

fn draft(rule: &'static Rule, sheet: &Sheet<'_>, kind: &str, particulars: &Particulars) -> Draft {
    let mut draft = Draft::on_table(rule, sheet, 0)
        .doubted(sheet.has_doubt())
        .say(rule, kind, particulars);
    draft.finding.found = "0".into();
    draft.finding.place = sheet.place();
    draft
}

/// The largest number of a table: its total, or a part where the total was not filled in.
fn total(sheet: &Sheet<'_>) -> i128 {
    sheet
        .cells()
        .filter_map(|(_, _, value)| value.scaled())
        .max()
        .unwrap_or(0)
}
