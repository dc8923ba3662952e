//! Areas and their members: the report that sums up an area against those of the bodies in it.

mod absent;
mod compare;
mod list;
mod tree;

use super::{Across, Brief, Options};

pub use absent::check as absent;
pub use list::{Area, Listed, read_areas, read_bodies};

/// Checks every report that sums up an area against the members whose reports were given.
pub fn check(briefs: &[Brief], options: &Options<'_>, across: &mut Across) {
    for (parent, members) in tree::members(briefs, &across.primary, options.areas) {
        let found = compare::check(options.forms, briefs, parent, &members);
        across.push(parent, found);
    }
}
