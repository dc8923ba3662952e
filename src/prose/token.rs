//! A passage cut into words, numbers, times and marks.

use super::number::{Number, Unit, number};
use super::time::{Time, time};
use super::vocabulary::{Role, Vocabulary};

/// A piece of a passage.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A word that is known.
    Word(Role),
    /// A time, and the year where it names one.
    Time(Time, Option<u16>),
    /// A number.
    Number(Number),
    /// Punctuation.
    Mark(char),
    /// What stands in parentheses.
    Inner(Vec<Spanned>),
    /// A title or a quotation: its words are not the report's own.
    Skip,
    /// Anything else.
    Unknown,
}

/// A piece and the bytes of the passage that it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned {
    /// The piece.
    pub token: Token,
    /// Its first byte.
    pub from: usize,
    /// The byte behind it.
    pub to: usize,
}

/// What the pieces of a report's passages depend on.
#[derive(Debug)]
pub struct Tokenizer<'a> {
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// Year of the report.
    pub year: Option<u16>,
    /// The names of the body that reports, longest first.
    pub names: Vec<String>,
}

/// Parentheses within parentheses beyond this are no longer told apart.
const DEEPEST: usize = 4;

impl Tokenizer<'_> {
    /// The pieces of a passage.
    pub fn tokens(&self, text: &str) -> Vec<Spanned> {
        self.pieces(text, 0, text.len(), 0)
    }

    fn pieces(&self, text: &str, from: usize, to: usize, depth: usize) -> Vec<Spanned> {
        let mut out: Vec<Spanned> = Vec::new();
        let mut at = from;
        while at < to {
            let rest = &text[at..to];
            let fresh = out
                .last()
                .is_none_or(|last| matches!(last.token, Token::Mark(_)));
            let (token, length) = match self.enclosed(text, at, to, depth) {
                Some(found) => found,
                None if fresh && list_mark(rest) > 0 => {
                    (Token::Word(Role::Filler), list_mark(rest))
                }
                None => self.piece(rest, text[..at].chars().next_back()),
            };
            let end = at + length;
            match (&token, out.last_mut()) {
                (Token::Unknown, Some(last)) if last.token == Token::Unknown => last.to = end,
                _ => out.push(Spanned {
                    token,
                    from: at,
                    to: end,
                }),
            }
            at = end;
        }
        out
    }

    /// What an opening mark encloses: parentheses with their pieces, quotations and titles as they are.
    fn enclosed(&self, text: &str, at: usize, to: usize, depth: usize) -> Option<(Token, usize)> {
        let rest = &text[at..to];
        let open = rest.chars().next()?;
        let close = match open {
            '（' => '）',
            '《' => '》',
            '“' => '”',
            '〔' => '〕',
            '[' => ']',
            '【' => '】',
            _ => return None,
        };
        let mut level = 0;
        for (index, c) in rest.char_indices() {
            level += i32::from(c == open) - i32::from(c == close);
            if level == 0 {
                let end = index + c.len_utf8();
                let inner = at + open.len_utf8()..at + index;
                let token = if open == '（' && depth < DEEPEST {
                    Token::Inner(self.pieces(text, inner.start, inner.end, depth + 1))
                } else {
                    Token::Skip
                };
                return Some((token, end));
            }
        }
        None
    }

    fn piece(&self, rest: &str, before: Option<char>) -> (Token, usize) {
        let first = rest.chars().next().map_or(0, char::len_utf8).max(1);
        let c = rest.chars().next().unwrap_or(' ');
        if "，；：。、！？（）《》“”".contains(c) {
            return (
                Token::Mark(if matches!(c, '！' | '？') { '。' } else { c }),
                first,
            );
        }
        let own = self
            .names
            .iter()
            .find(|name| rest.starts_with(name.as_str()));
        if let Some(name) = own {
            return (Token::Word(Role::Own), name.len());
        }
        if let Some((when, year, length)) = time(rest, self.year) {
            return (Token::Time(when, year), length);
        }
        let word = self.vocabulary.word(rest);
        if let Some(number) = number(rest, before) {
            // 12345热线: a word that is a number.
            let is_word = word
                .is_some_and(|(_, length)| length >= number.digits && number.unit == Unit::None);
            if !is_word {
                return (Token::Number(number), number.length);
            }
        }
        match word {
            Some((role, length)) => (Token::Word(role), length),
            None => (Token::Unknown, first),
        }
    }
}

