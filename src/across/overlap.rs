//! What two reports share in their prose, in full: how much, and the passage that shows it best.

use rustc_hash::FxHashSet;

use super::sketch::{SHINGLE, shingles};
use crate::fold::fold;

/// Characters of a passage that are shown.
const SHOWN: usize = 120;

/// What two texts share.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// Share of each text that stands in the other, the smaller of the two shares.
    pub share: f64,
    /// The longest passage of the first text that stands in the second, as printed there.
    pub passage: String,
}

/// Compares two texts, each with the names that its body calls itself by. Of passages, the one with most shingles that
/// tell something comes first, and it is shown from the first of them on.
pub fn overlap(
    text: (&str, &[Box<str>]),
    other: (&str, &[Box<str>]),
    tells: impl Fn(u32) -> bool,
) -> Overlap {
    let (ours, theirs) = (Plain::of(text.0, text.1), Plain::of(other.0, other.1));
    let known: FxHashSet<u32> = theirs.hashes().collect();
    let hashes: Vec<u32> = ours.hashes().collect();
    let met: Vec<bool> = hashes.iter().map(|hash| known.contains(hash)).collect();
    let own: FxHashSet<u32> = hashes.iter().copied().collect();
    let met_there: Vec<bool> = theirs.hashes().map(|hash| own.contains(&hash)).collect();
    let share = covered(&met, ours.chars.len()).min(covered(&met_there, theirs.chars.len()));
    let telling = |&(start, end): &(usize, usize)| {
        let told = hashes[start..end].iter().filter(|hash| tells(**hash));
        (told.count(), end - start, std::cmp::Reverse(start))
    };
    let passage = runs(&met).max_by_key(telling).map(|(start, end)| {
        let first = hashes[start..end].iter().position(|hash| tells(*hash));
        ours.quote(text.0, start + first.unwrap_or(0), end - 1 + SHINGLE)
    });
    let passage = passage.unwrap_or_default();
    Overlap { share, passage }
}

/// A text as it is compared, each character with where it stands.
struct Plain {
    chars: Vec<char>,
    starts: Vec<usize>,
}

impl Plain {
    fn of(text: &str, names: &[Box<str>]) -> Self {
        let (mut chars, mut starts) = (Vec::new(), Vec::new());
        for (start, c) in text.char_indices() {
            for folded in fold(c.encode_utf8(&mut [0; 4])).chars() {
                if folded.is_alphanumeric() {
                    chars.push(folded);
                    starts.push(start);
                }
            }
        }
        let mut plain = Self { chars, starts };
        for name in names {
            let name: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
            plain.remove(&name);
        }
        plain
    }

    fn remove(&mut self, name: &[char]) {
        if name.len() < 2 || !self.chars.windows(name.len()).any(|w| w == name) {
            return;
        }
        let mut kept = Self {
            chars: Vec::with_capacity(self.chars.len()),
            starts: Vec::with_capacity(self.chars.len()),
        };
        let mut at = 0;
        while at < self.chars.len() {
            if self.chars[at..].starts_with(name) {
                at += name.len();
                continue;
            }
            kept.chars.push(self.chars[at]);
            kept.starts.push(self.starts[at]);
            at += 1;
        }
        *self = kept;
    }

    fn hashes(&self) -> impl Iterator<Item = u32> {
        shingles(&self.chars)
    }

    /// The text behind some of the characters, cut where it is long.
    fn quote(&self, text: &str, start: usize, end: usize) -> String {
        let from = self.starts[start];
        let to = self.starts.get(end).copied().unwrap_or(text.len());
        let whole = text[from..to].trim();
        let mut shown: String = whole.chars().take(SHOWN).collect();
        shown = shown.replace('\n', "");
        if whole.chars().count() > SHOWN {
            shown.push('…');
        }
        shown
    }
}

/// The share of a text of so many characters that the shingles which were met cover.
fn covered(met: &[bool], characters: usize) -> f64 {
    let (mut covered, mut until) = (0, 0);
    for (start, _) in met.iter().enumerate().filter(|(_, met)| **met) {
        let end = start + SHINGLE;
        covered += end - until.max(start);
        until = end;
    }
    covered as f64 / characters.max(1) as f64
}

/// Runs of shingles that were met.
fn runs(met: &[bool]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + met[at..].iter().position(|met| *met)?;
        let length = met[start..].iter().position(|met| !met);
        at = length.map_or(met.len(), |length| start + length);
        Some((start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<Box<str>> {
        names.iter().map(|name| (*name).into()).collect()
    }

    #[test]
    fn a_copy_under_another_name_is_a_copy() {
        let here = "松坪县按照要求，认真梳理各类事项，及时更新专栏内容。全年受理申请１２件。";
        let there = "凌河县按照要求，认真梳理各类事项；及时更新专栏内容。全年受理申请12件";
        let found = overlap(
            (here, &names(&["松坪县"])),
            (there, &names(&["凌河县"])),
            |_| true,
        );
        assert!((found.share - 1.0).abs() < 1e-9, "{found:?}");
        assert_eq!(
            found.passage,
            "按照要求，认真梳理各类事项，及时更新专栏内容。全年受理申请１２件。"
        );
    }

    #[test]
    fn what_is_common_is_shown_last() {
        let template = "坚持以习近平新时代中国特色社会主义思想为指导深入贯彻落实";
        let own = "开展窑变釉彩技艺传承人名录公示";
        let here = format!("{template}一{own}");
        let there = format!("{template}二{own}");
        let set: FxHashSet<u32> = shingles(&template.chars().collect::<Vec<_>>()).collect();
        let found = overlap((&here, &[]), (&there, &[]), |hash| !set.contains(&hash));
        assert_eq!(found.passage, own);
        assert!(found.share > 0.95 && found.share < 1.0);
        let nothing = overlap((template, &[]), (own, &[]), |_| true);
        assert_eq!((nothing.share, nothing.passage.as_str()), (0.0, ""));
    }

    #[test]
    fn short_and_empty_texts() {
        for text in ["", "短", "。。。"] {
            assert_eq!(overlap((text, &[]), ("短", &[]), |_| true).share, 0.0);
        }
    }
}
