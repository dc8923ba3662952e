//! Reports of different bodies whose prose is nearly the same, found from their sketches.
//!
//! Reports that share much are found by bands of minimal hashes: two reports meet in a bucket where all hashes of a
//! band agree, which is likely only for reports that have most of their sample in common. What many bodies have in
//! their reports, such as the sentences that a county's office drafted for all of them, tells little: such hashes count
//! for less the more bodies have them, and they take part in the bands only where a report has hardly any others.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::super::sketch::{FEWEST, LARGEST};
use super::{Brief, are_strangers, pair};

/// Bands of a signature, and hashes of a band. Reports that share three fifths of what is their own meet in one of the
/// bands 99 times of 100.
const BANDS: usize = 20;
const ROWS: usize = 3;

/// Bodies from which on a hash takes no part in the bands.
const COMMON: u32 = 48;

/// Reports of a bucket that each is compared with: in a bucket of many that are the same, one is enough.
const LOOKED_BACK: usize = 24;

/// Hashes are counted in so many parts, one after the other, so that few are held at a time.
const PARTS: u32 = 16;

/// The weighed share of the sample from which on the prose itself is compared.
const LIKELY: f64 = 0.5;

/// The share of the prose from which on a report repeats another.
pub const ENOUGH: f64 = 0.8;

/// Pairs of reports that are likely to be the same.
pub struct Pairs {
    /// The later path first, in order.
    pub pairs: Vec<(usize, usize)>,
    /// Hashes that more than a few bodies have.
    pub common: FxHashSet<u32>,
}

/// Finds the pairs. Each report is paired with the one that it has most in common with of those it meets.
pub fn pairs(briefs: &[Brief], primary: &[bool]) -> Pairs {
    let taking_part: Vec<usize> = (0..briefs.len())
        .filter(|at| {
            let brief = &briefs[*at];
            primary[*at] && !brief.body.key.is_empty() && brief.prose.hashes().len() >= FEWEST
        })
        .collect();
    let bodies = Bodies::count(briefs, &taking_part);
    let signatures: Vec<u32> = taking_part
        .par_iter()
        .flat_map_iter(|at| signature(&bodies.telling(briefs[*at].prose.hashes())))
        .collect();
    let mut best: Vec<Option<(f64, usize)>> = vec![None; briefs.len()];
    for band in 0..BANDS {
        let mut buckets: Vec<(u64, usize)> = taking_part
            .iter()
            .zip(signatures.chunks(BANDS * ROWS))
            .map(|(at, signature)| (key(&signature[band * ROWS..][..ROWS]), *at))
            .collect();
        buckets.sort_unstable_by(|a, b| {
            let path = |at: usize| (&briefs[at].path, at);
            (a.0, path(a.1)).cmp(&(b.0, path(b.1)))
        });
        for bucket in buckets.chunk_by(|a, b| a.0 == b.0) {
            meet(briefs, &bodies, bucket, &mut best);
        }
    }
    let pairs = best.iter().enumerate().filter_map(|(at, found)| {
        let (_, other) = (*found)?;
        Some(pair(briefs, at, other))
    });
    let mut pairs: Vec<(usize, usize)> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup();
    let common = bodies.with_more_than(2);
    Pairs { pairs, common }
}

/// Compares the reports of a bucket, which stand by path.
fn meet(
    briefs: &[Brief],
    bodies: &Bodies,
    bucket: &[(u64, usize)],
    best: &mut [Option<(f64, usize)>],
) {
    for (place, &(_, later)) in bucket.iter().enumerate() {
        // The first ones, and those just before: copies mostly lie beside each other.
        let near = place.saturating_sub(LOOKED_BACK / 2);
        let first = near.min(LOOKED_BACK / 2);
        let before = bucket[..first].iter().chain(&bucket[near..place]);
        for &(_, earlier) in before {
            let (a, b) = (&briefs[later], &briefs[earlier]);
            let known = best[later];
            if known.is_some_and(|(_, other)| other == earlier) || !are_strangers(&a.body, &b.body)
            {
                continue;
            }
            let share = bodies.share(a.prose.hashes(), b.prose.hashes());
            let better = known.is_none_or(|(most, other)| {
                share > most || share == most && (&b.path, earlier) < (&briefs[other].path, other)
            });
            if share >= LIKELY && better {
                best[later] = Some((share, earlier));
            }
        }
    }
}

