use crate::sample::{Sample, period};
use gouji::report::{Finding, Severity};

type Day = (u16, u8, u8);

fn with(year: Option<u16>, start: Day, end: Day) -> Vec<Finding> {
    let mut sample = Sample::new(2019);
    sample.report.identity.year = year;
    sample.report.identity.period = Some(period(start, end));
    sample.findings("period-mismatch")
}

#[test]
fn a_shorter_period_within_the_year_is_a_notice() {
    let finding = with(Some(2019), (2019, 9, 1), (2019, 12, 31)).remove(0);
    assert_eq!(finding.severity, Severity::Notice);
    assert_eq!(finding.expected, "2019-01-01..2019-12-31");
    assert_eq!(finding.found, "2019-09-01..2019-12-31");
    assert_eq!(finding.quote, "统计期限");
}

#[test]
fn a_period_that_ends_before_it_starts_or_lies_elsewhere_is_an_error() {
    for (start, end) in [
        ((2010, 1, 1), (2009, 12, 31)),
        ((2019, 12, 31), (2019, 1, 1)),
        ((2018, 1, 1), (2018, 12, 31)),
        ((2019, 1, 1), (2020, 12, 31)),
    ] {
        let findings = with(Some(2019), start, end);
        assert_eq!(findings[0].severity, Severity::Error, "{start:?}");
        assert_eq!(findings[0].expected, "2019-01-01..2019-12-31");
    }
}

#[test]
fn without_a_year_the_period_is_held_against_its_own() {
    assert!(with(None, (2019, 1, 1), (2019, 12, 31)).is_empty());
    assert_eq!(with(None, (2018, 5, 1), (2019, 4, 30))[0].expected, "");
}

#[test]
fn the_whole_year_is_in_order() {
    assert!(with(Some(2019), (2019, 1, 1), (2019, 12, 31)).is_empty());
}
