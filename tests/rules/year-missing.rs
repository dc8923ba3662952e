use crate::beside::{BODY, Beside, later};
use crate::sample::Sample;
use gouji::report::{Severity, Source, Verdict};

const RULE: &str = "year-missing";

#[test]
fn one_year_and_several() {
    let found = later(RULE, Sample::new(2021), Sample::new(2023));
    assert_eq!(
        (found[0].severity, found[0].expected.as_str()),
        (Severity::Notice, "2022")
    );
    let found = later(RULE, Sample::new(2019), Sample::new(2023));
    assert_eq!(
        found[0].message.zh,
        "2019 年与 2023 年的报告之间缺 2020–2022 年的报告。"
    );
}

#[test]
fn years_in_a_row_and_years_of_others() {
    assert_eq!(later(RULE, Sample::new(2022), Sample::new(2023)), []);
    let found = Beside::default()
        .with("a", BODY, Sample::new(2021))
        .with("b", "青溪市柳汀县教育局", Sample::new(2023))
        .with("c", "", Sample::new(2023))
        .findings(RULE);
    assert!(found.iter().all(Vec::is_empty));
}

#[test]
fn a_year_that_is_a_guess_may_be_ours() {
    let mut guessed = Sample::new(2023);
    guessed.report.identity.year_from = Some(Source::Date);
    let found = later(RULE, Sample::new(2021), guessed);
    assert_eq!(found[0].verdict, Verdict::Reading);
}
