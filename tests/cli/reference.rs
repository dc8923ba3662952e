//! Generated reference tables: a stale one fails.

use crate::support::{program, ran};

#[test]
fn the_table_of_fields_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/reference/fields.tsv");
    let golden = std::fs::read_to_string(path).unwrap();
    let printed = ran(program(&["forms", "--format", "tsv"]).output().unwrap()).stdout;
    assert!(
        golden == printed,
        "write it anew: gouji forms --format tsv > golden/reference/fields.tsv"
    );
}

#[test]
fn the_schemas_are_current() {
    for what in ["report", "finding"] {
        let path = format!("golden/reference/{what}.schema.json");
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let golden = std::fs::read_to_string(path).unwrap_or_default();
        let printed = ran(program(&["schema", what]).output().unwrap()).stdout;
        assert!(
            golden == printed,
            "write it anew: gouji schema {what} > golden/reference/{what}.schema.json"
        );
        let schema: serde_json::Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(schema["$id"], format!("urn:gouji:{what}:1"));
    }
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
