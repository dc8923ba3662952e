//! What the reports of a run say about each other.

use gouji::forms::{Field, Forms, Table};
use serde_json::Value;

use crate::support::{Desk, desk};

/// A web page with 表三 alone: so many requests carried in and answered, so many new ones carried out.
pub fn page(body: &str, year: u16, carried_in: u32, carried_out: u32) -> Vec<u8> {
    let forms = Forms::embedded();
    let edition = &forms.editions[forms.in_force(Some(year))];
    let table = edition.tables.iter().find(|t| t.id == "requests").unwrap();
    let number = |field: &Field| match (field.row.as_str(), field.column.as_str()) {
        (row, "natural_person" | "total") => match row {
            "carried_in" | "granted" | "total" => carried_in,
            "new" | "carried_out" => carried_out,
            _ => 0,
        },
        _ => 0,
    };
    let rows: String = rows(table, &number);
    let title = format!("{body}{year}年政府信息公开工作年度报告");
    format!(
        "<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>\
         <p>三、收到和处理政府信息公开申请情况</p><table>{rows}</table></body></html>"
    )
    .into_bytes()
}

fn rows(table: &Table, number: &dyn Fn(&Field) -> u32) -> String {
    let block = &table.blocks[0];
    let head: Vec<&str> = block.columns.iter().map(|c| c.label.as_str()).collect();
    let row = |cells: String| format!("<tr>{cells}</tr>");
    let mut rows = row(format!("<td></td><td>{}</td>", head.join("</td><td>")));
    for fields in table.fields.chunks(block.columns.len()) {
        let numbers = fields.iter().map(|f| format!("<td>{}</td>", number(f)));
        let label = format!("<td>{}</td>", fields[0].row_label);
        rows += &row(label + &numbers.collect::<String>());
    }
    rows
}

pub fn two_years() -> Desk {
    desk(&[
        ("in/a/2023.html", &page("柳汀县教育局", 2023, 4, 2)),
        ("in/b/2022.html", &page("柳汀县教育局", 2022, 0, 7)),
        ("in/c/2023.html", &page("柳汀县民政局", 2023, 4, 2)),
    ])
}

fn of_rule(desk: &Desk, jobs: &str) -> Vec<Value> {
    let ran = desk.run(&["check", "in", "--format", "jsonl", "-j", jobs]);
    let findings = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    findings
        .filter(|f: &Value| f["rule"] == "carry-over-mismatch")
        .collect()
}

#[test]
fn two_years_of_one_body_are_compared() {
    let desk = two_years();
    let found = of_rule(&desk, "1");
    assert_eq!(found.len(), 2, "{found:?}");
    for finding in &found {
        assert_eq!(finding["path"], "a/2023.html");
        assert_eq!(finding["year"], 2023);
        assert_eq!(
            (&finding["found"], &finding["expected"]),
            (&"4".into(), &"7".into())
        );
    }
    assert_eq!(found[0]["group"], found[1]["group"]);
    assert_eq!(found, of_rule(&desk, "3"));
}

#[test]
fn audit_has_them_in_every_output_and_counts_them() {
    let desk = two_years();
    let ran = desk.run(&["audit", "in", "-o", "out"]);
    assert_eq!(
        desk.read("out/findings.csv")
            .matches("carry-over-mismatch")
            .count(),
        2
    );
    let reports = desk.read("out/reports.jsonl");
    let first: Value = serde_json::from_str(reports.lines().next().unwrap()).unwrap();
    let findings = first["findings"].as_array().unwrap();
    let series = findings
        .iter()
        .filter(|f| f["rule"] == "carry-over-mismatch");
    let other = series.map(|f| {
        f["cells"][1]
            .as_str()
            .unwrap()
            .split_once(':')
            .unwrap()
            .0
            .to_owned()
    });
    let second: Value = serde_json::from_str(reports.lines().nth(1).unwrap()).unwrap();
    assert_eq!(
        other.collect::<Vec<_>>(),
        vec![second["report_id"].as_str().unwrap(); 2]
    );
    let run: Value = serde_json::from_str(&desk.read("out/run.json")).unwrap();
    let all: usize = reports
        .lines()
        .map(|l| {
            serde_json::from_str::<Value>(l).unwrap()["findings"]
                .as_array()
                .unwrap()
                .len()
        })
        .sum();
    assert_eq!(run["findings"], all);
    assert!(
        ran.stderr.contains(&format!("{all} findings")),
        "{}",
        ran.stderr
    );
}
