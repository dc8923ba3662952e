use crate::sample::Sample;
use gouji::report::{Severity, Verdict};

fn saying(text: &str) -> Sample {
    let mut sample = Sample::new(2023);
    sample.report.sections[5].text = text.into();
    sample
}

#[test]
fn the_items_do_not_add_up() {
    let text = "2023年有3件政府信息公开申请收取信息处理费2230元。其中，丹崖县民政局1件，收取880元；石镜县人民政府1件，收取1080元；松坪县丁家堰镇人民政府1件，收取207元。";
    let finding = saying(text).only_finding("fees-mismatch");
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Notice, Verdict::Report)
    );
    assert_eq!(finding.equation, "880 + 1080 + 207 = 2167 ≠ 2230");
    assert_eq!(
        [&finding.expected, &finding.found, &finding.difference],
        ["2167", "2230", "63"]
    );
    assert_eq!(finding.place.page(), Some(6));
}

#[test]
fn items_behind_a_colon() {
    let text = "按规定收取信息处理费800元：按件计收600元、按量计收170元。";
    let finding = saying(text).only_finding("fees-mismatch");
    assert_eq!(finding.equation, "600 + 170 = 770 ≠ 800");
}

#[test]
fn they_do_add_up_in_any_unit() {
    for text in [
        "收取信息处理费2230元。其中，民政局收取880元；县政府收取1080元；镇政府收取270元。",
        "收取信息处理费770元：按件计收600元、按量计收170元。",
        "收取政府信息公开信息处理费0.223万元，其中按件收取1500元、按量收取730元。",
    ] {
        assert!(saying(text).check().findings.is_empty(), "{text}");
    }
}

#[test]
fn examples_waivers_and_lone_items_are_no_list() {
    for text in [
        "收取信息处理费2230元，其中民政局等单位收取880元、650元。",
        "收取信息处理费2230元，其中减免880元、650元。",
        "收取信息处理费2230元，其中民政局收取880元。",
        "收取信息处理费2230元。",
        "收取信息处理费2230元：上年为880元，再上一年为650元。",
        "收取信息处理费2230元，按件计收880元、按量计收650元的标准执行。",
        "全年没有收取信息处理费。",
        "采购设备2230元，其中电脑880元、打印机650元。",
    ] {
        assert!(saying(text).check().findings.is_empty(), "{text}");
    }
}
