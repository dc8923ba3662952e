use crate::sample::Sample;
use gouji::report::{Severity, Verdict};

fn with(section: usize, text: &str) -> Sample {
    let mut sample = Sample::new(2023);
    sample.report.sections[section].text = text.into();
    sample
}

#[test]
fn instructions_are_told_once_with_the_sections_they_stand_in() {
    let mut sample = with(1, "该部分以表格形式报告。表格如下：");
    sample.report.sections[2].text = "该部分以表格形式报告。\n（文字描述）".into();
    let finding = sample.only_finding("template-text");
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Warning, Verdict::Report)
    );
    assert_eq!(finding.quote, "该部分以表格形式报告。表格如下：");
    assert_eq!(finding.place.page(), Some(2));
    assert!(finding.message.zh.contains("3 处（第二、三部分）"));
    assert!(finding.message.en.contains("section 2, 3"));
}

#[test]
fn each_kind_of_instruction() {
    for text in [
        "（文字描述，收取信息处理费情况在此处报告。）",
        "编写说明：本部分不超过一千字",
        "请在此处填写改进措施",
        "XX县XX局2023年政府信息公开工作年度报告",
    ] {
        assert_eq!(with(4, text).findings("template-text").len(), 1, "{text}");
    }
}

#[test]
fn words_that_a_report_uses_itself() {
    for text in [
        "各项数据以表格形式报告于后。",
        "组织编写说明材料，文字描述力求简明。",
        "网站设有填写说明，方便群众提交申请。",
        "",
    ] {
        assert!(with(0, text).check().findings.is_empty(), "{text}");
    }
}
