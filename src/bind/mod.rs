//! Stage 5: grids × every edition's tables to named values. An alignment, not a look-up: it survives typos, lost,
//! split and unknown rows. Where two readings are about as good, the values are doubtful and say so.

mod align;
mod astray;
mod binder;
mod heads;
mod label;
mod line;
mod lost;
mod number;
mod place;
mod reading;
mod rows;
pub mod second;
mod table;

pub use binder::Binder;

use crate::error::Note;
use crate::forms::{Forms, Table};
use crate::grid::Grid;
use crate::layout::Block;
use crate::report::{Extra, Filed, Presence, Value};
use crate::segment::Outline;

/// The grids of one section.
#[derive(Debug)]
pub struct SectionGrids {
    /// Official number of the section; 0 before the first heading.
    pub section: u8,
    /// Its grids in reading order.
    pub grids: Vec<Grid>,
}

/// A report bound to its editions.
#[derive(Debug, Default)]
pub struct Filing {
    /// One entry for each table of the form in force, found or not; then those of other editions that were found.
    pub tables: Vec<Filed>,
    /// What is printed in the tables and is no field.
    pub extra: Vec<Extra>,
    /// What was done.
    pub notes: Vec<Note>,
}

/// Binds grids to the tables of the forms.
pub fn bind(sections: &[SectionGrids], outline: &Outline, binder: &Binder) -> Filing {
    let forms = binder.forms;
    let mut filing = Filing::default();
    let in_force = forms.in_force(outline.identity.year);
    for (index, table) in forms.editions[in_force].tables.iter().enumerate() {
        match found(sections, table, binder, in_force) {
            Some(bound) => filing.add(bound),
            None => {
                let presence = presence(outline, table, forms);
                filing
                    .tables
                    .push(not_found(in_force, index, presence, forms));
            }
        }
    }
    let all_found = filing.tables.iter().all(|t| t.presence == Presence::Found);
    for (edition, table) in out_of_force(forms, in_force) {
        // Reports keep the tables of the form before for a while. Others are looked for only where some are missing:
        // the year may be misprinted.
        if (edition + 1 == in_force || !all_found)
            && let Some(bound) = found(sections, table, binder, in_force)
        {
            filing.add(bound);
        }
    }
    filing
}

impl Filing {
    fn add(&mut self, bound: table::Bound) {
        self.tables.push(bound.filed);
        self.extra.extend(bound.extra);
        self.notes.extend(bound.notes);
    }
}

/// Tables that the edition in force does not have, each with the newest edition that has it.
fn out_of_force(forms: &Forms, in_force: usize) -> Vec<(usize, &Table)> {
    let mut found: Vec<(usize, &Table)> = Vec::new();
    for (edition, form) in forms.editions.iter().enumerate().rev() {
        for table in &form.tables {
            let known = |t: &Table| t.id == table.id;
            let current = forms.editions[in_force].tables.iter().any(known);
            if !current && !found.iter().any(|(_, t)| known(t)) {
                found.push((edition, table));
            }
        }
    }
    found
}

/// A table where it belongs, else anywhere: its heading may be lost or misplaced.
fn found(
    sections: &[SectionGrids],
    table: &Table,
    binder: &Binder,
    in_force: usize,
) -> Option<table::Bound> {
    let grids = |wanted: Option<u8>| -> Vec<&Grid> {
        let sections = sections.iter();
        let sections = sections.filter(|s| wanted.is_none_or(|number| s.section == number));
        sections.flat_map(|s| &s.grids).collect()
    };
    let own = Some(table.section).filter(|number| *number > 0);
    own.and_then(|_| table::best(&grids(own), &table.id, binder, in_force, true))
        .or_else(|| table::best(&grids(None), &table.id, binder, in_force, false))
}

/// What is in the place of a table that was not found.
fn presence(outline: &Outline, table: &Table, forms: &Forms) -> Presence {
    if lost::labels_in_text(&outline.blocks, table, &forms.wording) {
        return Presence::Lost;
    }
    let pictures = outline
        .parts
        .iter()
        .filter(|p| p.section.number == table.section)
        .any(|p| {
            outline.blocks[p.blocks.clone()]
                .iter()
                .any(|b| matches!(b, Block::Picture))
        });
    if pictures {
        Presence::Image
    } else {
        Presence::Absent
    }
}

fn not_found(edition: usize, table: usize, presence: Presence, forms: &Forms) -> Filed {
    let fields = forms.editions[edition].tables[table].fields.len();
    let value = match presence {
        // Its labels are there, so something is printed: it could not be read.
        Presence::Lost | Presence::Image => Value {
            state: crate::report::State::Unreadable,
            doubts: vec!["table-lost"],
            ..Value::default()
        },
        _ => Value::default(),
    };
    Filed {
        edition,
        table,
        presence,
        values: vec![value; fields],
        missing_rows: Vec::new(),
    }
}
