//! The rules: their texts as data, one file a rule, and code beside a rule where no formula of a form can say it.
//!
//! `src/rules/<id>.toml` holds everything that is said about a rule, in Chinese and in English: what it checks, why it
//! matters, the clause it stands on, an example, when a breach is legitimate, and the sentence of a finding. A rule that
//! is a relation between cells has no code: the form states the relation and names the rule. The others have a function
//! in `src/rules/<id>.rs`, which sees a report through a [`View`] and returns [`Draft`]s.

pub mod draft;
mod excerpt;
mod file;
mod load;
mod own;
mod page;
pub mod view;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::error::Bilingual;
use crate::report::Severity;
use draft::Draft;
use view::View;

pub use load::RuleError;

#[path = "citation-outdated.rs"]
mod citation_outdated;
#[path = "count-invalid.rs"]
mod count_invalid;
#[path = "fees-mismatch.rs"]
mod fees_mismatch;
#[path = "form-outdated.rs"]
mod form_outdated;
#[path = "narrative-differs.rs"]
mod narrative_differs;
#[path = "percentage-differs.rs"]
mod percentage_differs;
#[path = "period-mismatch.rs"]
mod period_mismatch;
#[path = "published-late.rs"]
mod published_late;
#[path = "regulations-implausible.rs"]
mod regulations_implausible;
#[path = "row-missing.rs"]
mod row_missing;
#[path = "row-unknown.rs"]
mod row_unknown;
#[path = "section-missing.rs"]
mod section_missing;
#[path = "table-missing.rs"]
mod table_missing;
#[path = "template-text.rs"]
mod template_text;
#[path = "value-missing.rs"]
mod value_missing;
#[path = "value-unreadable.rs"]
mod value_unreadable;
#[path = "year-mismatch.rs"]
mod year_mismatch;
#[path = "zero-implausible.rs"]
mod zero_implausible;

/// Changes whenever a rule is added, dropped or decides otherwise, so that findings of two runs can be told apart.
pub const RULE_SET_VERSION: &str = "4";

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// One report.
    Report,
    /// The reports of one body over the years.
    Series,
    /// Reports of different bodies.
    Peers,
    /// An area and its members.
    Hierarchy,
}

impl Scope {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Series => "series",
            Self::Peers => "peers",
            Self::Hierarchy => "hierarchy",
        }
    }
}

/// A rule: all that is said about it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id, which is the name of its file.
    pub id: &'static str,
    /// How grave a breach is, unless the case makes it lighter.
    pub severity: Severity,
    /// What it looks at.
    pub scope: Scope,
    /// Editions it applies to; all where empty.
    pub editions: Vec<String>,
    /// Its name in a few words.
    pub title: Bilingual,
    /// What is compared with what.
    pub checks: Bilingual,
    /// Why a breach matters.
    pub why: Bilingual,
    /// Notice or article it stands on.
    pub clause: Bilingual,
    /// A breach in numbers.
    pub example: Bilingual,
    /// When a breach is in order.
    pub legitimate: Bilingual,
    /// How not to be told.
    pub silence: Bilingual,
    /// Sentences of a finding, by the kind of breach; `{name}` stands for a particular of the case.
    pub messages: BTreeMap<String, Bilingual>,
}

impl Rule {
    /// Whether it applies to an edition.
    pub fn applies_to(&self, edition: &str) -> bool {
        self.editions.is_empty() || self.editions.iter().any(|e| e == edition)
    }

    /// The sentence for a breach of this kind, particulars filled in; the title where there is no such kind.
    pub fn message(&self, kind: &str, particulars: &Particulars) -> Bilingual {
        let template = self.messages.get(kind).unwrap_or(&self.title);
        let mut message = template.clone();
        for (name, zh, en) in &particulars.0 {
            let mark = format!("{{{name}}}");
            message.zh = message.zh.replace(&mark, zh);
            message.en = message.en.replace(&mark, en);
        }
        message
    }
}

/// The particulars of a case, by the names that templates use.
#[derive(Clone, Debug, Default)]
pub struct Particulars(Vec<(&'static str, String, String)>);

impl Particulars {
    /// One that reads the same in both languages: a number, a quotation.
    pub fn with(self, name: &'static str, text: impl ToString) -> Self {
        let text = text.to_string();
        self.with_each(name, text.clone(), text)
    }

    /// One that each language words in its own way.
    pub fn with_each(
        mut self,
        name: &'static str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        self.0.push((name, zh.into(), en.into()));
        self
    }
}

/// All rules, by id.
#[derive(Debug)]
pub struct Rules {
    rules: Vec<Rule>,
}

impl Rules {
    /// The rules that come with the program, and those added with [`Rules::add_own`].
    pub fn embedded() -> &'static Self {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| {
            let mut rules = load::embedded();
            rules.rules.extend(own::own().cloned());
            rules.rules.sort_by_key(|rule| rule.id);
            rules
        })
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        let at = self.rules.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
        self.rules.get(at)
    }

    /// Every rule, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }
}

/// The code of a rule.
type Finder = fn(&'static Rule, &View<'_>) -> Vec<Draft>;

/// The rules over one report that no formula of a form can say.
const FINDERS: &[(&str, Finder)] = &[
    ("citation-outdated", citation_outdated::find),
    ("count-invalid", count_invalid::find),
    ("fees-mismatch", fees_mismatch::find),
    ("form-outdated", form_outdated::find),
    ("narrative-differs", narrative_differs::find),
    ("percentage-differs", percentage_differs::find),
    ("period-mismatch", period_mismatch::find),
    ("published-late", published_late::find),
    ("regulations-implausible", regulations_implausible::find),
    ("row-missing", row_missing::find),
    ("row-unknown", row_unknown::find),
    ("section-missing", section_missing::find),
    ("table-missing", table_missing::find),
    ("template-text", template_text::find),
    ("value-missing", value_missing::find),
    ("value-unreadable", value_unreadable::find),
    ("year-mismatch", year_mismatch::find),
    ("zero-implausible", zero_implausible::find),
];

/// What the rules with code of their own say about one report.
pub fn find(view: &View<'_>) -> Vec<Draft> {
    let rules = Rules::embedded();
    FINDERS
        .iter()
        .filter_map(|(id, finder)| Some(finder(rules.get(id)?, view)))
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finder_has_its_rule() {
        for (id, _) in FINDERS {
            assert!(Rules::embedded().get(id).is_some(), "{id}");
        }
    }

    #[test]
    fn particulars_fill_both_languages() {
        let rule = Rules::embedded().get("period-mismatch").unwrap();
        let particulars = Particulars::default()
            .with("start", "2019-09-01")
            .with("end", "2019-12-31")
            .with("year", 2019);
        let message = rule.message("shorter", &particulars);
        assert!(message.zh.contains("2019-09-01") && !message.zh.contains('{'));
        assert!(message.en.contains("2019-12-31") && !message.en.contains('{'));
    }
}
