use crate::sample::Sample;
use gouji::report::{Severity, State, Verdict};

fn of(agency: &str) -> Sample {
    let mut sample = Sample::new(2023).set("proactive", "regulations", "in_force", 6);
    sample.report.identity.agency = agency.into();
    sample
}

#[test]
fn a_town_a_county_a_zone_a_department() {
    for agency in [
        "松坪县丁家堰镇人民政府",
        "石镜县人民政府",
        "鹿浦综合实验区管理委员会",
        "青溪市教育局",
        "石镜县人民政府办公室",
    ] {
        let finding = of(agency).only_finding("regulations-implausible");
        assert_eq!(
            (finding.row.as_str(), finding.column.as_str()),
            ("regulations", "in_force")
        );
        assert_eq!(
            (finding.expected.as_str(), finding.found.as_str()),
            ("0", "6")
        );
        assert_eq!(
            (finding.severity, finding.verdict),
            (Severity::Warning, Verdict::Report)
        );
        assert!(finding.message.zh.contains(agency));
    }
}

#[test]
fn one_finding_for_the_whole_row() {
    let finding = of("青溪市教育局")
        .set("proactive", "regulations", "issued", 2)
        .only_finding("regulations-implausible");
    assert_eq!(finding.cells.len(), 2);
    assert_eq!(finding.column, "issued");
    assert!(
        finding
            .message
            .zh
            .contains("本年制发件数 2、现行有效件数 6")
    );
}

#[test]
fn who_makes_regulations_or_may_and_who_is_not_known() {
    for agency in [
        "青溪市人民政府",
        "云岚省人民政府",
        "青溪市人民政府办公室",
        "国家湿地观测局",
        "青溪市司法局",
        "青溪",
        "",
    ] {
        assert!(of(agency).check().findings.is_empty(), "{agency}");
    }
}

#[test]
fn a_report_without_a_name_calls_itself_a_town() {
    let mut sample = of("");
    sample.report.sections[0].text = "现结合我镇实际，报告如下。".into();
    let finding = sample.only_finding("regulations-implausible");
    assert!(finding.message.en.starts_with("the body cannot"));
}

#[test]
fn noughts_and_blanks_are_in_order_and_doubt_is_said() {
    for (state, number) in [
        (State::Number, "0"),
        (State::Blank, ""),
        (State::Placeholder, ""),
    ] {
        let mut sample = of("青溪市教育局");
        let value = sample.value("proactive", "regulations", "in_force");
        value.state = state;
        value.number = number.into();
        assert!(sample.findings("regulations-implausible").is_empty());
    }
    let mut sample = of("青溪市教育局");
    sample
        .value("proactive", "regulations", "in_force")
        .confidence = 0.3;
    let finding = sample.findings("regulations-implausible").remove(0);
    assert_eq!(finding.verdict, Verdict::Reading);
}