/// How many bodies have a hash; those that only one has are left out.
struct Bodies(FxHashMap<u32, u32>);

impl Bodies {
    fn count(briefs: &[Brief], taking_part: &[usize]) -> Self {
        let body = |at: usize| {
            let mut hasher = FxHasher::default();
            hasher.write(briefs[at].body.key.as_bytes());
            hasher.finish() >> 32
        };
        let reports: Vec<(&[u32], u64)> = taking_part
            .iter()
            .map(|at| (briefs[*at].prose.hashes(), body(*at)))
            .collect();
        let mut several = FxHashMap::default();
        let mut seen: Vec<u64> = Vec::new();
        for part in 0..PARTS {
            let [from, to] = [part, part + 1].map(|part| LARGEST / PARTS * part);
            let to = if part + 1 == PARTS { u32::MAX } else { to };
            seen.clear();
            for (hashes, body) in &reports {
                let start = hashes.partition_point(|hash| *hash < from);
                let hashes = hashes[start..].iter().take_while(|hash| **hash < to);
                seen.extend(hashes.map(|hash| u64::from(*hash) << 32 | body));
            }
            seen.sort_unstable();
            seen.dedup();
            let by_hash = seen.chunk_by(|a, b| a >> 32 == b >> 32);
            let shared = by_hash.filter(|bodies| bodies.len() > 1);
            several.extend(shared.map(|bodies| ((bodies[0] >> 32) as u32, bodies.len() as u32)));
        }
        several.shrink_to_fit();
        Self(several)
    }

    fn of(&self, hash: u32) -> u32 {
        self.0.get(&hash).copied().unwrap_or(1)
    }

    /// The hashes that tell reports apart: all where hardly any does.
    fn telling(&self, hashes: &[u32]) -> Vec<u32> {
        let rare = hashes.iter().filter(|hash| self.of(**hash) <= COMMON);
        let rare: Vec<u32> = rare.copied().collect();
        if rare.len() >= FEWEST.max(hashes.len() / 8) {
            rare
        } else {
            hashes.to_vec()
        }
    }

    /// The share of the heavier sample that two have in common, each hash weighed by how few other bodies have it.
    fn share(&self, a: &[u32], b: &[u32]) -> f64 {
        let weight = |hash: u32| 1.0 / f64::from(self.of(hash).max(2) - 1);
        let sum = |hashes: &[u32]| -> f64 { hashes.iter().map(|hash| weight(*hash)).sum() };
        let mut others = b.iter().peekable();
        let mut shared = 0.0;
        for hash in a {
            while others.next_if(|other| *other < hash).is_some() {}
            if others.peek() == Some(&hash) {
                shared += weight(*hash);
            }
        }
        shared / sum(a).max(sum(b)).max(f64::MIN_POSITIVE)
    }

    fn with_more_than(&self, bodies: u32) -> FxHashSet<u32> {
        let hashes = self.0.iter().filter(|(_, count)| **count > bodies);
        hashes.map(|(hash, _)| *hash).collect()
    }
}

/// The least hash in each of so many orders.
fn signature(hashes: &[u32]) -> [u32; BANDS * ROWS] {
    let mut least = [u32::MAX; BANDS * ROWS];
    for hash in hashes {
        for (order, least) in (0_u64..).zip(&mut least) {
            // An odd factor and an offset of its own for each order.
            let factor = order.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let mixed = (u64::from(*hash) ^ order << 33).wrapping_mul(factor);
            *least = (*least).min(((mixed ^ mixed >> 29).wrapping_mul(factor) >> 32) as u32);
        }
    }
    least
}

fn key(band: &[u32]) -> u64 {
    let mut hasher = FxHasher::default();
    for hash in band {
        hasher.write_u32(*hash);
    }
    hasher.finish()
}
