//! Documents that break off before their end, or begin behind their beginning: what is not in them is one loss and not
//! a fault for each row, section and table.

use super::view::{Sheet, View};
use crate::fold::fold;
use crate::forms::{Layout, Table};
use crate::report::Presence;

/// Where a document breaks off: in a table of its last section.
#[derive(Clone, Copy, Debug)]
pub struct BreakOff<'a> {
    /// The table that it breaks off in.
    pub sheet: Sheet<'a>,
    /// Number of its section: none that follows is there.
    pub section: u8,
}

/// Where the document breaks off, if it does: the last section printed is that of a table which lacks its end, and the
/// sections behind it are not there.
pub fn break_off<'a>(view: &View<'a>) -> Option<BreakOff<'a>> {
    let last = view.report.sections.last()?;
    let more = view.forms.wording.sections.iter();
    if !more.into_iter().any(|s| s.number > last.number) {
        return None;
    }
    let mut sheets = view.sheets();
    let sheet =
        sheets.find(|s| s.table.section == last.number && s.filed.presence != Presence::Image)?;
    let cut = match sheet.filed.presence {
        Presence::Found => lacks_its_end(&sheet),
        _ => head_is_printed(sheet.table, &fold(&last.text)),
    };
    cut.then_some(BreakOff {
        sheet,
        section: last.number,
    })
}

/// Whether the last rows of the form are missing.
fn lacks_its_end(sheet: &Sheet<'_>) -> bool {
    let last = sheet.table.blocks.last().and_then(|b| b.rows.last());
    last.is_some_and(|row| sheet.lacks_row(&row.key))
}

/// Whether the text has the beginning of a table: its corner, or its first columns.
fn head_is_printed(table: &Table, text: &str) -> bool {
    let Some(block) = table.blocks.first() else {
        return false;
    };
    let corner = fold(&block.corner);
    let heads: Vec<&str> = match block.layout {
        Layout::Rows => block.columns.iter().map(|c| c.label.as_str()).collect(),
        Layout::Line => block.rows.iter().map(|r| r.label.as_str()).collect(),
    };
    let printed = heads.iter().filter(|label| text.contains(&fold(label)));
    // Without a corner of its own more must speak for the head: prose names kinds of case as well.
    text.contains(&corner) && printed.count() > usize::from(corner.is_empty())
}

/// The number of the first section, where the document begins with a later one and has nothing before it.
pub fn begins_late(view: &View<'_>) -> Option<u8> {
    let mut printed = view.report.sections.iter().filter(|s| s.number > 0);
    let first = printed.next()?.number;
    let opening = view.report.sections.iter().find(|s| s.number == 0);
    let silent = opening.is_none_or(|section| section.text.trim().is_empty());
    (first > 1 && silent && view.report.identity.title.is_empty()).then_some(first)
}
