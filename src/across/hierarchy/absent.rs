//! Bodies that should have published, by a list of the user's, and did not.

use std::collections::{BTreeMap, BTreeSet};

use super::list::{Listed, name_of};
use crate::across::{Absent, Brief};
use crate::rules::draft::Draft;
use crate::rules::{Particulars, Rules};

/// Characters that the shorter of two names must have to be the other one's without the places around it.
const TELLING: usize = 5;

/// The years of which a body of the list has no report, in the order of the list. Where the list gives no years, those
/// of the run are meant.
pub fn check(briefs: &[Brief], listed: &[Listed]) -> Vec<Absent> {
    let Some(rule) = Rules::embedded().get("report-absent") else {
        return Vec::new();
    };
    if listed.is_empty() {
        return Vec::new();
    }
    let given = Given::of(briefs);
    let mut absent = Vec::new();
    for body in listed {
        let published = given.years_of(&body.name);
        let wanted: Vec<u16> = if body.years.is_empty() {
            given.years.iter().copied().collect()
        } else {
            body.years.clone()
        };
        for year in wanted.into_iter().filter(|y| !published.contains(y)) {
            let particulars = Particulars::default()
                .with("agency", &body.agency)
                .with("year", year);
            let draft = Draft::on_report(rule, 0).say(rule, "absent", &particulars);
            absent.push(Absent {
                agency: body.agency.clone(),
                year,
                finding: draft.finding,
            });
        }
    }
    absent
}

/// The reports of a run by the names of their bodies.
struct Given {
    /// By the last characters of the name: names, each with its years.
    names: BTreeMap<String, Vec<(String, u16)>>,
    /// All years.
    years: BTreeSet<u16>,
}

impl Given {
    fn of(briefs: &[Brief]) -> Self {
        let mut given = Self {
            names: BTreeMap::new(),
            years: BTreeSet::new(),
        };
        for brief in briefs {
            let Some(year) = brief.year else { continue };
            given.years.insert(year);
            let name = name_of(&brief.body.agency);
            let named = given.names.entry(end_of(&name)).or_default();
            named.push((name, year));
        }
        given
    }

    fn years_of(&self, name: &str) -> BTreeSet<u16> {
        let named = self.names.get(&end_of(name)).into_iter().flatten();
        named
            .filter(|(other, _)| is_same(other, name))
            .map(|(_, year)| *year)
            .collect()
    }
}

fn end_of(name: &str) -> String {
    let count = name.chars().count();
    name.chars().skip(count.saturating_sub(3)).collect()
}

/// Whether two names are of one body, of which one may leave out the places around it.
fn is_same(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    long == short || short.chars().count() >= TELLING && long.ends_with(short)
}
