//! Areas and their members: the report that sums up an area against those of the bodies in it.

mod absent;
mod compare;
mod list;
mod tree;

use rayon::prelude::*;

use super::{Across, Brief, Options};

pub use absent::check as absent;
pub use list::{Area, Listed, read_areas, read_bodies};

/// Checks every report that sums up an area against the members whose reports were given.
pub fn check(briefs: &[Brief], options: &Options<'_>, across: &mut Across) {
    let members = tree::members(briefs, &across.primary, options.areas);
    let found = members.into_par_iter().map(|(parent, members)| {
        let found = compare::check(options.forms, briefs, parent, &members);
        (parent, found)
    });
    for (parent, found) in found.collect::<Vec<_>>() {
        across.push(parent, found);
    }
}
