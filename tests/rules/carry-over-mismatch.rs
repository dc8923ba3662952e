use crate::beside::{BODY, Beside, later};
use crate::sample::Sample;
use gouji::report::{Severity, State, Verdict};

const RULE: &str = "carry-over-mismatch";

/// Everything carried out of this year.
fn out(year: u16, row: [i64; 7]) -> Sample {
    Sample::new(year)
        .requests("new", row)
        .requests("carried_out", row)
}

/// Everything carried into this year, and dealt with.
fn into(year: u16, row: [i64; 7]) -> Sample {
    let sample = Sample::new(year).requests("carried_in", row);
    sample.requests("granted", row).requests("total", row)
}

#[test]
fn a_request_lost_over_new_year() {
    let found = later(
        RULE,
        out(2022, [7, 0, 0, 0, 0, 0, 7]),
        into(2023, [4, 0, 0, 0, 0, 0, 4]),
    );
    let [person, total] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(
        (person.column.as_str(), person.severity),
        ("natural_person", Severity::Warning)
    );
    assert_eq!(
        (total.column.as_str(), total.severity),
        ("total", Severity::Error)
    );
    assert_eq!(person.group, total.group);
    assert_eq!(total.row, "carried_in");
    assert_eq!(
        (
            total.found.as_str(),
            total.expected.as_str(),
            total.difference.as_str()
        ),
        ("4", "7", "-3")
    );
    assert_eq!(total.equation, "4 ≠ 7");
    assert_eq!(total.verdict, Verdict::Report);
    let cells: Vec<String> = total.cells.iter().map(ToString::to_string).collect();
    assert_eq!(
        cells,
        [
            "requests/carried_in/total",
            "0000000000000001:requests/carried_out/total"
        ]
    );
    assert_eq!(
        total.message.zh,
        "总计一列：2023 年报告的上年结转为 4，而 2022 年报告的结转下年度为 7。"
    );
    assert_eq!(
        total.message.en,
        "Column total (总计): carried_in of 2023 is 4, but carried_out of 2022 is 7."
    );
    assert_ne!(total.place, gouji::location::Place::Nowhere);
}

#[test]
fn another_kind_of_applicant_is_a_warning() {
    let found = later(
        RULE,
        out(2022, [7, 0, 0, 0, 0, 0, 7]),
        into(2023, [6, 1, 0, 0, 0, 0, 7]),
    );
    let columns: Vec<&str> = found.iter().map(|f| f.column.as_str()).collect();
    assert_eq!(columns, ["natural_person", "business"]);
    assert!(found.iter().all(|f| f.severity == Severity::Warning));
}

#[test]
fn what_meets_is_in_order_also_across_editions() {
    for year in [2019, 2020, 2021] {
        let row = [5, 2, 0, 0, 0, 0, 7];
        assert_eq!(later(RULE, out(year, row), into(year + 1, row)), []);
    }
}

#[test]
fn years_that_do_not_follow_and_other_bodies_are_not_compared() {
    let (before, now) = (
        out(2021, [7, 0, 0, 0, 0, 0, 7]),
        into(2023, [4, 0, 0, 0, 0, 0, 4]),
    );
    assert_eq!(later(RULE, before, now), []);
    let found = Beside::default()
        .with("a", BODY, out(2022, [7, 0, 0, 0, 0, 0, 7]))
        .with("b", "青溪市柳汀县教育局", into(2023, [4, 0, 0, 0, 0, 0, 4]))
        .with("c", "", into(2023, [4, 0, 0, 0, 0, 0, 4]))
        .findings(RULE);
    assert!(found.iter().all(Vec::is_empty));
}

#[test]
fn blanks_say_nothing_and_doubt_is_ours() {
    let blank =
        into(2023, [4, 0, 0, 0, 0, 0, 4]).state("requests", "carried_in", "total", State::Blank);
    let found = later(RULE, out(2022, [7, 0, 0, 0, 0, 0, 7]), blank);
    assert_eq!(found.len(), 1, "only 自然人");
    let mut doubtful = out(2022, [7, 0, 0, 0, 0, 0, 7]);
    doubtful
        .value("requests", "carried_out", "total")
        .confidence = 0.3;
    let found = later(RULE, doubtful, into(2023, [7, 0, 0, 0, 0, 0, 6]));
    assert_eq!(found[0].verdict, Verdict::Reading);
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let found = Beside::default()
        .with("b", BODY, into(2023, [4, 0, 0, 0, 0, 0, 4]))
        .with("a", BODY, out(2022, [7, 0, 0, 0, 0, 0, 7]))
        .findings(RULE);
    assert_eq!((found[0].len(), found[1].len()), (2, 0));
}

#[test]
fn of_two_documents_of_one_year_the_better_one_counts() {
    let lossy = out(2022, [7, 0, 0, 0, 0, 0, 7]).state(
        "requests",
        "carried_out",
        "total",
        State::Unreadable,
    );
    let reports = Beside::default()
        .with("a", BODY, lossy)
        .with("b", BODY, out(2022, [7, 0, 0, 0, 0, 0, 7]))
        .with("c", BODY, into(2023, [7, 0, 0, 0, 0, 0, 7]))
        .check();
    let primary: Vec<bool> = reports.iter().map(|r| r.is_primary).collect();
    assert_eq!(primary, [false, true, true]);
}
