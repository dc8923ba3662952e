//! A sketch of a report's prose: the hashes of a sample of its shingles.
//!
//! A shingle is a run of [`SHINGLE`] characters. The sample is taken by the hash itself (those below a bound), so two
//! reports sample the same shingles, and the share of the sample that they have in common estimates the share of
//! prose they have in common. Names of the body itself are taken out before, so that prose copied from another body
//! looks the same after its name was changed.

use rustc_hash::FxHasher;
use std::hash::Hasher;

use crate::fold::fold;

/// Characters of a shingle: long enough that set phrases of three or four words do not count.
pub const SHINGLE: usize = 9;

/// One shingle in so many is sampled.
const ONE_IN: u32 = 16;

/// The largest hash of a sample.
pub const LARGEST: u32 = u32::MAX / ONE_IN;

/// Hashes kept of one report at most; of very long prose fewer shingles are sampled.
const MOST: usize = 256;

/// A sample of fewer shingles tells nothing.
pub const FEWEST: usize = 8;

/// How many elements two ascending lists share.
fn in_common(a: &[u32], b: &[u32]) -> usize {
    let (mut at, mut count) = (0, 0);
    for hash in a {
        while b.get(at).is_some_and(|other| other < hash) {
            at += 1;
        }
        count += usize::from(b.get(at) == Some(hash));
    }
    count
}

/// The sampled hashes, ascending, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    hashes: Box<[u32]>,
}

impl Sketch {
    /// The sketch of a text, `names` taken out.
    pub fn of(text: &str, names: &[&str]) -> Self {
        let mut hashes: Vec<u32> = shingles(&plain(text, names))
            .filter(|hash| is_sampled(*hash))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(MOST);
        Self {
            hashes: hashes.into(),
        }
    }

    /// The share of the longer prose that the two have in common, as far as the samples tell; 0 where either is
    /// too short to tell anything.
    pub fn share(&self, other: &Self) -> f64 {
        // Of very long prose the largest hashes were not kept: those of the other do not count, either.
        let full = |sketch: &Self| sketch.hashes.len() == MOST;
        let last = |sketch: &Self| sketch.hashes.last().copied().filter(|_| full(sketch));
        let bound = [last(self), last(other)].into_iter().flatten().min();
        let below = |sketch: &Self| match bound {
            Some(bound) => sketch.hashes.partition_point(|hash| *hash <= bound),
            None => sketch.hashes.len(),
        };
        let (ours, theirs) = (&self.hashes[..below(self)], &other.hashes[..below(other)]);
        if ours.len().min(theirs.len()) < FEWEST {
            return 0.0;
        }
        in_common(ours, theirs) as f64 / ours.len().max(theirs.len()) as f64
    }

    /// The hashes.
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }
}

/// Whether a shingle of this hash is in the sample.
pub fn is_sampled(hash: u32) -> bool {
    hash <= LARGEST
}

/// A text as it is compared: folded, without punctuation, without the names of the body.
pub fn plain(text: &str, names: &[&str]) -> Vec<char> {
    let mut folded = fold(text);
    for name in names.iter().filter(|name| name.chars().count() > 1) {
        folded = folded.replace(*name, "");
    }
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The hash of each shingle, in order.
pub fn shingles(text: &[char]) -> impl Iterator<Item = u32> {
    text.windows(SHINGLE).map(|shingle| {
        let mut hasher = FxHasher::default();
        for c in shingle {
            hasher.write_u32(u32::from(*c));
        }
        mix(hasher.finish())
    })
}

/// Spreads a hash over all its bits: samples are taken by its size.
fn mix(hash: u64) -> u32 {
    let mut h = hash ^ (hash >> 32);
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^= h >> 32;
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    (h >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented prose, different for each number.
    fn text(from: u32, to: u32) -> String {
        let words = |n: u32| {
            (0..12)
                .map(|i| {
                    let code = 0x4e00
                        + (n.wrapping_mul(2_654_435_761) >> 7).wrapping_add(i * 977 + n * i) % 5000;
                    char::from_u32(code).unwrap()
                })
                .collect::<String>()
                + "。"
        };
        (from..to).map(words).collect()
    }

    #[test]
    fn the_share_of_the_sample_is_the_share_of_the_prose() {
        let (a, b) = (
            Sketch::of(&text(0, 200), &[]),
            Sketch::of(&text(100, 300), &[]),
        );
        assert!(
            (100..=200).contains(&a.hashes().len()),
            "{}",
            a.hashes().len()
        );
        let share = a.share(&b);
        assert!((0.35..0.65).contains(&share), "{share}");
        assert_eq!(a, Sketch::of(&text(0, 200), &[]));
    }

    #[test]
    fn own_names_punctuation_and_width_do_not_count() {
        let words = text(0, 40);
        let here = format!("松坪县{words}，松坪县１２件");
        let there = format!("凌河县 {words}；凌河县12件");
        assert_eq!(
            Sketch::of(&here, &["松坪县"]),
            Sketch::of(&there, &["凌河县"])
        );
    }
}
