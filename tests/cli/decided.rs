//! What was decided: baseline, gouji.toml, decisions.csv, lists of bodies, checks of the user's own.

use serde_json::Value;

use crate::across::{page, two_years};
use crate::support::{Desk, desk};

/// Findings by a call of `check`, as JSON.
fn findings(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let mut arguments = vec!["check", "in", "--format", "jsonl"];
    arguments.extend(more);
    let ran = desk.run(&arguments);
    assert!(ran.status < 2, "{}", ran.stderr);
    let lines = ran.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn write(desk: &Desk, name: &str, text: &str) {
    std::fs::write(desk.path(name), text).unwrap();
}

fn rules(findings: &[Value]) -> Vec<&str> {
    findings
        .iter()
        .map(|f| f["rule"].as_str().unwrap())
        .collect()
}

#[test]
fn a_baseline_leaves_out_what_was_known_also_where_files_moved() {
    let desk = two_years();
    let before = desk.run(&["check", "in", "--format", "jsonl"]).stdout;
    write(&desk, "before.jsonl", &before);
    assert_eq!(findings(&desk, &["--baseline", "before.jsonl"]).len(), 0);
    std::fs::rename(desk.path("in/b"), desk.path("in/moved")).unwrap();
    assert_eq!(findings(&desk, &["--baseline", "before.jsonl"]).len(), 0);
    std::fs::write(desk.path("in/d.html"), page("柳汀县水利局", 2023, 5, 2)).unwrap();
    let new = findings(&desk, &["--baseline", "before.jsonl"]);
    assert!(!new.is_empty() && new.iter().all(|f| f["path"] == "d.html"));
    let ran = desk.run(&["check", "in", "--baseline", "before.jsonl"]);
    assert!(ran.stderr.contains("in the baseline"), "{}", ran.stderr);
    let ran = desk.run(&["check", "in", "--baseline", "in/d.html"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("d.html"), "{}", ran.stderr);
}

#[test]
fn settings_of_the_folder_change_severities_and_make_exceptions() {
    let desk = two_years();
    let rule = "carry-over-mismatch";
    assert!(rules(&findings(&desk, &[])).contains(&rule));
    write(
        &desk,
        "gouji.toml",
        "[severity]\ncarry-over-mismatch = \"notice\"\n",
    );
    let found = findings(&desk, &[]);
    let of_rule = found.iter().filter(|f| f["rule"] == rule);
    assert!(of_rule.clone().count() > 0 && of_rule.clone().all(|f| f["severity"] == "notice"));
    let exception = "[[exception]]\nwhy = \"2022 年更正\"\nrule = \"carry-over-mismatch\"\n\
                     body = \"柳汀县教育局\"\nyear = 2023\ncell = \"requests/*/total\"\n";
    write(&desk, "own.toml", exception);
    let found = findings(&desk, &["--config", "own.toml"]);
    let columns: Vec<&Value> = found
        .iter()
        .filter(|f| f["rule"] == rule)
        .map(|f| &f["column"])
        .collect();
    assert_eq!(columns, ["natural_person"]);
    write(&desk, "gouji.toml", "[severity]\nno-such = \"off\"\n");
    let ran = desk.run(&["check", "in"]);
    assert!(
        ran.status == 2 && ran.stderr.contains("no-such"),
        "{}",
        ran.stderr
    );
}

#[test]
fn decisions_are_carried_into_every_run() {
    let desk = two_years();
    let found = findings(&desk, &[]);
    let series: Vec<&Value> = found
        .iter()
        .filter(|f| f["rule"] == "carry-over-mismatch")
        .collect();
    let id = |at: usize| series[at]["finding_id"].as_str().unwrap();
    let text = format!(
        "finding_id,decision,by,when,why\n{},explained,王某,2024-03-01,口径不同\n{},dismissed,,,\n",
        id(0),
        id(1)
    );
    write(&desk, "decisions.csv", &text);
    let after = findings(&desk, &["--decisions", "decisions.csv"]);
    assert_eq!(after.len(), found.len() - 1);
    let explained = after.iter().find(|f| f["finding_id"] == id(0)).unwrap();
    assert_eq!(explained["severity"], "notice");
    assert!(
        explained["message_zh"]
            .as_str()
            .unwrap()
            .ends_with("已说明（王某，2024-03-01）：口径不同。")
    );
    desk.run(&["audit", "in", "-o", "out", "--decisions", "decisions.csv"]);
    let table = desk.read("out/findings.csv");
    assert!(table.contains("口径不同") && !table.contains(id(1)));
}

#[test]
fn a_corrected_value_takes_the_place_of_the_one_that_was_read() {
    let desk = two_years();
    let cells = ["natural_person", "total"].map(|column| {
        format!("柳汀县教育局,2022,requests,carried_out,{column},corrected,4,王某,对照原件\n")
    });
    let text = format!(
        "agency,year,table,row,column,decision,value,by,why\n{}",
        cells.concat()
    );
    write(&desk, "decisions.csv", &text);
    let found = findings(&desk, &["--decisions", "decisions.csv"]);
    assert!(!rules(&found).contains(&"carry-over-mismatch"));
    // The report itself does not add up any more, and says so.
    assert!(rules(&found).contains(&"requests-balance"));
    desk.run(&["audit", "in", "-o", "out", "--decisions", "decisions.csv"]);
    let table = desk.read("out/cells.csv");
    let row = table
        .lines()
        .find(|l| l.contains("requests,carried_out,total,4,"));
    let row = row.unwrap();
    assert!(row.contains(",number,corrected,7,"), "{row}");
}

#[test]
fn bodies_of_a_list_that_published_nothing() {
    let desk = two_years();
    write(&desk, "bodies.txt", "柳汀县教育局\n柳汀县民政局\n");
    let found = findings(&desk, &["--bodies", "bodies.txt"]);
    let absent: Vec<&Value> = found
        .iter()
        .filter(|f| f["rule"] == "report-absent")
        .collect();
    assert_eq!(absent.len(), 1);
    assert_eq!(
        (&absent[0]["agency"], &absent[0]["year"]),
        (&"柳汀县民政局".into(), &2022.into())
    );
    desk.run(&["audit", "in", "-o", "out", "--bodies", "bodies.txt"]);
    assert!(desk.read("out/findings.csv").contains("report-absent"));
    // It is no report: nothing else has a row for it.
    assert_eq!(desk.read("out/wide.csv").lines().count(), 1 + 3);
    assert_eq!(desk.read("out/reports.jsonl").lines().count(), 3);
}

#[test]
fn checks_of_the_user_s_own_have_messages_and_suspects() {
    let desk = desk(&[("in/a.html", DECISIONS.as_bytes())]);
    std::fs::create_dir(desk.path("checks")).unwrap();
    let check = "[[check]]\nid = \"as-many\"\ntitle = \"许可与处罚相等\"\nseverity = \"error\"\n\
                 table = \"proactive\"\neach = \"column\"\nonly = [\"decisions\"]\nformula = \"licensing = penalties\"\n";
    write(&desk, "checks/own.toml", check);
    let found = findings(&desk, &["--forms", "checks"]);
    let own = found.iter().find(|f| f["rule"] == "as-many").unwrap();
    assert_eq!(
        (&own["severity"], &own["equation"]),
        (&"error".into(), &"5 ≠ 9".into())
    );
    assert!(
        own["message_zh"]
            .as_str()
            .unwrap()
            .contains("许可与处罚相等。行政许可 5，不等于行政处罚 9。")
    );
    let sets = serde_json::json!([
        ["proactive/licensing/decisions=9"],
        ["proactive/penalties/decisions=5"]
    ]);
    assert_eq!(own["suspects"], sets);
    // The database knows the rule.
    let ran = desk.run(&["audit", "in", "-o", "out", "--forms", "checks"]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    write(
        &desk,
        "checks/own.toml",
        &check.replace("= penalties", "= punishment"),
    );
    let ran = desk.run(&["check", "in", "--forms", "checks"]);
    assert!(
        ran.status == 2 && ran.stderr.contains("punishment"),
        "{}",
        ran.stderr
    );
    write(
        &desk,
        "checks/own.toml",
        &check.replace("as-many", "disputes-total"),
    );
    let ran = desk.run(&["check", "in", "--forms", "checks"]);
    assert!(
        ran.status == 2 && ran.stderr.contains("disputes-total"),
        "{}",
        ran.stderr
    );
}

/// A report with the decisions of 表二 alone.
const DECISIONS: &str = "<html><head><meta charset=utf-8><title>柳汀县教育局2023年政府信息公开工作年度报告</title></head><body>\
    <h1>柳汀县教育局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table>\
    <tr><td colspan=2>第二十条第（五）项</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>\
    <tr><td>行政许可</td><td>5</td></tr><tr><td colspan=2>第二十条第（六）项</td></tr>\
    <tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政处罚</td><td>9</td></tr>\
    <tr><td>行政强制</td><td>0</td></tr></table></body></html>";
