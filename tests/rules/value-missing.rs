use crate::sample::Sample;
use gouji::report::{Severity, State, Verdict};

#[test]
fn one_finding_a_table_with_all_its_cells() {
    let findings = Sample::new(2022)
        .state("proactive", "regulations", "in_force", State::Blank)
        .state("disputes", "review", "upheld", State::Placeholder)
        .state("disputes", "direct_suit", "upheld", State::Blank)
        .findings("value-missing");
    assert_eq!(findings.len(), 2);
    let only = &findings[0];
    assert_eq!(
        (only.row.as_str(), only.column.as_str()),
        ("regulations", "in_force")
    );
    assert_eq!(
        (only.severity, only.verdict),
        (Severity::Warning, Verdict::Report)
    );
    assert!(only.message.zh.contains("10 格中有 1 格没有数字"));
    let two = &findings[1];
    assert_eq!((two.row.as_str(), two.column.as_str()), ("", "upheld"));
    assert_eq!(two.cells.len(), 2);
    assert!(two.message.zh.contains("空白 1，记号 1，缺格 0"));
}

#[test]
fn a_cell_missing_from_a_row_that_is_there_may_be_our_loss() {
    let sample = Sample::new(2022).state("requests", "partial", "total", State::Absent);
    assert_eq!(
        sample.findings("value-missing")[0].verdict,
        Verdict::Reading
    );
}

#[test]
fn rows_that_are_not_there_are_another_rules_matter() {
    let mut sample = Sample::new(2022);
    for column in crate::sample::APPLICANTS {
        sample = sample.state("requests", "partial", column, State::Absent);
    }
    sample.table("requests").missing_rows.push("partial".into());
    assert!(sample.findings("value-missing").is_empty());
}

#[test]
fn a_table_that_was_not_found_has_no_cells_to_miss() {
    let mut sample = Sample::new(2022).state("requests", "partial", "total", State::Absent);
    sample.table("requests").presence = gouji::report::Presence::Lost;
    assert!(sample.findings("value-missing").is_empty());
}
