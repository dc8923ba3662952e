//! Notices and laws that the text cites although they were no longer in force.

use super::draft::Draft;
use super::view::{View, line_place};
use super::{Particulars, Rule};
use crate::fold::fold;
use crate::pattern::Pattern;

/// A document that is no longer in force.
struct Outdated<'a> {
    number: String,
    pattern: &'a Pattern,
    by: String,
}

/// One finding a document, at its first mention.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let (Some(year), Some(in_force)) = (view.year(), view.in_force()) else {
        return Vec::new();
    };
    if !rule.applies_to(&in_force.id) {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    for document in outdated(view, year) {
        let Some((place, quote)) = first_mention(view, document.pattern) else {
            continue;
        };
        let particulars = Particulars::default()
            .with("number", &document.number)
            .with("by", &document.by)
            .with("year", year);
        let mut draft = Draft::on_report(rule, 0).say(rule, "outdated", &particulars);
        draft.finding.expected = document.by;
        draft.finding.found = document.number;
        draft.finding.quote = quote;
        draft.finding.place = place;
        drafts.push(draft);
    }
    drafts
}

/// The notices of earlier editions, and what else the wording names.
fn outdated<'a>(view: &View<'a>, year: u16) -> Vec<Outdated<'a>> {
    let editions = view.forms.editions.iter();
    let in_force = view.in_force().map_or("", |e| e.notice.as_str());
    let notices = editions
        .filter(|edition| edition.to.is_some_and(|to| to < year))
        .filter_map(|edition| {
            Some(Outdated {
                number: edition.notice.clone(),
                pattern: edition.citation.as_ref()?,
                by: in_force.to_owned(),
            })
        });
    let others = view.forms.wording.superseded.iter();
    let others = others.filter(|s| s.until < year).map(|s| Outdated {
        number: s.number.clone(),
        pattern: &s.pattern,
        by: s.by.clone(),
    });
    let mut all: Vec<Outdated> = notices.collect();
    for other in others {
        if all.iter().all(|known| known.number != other.number) {
            all.push(other);
        }
    }
    all
}

fn first_mention(view: &View<'_>, pattern: &Pattern) -> Option<(crate::location::Place, String)> {
    view.report.sections.iter().find_map(|section| {
        // A line of a page may end in the middle of a number.
        let lines: Vec<String> = section.text.lines().map(fold).collect();
        (0..lines.len()).find_map(|at| {
            let next = lines.get(at + 1).map_or("", String::as_str);
            let found = pattern.find(&format!("{}{next}", lines[at]))?;
            (found.start < lines[at].len()).then(|| {
                let quote = format!("{}{next}", lines[at])[found].to_owned();
                (line_place(section, at), quote)
            })
        })
    })
}
