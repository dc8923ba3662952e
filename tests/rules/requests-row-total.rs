use crate::sample::Sample;
use gouji::report::{Severity, State, Verdict};

#[test]
fn the_kinds_of_applicant_do_not_add_up() {
    let finding = Sample::new(2022)
        .requests("new", [40, 3, 0, 0, 1, 0, 45])
        .requests("granted", [40, 3, 0, 0, 1, 0, 45])
        .requests("total", [40, 3, 0, 0, 1, 0, 45])
        .findings("requests-row-total")
        .remove(0);
    assert_eq!(
        (finding.row.as_str(), finding.column.as_str()),
        ("new", "total")
    );
    assert_eq!(finding.equation, "40 + 3 + 0 + 0 + 1 + 0 = 44 ≠ 45");
    assert_eq!(
        (finding.expected.as_str(), finding.difference.as_str()),
        ("44", "1")
    );
    assert!(
        finding
            .message
            .zh
            .starts_with("一、本年新收政府信息公开申请数量的总计为 45，而自然人 40")
    );
    assert!(
        finding
            .message
            .en
            .contains("total is 45, but natural_person 40")
    );
}

#[test]
fn a_doubtful_cell_makes_it_a_matter_of_reading() {
    let mut sample = Sample::new(2022).requests("carried_out", [1, 0, 0, 0, 0, 0, 0]);
    sample
        .value("requests", "carried_out", "business")
        .confidence = 0.3;
    let finding = sample.findings("requests-row-total").remove(0);
    assert_eq!(finding.verdict, Verdict::Reading);
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.message.zh.contains("可能是读取有误"));
    assert!(finding.message.en.contains("may be in the reading"));
}

#[test]
fn unreadable_absent_and_blank_totals_leave_it_open() {
    for state in [
        State::Unreadable,
        State::Absent,
        State::Blank,
        State::Placeholder,
    ] {
        let sample = Sample::new(2022)
            .requests("carried_out", [1, 0, 0, 0, 0, 0, 5])
            .state("requests", "carried_out", "total", state);
        assert!(
            sample.findings("requests-row-total").is_empty(),
            "{state:?}"
        );
    }
}
