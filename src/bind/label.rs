//! How alike a printed label is to an official one.

use crate::fold::fold;
use crate::forms::Wording;

/// Labels less alike than this are different labels.
pub(super) const ALIKE: f32 = 0.55;
/// A part of a label counts only when it has this many characters.
const SHORTEST_PART: usize = 3;
/// So many characters show how a label begins and ends.
const EDGE: usize = 4;
/// Marks of notes: what is behind a label is none of its words.
const NOTES: std::ops::RangeInclusive<char> = '①'..='⑳';
/// How alike labels of the same words are that bear different numbers.
const OTHER_NUMBER: f32 = 0.96;

/// A printed label, ready to be compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Label {
    /// Number set before it.
    ordinal: Option<u8>,
    /// The words: numbering and punctuation taken off.
    words: String,
    /// Characters of `words`.
    length: usize,
    /// The same characters, sorted.
    sorted: Vec<char>,
    /// A bit for each of them: what has a bit that another label lacks does not stand in it.
    marks: u64,
}

impl Label {
    /// A label from its printed text.
    pub(super) fn new(text: &str) -> Self {
        let noted = |c: char| NOTES.contains(&c) || c.is_whitespace();
        let folded = fold(text.trim_end_matches(noted));
        let (ordinal, rest) = take_ordinal(without_mark(&folded));
        let words: String = rest.chars().filter(|c| is_word(*c)).collect();
        let mut sorted: Vec<char> = words.chars().collect();
        sorted.sort_unstable();
        Self {
            ordinal,
            length: sorted.len(),
            marks: sorted.iter().fold(0, |marks, c| marks | mark(*c)),
            sorted,
            words,
        }
    }

    /// Whether the words of another label stand in this one.
    fn holds(&self, other: &Self) -> bool {
        other.marks & !self.marks == 0 && self.words.contains(&other.words)
    }

    /// How alike another label with the same words is: a little less where it bears another number.
    fn numbered(&self, other: &Self) -> f32 {
        match (self.ordinal, other.ordinal) {
            (Some(a), Some(b)) if a != b => OTHER_NUMBER,
            _ => 1.0,
        }
    }

    /// How many characters its words have.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// The number set before it.
    pub(super) fn ordinal(&self) -> Option<u8> {
        self.ordinal
    }

    /// Whether its words are one of these.
    pub(super) fn is_one_of(&self, words: &[String]) -> bool {
        words.contains(&self.words)
    }

    /// Whether no words are printed.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// An official label with its other wordings.
#[derive(Debug)]
pub(super) struct Official {
    wordings: Vec<Wanted>,
}

/// One wording of an official label.
#[derive(Debug)]
struct Wanted {
    label: Label,
    /// What each character counts against each other label that begins or ends alike.
    weights: Vec<Vec<f32>>,
}

impl Official {
    /// An official label in the form's own wordings and in those that reports print for it.
    pub(super) fn new(labels: &[&str], wording: &Wording) -> Self {
        let mut wordings: Vec<Wanted> = Vec::new();
        for label in labels {
            let variants = wording.variants(label).iter().map(String::as_str);
            for text in std::iter::once(*label).chain(variants) {
                let label = Label::new(text);
                if !wordings.iter().any(|w| w.label == label) {
                    let weights = Vec::new();
                    wordings.push(Wanted { label, weights });
                }
            }
        }
        Self { wordings }
    }

    /// How many characters of a text, read from its end, are this label: its longest wording that the text ends in.
    pub(super) fn ends(&self, backwards: impl Iterator<Item = char> + Clone) -> usize {
        let wordings = self.wordings.iter().map(|w| &w.label);
        wordings
            .filter(|label| {
                let mut text = backwards.clone();
                label.words.chars().rev().all(|c| text.next() == Some(c))
            })
            .map(|label| label.length)
            .max()
            .unwrap_or(0)
    }

    /// How many characters the form's own wording has.
    pub(super) fn length(&self) -> usize {
        self.wordings.first().map_or(0, |w| w.label.length)
    }

    /// Whether both are worded the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let words = |o: &Self| o.wordings.first().map(|w| w.label.words.clone());
        words(self) == words(other)
    }

    /// Whether a printed label begins as this one does.
    pub(super) fn begins(&self, printed: &Label) -> bool {
        let official = |w: &Wanted| few_differ(w.label.words.chars(), printed.words.chars());
        self.wordings.iter().any(official)
    }

    /// Whether the first characters of this label stand anywhere in a printed one.
    pub(super) fn begins_within(&self, printed: &Label) -> bool {
        let start = |w: &Wanted| w.label.words.chars().take(EDGE).collect::<String>();
        (self.wordings.iter()).any(|w| printed.words.contains(&start(w)))
    }

    /// Whether the words of a printed label stand in this one.
    pub(super) fn holds(&self, printed: &Label) -> bool {
        (self.wordings.iter()).any(|w| w.label.holds(printed))
    }

