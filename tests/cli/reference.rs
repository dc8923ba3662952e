//! Generated reference tables: a stale one fails.

use crate::support::{program, ran};

#[test]
fn the_table_of_fields_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/reference/fields.tsv");
    let golden = std::fs::read_to_string(path).unwrap();
    let printed = ran(program(&["forms", "--format", "tsv"]).output().unwrap()).stdout;
    assert!(golden == printed, "write it anew: scripts/write-reference");
}

#[test]
fn the_pages_of_the_rules_are_current() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/reference/rules");
    let list = ran(program(&["rules"]).output().unwrap()).stdout;
    let mut expected: Vec<String> = Vec::new();
    let mut stale = Vec::new();
    for line in list.lines() {
        let id = line.split_whitespace().next().unwrap();
        let name = format!("{id}.md");
        let page = ran(program(&["explain", id, "--format", "md"])
            .output()
            .unwrap())
        .stdout;
        assert!(
            page.contains("### 查什么") && page.contains("### What it checks"),
            "{id}"
        );
        if std::fs::read_to_string(format!("{folder}/{name}")).ok() != Some(page) {
            stale.push(name.clone());
        }
        expected.push(name);
    }
    let mut given: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    given.sort();
    expected.sort();
    assert_eq!(
        (stale, given),
        (Vec::new(), expected),
        "write them anew: scripts/write-reference"
    );
}

#[test]
fn the_list_of_editions_names_their_tables() {
    let text = ran(program(&["forms"]).output().unwrap()).stdout;
    assert!(text.contains("reports of 2021 and later"), "{text}");
    assert!(
        text.contains("requests") && text.contains("175 fields"),
        "{text}"
    );
}
