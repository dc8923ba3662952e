//! Forms, rules, and the truth about the samples.

use std::collections::BTreeSet;
use std::path::Path;

use gouji::forms::Forms;
use gouji::rules::Rules;

use crate::none;
use crate::source::{files, text};

/// What the editions share; no edition itself.
const WORDING: &str = "wording";

/// What is said about the forms; no edition either.
const GLOSS: &str = "gloss";

fn stems(folder: &str, ending: &str) -> BTreeSet<String> {
    let stem = |path: String| {
        Path::new(&path)
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    files(folder, ending).into_iter().map(stem).collect()
}

#[test]
fn every_form_file_is_an_edition_of_its_name() {
    let mut expected = stems("src/forms", ".toml");
    assert!(expected.remove(WORDING) && expected.remove(GLOSS));
    let loaded = Forms::embedded().editions.iter().map(|e| e.id.clone());
    assert_eq!(loaded.collect::<BTreeSet<_>>(), expected);
    assert_eq!(Forms::embedded().editions.len(), expected.len());
}

#[test]
fn every_rule_file_is_a_rule_of_its_name() {
    let expected = stems("src/rules", ".toml");
    let loaded: Vec<String> = Rules::embedded()
        .iter()
        .map(|rule| rule.id.to_owned())
        .collect();
    assert_eq!(loaded, expected.into_iter().collect::<Vec<_>>());
}

#[test]
fn every_data_file_is_a_form_a_rule_or_the_vocabulary() {
    let known = files("src/forms", ".toml").len() + files("src/rules", ".toml").len();
    assert_eq!(files("src/prose", ".toml"), ["src/prose/vocabulary.toml"]);
    assert_eq!(files("src", ".toml").len(), known + 1);
}

#[test]
fn every_rule_has_its_tests() {
    let rules: BTreeSet<String> = Rules::embedded().iter().map(|r| r.id.to_owned()).collect();
    let mut tests = stems("tests/rules", ".rs");
    for path in files("tests/rules/all", ".rs") {
        tests.remove(Path::new(&path).file_stem().unwrap().to_str().unwrap());
    }
    assert_eq!(
        tests, rules,
        "tests/rules/<id>.rs for every rule and for nothing else"
    );
    let main = text("tests/rules.rs");
    let mut wrong: Vec<&String> = rules.iter().collect();
    wrong.retain(|id| !main.contains(&format!("\"rules/{id}.rs\"")));
    none(&wrong, "tests/rules.rs does not name the tests of");
}

#[test]
fn code_of_a_rule_stands_beside_its_texts() {
    let rules: BTreeSet<String> = Rules::embedded().iter().map(|r| r.id.to_owned()).collect();
    let wrong: Vec<String> = stems("src/rules", ".rs")
        .into_iter()
        .filter(|stem| stem.contains('-') && !rules.contains(stem))
        .collect();
    none(&wrong, "src/rules has code without a rule");
}

#[test]
fn the_truth_has_the_fields_of_the_forms() {
    let mut wrong = Vec::new();
    let golds: Vec<String> = files("golden", "/gold.tsv");
    assert!(!golds.is_empty());
    for path in golds {
        let text = text(&path);
        let rows: Vec<Vec<&str>> = text
            .lines()
            .skip(1)
            .map(|l| l.split('\t').collect())
            .collect();
        let mut tables: Vec<(&str, &str)> = rows.iter().map(|row| (row[0], row[1])).collect();
        tables.dedup();
        for (edition, table) in tables {
            let given: Vec<(&str, &str)> = rows
                .iter()
                .filter(|row| (row[0], row[1]) == (edition, table))
                .map(|row| (row[2], row[3]))
                .collect();
            if official(edition, table).is_none_or(|fields| fields != given) {
                wrong.push(format!("{path}: {edition}/{table}"));
            }
        }
    }
    none(&wrong, "not the fields of the form, or not in its order");
}

fn official(edition: &str, table: &str) -> Option<Vec<(&'static str, &'static str)>> {
    let edition = Forms::embedded()
        .editions
        .iter()
        .find(|e| e.id == edition)?;
    let table = edition.tables.iter().find(|t| t.id == table)?;
    let key = |field: &'static gouji::forms::Field| (field.row.as_str(), field.column.as_str());
    Some(table.fields.iter().map(key).collect())
}
