use crate::sample::Sample;
use gouji::report::{Severity, Verdict};

fn citing(year: u16, text: &str) -> Sample {
    let mut sample = Sample::new(year);
    sample.report.sections[0].text = text.into();
    sample
}

#[test]
fn the_notice_of_an_earlier_form() {
    let text = "我局工作情况如下。\n根据国办公开办函〔2019〕60号要求编制本报告。";
    let finding = citing(2022, text).only_finding("citation-outdated");
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Notice, Verdict::Report)
    );
    assert_eq!(finding.found, "国办公开办函〔2019〕60号");
    assert_eq!(finding.expected, "国办公开办函〔2021〕30号");
    assert_eq!(finding.quote, "国办公开办函〔2019〕60号");
    assert_eq!(finding.place.page(), Some(1));
}

#[test]
fn cited_over_the_end_of_a_line_and_only_once() {
    let text = "根据国办公开办函［2019］\n60号要求，依国办公开办函〔2019〕60号格式";
    let finding = citing(2023, text).only_finding("citation-outdated");
    assert_eq!(finding.quote, "国办公开办函[2019]60号");
}

#[test]
fn an_old_decree_beside_the_right_notice() {
    let text = "依据《条例》（国务院令第492号）和国办公开办函〔2021〕30号";
    let finding = citing(2021, text).only_finding("citation-outdated");
    assert!(finding.message.zh.contains("国务院令第711号"));
    assert!(finding.message.en.contains("for reports of 2021"));
}

#[test]
fn what_was_in_force_is_rightly_cited() {
    for (year, text) in [
        (2020, "国办公开办函〔2019〕60号"),
        (2023, "国办公开办函〔2021〕30号"),
        (2023, "国办公开办函〔2019〕160号"),
        (2023, "国务院令第711号"),
    ] {
        assert!(citing(year, text).check().findings.is_empty(), "{text}");
    }
    let mut nameless = citing(2023, "国办公开办函〔2019〕60号");
    nameless.report.identity.year = None;
    assert!(nameless.findings("citation-outdated").is_empty());
}
