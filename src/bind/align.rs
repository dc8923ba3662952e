//! Observed rows × official rows: the best alignment that keeps the order of both.
//!
//! An official row takes one observed row, or up to three neighbours that a page break or a wrapped label cut it into.
//! Either side may have rows the other lacks.

use super::label::{ALIKE, Label, Official};
use super::rows::Observed;
use crate::fold::is_empty;

/// What it costs to leave an official row without an observed one.
pub(super) const MISSING: f32 = 0.12;
/// What it costs to leave an observed row with numbers without an official one.
const UNKNOWN: f32 = 0.06;
/// What each further piece of a row costs.
const PIECE: f32 = 0.06;
/// What a row without a label is worth where its numbers are as many as the columns.
const UNLABELLED: f32 = 0.1;
/// A row out of order must have a label this much like the official one, and counts as one this much like it.
const STRAY_ALIKE: f32 = 0.95;
const STRAY: f32 = 0.8;
/// A label this much like an official one is certain to be it.
const CERTAIN: f32 = 0.85;
/// How many pieces a row may be in.
const PIECES: usize = 5;

/// An official row as the alignment sees it.
#[derive(Debug)]
pub(super) struct Target {
    pub label: Official,
    /// How many values belong to it.
    pub count: usize,
}

/// An official row with the observed rows it was found in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    /// Index of the official row.
    pub target: usize,
    /// Index of the first observed row.
    pub first: usize,
    /// How many observed rows it is made of.
    pub pieces: usize,
    /// Likeness of the label; 0 where none is printed.
    pub likeness: f32,
    /// Whether the values stand in a row without a label of its own.
    pub apart: bool,
    /// Whether it stands out of the form's order.
    pub stray: bool,
}

/// The best alignment and what it is worth.
pub(super) fn align(observed: &[Observed], targets: &[Target]) -> (Vec<Match>, f32) {
    let (n, m) = (observed.len(), targets.len());
    let mut best = vec![vec![0.0_f32; m + 1]; n + 1];
    let mut step: Vec<Vec<Step>> = vec![vec![Step::Start; m + 1]; n + 1];
    for j in 1..=m {
        best[0][j] = best[0][j - 1] - MISSING;
        step[0][j] = Step::Missing;
    }
    for i in 1..=n {
        let skip_cost = if observed[i - 1].filled > 0 {
            UNKNOWN
        } else {
            0.0
        };
        best[i][0] = best[i - 1][0] - skip_cost;
        step[i][0] = Step::Skip;
        let candidates: Vec<Candidate> = (1..=PIECES.min(i))
            .filter_map(|pieces| Candidate::new(&observed[i - pieces..i]))
            .collect();
        for j in 1..=m {
            let mut top = (best[i][j - 1] - MISSING, Step::Missing);
            let skip = best[i - 1][j] - skip_cost;
            if skip > top.0 {
                top = (skip, Step::Skip);
            }
            for candidate in &candidates {
                let Some((worth, likeness)) = candidate.worth(&targets[j - 1]) else {
                    continue;
                };
                let pieces = candidate.rows.len();
                let total = best[i - pieces][j - 1] + worth;
                if total > top.0 {
                    top = (total, Step::Match { pieces, likeness });
                }
            }
            (best[i][j], step[i][j]) = top;
        }
    }
    let mut matches = trace(&step, n, m);
    for found in &mut matches {
        let rows = &observed[found.first..found.first + found.pieces];
        // Where every place that a label covers is a cell of its own, the label stands in the first of them.
        let alone = found.pieces == 1 && found.likeness >= CERTAIN;
        let covered = rows[0].covers(&rows[1..]) && found.likeness >= CERTAIN;
        found.apart = !alone && !covered && carrier(rows).is_some_and(|r| is_empty(r.piece));
    }
    strays(observed, targets, &mut matches);
    (matches, best[n][m])
}

