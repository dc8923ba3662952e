use crate::sample::Sample;
use gouji::report::{Severity, Verdict};

#[test]
fn a_table_of_the_form_of_2019_in_a_report_of_2023() {
    let finding = Sample::new(2023)
        .edition("requests", "2019")
        .only_finding("form-outdated");
    assert_eq!(
        (finding.table.as_str(), finding.edition.as_str()),
        ("requests", "2019")
    );
    assert_eq!(
        (finding.expected.as_str(), finding.found.as_str()),
        ("2021", "2019")
    );
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Warning, Verdict::Report)
    );
}

#[test]
fn tables_that_did_not_change_are_never_outdated() {
    let sample = Sample::new(2023).edition("disputes", "2019");
    assert!(sample.check().findings.is_empty());
}

#[test]
fn a_newer_form_than_the_years_is_in_order() {
    let sample = Sample::new(2020).edition("requests", "2021");
    assert!(sample.check().findings.is_empty());
}
