use crate::sample::Sample;
use gouji::report::{Severity, Verdict};

fn saying(section: usize, text: &str) -> Sample {
    let mut sample = Sample::new(2023)
        .requests("new", [9, 0, 0, 0, 0, 0, 9])
        .requests("granted", [9, 0, 0, 0, 0, 0, 9])
        .requests("total", [9, 0, 0, 0, 0, 0, 9]);
    sample.report.sections[section].text = text.into();
    sample
}

#[test]
fn the_prose_tells_of_the_year_before() {
    for text in [
        "2022年，我局共收到政府信息公开申请9件，办结9件。",
        "2022年，我局认真贯彻落实《条例》，不断提高公开质量。",
        "现公布石镜县教育局2022年政府信息公开工作年度报告。",
        "按照《政府信息公开信息处理费管理办法》，2022年发出收费通知0件。",
        "二〇二二年度，我局网站发布信息230条。",
    ] {
        let finding = saying(0, text).only_finding("year-mismatch");
        assert_eq!(
            (finding.severity, finding.verdict),
            (Severity::Warning, Verdict::Report)
        );
        assert_eq!(
            (finding.expected.as_str(), finding.found.as_str()),
            ("2023", "2022"),
            "{text}"
        );
        assert!(
            text.contains(finding.quote.trim_end_matches('。')),
            "{}",
            finding.quote
        );
    }
}

#[test]
fn one_finding_a_report() {
    let text = "2022年，我局收到政府信息公开申请9件。\n2022年，我局网站发布信息230条。";
    let finding = saying(0, text).only_finding("year-mismatch");
    assert!(
        finding.message.zh.contains("2 处"),
        "{}",
        finding.message.zh
    );
}

#[test]
fn comparisons_plans_and_what_is_looked_back_at() {
    for text in [
        "2022年收到申请7件，2023年收到9件。",
        "（2022年收到申请7件，今年数量增长28.6%。）",
        "2023年，我局收到申请9件，较2022年增加2件。",
        "年内召开专题会议2次，2022年度考核指出的两个问题已整改到位。",
        "2022年度考核中我局获评优秀。",
        "2024年，我局将进一步细化目录。",
        "根据《关于编制2022年政府信息公开工作年度报告的通知》要求编制。",
        "2022年结转2件，共收到申请9件。",
        "自2022年机构改革以来，我局坚持公开。",
    ] {
        let findings = saying(0, text).findings("year-mismatch");
        assert!(findings.is_empty(), "{text}");
    }
    // Section five tells of last year's problems and next year's plans.
    let text = "2022年，我局在解读质量上还有不足。";
    assert!(saying(4, text).check().findings.is_empty());
    let mut yearless = saying(0, "2022年，我局收到申请9件。");
    yearless.report.identity.year = None;
    assert!(yearless.findings("year-mismatch").is_empty());
}
