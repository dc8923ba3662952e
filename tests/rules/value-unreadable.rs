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
    assert_eq!(finding.verdict, Verdict::Reading);
    assert_eq!(finding.cells.len(), 2);
    assert_eq!(finding.quote, "见附件");
    assert!(finding.message.zh.contains("2 格读不成数字"));
}

#[test]
fn none_where_every_cell_is_a_number() {
    assert!(Sample::new(2022).findings("value-unreadable").is_empty());
}
