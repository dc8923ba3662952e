//! Regular expressions that are made only when a text may hold what they look for. Making one takes as long as reading a
//! page, and of those that the forms have, most documents need few. A slow engine that is made quickly begins; where
//! there is much to search, a fast one goes on.

mod needs;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use memchr::memmem::Finder;
use regex::Regex;

use needs::needs;

/// Bytes that the slow engine searches in about the time that the fast one takes to be made.
const PATIENCE: usize = 1 << 16;

/// Of a text that an expression begins, hardly more bytes are looked at.
const BEGINNING: usize = 64;

/// A regular expression, and what every text that it fits holds.
#[derive(Debug)]
pub struct Pattern {
    text: Cow<'static, str>,
    /// One of these stands in every match; nothing is known where there are none.
    needs: Vec<Finder<'static>>,
    slow: OnceLock<regex_lite::Regex>,
    fast: OnceLock<Regex>,
    /// Bytes that were searched with the slow engine.
    searched: AtomicUsize,
}

/// The engine that is the better one now.
enum Engine<'p> {
    Slow(&'p regex_lite::Regex),
    Fast(&'p Regex),
}

/// A place in a text that an expression fits, and those of its groups.
#[derive(Debug, PartialEq, Eq)]
pub struct Groups<'t> {
    text: &'t str,
    ranges: Vec<Option<Range<usize>>>,
}

impl<'t> Groups<'t> {
    /// The place of a group; number 0 is the whole.
    pub fn range(&self, group: usize) -> Option<Range<usize>> {
        self.ranges.get(group)?.clone()
    }

    /// The text of a group; number 0 is the whole.
    pub fn get(&self, group: usize) -> Option<&'t str> {
        Some(&self.text[self.range(group)?])
    }

    /// The text of a group as a number.
    pub fn number<N: std::str::FromStr>(&self, group: usize) -> Option<N> {
        self.get(group)?.parse().ok()
    }
}

impl Pattern {
    /// A regular expression. Whether it is one shows when an engine is made of it.
    ///
    /// # Errors
    /// The two engines might understand it in different ways.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Result<Self, String> {
        let text = text.into();
        if let Some(part) = odd_part(&text) {
            return Err(format!("`{part}` is not for patterns"));
        }
        Ok(Self {
            needs: needs(&text)
                .iter()
                .map(|n| Finder::new(n).into_owned())
                .collect(),
            text,
            slow: OnceLock::new(),
            fast: OnceLock::new(),
            searched: AtomicUsize::new(0),
        })
    }

    /// A regular expression that stands in the program.
    #[allow(clippy::expect_used, reason = "a constant, which a test reads")]
    pub fn constant(text: &'static str) -> Self {
        Self::new(text).expect("a regular expression of the program")
    }

    /// Whether it fits anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.may_be_in(text)
            && match self.engine(text) {
                Engine::Slow(regex) => regex.is_match(text),
                Engine::Fast(regex) => regex.is_match(text),
            }
    }

    /// The first place in a text that it fits.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        if !self.may_be_in(text) {
            return None;
        }
        match self.engine(text) {
            Engine::Slow(regex) => regex.find(text).map(|found| found.range()),
            Engine::Fast(regex) => regex.find(text).map(|found| found.range()),
        }
    }

    /// The same with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Groups<'t>> {
        if !self.may_be_in(text) {
            return None;
        }
        match self.engine(text) {
            Engine::Slow(regex) => regex.captures(text).map(|found| of_slow(text, &found)),
            Engine::Fast(regex) => regex.captures(text).map(|found| of_fast(text, &found)),
        }
    }

    /// Every place in a text that it fits, one behind the other.
    pub fn all<'t>(&self, text: &'t str) -> Vec<Groups<'t>> {
        if !self.may_be_in(text) {
            return Vec::new();
        }
        match self.engine(text) {
            Engine::Slow(regex) => {
                let all = regex.captures_iter(text);
                all.map(|found| of_slow(text, &found)).collect()
            }
            Engine::Fast(regex) => {
                let all = regex.captures_iter(text);
                all.map(|found| of_fast(text, &found)).collect()
            }
        }
    }

    /// A text without the places that it fits.
    pub fn cut_from(&self, text: &str) -> String {
        let (mut rest, mut from) = (String::with_capacity(text.len()), 0);
        for found in self.all(text) {
            if let Some(place) = found.range(0) {
                rest.push_str(&text[from..place.start]);
                from = place.end;
            }
        }
        rest.push_str(&text[from..]);
        rest
    }

    /// The engine to search a text with.
    fn engine(&self, text: &str) -> Engine<'_> {
        if let Some(fast) = self.fast.get() {
            return Engine::Fast(fast);
        }
        let bytes = if self.text.starts_with('^') {
            text.len().min(BEGINNING)
        } else {
            text.len()
        };
        // Two threads may add to it at a time: then the fast one is made somewhat sooner or later.
        if self.searched.fetch_add(bytes, Ordering::Relaxed) + bytes > PATIENCE {
            Engine::Fast(self.fast())
        } else {
            Engine::Slow(self.slow())
        }
    }

    #[allow(
        clippy::expect_used,
        reason = "all are constants, of which a test makes both engines"
    )]
    fn slow(&self) -> &regex_lite::Regex {
        let make =
            || regex_lite::Regex::new(&self.text).expect("a regular expression of the program");
        self.slow.get_or_init(make)
    }

    #[allow(clippy::expect_used, reason = "as for the slow one")]
    fn fast(&self) -> &Regex {
        let make = || Regex::new(&self.text).expect("a regular expression of the program");
        self.fast.get_or_init(make)
    }

    fn may_be_in(&self, text: &str) -> bool {
        // The fast engine knows better itself what to look for.
        self.needs.is_empty()
            || self.fast.get().is_some()
            || self
                .needs
                .iter()
                .any(|need| need.find(text.as_bytes()).is_some())
    }
}

