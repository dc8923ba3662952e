use crate::sample::Sample;
use gouji::report::{State, Verdict};

#[test]
fn halves_and_negative_counts() {
    let findings = Sample::new(2023)
        .set("proactive", "licensing", "decisions", "-3")
        .set("proactive", "penalties", "decisions", "12.5")
        .findings("count-invalid");
    let found: Vec<&str> = findings.iter().map(|f| f.found.as_str()).collect();
    assert_eq!(found, ["-3", "12.5"]);
    assert!(findings[0].message.zh.contains("不应为负数"));
    assert!(findings[1].message.zh.contains("应为整数"));
    assert_eq!(
        findings[1].cells[0].to_string(),
        "proactive/penalties/decisions"
    );
}

#[test]
fn signed_numbers_and_money_have_their_own_limits() {
    let in_order = Sample::new(2020)
        .set("proactive", "penalties", "change", "-417")
        .set("proactive", "procurement", "amount", "190.457379");
    assert!(in_order.check().findings.is_empty());
    let negative = Sample::new(2023).set("proactive", "fees", "amount", "-0.5");
    assert_eq!(negative.only_finding("count-invalid").column, "amount");
}

#[test]
fn an_invalid_count_still_counts_in_its_sum() {
    let report = Sample::new(2023)
        .busy()
        .disputes("review", [-2, 0, 0, 0, 3])
        .check();
    let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["count-invalid", "disputes-total"]);
    assert_eq!(report.findings[1].equation, "(-2) + 0 + 0 + 0 = -2 ≠ 3");
}

#[test]
fn a_doubtful_reading_is_not_held_against_the_report() {
    let mut sample = Sample::new(2023).set("proactive", "licensing", "decisions", "1.5");
    sample
        .value("proactive", "licensing", "decisions")
        .confidence = 0.2;
    assert_eq!(
        sample.only_finding("count-invalid").verdict,
        Verdict::Reading
    );
    let blank = Sample::new(2023).state("proactive", "licensing", "decisions", State::Blank);
    assert!(blank.findings("count-invalid").is_empty());
}
