//! The second reading with made-up second readers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use gouji::audit::{Audited, Settings, audit};
use gouji::error::ReadError;
use gouji::read::engine::{Ours, PdfEngine};
use gouji::read::{GlyphText, Options, Page};
use gouji::report::{State, Verdict};

/// Sees what we see, but takes one digit for another.
#[derive(Debug)]
struct Misreader {
    from: char,
    to: char,
}

impl PdfEngine for Misreader {
    fn name(&self) -> &'static str {
        "misreader"
    }

    fn read(&self, bytes: &[u8], options: &Options) -> Result<Vec<Page>, ReadError> {
        let mut pages = Ours.read(bytes, options)?;
        for glyph in pages.iter_mut().flat_map(|page| &mut page.glyphs) {
            if glyph.text == GlyphText::Char(self.from) {
                glyph.text = GlyphText::Char(self.to);
            }
        }
        Ok(pages)
    }
}

fn read(from: char, to: char) -> Audited {
    // Its sums are broken, so that there is a finding to be careful with.
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/007-danya-2021.pdf");
    let settings = Settings {
        second: Some(Arc::new(Misreader { from, to })),
        ..Settings::default()
    };
    audit(&std::fs::read(path).unwrap(), &settings)
}

#[test]
fn two_readers_that_agree_change_nothing() {
    let report = &read('1', '1').reports[0];
    let values = || report.tables.iter().flat_map(|table| &table.values);
    assert!(values().all(|value| !value.is_doubtful()));
    assert!(report.findings.iter().any(|f| f.verdict == Verdict::Report));
    let note = report.notes.iter().find(|n| n.code == "second-reading");
    let text = &note.unwrap().text;
    assert!(
        text.ends_with("200 agreed, 0 differed, 0 not seen"),
        "{text}"
    );
}

#[test]
fn a_digit_seen_otherwise_makes_its_values_doubtful_and_no_others() {
    let report = &read('3', '8').reports[0];
    let mut doubtful = 0;
    for value in report.tables.iter().flat_map(|table| &table.values) {
        if value.state != State::Absent {
            let holds = value.raw.contains('3');
            assert_eq!(value.is_doubtful(), holds, "{}", value.raw);
            assert_eq!(value.doubts.contains(&"second-reading-differs"), holds);
            doubtful += usize::from(holds);
        }
    }
    assert!(doubtful > 10);
}

#[test]
fn a_finding_on_a_value_seen_otherwise_is_not_put_down_to_the_report() {
    let wrong = |audited: &Audited| {
        let findings = audited.reports[0].findings.iter();
        findings
            .filter(|f| f.equation.contains("93") && f.verdict == Verdict::Report)
            .count()
    };
    assert!(wrong(&read('1', '1')) > 0);
    assert_eq!(wrong(&read('9', '4')), 0);
}

/// Cannot read anything.
#[derive(Debug)]
struct Failing;

impl PdfEngine for Failing {
    fn name(&self) -> &'static str {
        "failing"
    }

    fn read(&self, _: &[u8], options: &Options) -> Result<Vec<Page>, ReadError> {
        Ours.read(b"%PDF-", options)
    }
}

#[test]
fn a_reader_that_fails_says_nothing() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/007-danya-2021.pdf");
    let settings = Settings {
        second: Some(Arc::new(Failing)),
        ..Settings::default()
    };
    let report = &audit(&std::fs::read(path).unwrap(), &settings).reports[0];
    let values = report.tables.iter().flat_map(|table| &table.values);
    assert!(values.clone().count() > 0 && !values.clone().any(gouji::report::Value::is_doubtful));
    assert!(
        report
            .notes
            .iter()
            .any(|n| n.code == "second-reading-failed")
    );
}
