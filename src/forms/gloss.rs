//! English for the official labels, and what the comparable series mean: texts for codebooks and readers.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

const TEXTS: &str = packed!("forms/annual/gloss");

/// What is said about the forms and is no part of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gloss {
    /// Key of the concept that says how much work a body has.
    pub size: String,
    english: BTreeMap<String, String>,
    concept: Vec<Concept>,
}

/// A series that can be followed over the editions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Its key.
    pub key: String,
    /// What it is, in Chinese.
    pub zh: String,
    /// What it is, in English.
    pub en: String,
    /// Where it cannot be compared, in Chinese; may be empty.
    #[serde(default)]
    pub note_zh: String,
    /// Where it cannot be compared, in English; may be empty.
    #[serde(default)]
    pub note_en: String,
}

impl Gloss {
    /// The texts that come with the program.
    #[allow(
        clippy::panic,
        reason = "the file is part of the program and a test loads it"
    )]
    pub fn embedded() -> &'static Self {
        static GLOSS: OnceLock<Gloss> = OnceLock::new();
        GLOSS.get_or_init(|| match serde_json::from_str(TEXTS) {
            Ok(gloss) => gloss,
            Err(error) => panic!("gloss.toml: {error}"),
        })
    }

    /// An official label in English; the label itself where there is none.
    pub fn english<'a>(&'a self, label: &'a str) -> &'a str {
        self.english.get(label).map_or(label, String::as_str)
    }

    /// What a concept means.
    pub fn concept(&self, key: &str) -> Option<&Concept> {
        self.concept.iter().find(|concept| concept.key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    #[test]
    fn the_size_of_a_body_is_a_concept_and_every_table_has_an_english_title() {
        let gloss = Gloss::embedded();
        assert!(gloss.concept(&gloss.size).is_some());
        let tables = Forms::embedded().editions.iter().flat_map(|e| &e.tables);
        for table in tables {
            assert!(gloss.english.contains_key(&table.title), "{}", table.title);
        }
    }

    #[test]
    fn every_label_and_every_concept_of_the_forms_has_its_text() {
        let gloss = Gloss::embedded();
        let fields = Forms::embedded()
            .editions
            .iter()
            .flat_map(|e| &e.tables)
            .flat_map(|t| &t.fields);
        for field in fields {
            for label in [&field.row_label, &field.column_label] {
                assert!(gloss.english.contains_key(label), "no English for {label}");
            }
            let known = field.concept.is_empty() || gloss.concept(&field.concept).is_some();
            assert!(known, "nothing is said of {}", field.concept);
        }
    }
}
