use crate::beside::{BODY, Beside, later, written};
use crate::sample::Sample;
use gouji::report::Severity;

const RULE: &str = "report-unchanged";

fn figures(year: u16, last: i64) -> Sample {
    Sample::new(year)
        .requests("new", [38, 9, 0, 0, 0, 0, 47])
        .requests("granted", [21, 5, 0, 0, 0, 0, 26])
        .requests("partial", [17, 4, 0, 0, 0, 0, last])
}

#[test]
fn the_figures_of_last_year_again() {
    let found = later(RULE, figures(2022, 21), figures(2023, 21));
    let [finding] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(finding.severity, Severity::Warning);
    assert!(
        finding.message.zh.contains("9 个非零数字"),
        "{}",
        finding.message.zh
    );
    assert!(finding.message.zh.contains("a.pdf"));
}

#[test]
fn one_figure_else_and_small_numbers_are_in_order() {
    assert_eq!(later(RULE, figures(2022, 21), figures(2023, 20)), []);
    let quiet = |year| Sample::new(year).busy();
    assert_eq!(later(RULE, quiet(2022), quiet(2023)), []);
    assert_eq!(later(RULE, Sample::new(2022), Sample::new(2023)), []);
}

#[test]
fn prose_of_an_earlier_year_and_what_shows_it() {
    let (same, other) = (written(1, 60), written(100, 160));
    let found = Beside::default()
        .with("a", BODY, Sample::new(2020).prose(&same))
        .with("b", BODY, Sample::new(2021).prose(&other))
        .with("c", BODY, Sample::new(2022).prose(&same))
        .findings(RULE);
    assert_eq!((found[0].len(), found[1].len()), (0, 0));
    let [finding] = &found[2][..] else {
        panic!("{found:?}")
    };
    assert!(
        finding.message.zh.contains("2020 年报告（a）"),
        "{}",
        finding.message.zh
    );
    assert!(same.contains(finding.quote.trim_end_matches('…')));
    assert!(!finding.quote.is_empty());
}

#[test]
fn half_of_the_prose_is_in_order() {
    let (before, now) = (written(1, 60), written(30, 90));
    let found = later(
        RULE,
        Sample::new(2022).prose(&before),
        Sample::new(2023).prose(&now),
    );
    assert_eq!(found, []);
}

#[test]
fn another_body_is_no_other_year() {
    let found = Beside::default()
        .with("a", BODY, figures(2022, 21))
        .with("b", "青溪市柳汀县教育局", figures(2023, 21))
        .findings(RULE);
    assert!(found.iter().all(Vec::is_empty));
}
