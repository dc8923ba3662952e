//! What the outputs look like, also where there is nothing to put in them.

use crate::support::junk;

#[test]
fn audit_leaves_every_output_and_nothing_else() {
    let desk = junk();
    let ran = desk.run(&["audit", "in", "-o", "out/deep"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    let expected = [
        "README.md",
        "audit.xlsx",
        "cells.csv",
        "codebook.csv",
        "datapackage.json",
        "extra.csv",
        "files.csv",
        "findings.csv",
        "gouji.sqlite",
        "html",
        "labels.do",
        "metadata.json",
        "panel.csv",
        "parquet",
        "reports.jsonl",
        "run.json",
        "sections.csv",
        "wide.csv",
    ];
    assert_eq!(desk.names("out/deep"), expected);
    let tables = expected.iter().filter_map(|name| name.strip_suffix(".csv"));
    let parquet: Vec<String> = tables.map(|name| format!("{name}.parquet")).collect();
    assert_eq!(desk.names("out/deep/parquet"), parquet);
    for name in expected.iter().filter(|n| n.ends_with(".csv")) {
        assert!(
            desk.read(&format!("out/deep/{name}"))
                .starts_with('\u{feff}'),
            "{name}"
        );
    }
    assert!(ran.stderr.contains("7 files, "), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("written to out/deep: reports.jsonl"),
        "{}",
        ran.stderr
    );
}

#[test]
fn outputs_can_be_picked_and_the_mark_left_out() {
    let desk = junk();
    desk.run(&[
        "audit",
        "in",
        "-o",
        "out",
        "--outputs",
        "findings,files",
        "--no-bom",
    ]);
    assert_eq!(desk.names("out"), ["files.csv", "findings.csv"]);
    assert!(desk.read("out/files.csv").starts_with("path,sha256,"));
}

#[test]
fn run_json_holds_the_call_without_the_password() {
    let desk = junk();
    desk.run(&["audit", "in", "-o", "out", "--password", "geheim"]);
    let run: serde_json::Value = serde_json::from_str(&desk.read("out/run.json")).unwrap();
    assert_eq!(run["schema"], "gouji.run/1");
    assert_eq!(run["files"], 7);
    assert_eq!(run["statuses"]["skipped"], 2);
    assert_eq!(run["program"]["version"], env!("CARGO_PKG_VERSION"));
    assert!(run["started"].as_str().unwrap().ends_with('Z'));
    assert!(run["seconds"].is_number());
    let arguments = run["arguments"].to_string();
    assert!(arguments.contains("--password") && !arguments.contains("geheim"));
}

#[test]
fn standard_output_holds_the_shape_asked_for_and_nothing_else() {
    let desk = junk();
    let stdout = |arguments: &[&str]| desk.run(&[arguments, &["in/b/noise.bin"]].concat()).stdout;
    assert_eq!(stdout(&["extract"]), "");
    assert_eq!(stdout(&["extract", "--format", "json"]), "[]\n");
    let head = "report_id,path,agency,division,year,edition,table,row,column,value,state,origin,raw,unit,page,\
                x0,y0,x1,y1,method,confidence\n";
    assert_eq!(stdout(&["extract", "--format", "csv"]), head);
    assert_eq!(stdout(&["check", "--format", "jsonl"]), "");
    assert!(stdout(&["check", "--format", "csv"]).starts_with("finding_id,group,rule,"));
}
