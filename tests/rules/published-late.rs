use crate::sample::Sample;
use gouji::report::{Date, Severity, Verdict};

fn published(agency: &str, year: u16, month: u8, day: u8) -> Sample {
    let mut sample = Sample::new(2023);
    sample.report.identity.agency = agency.into();
    sample.report.identity.published = Some(Date { year, month, day });
    sample
}

#[test]
fn a_department_after_january() {
    let finding = published("石镜县教育局", 2024, 2, 1).only_finding("published-late");
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Notice, Verdict::Report)
    );
    assert_eq!(
        (finding.expected.as_str(), finding.found.as_str()),
        ("<= 2024-01-31", "2024-02-01")
    );
}

#[test]
fn a_government_after_march() {
    for agency in ["石镜县人民政府", "青溪市人民政府", "鹿浦综合实验区管委会"]
    {
        let finding = published(agency, 2024, 4, 1).only_finding("published-late");
        assert_eq!(finding.expected, "<= 2024-03-31");
    }
}

#[test]
fn in_time_without_a_date_or_without_a_duty() {
    for sample in [
        published("石镜县教育局", 2024, 1, 31),
        published("石镜县人民政府", 2024, 3, 31),
        published("松坪县丁家堰镇人民政府", 2024, 8, 1),
        published("", 2024, 8, 1),
        Sample::new(2023),
    ] {
        assert!(sample.check().findings.is_empty());
    }
    let mut yearless = published("石镜县教育局", 2024, 8, 1);
    yearless.report.identity.year = None;
    assert!(yearless.findings("published-late").is_empty());
}
