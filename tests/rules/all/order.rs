//! The order of findings and the numbers of their groups.

use crate::sample::Sample;
use gouji::check::check;
use gouji::forms::Forms;
use gouji::report::State;

fn messy() -> Sample {
    let mut sample = Sample::new(2023)
        .requests("granted", [1, 0, 0, 0, 0, 0, 2])
        .disputes("review", [10, 1, 0, 0, 0])
        .state("proactive", "fees", "amount", State::Blank)
        .set("proactive", "licensing", "decisions", "1.5");
    sample.report.sections.remove(0);
    sample
}

#[test]
fn whole_report_first_then_the_form_s_order() {
    let report = messy().check();
    let found: Vec<(&str, &str, u32)> = report
        .findings
        .iter()
        .map(|f| (f.rule, f.column.as_str(), f.group))
        .collect();
    assert_eq!(
        found,
        [
            ("section-missing", "", 1),
            ("count-invalid", "decisions", 2),
            ("value-missing", "amount", 3),
            ("requests-row-total", "total", 4),
            ("requests-result-total", "natural_person", 4),
            ("requests-result-total", "total", 4),
            ("disputes-total", "total", 5),
        ]
    );
    assert_eq!(report.coverage.broken, 4);
}

#[test]
fn checking_again_changes_nothing() {
    let mut report = messy().check();
    let before = format!("{:?}", report.findings);
    check(Forms::embedded(), &mut report);
    assert_eq!(format!("{:?}", report.findings), before);
}
