use crate::beside::{BODY, Beside};
use crate::sample::Sample;
use gouji::report::{Finding, Severity, State, Verdict};

const RULE: &str = "report-conflict";

fn reviews(numbers: [i64; 5]) -> Sample {
    Sample::new(2022).disputes("review", numbers)
}

fn beside(one: Sample, other: Sample) -> Vec<Finding> {
    let found = Beside::default()
        .with("a.pdf", BODY, one)
        .with("b.pdf", BODY, other)
        .findings(RULE);
    assert_eq!(found[0], [], "it stands on the later path");
    found[1].clone()
}

#[test]
fn two_documents_that_disagree() {
    let found = beside(reviews([2, 0, 0, 0, 2]), reviews([5, 0, 0, 0, 5]));
    let [finding] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(
        (finding.table.as_str(), finding.row.as_str()),
        ("disputes", "review")
    );
    let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
    assert_eq!(
        cells,
        [
            "disputes/review/upheld",
            "disputes/review/total",
            "0000000000000001:disputes/review/upheld",
            "0000000000000001:disputes/review/total"
        ]
    );
    assert!(
        finding
            .message
            .zh
            .contains("2 处数字不一致：行政复议的结果维持 5 ≠ 2；"),
        "{}",
        finding.message.zh
    );
}

#[test]
fn a_single_cell_has_its_numbers() {
    let found = beside(reviews([2, 0, 0, 0, 2]), reviews([2, 0, 0, 0, 3]));
    assert_eq!(
        (
            found[0].found.as_str(),
            found[0].expected.as_str(),
            found[0].difference.as_str(),
            found[0].equation.as_str()
        ),
        ("3", "2", "1", "3 ≠ 2")
    );
}

#[test]
fn the_same_report_in_two_carriers_is_none() {
    assert_eq!(
        beside(reviews([2, 0, 0, 0, 2]), reviews([2, 0, 0, 0, 2])),
        []
    );
    let blank = reviews([2, 0, 0, 0, 2]).state("disputes", "review", "upheld", State::Blank);
    assert_eq!(beside(reviews([2, 0, 0, 0, 2]), blank), []);
}

#[test]
fn doubt_is_ours() {
    let mut doubtful = reviews([5, 0, 0, 0, 5]);
    doubtful.value("disputes", "review", "upheld").confidence = 0.2;
    let found = beside(reviews([2, 0, 0, 0, 2]), doubtful);
    assert_eq!(found[0].verdict, Verdict::Reading);
}

#[test]
fn other_years_and_bodies_do_not_conflict() {
    let found = Beside::default()
        .with("a", BODY, reviews([2, 0, 0, 0, 2]))
        .with("b", BODY, Sample::new(2023))
        .with("c", "青溪市柳汀县教育局", reviews([5, 0, 0, 0, 5]))
        .with("d", "", reviews([6, 0, 0, 0, 6]))
        .findings(RULE);
    assert!(found.iter().all(Vec::is_empty));
}