/// Rows printed out of the form's order: certain labels on both sides that nothing else took.
fn strays(observed: &[Observed], targets: &[Target], matches: &mut Vec<Match>) {
    for (target, official) in targets.iter().enumerate() {
        if matches.iter().any(|m| m.target == target) {
            continue;
        }
        let mut certain = observed.iter().enumerate().filter(|(at, row)| {
            row.filled > 0
                && !matches
                    .iter()
                    .any(|m| (m.first..m.first + m.pieces).contains(at))
                && official.label.likeness(&row.label) >= STRAY_ALIKE
        });
        if let (Some((first, _)), None) = (certain.next(), certain.next()) {
            matches.push(Match {
                target,
                first,
                pieces: 1,
                likeness: STRAY,
                apart: false,
                stray: true,
            });
        }
    }
    matches.sort_by_key(|m| m.target);
}

#[derive(Clone, Copy)]
enum Step {
    Start,
    Missing,
    Skip,
    Match { pieces: usize, likeness: f32 },
}

fn trace(step: &[Vec<Step>], mut i: usize, mut j: usize) -> Vec<Match> {
    let mut matches = Vec::new();
    loop {
        match step[i][j] {
            Step::Start => break,
            Step::Missing => j -= 1,
            Step::Skip => i -= 1,
            Step::Match { pieces, likeness } => {
                i -= pieces;
                j -= 1;
                matches.push(Match {
                    target: j,
                    first: i,
                    pieces,
                    likeness,
                    apart: false,
                    stray: false,
                });
            }
        }
    }
    matches.reverse();
    matches
}

/// The row of several that has the values.
pub(super) fn carrier<'a, 'g>(rows: &'a [Observed<'g>]) -> Option<&'a Observed<'g>> {
    rows.iter().max_by_key(|r| (r.filled, r.values.len()))
}

/// Neighbouring rows that may be one official row.
struct Candidate<'a, 'g> {
    rows: &'a [Observed<'g>],
    /// The row that has the values.
    carrier: &'a Observed<'g>,
    /// What the rows say together; nothing for a single row, which has its own label.
    joined: Label,
}

impl<'a, 'g> Candidate<'a, 'g> {
    /// `None` where the rows cannot be one: no cells for values, or values in more than one of them.
    fn new(rows: &'a [Observed<'g>]) -> Option<Self> {
        let carrier = carrier(rows)?;
        if carrier.values.is_empty() {
            return None;
        }
        if rows.len() == 1 {
            return Some(Self {
                rows,
                carrier,
                joined: Label::default(),
            });
        }
        let valued = rows.iter().filter(|r| r.filled > 0).count();
        // A drawn or marked-up row is only ever cut by a page break, or by a rule that ends at its label.
        let cut = |r: &Observed| r.page.is_some() && r.page != rows[0].page;
        let is_placed = rows.iter().any(|r| r.placed);
        if valued > 1
            || carrier.subtotal
            || is_placed && !rows.iter().any(cut) && !rows[0].covers(&rows[1..])
        {
            return None;
        }
        let words: String = rows.iter().map(|r| r.piece).collect();
        Some(Self {
            rows,
            carrier,
            joined: Label::new(&words),
        })
    }

    /// What it is worth to take the rows for the official one, and how alike the label is; `None` where they cannot
    /// be it.
    fn worth(&self, target: &Target) -> Option<(f32, f32)> {
        let filled = self.carrier.filled > 0;
        if self.rows.len() == 1 {
            if self.carrier.label.is_empty() {
                let fits = filled && self.carrier.values.len() == target.count;
                return fits.then_some((UNLABELLED, 0.0));
            }
            let likeness = target.label.likeness(&self.carrier.label);
            return (likeness >= ALIKE).then(|| (worth_of(likeness, filled), likeness));
        }
        let likeness = target.label.likeness(&self.joined);
        if likeness < ALIKE {
            return None;
        }
        let alone = self.rows.iter().map(|r| target.label.likeness(&r.label));
        let alone = alone.fold(0.0, f32::max);
        // The pieces together must say more than the best of them alone: more of the label, or numbers that have none.
        // Or the figures stand beside the last characters of a label that is whole but for them.
        let tail = filled
            && likeness >= alone
            && (is_empty(self.carrier.piece) || target.label.likeness(&self.carrier.label) < ALIKE);
        let completes = likeness > alone + PIECE || tail;
        completes.then(|| {
            let cost = PIECE * (self.rows.len() - 1) as f32;
            (worth_of(likeness, filled) - cost, likeness)
        })
    }
}

fn worth_of(likeness: f32, filled: bool) -> f32 {
    likeness - ALIKE + 0.1 + if filled { 0.1 } else { 0.0 }
}
