//! The six sections: there, in order, with the official numbers.

use super::draft::Draft;
use super::view::{View, numeral, page_place};
use super::{Particulars, Rule, excerpt};
use crate::forms::SectionWording;
use crate::report::{Presence, Section, Verdict};

/// One finding for each section concerned; one only where no heading was found at all.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    if !view.in_force().is_some_and(|e| rule.applies_to(&e.id)) {
        return Vec::new();
    }
    // A text whose tables run together has lost headings as well; what it lost was said where the tables are.
    if view.sheets().any(|s| s.filed.presence == Presence::Lost) {
        return Vec::new();
    }
    let official = &view.forms.wording.sections;
    let printed: Vec<&Section> = view
        .report
        .sections
        .iter()
        .filter(|s| s.number > 0)
        .collect();
    if printed.is_empty() {
        let particulars = Particulars::default().with("count", official.len());
        return vec![Draft::on_report(rule, 0).say(rule, "none", &particulars)];
    }
    let mut drafts = Vec::new();
    // What lies behind the place where a document breaks off is lost with it, and was said once.
    let end = excerpt::break_off(view).map(|b| b.section);
    let beginning = excerpt::begins_late(view);
    for wording in official {
        if end.is_some_and(|end| wording.number > end)
            || beginning.is_some_and(|first| wording.number < first)
        {
            continue;
        }
        if !printed.iter().any(|s| s.number == wording.number) {
            let particulars = about(wording);
            // A text that lost cells on its way to us may have lost a heading as well.
            let mut draft = Draft::on_report(rule, usize::from(wording.number))
                .doubted(view.has_losses())
                .say(rule, "missing", &particulars);
            draft.finding.expected = heading(wording.number, &wording.heading);
            drafts.push(draft);
        }
    }
    if let Some(first) = beginning {
        drafts.push(begins_late(rule, official, first));
    }
    let in_order = longest_rise(&printed.iter().map(|s| s.number).collect::<Vec<_>>());
    for (at, section) in printed.iter().enumerate() {
        let Some(wording) = official.iter().find(|w| w.number == section.number) else {
            continue;
        };
        let kind = if !in_order.contains(&at) {
            "out-of-order"
        } else if section.printed_number.is_some_and(|n| n != section.number) {
            "misnumbered"
        } else {
            continue;
        };
        let shown = section.printed_number.map_or_else(String::new, numeral);
        let particulars = about(wording)
            .with("printed", &section.heading)
            .with("printed_number", shown);
        let mut draft =
            Draft::on_report(rule, usize::from(section.number)).say(rule, kind, &particulars);
        draft.finding.expected = heading(wording.number, &wording.heading);
        draft.finding.found.clone_from(&section.heading);
        draft.finding.quote.clone_from(&section.heading);
        draft.finding.place = page_place(section.page);
        drafts.push(draft);
    }
    drafts
}

/// A document that begins in the middle: one finding for all that lies before.
fn begins_late(rule: &'static Rule, official: &[SectionWording], first: u8) -> Draft {
    let lost: Vec<u8> = official
        .iter()
        .map(|s| s.number)
        .filter(|n| *n < first)
        .collect();
    let names = |name: fn(u8) -> String, separator: &str| {
        lost.iter()
            .map(|n| name(*n))
            .collect::<Vec<_>>()
            .join(separator)
    };
    let particulars = Particulars::default()
        .with_each("first", numeral(first), first.to_string())
        .with_each("lost", names(numeral, "、"), names(|n| n.to_string(), ", "));
    let mut draft = Draft::on_report(rule, 0).say(rule, "begins-late", &particulars);
    // The message says itself that something was lost.
    draft.finding.verdict = Verdict::Reading;
    if let [only] = official
        .iter()
        .filter(|s| s.number < first)
        .collect::<Vec<_>>()[..]
    {
        draft.finding.expected = heading(only.number, &only.heading);
    }
    draft
}

fn about(wording: &SectionWording) -> Particulars {
    Particulars::default()
        .with("heading", heading(wording.number, &wording.heading))
        .with_each(
            "number",
            numeral(wording.number),
            wording.number.to_string(),
        )
}

fn heading(number: u8, text: &str) -> String {
    format!("{}、{text}", numeral(number))
}

/// Indices of a longest strictly rising run of numbers: what is left out of it is out of order. Of several, the one
/// that keeps the earlier sections.
fn longest_rise(numbers: &[u8]) -> Vec<usize> {
    // best[i]: length of the longest rise that begins at i, and what comes next in it.
    let mut best: Vec<(usize, Option<usize>)> = vec![(1, None); numbers.len()];
    for i in (0..numbers.len()).rev() {
        for j in i + 1..numbers.len() {
            if numbers[j] > numbers[i] && best[j].0 + 1 > best[i].0 {
                best[i] = (best[j].0 + 1, Some(j));
            }
        }
    }
    let longest = best.iter().map(|b| b.0).max().unwrap_or(0);
    let mut at = best.iter().position(|b| b.0 == longest);
    let mut run = Vec::new();
    while let Some(i) = at {
        run.push(i);
        at = best[i].1;
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rise_keeps_the_most() {
        assert_eq!(longest_rise(&[1, 2, 3]), [0, 1, 2]);
        assert_eq!(longest_rise(&[1, 3, 2, 4]), [0, 1, 3]);
        assert_eq!(longest_rise(&[1, 2, 2, 3]), [0, 1, 3]);
        assert_eq!(longest_rise(&[]), [0; 0]);
    }

    #[test]
    fn numbers_are_printed_as_the_form_does() {
        assert_eq!(heading(3, "某"), "三、某");
    }
}
