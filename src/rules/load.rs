//! The rule files: reading and checking them. Unknown keys are refused.

use std::fmt;

use super::file::{RuleFile, Text};
use super::{Rule, Rules};
use crate::error::Bilingual;
use crate::word::named;

/// Every rule file, by its stem.
macro_rules! files {
    ($($stem:literal),* $(,)?) => {
        &[$(($stem, typed!("rules/", $stem))),*]
    };
}

const FILES: &[(&str, &[u8])] = files![
    "carry-over-mismatch",
    "citation-outdated",
    "count-invalid",
    "disputes-total",
    "fees-mismatch",
    "form-outdated",
    "in-force-discontinuity",
    "in-force-too-small",
    "narrative-differs",
    "parent-too-small",
    "pending-vanished",
    "percentage-differs",
    "period-mismatch",
    "prior-items-discontinuity",
    "published-late",
    "regulations-implausible",
    "report-absent",
    "report-conflict",
    "report-copied",
    "report-unchanged",
    "requests-balance",
    "requests-result-total",
    "requests-row-total",
    "row-missing",
    "row-unknown",
    "section-missing",
    "statistics-total",
    "table-missing",
    "template-text",
    "unit-jump",
    "value-missing",
    "value-unreadable",
    "year-mismatch",
    "year-missing",
    "zero-implausible",
];

/// What is wrong with a rule file.
#[derive(Debug)]
pub struct RuleError {
    file: String,
    what: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule file {}: {}", self.file, self.what)
    }
}

impl std::error::Error for RuleError {}

/// The rules compiled into the program.
#[allow(
    clippy::panic,
    reason = "the files are part of the program and a test loads them"
)]
pub fn embedded() -> Rules {
    match load(FILES) {
        Ok(rules) => rules,
        Err(error) => panic!("{error}"),
    }
}

fn load(files: &[(&'static str, &[u8])]) -> Result<Rules, RuleError> {
    let mut rules = Vec::new();
    for &(stem, file) in files {
        let fail = |what: String| RuleError {
            file: format!("{stem}.toml"),
            what,
        };
        let file: RuleFile = postcard::from_bytes(file).map_err(|e| fail(e.to_string()))?;
        if file.id != stem {
            return Err(fail(format!(
                "id `{}` is not the file's name `{stem}`",
                file.id
            )));
        }
        rules.push(file.build(stem).map_err(fail)?);
    }
    rules.sort_by_key(|rule| rule.id);
    Ok(Rules { rules })
}

impl From<Text> for Bilingual {
    fn from(text: Text) -> Self {
        Self::new(text.zh.trim(), text.en.trim())
    }
}

impl RuleFile {
    fn build(self, id: &'static str) -> Result<Rule, String> {
        Ok(Rule {
            id,
            severity: named(self.severity)?,
            scope: named(self.scope)?,
            editions: self.editions,
            title: self.title.into(),
            checks: self.checks.into(),
            why: self.why.into(),
            clause: self.clause.into(),
            example: self.example.into(),
            legitimate: self.legitimate.into(),
            silence: silence(id, &self.silence),
            messages: self
                .message
                .into_iter()
                .map(|(kind, text)| (kind, text.into()))
                .collect(),
        })
    }
}

/// How a rule is silenced: what its file says, then what holds for all of them.
fn silence(id: &str, own: &Text) -> Bilingual {
    let (zh, en) = (own.zh.trim(), own.en.trim());
    Bilingual::new(
        format!(
            "{zh}`gouji.toml` 的 `[severity]` 中写 `{id} = \"off\"` 即关闭本条，写 `[[exception]]` 只略去合乎条件的。"
        ),
        format!(
            "{en} In `gouji.toml`, `{id} = \"off\"` under `[severity]` switches it off, and an `[[exception]]` leaves out what it fits."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(template: &str) -> BTreeSet<&str> {
        template
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn the_embedded_files_load_and_say_something() {
        let rules = embedded();
        assert_eq!(rules.rules.len(), FILES.len());
        for rule in rules.iter() {
            let texts = [
                &rule.title,
                &rule.checks,
                &rule.why,
                &rule.clause,
                &rule.example,
                &rule.legitimate,
                &rule.silence,
            ];
            for text in texts.into_iter().chain(rule.messages.values()) {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", rule.id);
            }
            assert!(!rule.messages.is_empty(), "{}", rule.id);
        }
    }

    #[test]
    fn both_languages_name_the_same_particulars() {
        for rule in embedded().iter() {
            for (kind, text) in &rule.messages {
                assert_eq!(names(&text.zh), names(&text.en), "{} {kind}", rule.id);
            }
        }
    }

    #[test]
    fn every_identity_of_a_form_has_its_rule() {
        let rules = embedded();
        for edition in &crate::forms::Forms::embedded().editions {
            for identity in edition.identities.iter().chain(&edition.series) {
                let rule = rules.get(&identity.rule).unwrap();
                assert!(rule.applies_to(&edition.id), "{}", rule.id);
            }
        }
    }

    #[test]
    fn unknown_keys_and_wrong_names_are_refused() {
        let loaded = |stem, text: &str| -> Result<Rules, String> {
            let file: RuleFile = toml::from_str(text).map_err(|e| e.to_string())?;
            let file = postcard::to_stdvec(&file).unwrap();
            load(&[(stem, &file)]).map_err(|e| e.to_string())
        };
        let (stem, text) = (
            "carry-over-mismatch",
            include_str!("carry-over-mismatch.toml"),
        );
        assert!(loaded(stem, text).is_ok());
        assert!(loaded("another", text).is_err());
        for wrong in [
            "color = \"red\"\n",
            "severity = \"grave\"\n",
            "scope = \"all\"\n",
        ] {
            let key = wrong.split(' ').next().unwrap();
            let rest: String = text
                .lines()
                .filter(|l| !l.starts_with(key))
                .map(|l| format!("{l}\n"))
                .collect();
            assert!(loaded(stem, &format!("{wrong}{rest}")).is_err(), "{wrong}");
        }
    }
}
