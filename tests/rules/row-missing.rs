use crate::sample::{APPLICANTS, Sample};
use gouji::report::{Presence, State, Value, Verdict};

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
fn rows_that_follow_one_another_are_one_finding() {
    let rows = [
        "unavailable.must_create",
        "unavailable.unclear",
        "not_processed.petition",
    ];
    let finding = without(&rows).only_finding("row-missing");
    assert_eq!((finding.row.as_str(), finding.column.as_str()), ("", ""));
    assert_eq!(finding.cells.len(), 21);
    assert_eq!(finding.verdict, Verdict::Report);
    assert!(
        finding.message.zh.contains("3 行"),
        "{}",
        finding.message.zh
    );
}

/// The last rows are not there, nor anything behind them: the document breaks off, and that is all there is to say.
#[test]
fn a_document_that_breaks_off_is_one_finding() {
    let forms = gouji::forms::Forms::embedded();
    let table = &forms.editions.last().unwrap().tables[1];
    let rows: Vec<&str> = table.blocks[0].rows[12..]
        .iter()
        .map(|r| r.key.as_str())
        .collect();
    let mut sample = without(&rows);
    sample.report.sections.truncate(3);
    let disputes = sample.table("disputes");
    disputes.presence = Presence::Absent;
    disputes
        .values
        .iter_mut()
        .for_each(|v| *v = Value::default());
    let finding = sample.clone().only_finding("row-missing");
    assert_eq!(finding.verdict, Verdict::Reading);
    assert!(
        finding.message.zh.contains("第四、五、六部分"),
        "{}",
        finding.message.zh
    );
    assert!(
        finding.message.en.contains("breaks off"),
        "{}",
        finding.message.en
    );
    // With the sections behind it in place, the rows are missing and the table is, each for itself.
    let mut whole = without(&rows);
    whole.table("disputes").presence = Presence::Absent;
    let rules: Vec<&str> = whole.check().findings.iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["row-missing", "table-missing"]);
}

#[test]
fn in_a_table_read_with_doubt_the_row_may_be_there() {
    let mut sample = without(&["denied.admin_query"]);
    sample.value("requests", "new", "total").confidence = 0.4;
    assert_eq!(sample.only_finding("row-missing").verdict, Verdict::Reading);
}