fn of_slow<'t>(text: &'t str, found: &regex_lite::Captures<'t>) -> Groups<'t> {
    let ranges = found.iter().map(|group| group.map(|g| g.range())).collect();
    Groups { text, ranges }
}

fn of_fast<'t>(text: &'t str, found: &regex::Captures<'t>) -> Groups<'t> {
    let ranges = found.iter().map(|group| group.map(|g| g.range())).collect();
    Groups { text, ranges }
}

/// What the engines might understand in different ways: classes by name (one knows those of ASCII alone) and flags.
fn odd_part(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '(']) {
        let behind = &rest[at + 1..];
        let odd = if rest[at..].starts_with('\\') {
            behind.starts_with(|c: char| c.is_ascii_alphanumeric())
        } else {
            behind.starts_with('?') && !behind.starts_with("?:")
        };
        if odd {
            return Some(&rest[at..][..2]);
        }
        // What is escaped is no beginning of anything.
        let escaped = rest[at..].starts_with('\\');
        let taken = behind.chars().next().filter(|_| escaped);
        rest = &behind[taken.map_or(0, char::len_utf8)..];
    }
    None
}

#[cfg(test)]
impl Pattern {
    /// Makes both engines, and has them search a text: they have to find the same.
    pub fn try_both(&self, text: &str) {
        let slow = self.slow().captures_iter(text);
        let slow: Vec<Groups<'_>> = slow.map(|found| of_slow(text, &found)).collect();
        let fast = self.fast().captures_iter(text);
        let fast: Vec<Groups<'_>> = fast.map(|found| of_fast(text, &found)).collect();
        assert_eq!(slow, fast, "{} in {text}", self.text);
        let fits = !slow.is_empty();
        let holds = |need: &Finder<'_>| need.find(text.as_bytes()).is_some();
        let is_asked_for = self.needs.is_empty() || self.needs.iter().any(holds);
        assert!(
            is_asked_for || !fits,
            "{} needs more than {text} has",
            self.text
        );
    }
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
            ("[县区-]局|a{2}", vec!["a", "局"]),
            ("甲{3,}乙{0,3}|丙+?", vec!["丙", "甲"]),
            (r"\(模板\)(一)?", vec!["(模板)"]),
            ("年[0-9]|[a-c]", vec![]),
            ("年[0-9]|()", vec![]),
            ("(?:甲乙)?[^丙]*丁?", vec![]),
            ("", vec![]),
        ] {
            let pattern = Pattern::new(text).unwrap();
            let needs = pattern.needs.iter();
            let mut found: Vec<&str> = needs
                .map(|n| std::str::from_utf8(n.needle()).unwrap())
                .collect();
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
                let found = plain.find(text).map(|f| f.range());
                assert_eq!(fresh.find(text), found, "{pattern} {text}");
            }
        }
    }

    #[test]
    fn what_the_engines_may_take_differently_is_refused() {
        for (text, odd) in [
            (r"\d+年", Some(r"\d")),
            ("(?i)年报", Some("(?")),
            ("(?P<y>20)", Some("(?")),
            (r"令\(第(?:[0-9]+)号\)", None),
            (r"\\(?:a)", None),
            (r"\年", None),
        ] {
            assert_eq!(odd_part(text), odd, "{text}");
            assert_eq!(Pattern::new(text).is_err(), odd.is_some(), "{text}");
        }
    }

    #[test]
    fn where_there_is_much_to_search_the_fast_engine_goes_on() {
        let pattern = Pattern::constant("([0-9]+)年(度)?");
        let text = format!("{}2023年末2024年度", "一".repeat(PATIENCE / 6));
        for _ in 0..3 {
            let found = pattern.all(&text);
            assert_eq!(found[0].get(1), Some("2023"));
            assert_eq!((found[0].get(2), found[1].get(2)), (None, Some("度")));
            assert_eq!(found[1].number::<u16>(1), Some(2024));
            assert!(pattern.cut_from(&text).ends_with("一末"));
        }
        assert!(pattern.slow.get().is_some() && pattern.fast.get().is_some());
        let begun = Pattern::constant("^年(.)");
        assert!((0..100).all(|_| begun.captures(&text).is_none() && !begun.is_match(&text)));
        assert!(begun.fast.get().is_none());
    }

    proptest::proptest! {
        #[test]
        fn both_engines_find_the_same(text in "[年度月日0-9一二(（ -]{0,24}") {
            for pattern in [
                "^(?:([0-9]{4}|二[一二]{2})([-至](?:[0-9]{4}))?年(?:度)?)?(?:([0-9]{1,2})月)?(日|一)?",
                "([0-9]+)年?[^0-9]{0,2}(月|日)|度$",
                "[^年月]{2,3}度?(?:$|[(（])",
                "(?:年|年度)*?[0-9]",
                ".{0,3}月",
            ] {
                Pattern::constant(pattern).try_both(&text);
            }
        }
    }
}
