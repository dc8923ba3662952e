//! The prose of a report, with the words marked that findings stand on.

use super::words::{Escaped, Markup};
use crate::emit::wire::{Finding, Section};

/// A section as a page shows it.
pub struct View<'a> {
    /// Its heading as printed.
    pub heading: &'a str,
    /// Its paragraphs.
    pub body: Markup,
    /// Whether a finding stands on words of it.
    pub marked: bool,
}

/// The sections that hold any prose.
pub fn views<'a>(sections: &'a [Section<'a>], findings: &[Finding<'_>]) -> Vec<View<'a>> {
    let full = sections.iter().filter(|s| !s.text.trim().is_empty());
    full.map(|section| {
        let (body, marked) = body(section.text, findings);
        View {
            heading: section.heading,
            body,
            marked,
        }
    })
    .collect()
}

fn body(text: &str, findings: &[Finding<'_>]) -> (Markup, bool) {
    let (mut body, mut marked) = (String::new(), false);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut spans: Vec<(usize, usize, usize)> = Vec::new();
        for (finding, number) in findings.iter().zip(1..) {
            let quote = finding.quote.trim_matches('…').trim();
            if quote.chars().count() < 4 {
                continue;
            }
            if let Some(start) = line.find(quote) {
                spans.push((start, start + quote.len(), number));
            }
        }
        spans.sort_unstable();
        body.push_str("<p>");
        let mut at = 0;
        for (start, end, number) in spans {
            // Of two that overlap the first is marked.
            if start < at {
                continue;
            }
            marked = true;
            let (before, quote) = (Escaped(&line[at..start]), Escaped(&line[start..end]));
            body.push_str(&format!(
                r##"{before}<mark><a href="#f{number}">{quote}</a></mark>"##
            ));
            at = end;
        }
        body.push_str(&Escaped(&line[at..]).to_string());
        body.push_str("</p>");
    }
    (Markup(body), marked)
}
