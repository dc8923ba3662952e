use crate::beside::later;
use crate::sample::Sample;
use gouji::report::Severity;

const RULE: &str = "prior-items-discontinuity";

fn items(year: u16, prior: i32, change: i32) -> Sample {
    Sample::new(year)
        .set("proactive", "licensing", "prior_items", prior)
        .set("proactive", "licensing", "change", change)
}

#[test]
fn a_catalogue_that_begins_anew() {
    let found = later(RULE, items(2019, 120, -8), items(2020, 130, 0));
    let [finding] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(finding.severity, Severity::Notice);
    assert_eq!(
        (finding.found.as_str(), finding.expected.as_str()),
        ("130", "112")
    );
    assert_eq!(
        (finding.row.as_str(), finding.column.as_str()),
        ("licensing", "prior_items")
    );
}

#[test]
fn what_meets_is_in_order_and_decisions_are_no_items() {
    let now = items(2020, 112, 3).set("proactive", "licensing", "decisions", 900);
    assert_eq!(later(RULE, items(2019, 120, -8), now), []);
}

#[test]
fn the_form_of_2021_has_no_items() {
    assert_eq!(later(RULE, items(2020, 120, -8), Sample::new(2021)), []);
}
