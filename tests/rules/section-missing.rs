use crate::sample::Sample;
use gouji::report::{Severity, Verdict};

#[test]
fn a_section_that_is_not_there() {
    let mut sample = Sample::new(2023);
    sample.report.sections.remove(4);
    let finding = sample.only_finding("section-missing");
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Warning, Verdict::Report)
    );
    assert!(finding.expected.starts_with("五、"));
    assert!(finding.message.zh.contains("没有第五部分"));
    assert!(finding.message.en.starts_with("Section 5"));
}

#[test]
fn a_text_that_lost_figures_may_have_lost_the_heading_too() {
    let mut sample = Sample::new(2023);
    sample.report.sections.remove(4);
    sample.value("requests", "granted", "total").confidence = 0.3;
    let finding = sample.only_finding("section-missing");
    assert_eq!(finding.verdict, Verdict::Reading);
}

#[test]
fn out_of_order() {
    let mut sample = Sample::new(2023);
    sample.report.sections.swap(1, 2);
    let finding = sample.only_finding("section-missing");
    assert!(finding.message.zh.contains("不在应在的位置"));
}

#[test]
fn misnumbered() {
    let mut sample = Sample::new(2023);
    sample.report.sections[5].printed_number = Some(5);
    let finding = sample.only_finding("section-missing");
    assert!(finding.message.zh.contains("编号为五，应为第六部分"));
    let mut unnumbered = Sample::new(2023);
    unnumbered.report.sections[5].printed_number = None;
    assert!(unnumbered.check().findings.is_empty());
}

#[test]
fn without_any_heading_one_finding_says_so() {
    let mut sample = Sample::new(2023);
    sample.report.sections.truncate(1);
    sample.report.sections[0].number = 0;
    let finding = sample.only_finding("section-missing");
    assert!(finding.message.zh.contains("一个也没有"));
}

#[test]
fn an_excerpt_that_begins_in_the_middle_is_one_finding() {
    let mut sample = Sample::new(2023);
    sample.report.sections.drain(..2);
    let finding = sample.clone().only_finding("section-missing");
    assert_eq!(finding.verdict, Verdict::Reading);
    assert!(
        finding.message.zh.contains("第三部分开始") && finding.message.zh.contains("第一、二部分")
    );
    // With a title before it the sections were left out.
    sample.report.identity.title = "某局2023年政府信息公开工作年度报告".into();
    assert_eq!(sample.findings("section-missing").len(), 2);
}

#[test]
fn where_tables_run_together_headings_did_too() {
    let mut sample = Sample::new(2023);
    sample.report.sections.remove(4);
    sample.table("disputes").presence = gouji::report::Presence::Lost;
    assert!(sample.findings("section-missing").is_empty());
}
