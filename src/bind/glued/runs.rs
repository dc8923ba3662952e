//! Text in which the cells of a table ran together: which digits follow which label.

use super::super::label::Official;
use crate::fold::{fold, is_blank};
use crate::layout::Line;
use crate::location::Place;

/// A character of the text, folded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub c: char,
    /// White space stands before it in its line.
    pub gap: bool,
    /// Index of its line.
    line: usize,
}

/// A stretch of text, folded, white space taken out.
pub(super) struct Script {
    pub signs: Vec<Sign>,
    places: Vec<Place>,
    /// Indices of the signs that are letters or digits.
    words: Vec<usize>,
    /// For each sign, how many of `words` stand before it.
    before: Vec<usize>,
}

/// Digits that follow one another, with signs and points among them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run {
    /// Index of its first sign.
    pub from: usize,
    /// Index behind its last sign.
    pub to: usize,
}

impl Script {
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        let mut script = Self {
            signs: Vec::new(),
            places: Vec::new(),
            words: Vec::new(),
            before: Vec::new(),
        };
        for line in lines {
            let at = script.places.len();
            script.places.push(line.place);
            let mut gap = false;
            for c in line.text.chars() {
                if is_blank(c) {
                    gap = true;
                    continue;
                }
                for c in fold(c.encode_utf8(&mut [0; 4])).chars() {
                    script.push(Sign { c, gap, line: at });
                    gap = false;
                }
            }
        }
        script
    }

    fn push(&mut self, sign: Sign) {
        self.before.push(self.words.len());
        if sign.c.is_alphanumeric() {
            self.words.push(self.signs.len());
        }
        self.signs.push(sign);
    }

    /// Where a piece of it stands.
    pub(super) fn place(&self, run: Run) -> Place {
        let signs = self.signs[run.from..run.to].iter();
        let lines = signs.map(|s| self.places[s.line]);
        lines.fold(Place::Nowhere, |a, b| a.join(&b))
    }

    pub(super) fn text(&self, run: Run) -> String {
        self.signs[run.from..run.to].iter().map(|s| s.c).collect()
    }

    /// Every run of digits. The number that is set before the label behind them is not among them: `0000000` and
    /// `2.其他` stand together as `00000002.其他`.
    pub(super) fn runs(&self) -> Vec<Run> {
        let c = |at: usize| self.signs.get(at).map_or(' ', |s| s.c);
        let mut runs = Vec::new();
        let mut at = 0;
        while at < self.signs.len() {
            let signed = matches!(c(at), '-' | '+') && c(at + 1).is_ascii_digit();
            if !c(at).is_ascii_digit() && !signed {
                at += 1;
                continue;
            }
            let from = at;
            let goes_on = |at: usize| {
                c(at).is_ascii_digit()
                    || matches!(c(at), '.' | '-' | '+') && c(at + 1).is_ascii_digit()
            };
            while goes_on(at) {
                at += 1;
            }
            let numbered = matches!(c(at), '.' | ',' | ')') && !c(at + 1).is_ascii_digit();
            let to = if numbered { at - 1 } else { at };
            if to > from {
                runs.push(Run { from, to });
            }
        }
        runs
    }

    /// How many characters of a label stand right before a sign; 0 where it is not that label. `units` may stand
    /// between.
    pub(super) fn label_before(&self, at: usize, label: &Official, units: &[String]) -> usize {
        let end = self.before[at];
        let whole = label.ends(self.words[..end].iter().rev().map(|w| self.signs[*w].c));
        let shorter = units.iter().map(|unit| {
            let skipped = unit.chars().count();
            let same = end >= skipped
                && unit
                    .chars()
                    .zip(&self.words[end - skipped..end])
                    .all(|(c, w)| c == self.signs[*w].c);
            if !same {
                return 0;
            }
            let rest = self.words[..end - skipped].iter().rev();
            label.ends(rest.map(|w| self.signs[*w].c))
        });
        shorter.fold(whole, usize::max)
    }

    /// Whether labels stand in the text one right after the other, the last of them right before the sign `at`.
    pub(super) fn labels_before(&self, at: usize, labels: &[&Official]) -> bool {
        let mut end = self.before[at];
        for label in labels.iter().rev() {
            match label.ends(self.words[..end].iter().rev().map(|w| self.signs[*w].c)) {
                0 => return false,
                length => end -= length,
            }
        }
        true
    }

    /// Whether labels stand in the text one right after the other, before the sign `at`.
    pub(super) fn has_labels(&self, at: usize, labels: &[&Official]) -> bool {
        (0..at).any(|end| self.signs[end].c.is_alphanumeric() && self.labels_before(end, labels))
    }
}
