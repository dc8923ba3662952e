use crate::sample::{Sample, written};
use gouji::location::Place;
use gouji::report::{Severity, State, Verdict};

/// A report with 12 new requests, 2 carried in, 11 dealt with and 3 carried out, that says this in its first section.
fn saying(text: &str) -> Sample {
    let mut sample = Sample::new(2023)
        .requests("new", [10, 2, 0, 0, 0, 0, 12])
        .requests("carried_in", [2, 0, 0, 0, 0, 0, 2])
        .requests("granted", [5, 1, 0, 0, 0, 0, 6])
        .requests("denied.third_party", [2, 0, 0, 0, 0, 0, 2])
        .requests("denied.deliberative", [2, 1, 0, 0, 0, 0, 3])
        .requests("total", [9, 2, 0, 0, 0, 0, 11])
        .requests("carried_out", [3, 0, 0, 0, 0, 0, 3])
        .disputes("review", [2, 1, 0, 1, 4])
        .disputes("direct_suit", [1, 0, 0, 0, 1])
        .disputes("suit_after_review", [2, 0, 0, 0, 2])
        .set("proactive", "normative_documents", "issued", 5)
        .set("proactive", "normative_documents", "in_force", 16);
    let section = &mut sample.report.sections[0];
    section.text = text.into();
    section.places = vec![Place::Lines { first: 7, last: 7 }; text.lines().count()];
    sample
}

#[test]
fn the_sample_says_nothing_that_is_not_so() {
    assert!(saying("").check().findings.is_empty());
}

#[test]
fn a_number_that_fits_no_cell() {
    let finding = saying("2023年共收到政府信息公开申请15件。").only_finding("narrative-differs");
    assert_eq!(
        (finding.severity, finding.verdict),
        (Severity::Warning, Verdict::Report)
    );
    assert_eq!(
        (finding.row.as_str(), finding.column.as_str()),
        ("new", "total")
    );
    assert_eq!(
        [&finding.expected, &finding.found, &finding.difference],
        ["12", "15", "3"]
    );
    assert_eq!(finding.quote, "2023年共收到政府信息公开申请15件");
    assert_eq!(finding.place, Place::Lines { first: 7, last: 7 });
    assert!(finding.suspects.is_empty());
    assert!(finding.message.zh.contains("收到的申请为 15"));
    assert!(
        finding
            .message
            .en
            .contains("new/total and carried_in/total 14")
    );
}

/// Every number that a word may rightly mean.
#[test]
fn a_number_may_be_any_of_several_cells() {
    for text in [
        "2023年共收到政府信息公开申请12件。",
        "2023年共收到政府信息公开申请14件。",
        "收到申请12件，办结11件。",
        "收到申请12件，办结9件，结转3件到下年度。",
        "收到申请12件，不予公开5件，予以公开6件。",
        "行政复议4件，行政诉讼3件。",
        "行政复议4件，行政诉讼1件。",
        "制发规范性文件5件，现行有效16件。",
        "收到申请12件，其中自然人申请10件，法人或其他组织申请2件。",
    ] {
        let findings = saying(text).check().findings;
        assert!(findings.is_empty(), "{text}: {}", findings[0].message.zh);
    }
}

#[test]
fn sums_of_groups_and_of_both_kinds_of_suit() {
    for (text, expected, found) in [
        ("收到申请12件，不予公开4件。", "5", "4"),
        ("行政复议4件，行政诉讼5件。", "3", "5"),
        ("收到申请12件，无法提供1件。", "0", "1"),
        ("行政复议4件，其中维持3件。", "2", "3"),
        ("制发规范性文件5件，现行有效18件。", "16", "18"),
        ("收到申请12件，自然人申请11件。", "10", "11"),
        ("收到申请12件，法人或其他组织申请5件。", "2", "5"),
        ("我局没有收到政府信息公开申请。", "12", "0"),
        ("全年未发生行政复议。", "4", "0"),
    ] {
        let finding = saying(text).only_finding("narrative-differs");
        assert_eq!(
            (finding.expected.as_str(), finding.found.as_str()),
            (expected, found),
            "{text}"
        );
    }
}

#[test]
fn what_is_not_said_of_this_body_and_this_year_is_not_judged() {
    for text in [
        "2022年共收到政府信息公开申请9件，2023年收到12件。",
        "其中上半年收到申请4件。",
        "较上年增加3件，收到申请12件。",
        "通过网站收到政府信息公开申请5件。",
        "县教育局收到政府信息公开申请7件。",
        "计划办理申请20件。",
        "收到申请20余件。",
        "收到群众诉求348件。",
    ] {
        assert!(saying(text).check().findings.is_empty(), "{text}");
    }
    // Problems and plans stand in section five.
    let mut sample = saying("");
    sample.report.sections[4].text = "共收到政府信息公开申请99件。".into();
    assert!(sample.check().findings.is_empty());
}

#[test]
fn the_same_number_is_told_once() {
    let text = "共收到政府信息公开申请15件。依申请公开方面，收到政府信息公开申请15件。";
    assert_eq!(saying(text).findings("narrative-differs").len(), 1);
}

#[test]
fn a_blank_total_is_the_sum_of_its_kinds() {
    let blank = |text: &str| saying(text).state("requests", "granted", "total", State::Blank);
    assert!(
        blank("收到申请12件，予以公开6件。")
            .findings("narrative-differs")
            .is_empty()
    );
    assert_eq!(
        blank("收到申请12件，予以公开7件。")
            .findings("narrative-differs")
            .len(),
        1
    );
}

#[test]
fn what_was_not_read_may_be_what_is_meant_and_doubt_is_said() {
    let text = "2023年共收到政府信息公开申请15件。";
    let unread = saying(text).state("requests", "carried_in", "total", State::Unreadable);
    assert!(unread.findings("narrative-differs").is_empty());
    let mut doubtful = saying(text);
    doubtful.value("requests", "new", "total").confidence = 0.3;
    let finding = doubtful.findings("narrative-differs").remove(0);
    assert_eq!(finding.verdict, Verdict::Reading);
}

/// Three requests came in by the table, none by the prose, and nothing became of them: the 3 is the slip.
#[test]
fn the_prose_settles_which_cell_is_to_blame() {
    let mut sample = Sample::new(2023).requests("new", [3, 0, 0, 0, 0, 0, 3]);
    sample.report.sections[2].text = "2023年，共收到政府信息公开申请0条。".into();
    let report = sample.check();
    let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
    assert_eq!(
        rules,
        ["requests-balance", "narrative-differs", "requests-balance"]
    );
    let groups: Vec<u32> = report.findings.iter().map(|f| f.group).collect();
    assert_eq!(groups, [1, 1, 2]);
    let balance = &report.findings[0];
    assert_eq!(
        written(&balance.suspects[0]),
        "requests/new/natural_person=0+requests/new/total=0"
    );
    assert!(balance.suspects[0].said && !balance.suspects[1].said);
    assert!(balance.message.zh.contains("正文所说的数与第一种可能一致"));
}