    /// Whether a printed label ends as this one does.
    pub(super) fn closes(&self, printed: &Label) -> bool {
        let reversed =
            |w: &Wanted| few_differ(w.label.words.chars().rev(), printed.words.chars().rev());
        self.wordings.iter().any(reversed)
    }

    /// The number set before the form's own wording.
    pub(super) fn ordinal(&self) -> Option<u8> {
        self.wordings.iter().find_map(|w| w.label.ordinal)
    }

    /// How alike a printed label is: 1 where the words are the same, 0 where nothing is.
    pub(super) fn likeness(&self, printed: &Label) -> f32 {
        let mut same = self.wordings.iter().map(|w| &w.label);
        if let Some(label) = same.find(|label| label.words == printed.words) {
            return label.numbered(printed);
        }
        self.wordings
            .iter()
            .map(|w| w.likeness(printed))
            .fold(0.0, f32::max)
    }
}

/// Labels of one table that begin or end alike (政务微博公开政府信息数, 政务微信公开政府信息数) are told apart by the rest:
/// there the characters of the rest count twice as much as all that is shared.
pub(super) fn tell_apart(labels: &mut [Official]) {
    let words: Vec<(usize, Vec<char>)> = labels
        .iter()
        .enumerate()
        .flat_map(|(at, o)| o.wordings.iter().map(move |w| (at, &w.label.words)))
        .map(|(at, words)| (at, words.chars().collect()))
        .collect();
    for (at, official) in labels.iter_mut().enumerate() {
        for wanted in &mut official.wordings {
            let own: Vec<char> = wanted.label.words.chars().collect();
            let others = words.iter().filter(|(other, _)| *other != at);
            let mut shared: Vec<(usize, usize)> = others.map(|(_, w)| affixes(&own, w)).collect();
            shared.sort_unstable();
            shared.dedup();
            shared.retain(|(before, after)| (1..own.len()).contains(&(before + after)));
            wanted.weights = shared
                .into_iter()
                .map(|(before, after)| {
                    let rest = before..own.len() - after;
                    let weight = (2.0 * (before + after) as f32 / rest.len() as f32).max(1.0);
                    let weigh = |at| if rest.contains(&at) { weight } else { 1.0 };
                    (0..own.len()).map(weigh).collect()
                })
                .collect();
        }
    }
}

