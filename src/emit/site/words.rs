//! Text for the pages: in both languages, and escaped.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use askama::filters::HtmlSafe;

use crate::emit::phrases::Phrase;

/// Text of others, as it may stand in a page or in an attribute between double quotes.
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(special) {
            let (before, from) = rest.split_at(at);
            f.write_str(before)?;
            let mut chars = from.chars();
            f.write_str(match chars.next() {
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('&') => "&amp;",
                Some('"') => "&quot;",
                Some('\'') => "&#39;",
                // A control character: no page may hold it, and nobody can see it.
                _ => "\u{fffd}",
            })?;
            rest = chars.as_str();
        }
        f.write_str(rest)
    }
}

fn special(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '"' | '\'') || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// A text in Chinese and in English, of which the page shows one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Two<'a> {
    /// Chinese.
    pub zh: Cow<'a, str>,
    /// English.
    pub en: Cow<'a, str>,
}

/// A text in both languages.
pub fn two<'a>(zh: impl Into<Cow<'a, str>>, en: impl Into<Cow<'a, str>>) -> Two<'a> {
    let (zh, en) = (zh.into(), en.into());
    Two { zh, en }
}

impl From<Phrase> for Two<'_> {
    fn from([zh, en]: Phrase) -> Self {
        two(zh, en)
    }
}

impl Display for Two<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (zh, en) = (Escaped(&self.zh), Escaped(&self.en));
        if self.zh == self.en {
            return zh.fmt(f);
        }
        write!(
            f,
            r#"<span lang="zh">{zh}</span><span lang="en">{en}</span>"#
        )
    }
}

impl HtmlSafe for Two<'_> {}

/// Markup that was made here of escaped parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(pub String);

impl Display for Markup {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let text = Escaped("<script>a && \"b\" 'c'</script>\u{0}\u{1b}\n").to_string();
        assert_eq!(
            text,
            "&lt;script&gt;a &amp;&amp; &quot;b&quot; &#39;c&#39;&lt;/script&gt;\u{fffd}\u{fffd}\n"
        );
        assert_eq!(Escaped("甲").to_string(), "甲");
    }

    #[test]
    fn a_text_that_is_the_same_in_both_languages_stands_once() {
        assert_eq!(two("1 < 2", "1 < 2").to_string(), "1 &lt; 2");
        let both = two("甲", "A").to_string();
        assert_eq!(both, r#"<span lang="zh">甲</span><span lang="en">A</span>"#);
    }
}
