use crate::sample::Sample;
use gouji::report::{Severity, State, Verdict};

fn saying(text: &str) -> Sample {
    let mut sample = Sample::new(2023)
        .requests("new", [800, 5, 0, 0, 0, 0, 805])
        .requests("granted", [258, 0, 0, 0, 0, 0, 258])
        .requests("denied.third_party", [35, 0, 0, 0, 0, 0, 35])
        .requests("unavailable.not_held", [507, 5, 0, 0, 0, 0, 512])
        .requests("total", [800, 5, 0, 0, 0, 0, 805]);
    sample.report.sections[0].text = text.into();
    sample
}

#[test]
fn neither_rounded_nor_cut() {
    let finding = saying("答复政府信息公开申请805件，其中予以公开258件，占33.9%。")
        .only_finding("percentage-differs");
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Warning, Verdict::Report)
    );
    assert_eq!(
        (finding.expected.as_str(), finding.found.as_str()),
        ("32.05", "33.9")
    );
    assert_eq!(finding.equation, "258 / 805 = 32.05% ≠ 33.9%");
    assert!(finding.quote.contains("占33.9%"));
}

#[test]
fn rounded_or_cut_to_its_digits() {
    for text in [
        "答复申请805件，其中予以公开258件，占32.05%。",
        "答复申请805件，其中予以公开258件，占32%。",
        "答复申请805件，其中予以公开258件（32.0%）。",
        // 4.3478
        "答复申请805件，不予公开35件，占4.34%。",
        "答复申请805件，不予公开35件，占4.35%。",
        "收到申请805件，其中自然人提出的占99.4%。",
        "收到申请805件，予以公开占办结总数的百分之三十二。",
    ] {
        let findings = saying(text).check().findings;
        assert!(findings.is_empty(), "{text}: {}", findings[0].message.zh);
    }
}

#[test]
fn without_a_part_or_a_whole_nothing_is_said() {
    for text in [
        "申请数量同比增长12.3%。",
        "答复申请805件，答复率100%。",
        "主动公开政府信息316条，依申请公开信息条数占制发信息的78.8%。",
        "网络申请占43%。",
        "予以公开258件，占33.9%。",
    ] {
        assert!(saying(text).check().findings.is_empty(), "{text}");
    }
}

#[test]
fn a_whole_that_is_named_is_the_only_one() {
    let text = "新收申请805件，办结805件。从申请人看，自然人800件，占新收申请的98.1%。";
    assert_eq!(saying(text).findings("percentage-differs").len(), 1);
    let text = "新收申请805件，办结805件。从申请人看，自然人800件，占新收申请的99.4%。";
    assert!(saying(text).check().findings.is_empty());
}

#[test]
fn what_was_not_read_leaves_it_open_and_doubt_is_said() {
    let text = "答复申请805件，其中予以公开258件，占33.9%。";
    let unread = saying(text).state("requests", "granted", "total", State::Unreadable);
    assert!(unread.findings("percentage-differs").is_empty());
    let mut doubtful = saying(text);
    doubtful.value("requests", "granted", "total").confidence = 0.2;
    let finding = doubtful.findings("percentage-differs").remove(0);
    assert_eq!(finding.verdict, Verdict::Reading);
}
