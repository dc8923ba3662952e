//! Regular expressions that are made only when a text may hold what they look for. Making one takes as long as reading a
//! page, and of those that the forms have, most documents need few.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex::{Captures, Match, Regex};
use regex_syntax::hir::{Class, Hir, HirKind};

/// More wordings than these are not worth looking for one by one.
const MOST: usize = 24;

/// A regular expression, and what every text that it fits holds.
#[derive(Debug)]
pub struct Pattern {
    text: Cow<'static, str>,
    /// One of these stands in every match; nothing is known where there are none.
    needs: Vec<String>,
    regex: OnceLock<Regex>,
}

impl Pattern {
    /// Reads a regular expression.
    ///
    /// # Errors
    /// It is none.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Result<Self, String> {
        let text = text.into();
        let hir = regex_syntax::parse(&text).map_err(|error| error.to_string())?;
        Ok(Self {
            needs: needs(&hir).unwrap_or_default(),
            text,
            regex: OnceLock::new(),
        })
    }

    /// Whether it fits anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.may_be_in(text) && self.regex().is_match(text)
    }

    /// The first place in a text that it fits.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.may_be_in(text).then(|| self.regex().find(text))?
    }

    /// The same with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.may_be_in(text).then(|| self.regex().captures(text))?
    }

    /// The expression itself.
    #[allow(
        clippy::expect_used,
        reason = "it was read before; only one that is too large could be refused, and all are constants that a test makes"
    )]
    pub fn regex(&self) -> &Regex {
        let make = || Regex::new(&self.text).expect("a regular expression of the program");
        self.regex.get_or_init(make)
    }

    fn may_be_in(&self, text: &str) -> bool {
        // One that is made knows better itself what to look for.
        self.regex.get().is_some()
            || self.needs.is_empty()
            || self.needs.iter().any(|need| text.contains(need))
    }
}

/// Words of which one stands in whatever the expression fits, as long as they can be; `None` where there are none.
fn needs(hir: &Hir) -> Option<Vec<String>> {
    let found = match hir.kind() {
        HirKind::Literal(literal) => vec![String::from_utf8(literal.0.to_vec()).ok()?],
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = || class.iter().map(|range| range.start()..=range.end());
            if ranges().map(Iterator::count).sum::<usize>() > MOST {
                return None;
            }
            ranges().flatten().map(String::from).collect()
        }
        HirKind::Capture(group) => needs(&group.sub)?,
        HirKind::Repetition(repeated) if repeated.min > 0 => needs(&repeated.sub)?,
        HirKind::Concat(parts) => {
            let shortest = |words: &Vec<String>| words.iter().map(String::len).min();
            parts.iter().filter_map(needs).max_by_key(shortest)?
        }
        HirKind::Alternation(ways) => {
            let ways: Option<Vec<Vec<String>>> = ways.iter().map(needs).collect();
            ways?.concat()
        }
        _ => return None,
    };
    (1..=MOST).contains(&found.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_match_holds() {
        for (text, expected) in [
            ("该部分(?:内容)?以表格形式报告", vec!["以表格形式报告"]),
            (
                "^(?:本年)?总体(?:情况|概述)$|^概述$",
                vec!["情况", "概述", "概述"],
            ),
            (r"国办发[^0-9]{0,2}2014", vec!["国办发"]),
            ("(?:镇|乡|街道)(?:政府)?$", vec!["镇", "乡", "街道"]),
            ("[县区]司法局$", vec!["司法局"]),
            ("(?:甲乙)?[^丙]*丁?", vec![]),
            ("", vec![]),
        ] {
            let mut found = Pattern::new(text).unwrap().needs;
            found.sort_unstable();
            let mut expected = expected;
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn it_says_what_the_expression_says() {
        let texts = [
            "",
            "概述",
            "一、概述",
            "总体情况",
            "本年总体概述",
            "总体",
            "情况",
        ];
        for pattern in [
            "^(?:本年)?总体(?:情况|概述)$|^概述$",
            "情?况",
            "总(.)",
            "x|",
        ] {
            let plain = Regex::new(pattern).unwrap();
            for text in texts {
                let fresh = Pattern::new(pattern).unwrap();
                assert_eq!(
                    fresh.is_match(text),
                    plain.is_match(text),
                    "{pattern} {text}"
                );
                let fresh = Pattern::new(pattern).unwrap();
                assert_eq!(fresh.find(text), plain.find(text), "{pattern} {text}");
            }
        }
    }
}
