//! Reports of different bodies whose figures are the same, noughts apart.

use rayon::prelude::*;

use super::super::Options;
use super::super::vector::Vector;
use super::{Brief, are_neighbours, are_strangers, pair, vector};

/// Bits that equal figures must have between bodies of one area, and between any two of a large run: what two reports
/// of a hundred thousand have in common by chance is much.
const WEIGHT_NEAR: f64 = 20.0;
const WEIGHT_FAR: f64 = 36.0;

/// Reports looked back at among those of equal figures: of many that are the same each is told of one.
const LOOKED_BACK: usize = 16;

/// Pairs of reports with equal figures, each with them.
pub fn pairs(
    briefs: &[Brief],
    options: &Options<'_>,
    primary: &[bool],
) -> Vec<((usize, usize), Vector)> {
    // Only hashes are kept of all: figures are unpacked again where they are equal.
    let mut hashed: Vec<(u64, usize)> = briefs
        .par_iter()
        .enumerate()
        .filter(|(at, brief)| primary[*at] && !brief.body.key.is_empty())
        .filter_map(|(at, brief)| {
            let vector = vector(brief, options);
            (vector.weight() >= WEIGHT_NEAR).then(|| (vector.hash(), at))
        })
        .collect();
    hashed.sort_unstable_by(|a, b| {
        let path = |at: usize| (&briefs[at].path, at);
        (a.0, path(a.1)).cmp(&(b.0, path(b.1)))
    });
    let mut pairs = Vec::new();
    for same in hashed.chunk_by(|a, b| a.0 == b.0).filter(|s| s.len() > 1) {
        for (place, &(_, later)) in same.iter().enumerate().skip(1) {
            let figures = vector(&briefs[later], options);
            let before = same[..place].iter().take(LOOKED_BACK);
            let other = before.map(|(_, at)| *at).find(|&at| {
                let (a, b) = (&briefs[later].body, &briefs[at].body);
                let needed = if are_neighbours(a, b) {
                    WEIGHT_NEAR
                } else {
                    WEIGHT_FAR
                };
                are_strangers(a, b) && figures.weight() >= needed
            });
            let Some(other) = other else { continue };
            let theirs = vector(&briefs[other], options);
            if figures.has_same_figures(&theirs) {
                let doubtful = figures.doubtful || theirs.doubtful;
                let mut figures = figures;
                figures.doubtful = doubtful;
                pairs.push((pair(briefs, later, other), figures));
            }
        }
    }
    pairs
}
