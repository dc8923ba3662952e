//! Reports of different bodies that are the same: copied prose, copied figures.

mod figures;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::overlap::{Overlap, overlap};
use super::sketch::is_sampled;
use super::vector::Vector;
use super::{Across, Body, Brief, Options, Prose};
use crate::report::Finding;
use crate::rules::draft::Draft;
use crate::rules::{Particulars, Rule, Rules};

/// What one report has of another.
#[derive(Clone, Debug, Default)]
struct Copy {
    /// Figures that are not 0, all of them the other's; 0 where they are not compared or differ.
    figures: usize,
    /// Whether one of the figures is doubtful.
    doubtful: bool,
    /// The prose they share.
    words: Option<Overlap>,
}

/// Looks for reports that repeat another body's. Each report is told of one other, the one that it has most of; of a
/// pair the later path is told.
pub fn check(briefs: &[Brief], prose: Prose<'_>, options: &Options<'_>, across: &mut Across) {
    let Some(rule) = Rules::embedded().get("report-copied") else {
        return;
    };
    let mut pairs: BTreeMap<(usize, usize), Copy> = BTreeMap::new();
    for (pair, vector) in figures::pairs(briefs, options, &across.primary) {
        let copy = pairs.entry(pair).or_default();
        (copy.figures, copy.doubtful) = (vector.len(), vector.doubtful);
    }
    let sketched = words::pairs(briefs, &across.primary);
    let shared = sketched.pairs.into_par_iter().filter_map(|pair| {
        let (later, earlier) = pair;
        let names = |at: usize| &*briefs[at].body.names;
        let (text, other) = (prose(later), prose(earlier));
        let tells = |hash| is_sampled(hash) && !sketched.common.contains(&hash);
        let words = overlap((&text, names(later)), (&other, names(earlier)), tells);
        (words.share >= words::ENOUGH).then_some((pair, words))
    });
    for (pair, words) in shared.collect::<Vec<_>>() {
        pairs.entry(pair).or_default().words = Some(words);
    }
    let mut best: BTreeMap<usize, (usize, Copy)> = BTreeMap::new();
    for ((later, earlier), copy) in pairs {
        let more = best
            .get(&later)
            .is_none_or(|(_, known)| rank(&copy) > rank(known));
        if more {
            best.insert(later, (earlier, copy));
        }
    }
    for (later, (earlier, copy)) in best {
        let finding = finding(rule, &briefs[earlier], &copy);
        across.push(later, vec![finding]);
    }
}

/// How much a copy has, to choose the one that is told: figures first, then prose in thousandths.
fn rank(copy: &Copy) -> (usize, u32) {
    let share = copy.words.as_ref().map_or(0.0, |words| words.share);
    (copy.figures, (share * 1000.0) as u32)
}

fn finding(rule: &'static Rule, other: &Brief, copy: &Copy) -> Finding {
    let kind = match (copy.figures > 0, &copy.words) {
        (true, Some(_)) => "both",
        (true, None) => "figures",
        (false, _) => "prose",
    };
    let share = copy.words.as_ref().map_or(0.0, |words| words.share);
    let year = other.year.map(|year| year.to_string()).unwrap_or_default();
    let (zh, en) = if year.is_empty() {
        (other.body.agency.to_string(), other.body.agency.to_string())
    } else {
        (
            format!("{} {year} 年", other.body.agency),
            format!("{} for {year}", other.body.agency),
        )
    };
    let particulars = Particulars::default()
        .with_each("agency", zh, en)
        .with("path", &other.path)
        .with("count", copy.figures)
        .with("share", format!("{} %", (share * 100.0).floor()));
    let mut draft = Draft::on_report(rule, 0);
    draft.finding.quote = copy
        .words
        .as_ref()
        .map(|words| words.passage.clone())
        .unwrap_or_default();
    draft
        .doubted(copy.figures > 0 && copy.doubtful)
        .say(rule, kind, &particulars)
        .finding
}

/// Whether two reports are of different bodies, as far as is known: not of one, nor of a government and its own office,
/// which often speak with one voice.
fn are_strangers(a: &Body, b: &Body) -> bool {
    if a.key.is_empty() || b.key.is_empty() || a.key == b.key || a.agency == b.agency {
        return false;
    }
    let speaks_for = |office: &Body, place: &Body| {
        place.office.is_empty()
            && office.office.contains("办公")
            && office.areas.first() == place.areas.first()
    };
    let placed = !a.areas.is_empty();
    !(placed && (speaks_for(a, b) || speaks_for(b, a)))
}

/// The pair of two reports: the one with the later path first.
fn pair(briefs: &[Brief], a: usize, b: usize) -> (usize, usize) {
    let path = |at: usize| (&briefs[at].path, at);
    if path(a) > path(b) { (a, b) } else { (b, a) }
}

/// Whether two bodies lie in the same area.
fn are_neighbours(a: &Body, b: &Body) -> bool {
    !a.parent.is_empty() && a.parent == b.parent
}

/// The figures of a report.
fn vector(brief: &Brief, options: &Options<'_>) -> Vector {
    Vector::of(options.forms, &brief.figures.tables())
}
