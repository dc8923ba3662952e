use crate::beside::later;
use crate::sample::Sample;
use gouji::report::{Severity, Verdict};

const RULE: &str = "unit-jump";

fn fees(year: u16, amount: &str, unit: &str) -> Sample {
    let mut sample = Sample::new(year).set("proactive", "fees", "amount", amount);
    sample.value("proactive", "fees", "amount").unit = unit.into();
    sample
}

#[test]
fn yuan_where_ten_thousand_yuan_belong() {
    let found = later(RULE, fees(2022, "21.5", ""), fees(2023, "198000", ""));
    let [finding] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.found, "198000");
    assert!(finding.message.zh.contains("21.5"));
    let back = later(RULE, fees(2022, "198000", ""), fees(2023, "21.5", ""));
    assert_eq!(back.len(), 1);
}

#[test]
fn a_unit_that_is_printed_explains_it() {
    let found = later(RULE, fees(2022, "21.5", ""), fees(2023, "198000", "元"));
    assert_eq!(found, []);
    let found = later(RULE, fees(2022, "21.5", ""), fees(2023, "198000", "万元"));
    assert_eq!(found.len(), 1);
}

#[test]
fn large_changes_that_are_none_of_units() {
    for (before, now) in [
        ("21.5", "2150"),
        ("21.5", "0"),
        ("0", "20000"),
        ("1", "9000000"),
    ] {
        assert_eq!(later(RULE, fees(2022, before, ""), fees(2023, now, "")), []);
    }
}

#[test]
fn where_the_form_names_no_unit_both_or_none_have_to_be_printed() {
    let bought = |year, amount: &str, unit: &str| {
        let mut sample = Sample::new(year).set("proactive", "procurement", "amount", amount);
        sample.value("proactive", "procurement", "amount").unit = unit.into();
        sample
    };
    let jump = |unit| {
        later(
            RULE,
            bought(2019, "310", "万元"),
            bought(2020, "3500000", unit),
        )
    };
    assert_eq!(jump(""), []);
    assert_eq!(jump("万元").len(), 1);
    let none = later(RULE, bought(2019, "310", ""), bought(2020, "3500000", ""));
    assert_eq!(none.len(), 1);
}

#[test]
fn doubt_is_ours() {
    let mut doubtful = fees(2023, "198000", "");
    doubtful.value("proactive", "fees", "amount").confidence = 0.1;
    let found = later(RULE, fees(2022, "21.5", ""), doubtful);
    assert_eq!(found[0].verdict, Verdict::Reading);
}
