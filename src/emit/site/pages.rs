//! What is the same on every site but for some counts: style, scripts, the pages of the rules.

use askama::Template;

use super::Page;
use super::overview::Overview;
use super::words::{self, Two, two};
use crate::emit::phrases;
use crate::error::Lang;
use crate::rules::{Rule, Rules};

/// Files of the site that hold no data.
pub const ASSETS: [(&str, &str); 3] = [
    ("site.css", include_str!("pages/site.css")),
    ("site.js", include_str!("pages/site.js")),
    ("list.js", include_str!("pages/list.js")),
];

#[derive(Template)]
#[template(path = "rules.html")]
pub struct RulesPage {
    page: Page,
    rules: Vec<Line>,
}

struct Line {
    id: &'static str,
    severity: &'static str,
    grade: Two<'static>,
    title: Two<'static>,
    count: u64,
}

/// The page that lists all rules.
pub fn rules(page: Page, overview: &Overview) -> RulesPage {
    let line = |rule: &'static Rule| Line {
        id: rule.id,
        severity: rule.severity.as_str(),
        grade: phrases::severity(rule.severity.as_str()).into(),
        title: two(rule.title.zh.as_str(), rule.title.en.as_str()),
        count: overview.of_rule(rule.id),
    };
    RulesPage {
        page,
        rules: Rules::embedded().iter().map(line).collect(),
    }
}

#[derive(Template)]
#[template(path = "rule.html")]
pub struct RulePage {
    page: Page,
    id: &'static str,
    heading: Two<'static>,
    facts: Vec<(Two<'static>, Two<'static>)>,
    parts: Vec<(Two<'static>, Two<'static>)>,
}

/// The page of a rule: what `gouji explain` says.
pub fn rule(page: Page, rule: &'static Rule) -> RulePage {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| (rule.facts(lang), rule.parts(lang)));
    let facts = zh.0.into_iter().zip(en.0);
    let parts = zh.1.into_iter().zip(en.1);
    RulePage {
        page,
        id: rule.id,
        heading: two(rule.title.zh.as_str(), rule.title.en.as_str()),
        facts: facts
            .map(|((n, f), (name, fact))| (two(n, name), two(f, fact)))
            .collect(),
        parts: parts
            .map(|((h, b), (head, body))| (two(h, head), two(b, body)))
            .collect(),
    }
}
