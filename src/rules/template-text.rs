//! Instructions of the blank form that were left in.

use super::draft::Draft;
use super::view::{View, line_place, numeral};
use super::{Particulars, Rule};
use crate::fold::fold;

/// One finding a report: who leaves in one instruction, leaves in others.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for section in &view.report.sections {
        for (at, line) in section.text.lines().enumerate() {
            let folded = fold(line);
            let instructions = &view.forms.wording.instructions;
            if instructions.iter().any(|i| i.is_match(&folded)) {
                found.push((section.number, line.trim(), line_place(section, at)));
            }
        }
    }
    let Some((_, line, place)) = found.first().copied() else {
        return Vec::new();
    };
    let mut sections: Vec<u8> = found.iter().map(|(number, _, _)| *number).collect();
    sections.dedup();
    let list = |name: fn(u8) -> String, separator: &str| {
        let names: Vec<String> = sections.iter().map(|n| name(*n)).collect();
        names.join(separator)
    };
    let quote: String = line.chars().take(LONGEST).collect();
    let particulars = Particulars::default()
        .with("count", found.len())
        .with("quote", &quote)
        .with_each(
            "sections",
            list(numeral, "、"),
            list(|n| n.to_string(), ", "),
        );
    let mut draft = Draft::on_report(rule, 0).say(rule, "left-in", &particulars);
    draft.finding.found.clone_from(&quote);
    draft.finding.quote = quote;
    draft.finding.place = place;
    vec![draft]
}

/// Characters of an instruction that are quoted.
const LONGEST: usize = 60;
