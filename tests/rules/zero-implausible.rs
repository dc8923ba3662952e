use crate::sample::Sample;
use gouji::report::{Severity, State, Verdict};

#[test]
fn cases_without_any_request() {
    let finding = Sample::new(2023)
        .disputes("review", [2, 0, 0, 0, 2])
        .only_finding("zero-implausible");
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Notice, Verdict::Report)
    );
    assert_eq!(finding.table, "requests");
    assert!(finding.message.zh.contains("案件 2 件"));
    // A total that was not filled in says so no less.
    let unfilled = Sample::new(2023).disputes("review", [2, 0, 0, 0, 0]);
    assert_eq!(unfilled.findings("zero-implausible").len(), 1);
}

#[test]
fn prose_that_speaks_of_requests() {
    let mut sample = Sample::new(2023);
    sample.report.sections[0].text =
        "全年收到政府信息公开申请3件，予以公开2件，部分公开1件。".into();
    let report = sample.check();
    let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
    // The table as a whole is the matter: its cells are told of once.
    assert_eq!(rules, ["zero-implausible", "narrative-differs"]);
    assert!(report.findings[0].quote.contains("申请3件"));
    assert!(
        report
            .findings
            .iter()
            .all(|f| f.group == report.findings[0].group)
    );
}

#[test]
fn noughts_everywhere_or_one_request() {
    assert!(Sample::new(2023).check().findings.is_empty());
    let one = Sample::new(2023)
        .requests("new", [1, 0, 0, 0, 0, 0, 1])
        .requests("granted", [1, 0, 0, 0, 0, 0, 1])
        .requests("total", [1, 0, 0, 0, 0, 0, 1])
        .disputes("review", [2, 0, 0, 0, 2]);
    assert!(one.check().findings.is_empty());
}

#[test]
fn a_table_with_nothing_printed_is_not_one_of_noughts_and_doubt_is_said() {
    let mut blank = Sample::new(2023).disputes("review", [2, 0, 0, 0, 2]);
    for value in &mut blank.table("requests").values {
        value.state = State::Blank;
        value.number.clear();
    }
    assert!(blank.findings("zero-implausible").is_empty());
    let mut doubtful = Sample::new(2023).disputes("review", [2, 0, 0, 0, 2]);
    doubtful.value("requests", "new", "total").confidence = 0.3;
    let finding = doubtful.findings("zero-implausible").remove(0);
    assert_eq!(finding.verdict, Verdict::Reading);
}
