use crate::beside::later;
use crate::sample::Sample;
use gouji::report::{Severity, State, Verdict};

const RULE: &str = "pending-vanished";

fn reviews(year: u16, numbers: [i64; 5]) -> Sample {
    Sample::new(year).disputes("review", numbers)
}

#[test]
fn three_were_open_and_one_is_left() {
    let found = later(
        RULE,
        reviews(2022, [0, 0, 0, 3, 3]),
        reviews(2023, [1, 0, 0, 0, 1]),
    );
    let [finding] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(finding.severity, Severity::Notice);
    assert_eq!(
        (finding.row.as_str(), finding.column.as_str()),
        ("review", "total")
    );
    assert_eq!(finding.equation, "1 < 3");
}

#[test]
fn as_many_or_more_are_in_order() {
    for total in [3, 8] {
        let now = reviews(2023, [total, 0, 0, 0, total]);
        assert_eq!(later(RULE, reviews(2022, [0, 0, 0, 3, 3]), now), []);
    }
}

#[test]
fn blanks_say_nothing_and_doubt_is_ours() {
    let blank = reviews(2023, [0; 5]).state("disputes", "review", "total", State::Blank);
    assert_eq!(later(RULE, reviews(2022, [0, 0, 0, 3, 3]), blank), []);
    let mut doubtful = reviews(2022, [0, 0, 0, 3, 3]);
    doubtful.value("disputes", "review", "pending").confidence = 0.2;
    let found = later(RULE, doubtful, reviews(2023, [0; 5]));
    assert_eq!(found[0].verdict, Verdict::Reading);
}