/// One of 64 bits for a character.
fn mark(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

/// Whether a character is a letter or a digit. Most are ideographs, which need no looking up.
fn is_word(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// Whether the first characters of both are the same, but for one.
fn few_differ(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> bool {
    let pairs = one.take(EDGE).zip(other.take(EDGE));
    let same = pairs.map(|(a, b)| a == b);
    let (all, same) = same.fold((0, 0), |(all, same), is| (all + 1, same + usize::from(is)));
    all > 0 && same + 1 >= all
}

/// How many characters two labels share at the front and at the end; 0 where they are too few to speak of.
fn affixes(one: &[char], other: &[char]) -> (usize, usize) {
    let long = |count: usize| if count < SHORTEST_PART { 0 } else { count };
    let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let ends = one.iter().rev().zip(other.iter().rev());
    let after = ends.take_while(|(a, b)| a == b).count();
    (long(before), long(after))
}

impl Wanted {
    fn likeness(&self, printed: &Label) -> f32 {
        let official = &self.label;
        let (short, long) = if official.length <= printed.length {
            (official, printed)
        } else {
            (printed, official)
        };
        if short.length == 0 {
            return 0.0;
        }
        let share = short.length as f32 / long.length as f32;
        let part = if short.length >= SHORTEST_PART && long.holds(short) {
            0.6 + 0.39 * share
        } else {
            0.0
        };
        // An edit distance cannot be better than the difference in length, nor than the characters in common.
        let edits = if share > part.max(ALIKE) && common(short, long) > part.max(ALIKE) {
            self.edits(&printed.words)
        } else {
            0.0
        };
        let alike = part.max(edits);
        match (official.ordinal, printed.ordinal) {
            (Some(a), Some(b)) if a != b => alike - 0.1,
            _ => alike,
        }
    }

    /// What is left of 1 by the edits between the two; the least that any weighing of the characters leaves.
    fn edits(&self, printed: &str) -> f32 {
        if self.weights.is_empty() {
            return strsim::normalized_levenshtein(&self.label.words, printed) as f32;
        }
        let official: Vec<char> = self.label.words.chars().collect();
        let printed: Vec<char> = printed.chars().collect();
        let weighed = self.weights.iter();
        weighed
            .map(|weights| edits(&official, &printed, weights))
            .fold(1.0, f32::min)
    }
}

/// What is left of 1 by the edits between two words, where a change to a character of the first costs its weight.
fn edits(official: &[char], printed: &[char], weights: &[f32]) -> f32 {
    let mut row: Vec<f32> = (0..=printed.len()).map(|n| n as f32).collect();
    for (c, weight) in official.iter().zip(weights) {
        let mut corner = row[0];
        row[0] += weight;
        for (at, p) in printed.iter().enumerate() {
            let other = corner + if c == p { 0.0 } else { *weight };
            corner = row[at + 1];
            row[at + 1] = other.min(corner + weight).min(row[at] + 1.0);
        }
    }
    let whole: f32 = weights.iter().sum();
    1.0 - row[printed.len()] / whole.max(printed.len() as f32)
}

/// Share of the longer label's characters that the shorter one has too.
fn common(short: &Label, long: &Label) -> f32 {
    let mut rest = long.sorted.iter().peekable();
    let mut shared = 0;
    for c in &short.sorted {
        while rest.next_if(|r| *r < c).is_some() {}
        shared += usize::from(rest.next_if_eq(&c).is_some());
    }
    shared as f32 / long.length as f32
}

/// `总计(注)`: the mark of a note is taken off the end.
fn without_mark(folded: &str) -> &str {
    let marked = folded
        .trim_end_matches(')')
        .trim_end_matches(|c: char| c.is_ascii_digit());
    marked
        .strip_suffix("(注")
        .filter(|words| !words.is_empty() && folded.ends_with(')'))
        .unwrap_or(folded)
}

/// `(一)` `一,` `1.` taken off the front.
fn take_ordinal(folded: &str) -> (Option<u8>, &str) {
    let inner = folded.strip_prefix('(').unwrap_or(folded);
    let digits = inner.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = if digits > 0 {
        (inner[..digits].parse().ok(), &inner[digits..])
    } else {
        let Some(at) = inner
            .chars()
            .next()
            .and_then(|c| "一二三四五六七八九十".chars().position(|n| n == c))
        else {
            return (None, folded);
        };
        (Some(at as u8 + 1), &inner['一'.len_utf8()..])
    };
    match rest.chars().next() {
        Some(mark @ (')' | '.' | ',')) => (number, &rest[mark.len_utf8()..]),
        // `1属于国家秘密`: the mark was lost. A Chinese numeral without a mark is a word.
        _ if digits > 0 => (number, rest),
        _ => (None, folded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    fn alike(official: &str, printed: &str) -> f32 {
        Official::new(&[official], &Forms::embedded().wording).likeness(&Label::new(printed))
    }

    #[test]
    fn wordings_of_one_label() {
        assert_eq!(alike("1.属于国家秘密", "１、属于国家秘密"), 1.0);
        assert_eq!(alike("（三）不予公开", "(三) 不予公开"), 1.0);
        assert_eq!(alike("总计", "总计（注）"), 1.0);
        assert_eq!(alike("规章", "规章①"), 1.0);
        assert_eq!(alike("3.其他", "6.其他"), OTHER_NUMBER);
        assert!(alike("6.属于四类过程性信息", "6.属于四类过程性性信息") > 0.85);
        assert!(alike("3.危及“三安全一稳定”", "危及三安全一稳定") > 0.99);
        assert!(
            alike(
                "5.要求行政机关确认或重新出具已获取信息",
                "5.要求行政机关确认或重新"
            ) > ALIKE
        );
    }

    #[test]
    fn labels_that_end_alike_are_told_apart_by_the_rest() {
        let forms = Forms::embedded();
        let table = &forms.editions[0].tables[0];
        let rows = table.blocks[0].rows.iter();
        let mut officials: Vec<Official> = rows
            .map(|r| Official::new(&[&r.label, &r.printed], &forms.wording))
            .collect();
        tell_apart(&mut officials);
        let alike = |row: &str, printed: &str| {
            let at = table.blocks[0].rows.iter().position(|r| r.key == row);
            officials[at.unwrap()].likeness(&Label::new(printed))
        };
        assert!(alike("channel.wechat", "4.手机短信公开政府信息数") < ALIKE);
        assert!(alike("channel.wechat", "5.其他方式公开政府信息数") < ALIKE);
        assert!(alike("channel.wechat", "4.政务微信公开政府息数") > 0.9);
        assert!(alike("channel.gazette", "1.政府公告公开政府信息数") > 0.8);
        assert!(alike("staff.full_time", "2.兼职人员数") < ALIKE);
        assert!(alike("staff.full_time", "1.专职人员") > 0.85);
    }

    #[test]
    fn what_stands_in_a_label() {
        let (whole, part) = (Label::new("（一）予以公开"), Label::new("公开"));
        assert!(whole.holds(&part) && whole.holds(&whole) && whole.holds(&Label::default()));
        assert!(!part.holds(&whole) && !whole.holds(&Label::new("开公")));
        assert!(('\u{4e00}'..='\u{9fff}').all(char::is_alphanumeric));
    }

    #[test]
    fn different_labels_stay_apart() {
        assert!(alike("1.属于国家秘密", "1.本机关不掌握相关政府信息") < ALIKE);
        assert!(alike("7.属于行政执法案卷", "8.属于行政查询事项") < ALIKE);
        assert!(alike("规章", "行政许可") < ALIKE);
        assert!(alike("（七）总计", "自然人") < ALIKE);
    }
}
