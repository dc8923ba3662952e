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
fn the_list_of_editions_names_their_tables() {
    let text = ran(program(&["forms"]).output().unwrap()).stdout;
    assert!(text.contains("reports of 2021 and later"), "{text}");
    assert!(
        text.contains("requests") && text.contains("175 fields"),
        "{text}"
    );
}