/// The length of a mark that numbers a clause: 一是, 1., 第一，.
fn list_mark(text: &str) -> usize {
    let inner = text.strip_prefix('第').unwrap_or(text);
    let numeral = inner.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    let digits = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    if numeral.len() < inner.len()
        && (numeral.starts_with("是") || numeral.starts_with(['、', '，']))
    {
        return text.len() - numeral.len() + '是'.len_utf8();
    }
    if digits.len() < inner.len() && inner.len() - digits.len() <= 2 {
        if digits.starts_with('、') {
            return text.len() - digits.len() + '、'.len_utf8();
        }
        if let Some(rest) = digits.strip_prefix('.')
            && !rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return text.len() - rest.len();
        }
    }
    0
}

/// The names that a body may be called by: its own, without the places above it, and with a plain 县 or 区 instead of
/// their names. Shorter ones would be other words.
pub fn names(agency: &str) -> Vec<String> {
    const SHORTEST: usize = 3;
    let agency = crate::fold::fold(agency);
    let mut names = Vec::new();
    let mut add = |name: String| {
        if name.chars().count() >= SHORTEST && !names.contains(&name) {
            names.push(name);
        }
    };
    if agency.is_empty() {
        return names;
    }
    add(agency.clone());
    for (at, c) in agency.char_indices() {
        if !"省市县区旗州盟".contains(c) {
            continue;
        }
        let rest = &agency[at + c.len_utf8()..];
        // 人民政府 alone is any government.
        if rest.starts_with("人民政府") || rest.starts_with("政府") {
            add(agency[..at + c.len_utf8()].to_owned());
            continue;
        }
        add(format!("{c}{rest}"));
        add(rest.to_owned());
    }
    for ending in ["人民政府", "办事处"] {
        if let Some(place) = agency.strip_suffix(ending) {
            add(place.to_owned());
            let town = place
                .char_indices()
                .rev()
                .nth(3)
                .map(|(at, _)| &place[at..]);
            if let Some(town) = town.filter(|t| t.ends_with(['镇', '乡'])) {
                add(town.to_owned());
            }
        }
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokenizer() -> Tokenizer<'static> {
        Tokenizer {
            vocabulary: Vocabulary::embedded(),
            year: Some(2023),
            names: names("青溪市云汀区统计局"),
        }
    }

    fn shown(text: &str) -> String {
        fn show(text: &str, tokens: &[Spanned]) -> String {
            let words = tokens.iter().map(|t| match &t.token {
                Token::Inner(inner) => format!("({})", show(text, inner)),
                Token::Unknown => format!("?{}", &text[t.from..t.to]),
                Token::Skip => "…".into(),
                _ => text[t.from..t.to].to_owned(),
            });
            words.collect::<Vec<_>>().join(" ")
        }
        show(text, &tokenizer().tokens(text))
    }

    #[test]
    fn words_numbers_times_and_marks() {
        for (text, expected) in [
            (
                "2023年，区统计局共收到政府信息公开申请12件，办结10件（含上年结转2件）。",
                "2023年 ， 区统计局 共 收到 政府信息公开申请 12件 ， 办结 10件 (含 上年结转 2件) 。",
            ),
            ("一是按照《条例》要求答复3件", "一是 按照 … 要求 答复 3件"),
            ("1.收到申请三件", "1. 收到 申请 三件"),
            ("做到“办结一件申请”", "做到 …"),
            ("（一）主动公开情况。", "(?一) 主动公开 情况 。"),
            ("较去年回落12.3%；", "较 去年 回落 12.3% ；"),
            ("12345热线办理", "12345 热线 办理"),
            ("沅禾乡收到3件", "?沅禾 乡 收到 3件"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn the_names_of_a_body() {
        assert_eq!(
            names("青溪市云汀区统计局"),
            [
                "青溪市云汀区统计局",
                "市云汀区统计局",
                "云汀区统计局",
                "区统计局",
                "统计局"
            ]
        );
        assert!(names("松坪县人民政府").contains(&"松坪县".to_owned()));
        assert!(!names("松坪县人民政府").contains(&"人民政府".to_owned()));
        assert!(names("松坪县丁家堰镇人民政府").contains(&"丁家堰镇".to_owned()));
        assert!(names("").is_empty());
    }
}
