use crate::sample::Sample;
use gouji::report::{Presence, Severity, State, Verdict};

fn without(year: u16, presence: Presence) -> Sample {
    let mut sample = Sample::new(year);
    let filed = sample.table("disputes");
    filed.presence = presence;
    for value in &mut filed.values {
        value.state = State::Absent;
        value.number.clear();
    }
    sample
}

#[test]
fn not_in_the_report() {
    let finding = without(2023, Presence::Absent).only_finding("table-missing");
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Error, Verdict::Report)
    );
    assert_eq!(
        (finding.table.as_str(), finding.row.as_str()),
        ("disputes", "")
    );
    assert!(finding.message.zh.contains("第四部分"));
}

#[test]
fn there_but_not_read() {
    for (presence, words) in [(Presence::Lost, "分不出各格"), (Presence::Image, "图片")] {
        let finding = without(2023, presence).only_finding("table-missing");
        assert_eq!(
            (finding.severity, finding.verdict),
            (Severity::Error, Verdict::Reading)
        );
        assert!(finding.message.zh.contains(words));
    }
}

#[test]
fn for_2019_the_form_was_only_encouraged() {
    let finding = without(2019, Presence::Absent).only_finding("table-missing");
    assert_eq!(finding.severity, Severity::Notice);
    let finding = without(2020, Presence::Absent).only_finding("table-missing");
    assert_eq!(finding.severity, Severity::Error);
}

#[test]
fn before_the_form_nothing_is_missing() {
    let mut sample = without(2019, Presence::Absent);
    sample.report.identity.year = Some(2016);
    assert!(sample.findings("table-missing").is_empty());
}
