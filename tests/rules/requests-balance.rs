use crate::sample::Sample;
use gouji::report::{Basis, Severity, State, Verdict};

#[test]
fn more_received_than_dealt_with() {
    let finding = Sample::new(2023)
        .set("requests", "new", "natural_person", 3)
        .set("requests", "new", "total", 3)
        .findings("requests-balance")
        .remove(0);
    assert_eq!(
        (finding.row.as_str(), finding.column.as_str()),
        ("", "natural_person")
    );
    assert_eq!(
        (finding.expected.as_str(), finding.found.as_str()),
        ("3", "0")
    );
    assert_eq!(finding.difference, "-3");
    assert_eq!(finding.equation, "3 + 0 = 3 ≠ 0 + 0 = 0");
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(finding.verdict, Verdict::Report);
    assert_eq!(finding.cells.len(), 4);
    assert_eq!(
        finding.message.zh,
        "自然人一列：一、本年新收政府信息公开申请数量 3 + 二、上年结转政府信息公开申请数量 0 = 3，\
         而（七）总计 0 + 四、结转下年度继续办理 0 = 0。"
    );
    assert_eq!(
        finding.message.en,
        "Column natural_person (自然人): new 3 + carried_in 0 = 3, but total 0 + carried_out 0 = 0."
    );
}

#[test]
fn blank_parts_count_as_nought_and_make_it_a_warning() {
    let finding = Sample::new(2023)
        .requests("new", [3, 0, 0, 0, 0, 0, 3])
        .state("requests", "carried_in", "natural_person", State::Blank)
        .findings("requests-balance")
        .remove(0);
    assert_eq!(finding.basis, Basis::AssumedZero);
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.equation, "3 + (0) = 3 ≠ 0 + 0 = 0");
    assert!(finding.message.zh.ends_with("空白格按 0 计。"));
}

#[test]
fn without_its_leading_figures_it_says_nothing() {
    for row in ["new", "total"] {
        let sample = Sample::new(2023)
            .requests("carried_in", [3, 0, 0, 0, 0, 0, 3])
            .state("requests", row, "natural_person", State::Placeholder)
            .state("requests", row, "total", State::Placeholder);
        assert_eq!(sample.findings("requests-balance").len(), 0, "{row}");
    }
}

#[test]
fn a_balanced_table_is_in_order() {
    let sample = Sample::new(2023)
        .requests("new", [5, 0, 0, 0, 0, 0, 5])
        .requests("granted", [4, 0, 0, 0, 0, 0, 4])
        .requests("total", [4, 0, 0, 0, 0, 0, 4])
        .requests("carried_out", [1, 0, 0, 0, 0, 0, 1]);
    let report = sample.check();
    assert!(report.findings.is_empty());
    // 25 rows, 7 columns twice, 3 parts of 表四, 2 rows of 表二.
    assert_eq!((report.coverage.checked(), report.coverage.broken), (44, 0));
}
