use crate::sample::Sample;
use gouji::report::{State, Verdict};

#[test]
fn one_finding_a_table() {
    let mut sample = Sample::new(2022)
        .state("requests", "partial", "natural_person", State::Unreadable)
        .state("requests", "granted", "total", State::Unreadable);
    sample.value("requests", "granted", "total").raw = "见附件".into();
    let findings = sample.findings("value-unreadable");
    assert_eq!(findings.len(), 1);
    let finding = &findings[0];
    // Words are what is printed; nothing was misread.
    assert_eq!(finding.verdict, Verdict::Report);
    assert_eq!(finding.cells.len(), 2);
    assert_eq!(finding.quote, "见附件");
    assert!(finding.message.zh.contains("2 格读不成数字"));
}

#[test]
fn what_we_may_have_misread_is_no_fault_of_the_report() {
    let mut sample = Sample::new(2022).state("requests", "granted", "total", State::Unreadable);
    let value = sample.value("requests", "granted", "total");
    value.raw = "1 2".into();
    value.confidence = 0.2;
    let finding = sample.only_finding("value-unreadable");
    assert_eq!(finding.verdict, Verdict::Reading);
}

#[test]
fn none_where_every_cell_is_a_number() {
    assert!(Sample::new(2022).findings("value-unreadable").is_empty());
}
