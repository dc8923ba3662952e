//! What a letter says, and what it never says.

use std::io::{Cursor, Read};

use serde_json::{Value, json};

use super::{Letter, Picture, Received};
use crate::emit::{record, sample};
use crate::report::Severity;

/// A picture of 40 by 10 pixels, as far as its head says so.
fn picture() -> Option<Picture> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([0, 0, 0, 40, 0, 0, 0, 10]);
    Picture::of(bytes)
}

/// A line of `reports.jsonl`, changed.
fn report(change: impl Fn(&mut Value)) -> Received {
    let outcome = sample::outcome("a/b.pdf");
    let record = record(&sample::context(), &outcome);
    let mut report = serde_json::to_value(&record.reports[0]).unwrap();
    change(&mut report);
    serde_json::from_value(report).unwrap()
}

fn part(document: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut text = String::new();
    let mut part = package.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn both_carriers_say_the_same() {
    let report = report(|_| {});
    let letter = Letter::of(&report, Severity::Warning, |_| picture()).unwrap();
    let (page, document) = (letter.html().unwrap(), letter.docx().unwrap());
    let document_text = part(&document, "word/document.xml");
    roxmltree::Document::parse(&document_text).unwrap();
    for said in [
        "某局",
        "某局2023年报告",
        "10 + 1 = 11 ≠ 0",
        "第 3 页",
        "总计没有填",
        "00ff",
        "请贵单位核实",
    ] {
        assert!(page.contains(said), "{said}");
        assert!(document_text.contains(said), "{said}");
    }
    assert_eq!(page.matches("<img").count(), 2);
    assert_eq!(document_text.matches("<pic:pic>").count(), 2);
    assert_eq!(document, letter.docx().unwrap());
}

#[test]
fn what_may_be_misread_is_never_written_of() {
    let doubtful = report(|report| {
        for finding in report["findings"].as_array_mut().unwrap() {
            finding["verdict"] = json!("reading");
        }
    });
    assert!(Letter::of(&doubtful, Severity::Notice, |_| None).is_none());
    let slight = report(|report| {
        for finding in report["findings"].as_array_mut().unwrap() {
            finding["severity"] = json!("notice");
        }
    });
    assert!(Letter::of(&slight, Severity::Warning, |_| None).is_none());
    assert!(Letter::of(&slight, Severity::Notice, |_| None).is_some());
}

#[test]
fn one_page_names_some_and_counts_the_others() {
    let many = report(|report| {
        let findings = report["findings"].as_array_mut().unwrap();
        let one = findings[0].clone();
        findings.resize(9, one);
    });
    let letter = Letter::of(&many, Severity::Warning, |_| picture()).unwrap();
    let page = letter.html().unwrap();
    assert_eq!(
        (page.matches("<h2>").count(), page.matches("<img").count()),
        (3, 2)
    );
    assert!(page.contains("另有 6 处"));
}

#[test]
fn what_a_report_says_is_never_markup() {
    let evil = "<script>\"'&\u{1}\u{ffff}</w:t>";
    let report = report(|report| {
        report["identity"]["agency"] = json!(evil);
        report["identity"]["title"] = json!(evil);
        report["path"] = json!(evil);
        for finding in report["findings"].as_array_mut().unwrap() {
            finding["message_zh"] = json!(evil);
            finding["quote"] = json!(evil);
        }
    });
    let letter = Letter::of(&report, Severity::Warning, |_| None).unwrap();
    assert!(!letter.html().unwrap().contains("<script>"));
    let text = part(&letter.docx().unwrap(), "word/document.xml");
    let document = roxmltree::Document::parse(&text).unwrap();
    assert!(
        document
            .descendants()
            .any(|n| n.text().is_some_and(|t| t.contains("<script>")))
    );
}
