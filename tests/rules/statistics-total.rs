use crate::sample::{Sample, written};
use gouji::report::{Basis, Severity, State};

const TABLE: &str = "statistics";

#[test]
fn a_total_that_is_not_the_sum_of_its_parts() {
    let finding = Sample::new(2016)
        .set(TABLE, "requests.received", "value", 18)
        .set(TABLE, "requests.received.in_person", "value", 3)
        .set(TABLE, "requests.received.online", "value", 12)
        .set(TABLE, "requests.received.letter", "value", 4)
        .only_finding("statistics-total");
    assert_eq!(
        (finding.row.as_str(), finding.column.as_str()),
        ("requests.received", "value")
    );
    assert_eq!(finding.equation, "3 + 0 + 12 + 4 = 19 ≠ 18");
    assert_eq!(
        finding.message.zh,
        "统计表中收到申请数为 18，而当面申请数 3 + 传真申请数 0 + 网络申请数 12 + 信函申请数 4 = 19。"
    );
    let first = written(&finding.suspects[0]);
    assert!(first.starts_with("statistics/requests.received"), "{first}");
}

#[test]
fn a_refusal_counts_among_the_answers_and_its_grounds_do_not() {
    let report = Sample::new(2017)
        .set(TABLE, "requests.answered", "value", 5)
        .set(TABLE, "requests.answered.granted", "value", 3)
        .set(TABLE, "requests.answered.refused", "value", 2)
        .set(TABLE, "requests.refused.privacy", "value", 2)
        .check();
    assert!(report.findings.is_empty());
    assert_eq!((report.coverage.checked(), report.coverage.broken), (7, 0));
}

#[test]
fn channels_are_not_added_up_and_nothing_is_carried_over() {
    let sample = Sample::new(2018)
        .set(TABLE, "proactive.total", "value", 10)
        .set(TABLE, "channel.website", "value", 10)
        .set(TABLE, "channel.wechat", "value", 7)
        .set(TABLE, "requests.closed", "value", 9)
        .set(TABLE, "requests.closed.on_time", "value", 9);
    assert!(sample.check().findings.is_empty());
}

#[test]
fn blanks_and_doubt() {
    let sample = Sample::new(2015)
        .set(TABLE, "suit", "value", 3)
        .set(TABLE, "suit.upheld", "value", 2)
        .state(TABLE, "suit.other", "value", State::Blank);
    let finding = sample.findings("statistics-total").remove(0);
    assert_eq!(
        (finding.basis, finding.severity),
        (Basis::AssumedZero, Severity::Warning)
    );
    let no_total = Sample::new(2015)
        .set(TABLE, "suit.upheld", "value", 2)
        .state(TABLE, "suit", "value", State::Blank);
    assert!(no_total.findings("statistics-total").is_empty());
}
