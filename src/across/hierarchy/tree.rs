//! Which report sums up which others: the nearest area around a body whose report of that year was given.

use std::collections::BTreeMap;

use super::list::{Area, name_of};
use crate::across::Brief;

/// Bodies of the central government in a place, which its government does not sum up.
const CENTRAL: &[&str] = &["国家", "中国", "中华人民共和国", "海关", "海事"];

/// For each report that sums up an area, those directly below it, both in the order of the briefs.
pub fn members(briefs: &[Brief], primary: &[bool], areas: &[Area]) -> BTreeMap<usize, Vec<usize>> {
    let listed = Listed::of(briefs, primary, areas);
    let mut around: BTreeMap<(u16, &str), usize> = BTreeMap::new();
    for (at, brief) in briefs.iter().enumerate().filter(|(at, _)| primary[*at]) {
        let (Some(year), true, Some(area)) =
            (brief.year, brief.body.area_wide, brief.body.areas.first())
        else {
            continue;
        };
        let chosen = around.entry((year, area)).or_insert(at);
        // The government's own report before that of its office about the whole area.
        if brief.body.office.is_empty() && !briefs[*chosen].body.office.is_empty() {
            *chosen = at;
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, brief) in briefs.iter().enumerate().filter(|(at, _)| primary[*at]) {
        let Some(year) = brief.year else { continue };
        let parent = listed.parent(brief).or_else(|| {
            let own = usize::from(brief.body.office.is_empty() || brief.body.area_wide);
            let mut outer = brief.body.areas.iter().skip(own);
            let central = CENTRAL
                .iter()
                .any(|word| brief.body.office.starts_with(word));
            outer
                .find_map(|area| around.get(&(year, area)).copied())
                .filter(|_| !central)
        });
        if let Some(parent) = parent.filter(|parent| *parent != at) {
            members.entry(parent).or_default().push(at);
        }
    }
    members
}

/// What the user says about areas.
struct Listed<'a> {
    /// The area of a body, by their names.
    parents: BTreeMap<&'a str, &'a str>,
    /// The report of a body that has members, by year and name.
    reports: BTreeMap<(u16, String), usize>,
}

impl<'a> Listed<'a> {
    fn of(briefs: &[Brief], primary: &[bool], areas: &'a [Area]) -> Self {
        let parents: BTreeMap<&str, &str> = areas
            .iter()
            .map(|area| (area.body.as_str(), area.parent.as_str()))
            .collect();
        let mut reports = BTreeMap::new();
        let named: Vec<&str> = parents.values().copied().collect();
        for (at, brief) in briefs.iter().enumerate().filter(|(at, _)| primary[*at]) {
            let name = name_of(&brief.body.agency);
            if let (Some(year), true) = (brief.year, named.contains(&name.as_str())) {
                reports.entry((year, name)).or_insert(at);
            }
        }
        Self { parents, reports }
    }

    fn parent(&self, brief: &Brief) -> Option<usize> {
        if self.parents.is_empty() {
            return None;
        }
        let parent = *self.parents.get(name_of(&brief.body.agency).as_str())?;
        self.reports.get(&(brief.year?, parent.to_owned())).copied()
    }
}
