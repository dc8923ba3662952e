use crate::beside::{BODY, Beside, written};
use crate::sample::Sample;
use gouji::report::{Finding, Severity};

const RULE: &str = "report-copied";
const OTHER: &str = "青溪市柳汀县教育局";

fn figures(last: i64) -> Sample {
    Sample::new(2022)
        .requests("new", [138, 29, 0, 0, 0, 0, 167])
        .requests("granted", [121, 25, 0, 0, 0, 0, 146])
        .requests("partial", [17, 4, 0, 0, 0, 0, last])
}

/// The findings on the later of two reports.
fn beside(one: Sample, other: Sample) -> Vec<Finding> {
    let found = Beside::default()
        .with("a.pdf", BODY, one)
        .with("b.pdf", OTHER, other)
        .findings(RULE);
    assert_eq!(found[0], []);
    found[1].clone()
}

#[test]
fn figures_of_another_body() {
    let found = beside(figures(21), figures(21));
    let [finding] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(
        finding.message.zh,
        format!("9 个非零数字与{BODY} 2022 年的报告（a.pdf）全部相同。")
    );
    assert_eq!(beside(figures(21), figures(20)), []);
}

#[test]
fn few_small_numbers_and_noughts_are_nobodys() {
    assert_eq!(beside(Sample::new(2022), Sample::new(2022)), []);
    assert_eq!(
        beside(Sample::new(2022).busy(), Sample::new(2022).busy()),
        []
    );
}

#[test]
fn prose_with_the_names_changed() {
    let text = |name: &str| format!("{name}公布如下。{}{name}", written(1, 40));
    let found = beside(
        Sample::new(2022).prose(&text(BODY)),
        Sample::new(2022).prose(&text(OTHER)),
    );
    let [finding] = &found[..] else {
        panic!("{found:?}")
    };
    assert!(
        finding.message.zh.contains("100 %"),
        "{}",
        finding.message.zh
    );
    assert!(text("").contains(finding.quote.trim_end_matches('…')));
}

#[test]
fn half_of_the_prose_is_not_copied() {
    let found = beside(
        Sample::new(2022).prose(&written(1, 60)),
        Sample::new(2022).prose(&written(30, 90)),
    );
    assert_eq!(found, []);
}

#[test]
fn a_template_of_the_area_is_nobodys_copy() {
    // Twelve bodies with four fifths of their prose from one draft; the last two share the rest, too.
    let mut beside = Beside::default();
    for n in 0..12_u32 {
        let own = 1000 + 20 * n.min(10);
        let text = written(1, 65) + &written(own, own + 16);
        let agency = format!("柳汀县第{n}局");
        beside = beside.with(
            &format!("{n:02}.pdf"),
            &agency,
            Sample::new(2022).prose(&text),
        );
    }
    let found = beside.findings(RULE);
    let told: Vec<usize> = (0..12).filter(|n| !found[*n].is_empty()).collect();
    assert_eq!(told, [11]);
    let quote = &found[11][0].quote;
    assert!(quote.contains(&written(1201, 1203)), "{quote}");
}

#[test]
fn of_many_that_are_the_same_each_is_told_once() {
    let mut beside = Beside::default();
    for n in 0..40 {
        let sample = figures(21).prose(&written(1, 40));
        beside = beside.with(&format!("{n:02}.pdf"), &format!("柳汀县第{n}局"), sample);
    }
    let counts: Vec<usize> = beside.findings(RULE).iter().map(Vec::len).collect();
    assert_eq!(counts[0], 0);
    assert!(counts[1..].iter().all(|count| *count == 1), "{counts:?}");
}

#[test]
fn one_body_is_not_its_own_peer_and_nobody_is_no_body() {
    for agency in [BODY, ""] {
        let found = Beside::default()
            .with("a", agency, figures(21))
            .with("b", agency, figures(21))
            .findings(RULE);
        assert!(found.iter().all(Vec::is_empty));
    }
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let found = Beside::default()
        .with("b.pdf", OTHER, figures(21))
        .with("a.pdf", BODY, figures(21))
        .findings(RULE);
    assert_eq!((found[0].len(), found[1].len()), (1, 0));
}
