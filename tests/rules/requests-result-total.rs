use crate::sample::Sample;
use gouji::report::{Severity, Spent, State};

fn broken(year: u16) -> Sample {
    Sample::new(year)
        .requests("new", [8, 0, 0, 0, 0, 0, 8])
        .requests("granted", [4, 0, 0, 0, 0, 0, 4])
        .requests("denied.third_party", [2, 0, 0, 0, 0, 0, 2])
        .requests("total", [8, 0, 0, 0, 0, 0, 8])
}

#[test]
fn the_results_are_fewer_than_their_total() {
    for (year, rows) in [(2020, 20), (2024, 22)] {
        let finding = broken(year).findings("requests-result-total").remove(0);
        assert_eq!(finding.row, "total");
        assert_eq!(finding.column, "natural_person");
        assert_eq!(
            (finding.expected.as_str(), finding.found.as_str()),
            ("6", "8")
        );
        assert_eq!(finding.difference, "2");
        assert_eq!(finding.equation, "4 + 2 = 6 ≠ 8");
        assert_eq!(finding.cells.len(), rows);
        assert_eq!(
            finding.message.zh,
            "自然人一列的（七）总计为 8，而（一）予以公开 4 + 4.保护第三方合法权益 2 = 6。"
        );
    }
}

#[test]
fn a_one_row_other_is_a_result_too() {
    let sample = broken(2023)
        .edition("requests", "2019")
        .requests("new", [8, 0, 0, 0, 0, 0, 8])
        .requests("other", [8, 0, 0, 0, 0, 0, 8])
        .requests("total", [8, 0, 0, 0, 0, 0, 8]);
    assert!(sample.findings("requests-result-total").is_empty());
}

#[test]
fn a_row_that_is_not_there_leaves_the_sum_open() {
    let mut sample = broken(2023);
    for column in crate::sample::APPLICANTS {
        sample = sample.state("requests", "partial", column, State::Absent);
    }
    sample.table("requests").missing_rows.push("partial".into());
    assert!(sample.findings("requests-result-total").is_empty());
}

#[test]
fn blank_totals_and_wholly_blank_sums_leave_it_open() {
    let blank_total = broken(2023)
        .state("requests", "total", "natural_person", State::Blank)
        .state("requests", "total", "total", State::Blank);
    assert!(blank_total.findings("requests-result-total").is_empty());
    let some_blank = broken(2023).state("requests", "partial", "natural_person", State::Blank);
    let finding = some_blank.findings("requests-result-total").remove(0);
    assert_eq!(finding.severity, Severity::Warning);
}

#[test]
fn a_number_that_a_sum_chose_is_no_evidence() {
    let mut sample = broken(2023);
    for column in ["natural_person", "total"] {
        sample.value("requests", "granted", column).spent = Spent::All;
    }
    assert!(sample.findings("requests-result-total").is_empty());
}
