use crate::sample::Sample;
use gouji::report::Severity;

#[test]
fn fewer_in_force_than_issued_less_repealed() {
    let finding = Sample::new(2023)
        .set("proactive", "normative_documents", "issued", 7)
        .set("proactive", "normative_documents", "repealed", 2)
        .set("proactive", "normative_documents", "in_force", 4)
        .only_finding("in-force-too-small");
    assert_eq!(finding.severity, Severity::Notice);
    assert_eq!(finding.row, "normative_documents");
    assert_eq!(finding.column, "in_force");
    assert_eq!(finding.equation, "4 < 7 − 2 = 5");
    assert_eq!(
        (finding.expected.as_str(), finding.found.as_str()),
        ("5", "4")
    );
    assert_eq!(finding.difference, "-1");
    assert!(finding.suspects.is_empty());
    assert!(
        finding
            .message
            .zh
            .ends_with("现行有效件数为 4，小于本年制发件数 7 − 本年废止件数 2 = 5。")
    );
}

#[test]
fn the_form_of_2019_compares_what_is_published() {
    let finding = Sample::new(2020)
        .set("proactive", "regulations", "published", 3)
        .set("proactive", "regulations", "total_published", 1)
        .only_finding("in-force-too-small");
    assert_eq!(finding.equation, "1 < 3");
    assert!(
        finding
            .message
            .en
            .ends_with("total_published is 1, which is less than published 3.")
    );
}

#[test]
fn other_rows_of_the_table_are_not_compared() {
    let sample = Sample::new(2023).set("proactive", "licensing", "decisions", 9);
    assert!(sample.check().findings.is_empty());
}

#[test]
fn a_larger_stock_is_in_order() {
    let sample = Sample::new(2023)
        .set("proactive", "regulations", "issued", 2)
        .set("proactive", "regulations", "in_force", 30);
    assert!(sample.check().findings.is_empty());
}
