use crate::beside::Beside;
use crate::sample::Sample;
use gouji::report::Severity;

const TOWN: &str = "青溪市柳汀县杨坪镇人民政府";
const BUREAU: &str = "青溪市柳汀县教育局";

/// Body and year of what is absent.
fn absent(list: &str) -> Vec<(String, u16)> {
    let found = Beside::default()
        .with("a", TOWN, Sample::new(2021))
        .with("b", TOWN, Sample::new(2022))
        .with("c", BUREAU, Sample::new(2022))
        .absent(list);
    for absent in &found {
        assert_eq!(absent.finding.rule, "report-absent");
        assert_eq!(absent.finding.severity, Severity::Notice);
        assert!(absent.finding.message.zh.contains(&absent.agency));
        assert!(absent.finding.message.en.contains(&absent.year.to_string()));
    }
    found.into_iter().map(|a| (a.agency, a.year)).collect()
}

#[test]
fn a_body_without_a_report_for_a_year_of_the_run() {
    let list = format!("机关\n{TOWN}\n{BUREAU}\n柳汀县水利局\n");
    assert_eq!(
        absent(&list),
        [
            (BUREAU.to_owned(), 2021),
            ("柳汀县水利局".to_owned(), 2021),
            ("柳汀县水利局".to_owned(), 2022)
        ]
    );
}

#[test]
fn years_of_the_list_are_those_that_are_meant() {
    let list = format!("{BUREAU},2022\n{TOWN},2020-2022\n");
    assert_eq!(absent(&list), [(TOWN.to_owned(), 2020)]);
}

#[test]
fn places_around_a_name_may_be_left_out() {
    assert_eq!(absent("柳汀县杨坪镇\n柳汀县教育局,2022\n"), []);
    // Too short to be a name of one body alone.
    assert_eq!(absent("教育局,2022\n").len(), 1);
}

#[test]
fn without_a_list_nothing_is_said() {
    assert_eq!(absent(""), []);
}
