//! The rules as text for people: the list, and a page for each.

use std::fmt::Write as _;

use super::{Rule, Rules, Scope};
use crate::error::Lang;
use crate::report::Severity;

fn severity(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Notice => lang.pick("提示", "notice"),
    }
}

fn scope(lang: Lang, scope: Scope) -> &'static str {
    match scope {
        Scope::Report => lang.pick("单份报告", "one report"),
        Scope::Series => lang.pick(
            "同一机关的历年报告",
            "the reports of one body over the years",
        ),
        Scope::Peers => lang.pick("不同机关的报告", "reports of different bodies"),
        Scope::Hierarchy => lang.pick("地区与所属机关的报告", "an area and its members"),
    }
}

fn editions(lang: Lang, rule: &Rule) -> String {
    match rule.editions.as_slice() {
        [] => lang.pick("全部", "all").to_owned(),
        some => some.join(lang.pick("、", ", ")),
    }
}

impl Rules {
    /// One line a rule: id, severity, title.
    pub fn list(&self, lang: Lang) -> String {
        let width = self.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        let mut text = String::new();
        for rule in self.iter() {
            let grade = severity(lang, rule.severity);
            // A Chinese character is two columns wide, and each of the Chinese words has two.
            let pad = lang.pick("", "       ").get(grade.len()..).unwrap_or("");
            let title = lang.of(&rule.title);
            let _ = writeln!(text, "{:width$}  {grade}{pad}  {title}", rule.id);
        }
        text
    }
}

impl Rule {
    /// The page that explains the rule.
    pub fn explain(&self, lang: Lang) -> String {
        let mut text = format!("{}  {}\n\n", self.id, lang.of(&self.title));
        for (name, fact) in self.facts(lang) {
            let _ = writeln!(text, "{name}{}{fact}", lang.pick("：", ": "));
        }
        for (head, body) in self.parts(lang) {
            let _ = write!(text, "\n{head}\n");
            for line in body.lines() {
                let _ = writeln!(text, "  {line}");
            }
        }
        text
    }

    /// The same page in both languages, as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n", self.id);
        for lang in [Lang::Zh, Lang::En] {
            let _ = write!(text, "\n## {}\n\n", lang.of(&self.title));
            for (name, fact) in self.facts(lang) {
                let _ = writeln!(text, "- {name}{}{fact}", lang.pick("：", ": "));
            }
            for (head, body) in self.parts(lang) {
                let _ = write!(text, "\n### {head}\n\n{body}\n");
            }
            let _ = write!(
                text,
                "\n### {}\n\n",
                lang.pick("报告时怎样说", "What a finding says")
            );
            for message in self.messages.values() {
                let _ = writeln!(text, "- {}", lang.of(message));
            }
        }
        text
    }

    /// Its short facts, each with its name.
    pub fn facts(&self, lang: Lang) -> [(&'static str, String); 3] {
        [
            (
                lang.pick("级别", "severity"),
                severity(lang, self.severity).to_owned(),
            ),
            (
                lang.pick("范围", "looks at"),
                scope(lang, self.scope).to_owned(),
            ),
            (lang.pick("表式版本", "editions"), editions(lang, self)),
        ]
    }

    /// What is said about it, each part with its heading.
    pub fn parts(&self, lang: Lang) -> [(&'static str, &str); 6] {
        [
            (lang.pick("查什么", "What it checks"), &self.checks),
            (lang.pick("为什么要紧", "Why it matters"), &self.why),
            (lang.pick("依据", "What it stands on"), &self.clause),
            (lang.pick("例子", "Example"), &self.example),
            (
                lang.pick("何时并不算错", "When it is in order"),
                &self.legitimate,
            ),
            (lang.pick("怎样不显示", "How not to be told"), &self.silence),
        ]
        .map(|(head, body)| (head, lang.of(body)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_rule_once() {
        let rules = Rules::embedded();
        for lang in [Lang::Zh, Lang::En] {
            let list = rules.list(lang);
            assert_eq!(list.lines().count(), rules.iter().count());
            for rule in rules.iter() {
                assert!(list.contains(lang.of(&rule.title)));
            }
        }
    }

    #[test]
    fn a_page_has_every_part() {
        let rule = Rules::embedded().get("requests-balance").unwrap();
        let zh = rule.explain(Lang::Zh);
        assert!(zh.starts_with("requests-balance") && zh.contains("级别：错误"));
        let en = rule.explain(Lang::En);
        assert!(en.contains("severity: error") && en.contains(&rule.why.en));
    }
}
