//! Which of several documents of one body and year stands for them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Brief;
use crate::error::Status;
use crate::read::Kind;

/// For each brief whether it is the primary one of its body and year: the one that was read best (a whole one before
/// one of which something was lost, then the one with more numbers read without doubt), then the carrier that keeps
/// most of what was published, then the first path. A report whose body or year is not known stands for itself.
pub fn choose(briefs: &[Brief], bodies: &BTreeMap<&str, Vec<usize>>) -> Vec<bool> {
    let mut primary = vec![true; briefs.len()];
    for reports in bodies.values() {
        let mut best: BTreeMap<u16, usize> = BTreeMap::new();
        for &at in reports {
            let Some(year) = briefs[at].year else {
                continue;
            };
            let chosen = best.entry(year).or_insert(at);
            let loser = if rank(&briefs[at]) < rank(&briefs[*chosen]) {
                std::mem::replace(chosen, at)
            } else {
                at
            };
            if loser != *chosen {
                primary[loser] = false;
            }
        }
    }
    primary
}

/// Lower is better.
fn rank(brief: &Brief) -> (bool, Reverse<u32>, u8, &str, &str) {
    (
        brief.status != Some(Status::Ok),
        Reverse(brief.read),
        carrier(brief.kind),
        &brief.path,
        &brief.report_id,
    )
}

/// The document as published first, then what was made of it, then bare text.
fn carrier(kind: Option<Kind>) -> u8 {
    match kind {
        Some(Kind::Pdf | Kind::Ofd) => 0,
        Some(Kind::Html | Kind::Mhtml) => 1,
        Some(Kind::Text) => 3,
        Some(_) => 2,
        None => 4,
    }
}
