use crate::sample::Sample;
use gouji::location::Place;
use gouji::report::{Extra, Severity};

fn extra(table: &str, row: &str, column: &str, unknown: bool) -> Extra {
    Extra {
        table: table.into(),
        row_label: row.into(),
        column_label: column.into(),
        raw: "3".into(),
        number: "3".into(),
        place: Place::Lines { first: 7, last: 7 },
        unknown,
    }
}

#[test]
fn one_finding_for_each_label() {
    let mut sample = Sample::new(2023);
    sample.report.extra = vec![
        extra("requests", "9.其他情形", "自然人", true),
        extra("requests", "9.其他情形", "总计", true),
        extra("requests", "小计", "总计", false),
        extra("proactive", "其他文件", "本年制发件数", true),
        extra("", "不明", "", true),
    ];
    let findings = sample.findings("row-unknown");
    let quotes: Vec<&str> = findings.iter().map(|f| f.quote.as_str()).collect();
    assert_eq!(quotes, ["其他文件", "9.其他情形", "不明"]);
    assert_eq!(findings[1].severity, Severity::Notice);
    assert!(findings[1].message.zh.contains("2 个数"));
    assert_eq!(findings[1].place, Place::Lines { first: 7, last: 7 });
}

#[test]
fn a_column_unknown_in_every_row_is_one_finding() {
    let mut sample = Sample::new(2023);
    sample.report.extra = vec![
        extra(
            "requests",
            "一、本年新收政府信息公开申请数量",
            "法人小计",
            true,
        ),
        extra("requests", "（一）予以公开", "法人小计", true),
    ];
    let finding = sample.only_finding("row-unknown");
    assert_eq!(finding.quote, "法人小计");
    assert!(finding.message.en.contains("column"));
}
