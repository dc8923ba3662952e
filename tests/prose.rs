//! What sentences of reports say: `tests/prose/sentences.tsv`, a sentence a line.

use gouji::prose::{Prose, Vocabulary};
use gouji::report::{Report, Section, plain};

/// A report of one paragraph in its first section.
fn prose(agency: &str, text: &str) -> Prose {
    let mut report = Report::default();
    report.identity.year = Some(2023);
    report.identity.agency = agency.into();
    report.sections.push(Section {
        number: 1,
        text: text.into(),
        ..Section::default()
    });
    Prose::read(&report)
}

/// The statements that would be held against the tables, and the percentages.
fn judged(prose: &Prose) -> String {
    let measures = &Vocabulary::embedded().measures;
    let statements = prose.statements.iter().filter(|s| s.judged);
    let mut said: Vec<String> = statements
        .map(|s| format!("{} {}", measures[s.measure].name.en, plain(s.number)))
        .collect();
    let shares = prose.shares.iter().filter(|s| s.judged);
    said.extend(shares.map(|s| format!("{}%", s.printed)));
    said.join("; ")
}

#[test]
fn every_sentence_says_what_it_says() {
    let mut wrong = Vec::new();
    let mut agency = "";
    let mut count = 0;
    for line in include_str!("prose/sentences.tsv").lines() {
        if let Some(name) = line.strip_prefix("# agency: ") {
            agency = name;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (text, expected) = line.split_once('\t').unwrap_or((line, ""));
        let found = judged(&prose(agency, text));
        if found != expected {
            wrong.push(format!("{text}\n  said:  {expected}\n  found: {found}"));
        }
        count += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
