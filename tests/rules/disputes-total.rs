use crate::beside::{BODY, Beside};
use crate::sample::{Sample, written};
use gouji::report::{Basis, Severity, Slip, State};

#[test]
fn a_total_left_at_nought() {
    let finding = Sample::new(2023)
        .busy()
        .disputes("review", [10, 1, 0, 0, 0])
        .only_finding("disputes-total");
    assert_eq!(
        (finding.row.as_str(), finding.column.as_str()),
        ("review", "total")
    );
    assert_eq!(
        (finding.expected.as_str(), finding.found.as_str()),
        ("11", "0")
    );
    assert_eq!(finding.difference, "-11");
    assert_eq!(finding.equation, "10 + 1 + 0 + 0 = 11 ≠ 0");
    assert_eq!(
        finding.message.zh,
        "行政复议的总计为 0，而结果维持 10 + 结果纠正 1 + 其他结果 0 + 尚未审结 0 = 11。"
    );
    assert_eq!(
        finding.message.en,
        "review (行政复议): total is 0, but upheld 10 + corrected 1 + other 0 + pending 0 = 11."
    );
    assert_eq!(written(&finding.suspects[0]), "disputes/review/total=11");
    assert_eq!(finding.slip(), Some(Slip::TotalNotFilled));
}

#[test]
fn every_part_is_checked_by_itself() {
    let report = Sample::new(2023)
        .busy()
        .disputes("review", [10, 1, 0, 0, 0])
        .disputes("suit_after_review", [5, 0, 0, 0, 0])
        .check();
    let rows: Vec<(&str, u32)> = report
        .findings
        .iter()
        .map(|f| (f.row.as_str(), f.group))
        .collect();
    assert_eq!(rows, [("review", 1), ("suit_after_review", 2)]);
    assert_eq!((report.coverage.checked(), report.coverage.broken), (44, 2));
}

#[test]
fn blanks() {
    let blank_part = Sample::new(2023)
        .busy()
        .disputes("review", [5, 0, 0, 0, 6])
        .state("disputes", "review", "other", State::Blank);
    let finding = blank_part.findings("disputes-total").remove(0);
    assert_eq!(finding.equation, "5 + 0 + (0) + 0 = 5 ≠ 6");
    assert_eq!(
        (finding.basis, finding.severity),
        (Basis::AssumedZero, Severity::Warning)
    );

    let mut all_blank = Sample::new(2023).busy().disputes("review", [0, 0, 0, 0, 6]);
    for column in ["upheld", "corrected", "other", "pending"] {
        all_blank = all_blank.state("disputes", "review", column, State::Blank);
    }
    assert!(all_blank.findings("disputes-total").is_empty());
}

#[test]
fn the_number_of_the_year_before() {
    let first = |before: [i64; 5], now: [i64; 5]| {
        let [before, now] = [(2022, before), (2023, now)]
            .map(|(year, cells)| Sample::new(year).busy().disputes("review", cells));
        let beside = Beside::default()
            .with("a.pdf", BODY, before)
            .with("b.pdf", BODY, now);
        let finding = beside.findings("disputes-total").pop().unwrap().remove(0);
        (written(&finding.suspects[0]), finding.slip())
    };
    let other = first([31, 2, 1, 0, 34], [40, 25, 5, 0, 73]);
    assert_ne!(other.1, Some(Slip::LastYear));
    let left = first([31, 25, 1, 0, 57], [40, 25, 5, 0, 73]);
    let expected = "disputes/review/corrected=28".to_owned();
    assert_eq!(left, (expected, Some(Slip::LastYear)));
    // What explains it better stays first, and small numbers are often the same.
    let unfilled = first([31, 25, 1, 0, 57], [40, 25, 5, 0, 0]);
    assert_eq!(unfilled.1, Some(Slip::TotalNotFilled));
    let small = first([3, 1, 1, 0, 5], [4, 1, 5, 0, 14]);
    assert_ne!(small.1, Some(Slip::LastYear));
}
