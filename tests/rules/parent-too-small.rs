use crate::beside::Beside;
use crate::sample::Sample;
use gouji::report::{Finding, Severity, State, Verdict};

const RULE: &str = "parent-too-small";
const AREA: &str = "青溪市柳汀县人民政府";
const BUREAU: &str = "青溪市柳汀县教育局";
const TOWN: &str = "青溪市柳汀县杨坪镇人民政府";

fn granted(number: i64) -> Sample {
    let row = [number, 0, 0, 0, 0, 0, number];
    ["new", "granted", "total"]
        .into_iter()
        .fold(Sample::new(2022), |sample, key| sample.requests(key, row))
}

/// The area's findings, where it stands beside its members.
fn area(whole: Sample, members: Vec<(&str, Sample)>) -> Vec<Finding> {
    let mut beside = Beside::default().with("area.pdf", AREA, whole.placed(&["柳汀县"], "", true));
    for (at, (agency, sample)) in members.into_iter().enumerate() {
        let sample = if agency == TOWN {
            sample.placed(&["杨坪镇", "柳汀县"], "", false)
        } else {
            sample.placed(&["柳汀县"], "教育局", false)
        };
        beside = beside.with(&format!("member{at}.pdf"), agency, sample);
    }
    let mut found = beside.findings(RULE);
    assert!(found[1..].iter().all(Vec::is_empty), "on a member");
    found.swap_remove(0)
}

fn cell<'f>(found: &'f [Finding], row: &str) -> &'f Finding {
    let of = |f: &&Finding| f.row == row && f.column == "total";
    found.iter().find(of).expect("a finding on the cell")
}

#[test]
fn less_than_one_member_alone() {
    let found = area(granted(12), vec![(BUREAU, granted(15))]);
    let finding = cell(&found, "granted");
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(
        (
            finding.found.as_str(),
            finding.expected.as_str(),
            finding.equation.as_str()
        ),
        ("12", ">= 15", "12 < 15")
    );
    assert!(finding.message.zh.contains(BUREAU));
    assert!(found.iter().all(|f| f.group == finding.group));
}

#[test]
fn less_than_the_sum_of_those_given() {
    let found = area(granted(12), vec![(BUREAU, granted(7)), (TOWN, granted(8))]);
    assert_eq!(cell(&found, "new").equation, "12 < 7 + 8 = 15");
    let cells = &cell(&found, "new").cells;
    assert_eq!(cells.len(), 3);
}

#[test]
fn as_much_or_more_is_in_order() {
    for number in [15, 100] {
        let found = area(
            granted(number),
            vec![(BUREAU, granted(7)), (TOWN, granted(8))],
        );
        assert_eq!(found, []);
    }
}

#[test]
fn an_office_s_own_report_is_no_parent() {
    let found = Beside::default()
        .with(
            "o",
            "青溪市柳汀县人民政府办公室",
            granted(1).placed(&["柳汀县"], "办公室", false),
        )
        .with(
            "b",
            BUREAU,
            granted(15).placed(&["柳汀县"], "教育局", false),
        )
        .findings(RULE);
    assert!(found.iter().all(Vec::is_empty));
}

#[test]
fn the_user_s_list_makes_it_one() {
    let found = Beside::default()
        .with("o", "青溪市柳汀县人民政府办公室", granted(1))
        .with("b", BUREAU, granted(15))
        .areas("body\tparent\n青溪市柳汀县教育局\t青溪市柳汀县人民政府办公室\n")
        .findings(RULE);
    assert!(!found[0].is_empty() && found[1].is_empty());
}

#[test]
fn documents_are_a_notice_and_items_do_not_add_up() {
    let with = |number: u32| {
        Sample::new(2019)
            .set("proactive", "regulations", "made", number)
            .set("proactive", "licensing", "prior_items", number)
    };
    let found = area(with(1), vec![(BUREAU, with(14))]);
    let [finding] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(finding.severity, Severity::Notice);
    assert_eq!(
        (finding.row.as_str(), finding.column.as_str()),
        ("regulations", "made")
    );
}

#[test]
fn money_is_compared_at_the_coarser_precision_and_in_one_unit() {
    let fees = |amount: &str, unit: &str| {
        let mut sample = Sample::new(2022).set("proactive", "fees", "amount", amount);
        sample.value("proactive", "fees", "amount").unit = unit.into();
        sample
    };
    let count = |area_has: &str, member: &str, unit: &str| {
        area(fees(area_has, ""), vec![(BUREAU, fees(member, unit))]).len()
    };
    assert_eq!(count("12", "12.35", ""), 0);
    assert_eq!(count("12", "13.35", ""), 1);
    assert_eq!(count("12.1", "12.35", ""), 1);
    assert_eq!(count("12", "103500", "元"), 0);
    assert_eq!(count("10", "123500", "元"), 1);
}

#[test]
fn blanks_say_nothing_doubt_is_ours_and_years_are_apart() {
    let blank = granted(12).state("requests", "granted", "total", State::Blank);
    let found = area(blank, vec![(BUREAU, granted(15))]);
    assert!(
        found
            .iter()
            .all(|f| (f.row.as_str(), f.column.as_str()) != ("granted", "total"))
    );
    let mut doubtful = granted(15);
    doubtful.value("requests", "granted", "total").confidence = 0.2;
    let found = area(granted(12), vec![(BUREAU, doubtful)]);
    assert_eq!(cell(&found, "granted").verdict, Verdict::Reading);
    let mut other = granted(15);
    other.report.identity.year = Some(2021);
    assert_eq!(area(granted(12), vec![(BUREAU, other)]), []);
}

#[test]
fn bodies_of_the_central_government_are_no_members() {
    let found = Beside::default()
        .with("a", AREA, granted(1).placed(&["柳汀县"], "", true))
        .with(
            "b",
            "国家税务总局柳汀县税务局",
            granted(15).placed(&["柳汀县"], "国家税务总局税务局", false),
        )
        .findings(RULE);
    assert!(found.iter().all(Vec::is_empty));
}

#[test]
fn a_county_in_between_sums_up_its_own() {
    // The town is in the county's figures; the city is not asked to hold it twice.
    let found = Beside::default()
        .with(
            "city",
            "青溪市人民政府",
            granted(16).placed(&["青溪市"], "", true),
        )
        .with(
            "county",
            AREA,
            granted(15).placed(&["柳汀县", "青溪市"], "", true),
        )
        .with(
            "town",
            TOWN,
            granted(8).placed(&["杨坪镇", "柳汀县", "青溪市"], "", false),
        )
        .findings(RULE);
    assert!(found.iter().all(Vec::is_empty));
}
