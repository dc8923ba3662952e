use crate::sample::{APPLICANTS, Sample};
use gouji::report::{State, Verdict};

fn without(rows: &[&str]) -> Sample {
    let mut sample = Sample::new(2023);
    for row in rows {
        for column in APPLICANTS {
            sample = sample.state("requests", row, column, State::Absent);
        }
        sample.table("requests").missing_rows.push((*row).into());
    }
    sample
}

#[test]
fn one_finding_a_row() {
    let findings = without(&["denied.admin_query", "not_processed.repeat"]).findings("row-missing");
    let rows: Vec<&str> = findings.iter().map(|f| f.row.as_str()).collect();
    assert_eq!(rows, ["denied.admin_query", "not_processed.repeat"]);
    assert_eq!(findings[0].cells.len(), 7);
    assert_eq!(findings[0].verdict, Verdict::Report);
    assert!(
        findings[0]
            .message
            .zh
            .contains("（三）不予公开·8.属于行政查询事项")
    );
}

#[test]
fn in_a_table_read_with_doubt_the_row_may_be_there() {
    let mut sample = without(&["denied.admin_query"]);
    sample.value("requests", "new", "total").confidence = 0.4;
    assert_eq!(sample.only_finding("row-missing").verdict, Verdict::Reading);
}
