use crate::beside::{BODY, Beside, later};
use crate::sample::{Sample, period};
use gouji::report::{Basis, Severity, State};

const RULE: &str = "in-force-discontinuity";

fn documents(year: u16, issued: u32, repealed: u32, in_force: u32) -> Sample {
    Sample::new(year)
        .set("proactive", "normative_documents", "issued", issued)
        .set("proactive", "normative_documents", "repealed", repealed)
        .set("proactive", "normative_documents", "in_force", in_force)
}

#[test]
fn documents_that_came_from_nowhere() {
    let found = later(RULE, documents(2022, 2, 0, 5), documents(2023, 6, 0, 6));
    let [finding] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(finding.severity, Severity::Notice);
    assert_eq!(
        (finding.row.as_str(), finding.column.as_str()),
        ("normative_documents", "in_force")
    );
    assert_eq!(
        (finding.found.as_str(), finding.expected.as_str()),
        ("6", "11")
    );
    assert_eq!(finding.equation, "6 ≠ 5 + 6 − 0 = 11");
    assert!(finding.message.zh.contains("现行有效 6 件"));
}

#[test]
fn what_goes_on_is_in_order() {
    let found = later(RULE, documents(2022, 2, 0, 5), documents(2023, 6, 1, 10));
    assert_eq!(found, []);
}

#[test]
fn the_form_of_2019_has_no_such_column() {
    let old = Sample::new(2020).set("proactive", "normative_documents", "total_published", 9);
    assert_eq!(later(RULE, old, documents(2021, 1, 0, 3)), []);
}

#[test]
fn blanks_count_as_nothing_and_say_so() {
    let blank = documents(2023, 6, 0, 6).state(
        "proactive",
        "normative_documents",
        "repealed",
        State::Blank,
    );
    let found = later(RULE, documents(2022, 2, 0, 5), blank);
    assert_eq!(found[0].basis, Basis::AssumedZero);
    let unknown = documents(2022, 2, 0, 5).state(
        "proactive",
        "normative_documents",
        "in_force",
        State::Blank,
    );
    assert_eq!(later(RULE, unknown, documents(2023, 6, 0, 6)), []);
}

#[test]
fn a_body_set_up_in_the_year_is_told_with_care() {
    let mut now = documents(2023, 6, 0, 6);
    now.report.identity.period = Some(period((2023, 4, 1), (2023, 12, 31)));
    let found = Beside::default()
        .with("a", BODY, documents(2022, 2, 0, 5))
        .with("b", BODY, now)
        .findings(RULE);
    assert!(found[1][0].message.zh.contains("统计期限不足一年"));
}
