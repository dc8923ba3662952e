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
use crate::forms::Forms;
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
    /// One entry for each table of the form in force, found or not.
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
        let own: Vec<&Grid> = sections
            .iter()
            .filter(|s| s.section == table.section)
            .flat_map(|s| &s.grids)
            .collect();
        let all: Vec<&Grid> = sections.iter().flat_map(|s| &s.grids).collect();
        let bound = table::best(&own, &table.id, binder, in_force, true)
            // The heading may be lost or misplaced: then the table may stand anywhere.
            .or_else(|| table::best(&all, &table.id, binder, in_force, false));
        match bound {
            Some(bound) => {
                filing.tables.push(bound.filed);
                filing.extra.extend(bound.extra);
                filing.notes.extend(bound.notes);
            }
            None => {
                let presence = presence(outline, table, forms);
                filing
                    .tables
                    .push(not_found(in_force, index, presence, forms));
            }
        }
    }
    filing
}

/// What is in the place of a table that was not found.
fn presence(outline: &Outline, table: &crate::forms::Table, forms: &Forms) -> Presence {
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
