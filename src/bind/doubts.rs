//! What speaks against a row that was matched with an official one, and how much it leaves of the confidence.

use super::align::{Match, Target, carrier as carrier_of};
use super::binder::Binder;
use super::label::Label;
use super::rows::Observed;
use super::table::Attempt;
use crate::fold::is_empty;
use crate::forms::Wording;
use crate::word::Word;

/// A label this much more like another official one is that one's.
const BETTER: f32 = 0.1;
/// One that is no more unlike it than this is as good.
const AS_GOOD: f32 = 0.05;
/// A label that stands in one line with its figures is whole where it is this much like the official one.
const ALIKE_ALONE: f32 = 0.85;
/// A label is broken over this many lines more than were put together.
const LINES: usize = 4;
/// A row without figures with a label this much like it is the row, and blank.
const CERTAIN: f32 = 0.95;
/// A second row with a label this much like the official one could be the row as well.
const RIVAL: f32 = 0.85;

impl Attempt<'_> {
    /// The doubts about a row of `width` cells, each with the confidence that it leaves.
    pub(super) fn doubts(
        &self,
        matched: &Match,
        carrier: &Observed,
        width: usize,
        binder: &Binder,
    ) -> Vec<(Word, f32)> {
        let wording = &binder.forms.wording;
        let mut doubts: Vec<(Word, f32)> = Vec::new();
        doubts.extend(self.label_doubt(matched, carrier, binder));
        if !self.is_whole(matched, carrier, binder) {
            doubts.push(("label-cut", 0.4));
        }
        // Out of its place and below a head that is out of place too, nothing says which cells are its columns.
        if matched.stray && carrier.placed && !carrier.headed {
            doubts.push(("out-of-order", 0.45));
        }
        if self.has_rival(matched, carrier, binder) {
            doubts.push(("row-twice", 0.4));
        }
        if self.is_crowded(matched, carrier, wording) || self.goes_on(matched, carrier, width) {
            doubts.push(("figures-left-over", 0.4));
        }
        doubts
    }

    /// What the label leaves of the confidence in a row.
    fn label_doubt(
        &self,
        matched: &Match,
        carrier: &Observed,
        binder: &Binder,
    ) -> Option<(Word, f32)> {
        // What a row without a clear label is can only be told where the rows before and after it are its neighbours.
        // One that lacks cells may have lost its figures to this row.
        let is_whole = |m: &Match| {
            let row = carrier_of(&self.observed[m.first..m.first + m.pieces]);
            row.is_some_and(|r| r.values.len() == carrier.values.len())
        };
        let neighbour = |offset: isize, whole: bool| {
            let at = matched.target as isize + offset;
            let mut rows = self.matches.iter().filter(|m| m.target as isize == at);
            rows.any(|m| m.likeness >= 0.7 && (!whole || is_whole(m)))
        };
        let held = neighbour(-1, false) && neighbour(1, false);
        let beside_whole = || neighbour(-1, true) && neighbour(1, true);
        if matched.likeness == 0.0 {
            return Some(("label-missing", if held { 0.45 } else { 0.3 }));
        }
        if matched.apart && !beside_whole() && !self.is_within(matched, carrier) {
            return Some(("label-apart", 0.4));
        }
        let targets = &binder.prepared(self.edition, self.table).targets;
        // The lines of one cell may be the labels of two rows, whose rule is lost.
        let own = &targets[matched.target].label;
        let holds_another = carrier.leaf.contains('\n')
            && carrier.leaf.split('\n').map(Label::new).any(|line| {
                let another = |(at, t): (usize, &Target)| {
                    at != matched.target && t.label.likeness(&line) >= CERTAIN
                };
                !own.holds(&line) && targets.iter().enumerate().any(another)
            });
        if holds_another {
            return Some(("label-of-another-row", 0.4));
        }
        let says_another = |(at, t): (usize, &Target)| {
            at != matched.target && t.label.likeness(&carrier.label) > matched.likeness + BETTER
        };
        // Of a label that was cut off what is left may be that of several rows: where one of them is lost, it may be this.
        let is_found = |at: usize| self.matches.iter().any(|m| m.target == at);
        let says_lost = |(at, t): (usize, &Target)| {
            !is_found(at) && t.label.likeness(&carrier.label) > matched.likeness - AS_GOOD
        };
        let is_part = matched.pieces == 1 && matched.likeness < CERTAIN;
        if is_part && targets.iter().enumerate().any(says_lost) {
            return Some(("label-of-another-row", 0.4));
        }
        if matched.likeness >= 0.85 {
            None
        } else if targets.iter().enumerate().any(says_another) {
            Some(("label-of-another-row", 0.4))
        } else if matched.likeness >= 0.7 {
            Some(("label-differs", 0.8))
        } else {
            Some(("label-weak", if held { 0.65 } else { 0.4 }))
        }
    }

    /// Whether the figures stand between lines of a label that is certain: no other row comes between these.
    fn is_within(&self, matched: &Match, carrier: &Observed) -> bool {
        let pieces = &self.observed[matched.first..matched.first + matched.pieces];
        let at = pieces.iter().position(|row| std::ptr::eq(row, carrier));
        let says = |row: &Observed| !is_empty(row.piece);
        let within = at.is_some_and(|at| {
            let (above, below) = (&pieces[..at], &pieces[at + 1..]);
            above.iter().any(says) && below.iter().any(says)
        });
        within && matched.likeness >= CERTAIN
    }

    /// Whether a label that begins in the line of the figures, or below them, begins and ends as the official one does, lines
    /// without figures before and after it included; else it may be the next label, and the figures belong to one that ends
    /// with them. In one line the label of a group may stand before it, and its end may be cut off.
    fn is_whole(&self, matched: &Match, carrier: &Observed, binder: &Binder) -> bool {
        let (first, last) = (matched.first, matched.first + matched.pieces);
        let is_one = matched.pieces == 1;
        let alike = is_one && (matched.likeness == 0.0 || matched.likeness >= ALIKE_ALONE);
        if alike || carrier.placed || !std::ptr::eq(carrier, &self.observed[first]) {
            return true;
        }
        let official = &binder.prepared(self.edition, self.table).targets[matched.target].label;
        let free = |at: &usize| {
            let row = &self.observed[*at];
            row.grid == carrier.grid && row.values.is_empty() && !self.takes(*at)
        };
        let words = |from: usize, to: usize| -> String {
            self.observed[from..to].iter().map(|r| r.word).collect()
        };
        let mut above = (0..first).rev().take_while(free).take(LINES);
        let own = Label::new(&words(first, last));
        let begins = official.begins(&own)
            || is_one && official.begins_within(&own)
            || above.any(|from| {
                let label = words(from, first) + carrier.piece + &words(first + 1, last);
                official.begins(&Label::new(&label))
            });
        let below = (last..self.observed.len()).take_while(free).take(LINES);
        let mut ends = std::iter::once(last).chain(below.map(|at| at + 1));
        begins && (is_one || ends.any(|to| official.closes(&Label::new(&words(first, to)))))
    }

    /// Whether the row stands twice, with other figures, or in its own place without any.
    fn has_rival(&self, matched: &Match, carrier: &Observed, binder: &Binder) -> bool {
        let targets = &binder.prepared(self.edition, self.table).targets;
        let alike = |row: &Observed| targets[matched.target].label.likeness(&row.label);
        let subtotals = &binder.forms.wording.subtotals;
        let is_subtotal = |row: &Observed| row.label.is_one_of(subtotals);
        // To the letter, its number included.
        let exact = matched.likeness == 1.0 && !is_subtotal(carrier);
        let is_twice = |row: &Observed| {
            row.values.iter().any(|c| !is_empty(&c.text))
                && row.values.len() == carrier.values.len()
                && !row.same_figures(carrier)
                && alike(row) >= RIVAL
                && !(exact && (alike(row) < 1.0 || is_subtotal(row)))
        };
        let sure = matched.likeness >= CERTAIN;
        let is_nearer = |row: &Observed| {
            row.filled == 0
                && (matched.stray || sure && alike(row) > matched.likeness)
                && alike(row) >= CERTAIN
        };
        let mut rows = self.observed.iter().enumerate();
        rows.any(|(at, row)| !self.takes(at) && (is_twice(row) || is_nearer(row)))
    }

    /// Whether figures that no row took stand between the rows before and after, while the figures of this row, or those
    /// that it lacks, are told by their place alone.
    fn is_crowded(&self, matched: &Match, carrier: &Observed, wording: &Wording) -> bool {
        let by_place = matched.pieces > 1 && !self.is_within(matched, carrier);
        let alone = by_place && (is_empty(carrier.piece) || carrier.label.length() < 3);
        let part = matched.pieces > 1 && carrier.label.length() >= 3;
        if !(alone || part || carrier.filled == 0 && !carrier.values.is_empty()) {
            return false;
        }
        let ends = |m: &Match| m.first + m.pieces;
        let others = || self.matches.iter().filter(|m| !m.stray);
        let before = others().filter(|m| ends(m) <= matched.first).map(ends);
        let after = others()
            .filter(|m| m.first >= ends(matched))
            .map(|m| m.first);
        let from = before.max().unwrap_or(0);
        let to = after.min().unwrap_or(self.observed.len());
        (from..to).any(|at| {
            let row = &self.observed[at];
            !self.takes(at)
                && row.grid == carrier.grid
                && row.filled > 0
                && row.values.len() == carrier.values.len()
                && !row.same_figures(carrier)
                && !row.label.is_one_of(&wording.subtotals)
        })
    }

    /// Whether figures alone follow on the next page, or in the line below a line of text that is as long as it should be: the
    /// last of its figures may be broken over lines, and the line has a figure too many.
    fn goes_on(&self, matched: &Match, carrier: &Observed, width: usize) -> bool {
        let last = matched.first + matched.pieces - 1;
        let next = self.observed.get(last + 1);
        if carrier.placed {
            // The rest of a row that a page break cut in two has no label and may have figures.
            return next.is_some_and(|row| {
                let rest = row.grid == carrier.grid && row.label.is_empty() && row.filled > 0;
                rest && row.page != self.observed[last].page && !self.takes(last + 1)
            });
        }
        next.is_some_and(|row| {
            let alone = row.label.is_empty() && is_empty(row.leaf);
            alone
                && row.grid == carrier.grid
                && !self.takes(last + 1)
                && (1..width).contains(&row.values.len())
                && row.filled == row.values.len()
        })
    }
}
