//! Stage 5: grids × every edition's tables to named values. An alignment, not a look-up: it survives typos, lost,
//! split and unknown rows. Where two readings are about as good, the values are doubtful and say so.

mod above;
mod align;
mod apart;
mod astray;
mod binder;
mod doubts;
mod glued;
pub mod guessed;
mod heads;
mod label;
mod line;
mod lost;
mod number;
mod place;
mod reading;
mod rows;
pub mod second;
mod stacks;
mod subtotal;
mod table;
mod vouch;

pub use binder::Binder;

use std::cell::OnceCell;

use self::lost::Printed;
use crate::error::Note;
use crate::forms::{Forms, Table};
use crate::grid::Grid;
use crate::layout::{Block, Line};
use crate::location::Rect;
use crate::report::{Extra, Filed, Presence, State, Value};
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

/// The values that something is printed for, with the page and the box of their cells; those of flowing formats have none.
fn boxed(tables: &mut [Filed]) -> impl Iterator<Item = (&mut Value, u32, Rect)> {
    let values = tables.iter_mut().flat_map(|filed| &mut filed.values);
    let printed = values.filter(|value| value.state != State::Absent);
    printed.filter_map(|value| {
        let (page, cell) = (value.place.page()?, value.place.rect()?);
        Some((value, page, cell))
    })
}

/// Binds grids to the tables of the forms. Where the report does not say its year, its tables say which edition it
/// follows.
pub fn bind(sections: &[SectionGrids], outline: &Outline, binder: &Binder) -> Filing {
    let forms = binder.forms;
    let year = outline.identity.year;
    let in_force = forms.in_force(year);
    let filing = bind_under(in_force, sections, outline, binder);
    match filing.followed(forms) {
        Some(edition) if year.is_none() && edition != in_force => {
            bind_under(edition, sections, outline, binder)
        }
        _ => filing,
    }
}

fn bind_under(
    in_force: usize,
    sections: &[SectionGrids],
    outline: &Outline,
    binder: &Binder,
) -> Filing {
    let forms = binder.forms;
    let mut filing = Filing::default();
    let printed = OnceCell::new();
    let printed = || printed.get_or_init(|| Printed::new(&outline.blocks, sections));
    for (index, table) in forms.editions[in_force].tables.iter().enumerate() {
        match found(sections, table, binder, in_force) {
            Some(mut bound) => {
                glued::fill(&mut bound.filed, &glued_lines(outline, table), binder);
                filing.add(bound, forms);
            }
            None => {
                let presence = presence(outline, printed(), table, forms);
                let solved = (presence == Presence::Lost)
                    .then(|| glued_lines(outline, table))
                    .and_then(|lines| glued::solve(&lines, &table.id, binder, in_force));
                match solved {
                    Some(bound) => filing.add(bound, forms),
                    None => {
                        let empty = not_found(in_force, index, presence, forms);
                        filing.tables.push(empty);
                    }
                }
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
            filing.add(bound, forms);
        }
    }
    for filed in &mut filing.tables {
        if !filed.missing_rows.is_empty() {
            let table = &forms.editions[filed.edition].tables[filed.table];
            printed().mark_unread(filed, table, &forms.wording);
        }
    }
    filing
}

/// The lines of a table's own section; all lines where it has none, or the heading is lost.
fn glued_lines<'o>(outline: &'o Outline, table: &Table) -> Vec<&'o Line> {
    let line = |block: &'o Block| match block {
        Block::Line(line) if !line.furniture => Some(line),
        _ => None,
    };
    let mut parts = outline.parts.iter();
    let own = parts.find(|p| table.section > 0 && p.section.number == table.section);
    let blocks = own.map_or(0..outline.blocks.len(), |p| p.blocks.clone());
    outline.blocks[blocks].iter().filter_map(line).collect()
}

impl Filing {
    /// The edition that most of the tables found follow, of those that differ between editions.
    fn followed(&self, forms: &Forms) -> Option<usize> {
        let differs = |filed: &&Filed| {
            let table = &forms.editions[filed.edition].tables[filed.table];
            let others = forms.editions.iter().flat_map(|e| &e.tables);
            let mut others = others.filter(|t| t.id == table.id);
            filed.presence == Presence::Found
                && others.all(|t| t.same_fields(table) == std::ptr::eq(t, table))
        };
        let editions: Vec<usize> = self
            .tables
            .iter()
            .filter(differs)
            .map(|t| t.edition)
            .collect();
        let count = |edition: &&usize| editions.iter().filter(|e| e == edition).count();
        editions.iter().max_by_key(|e| (count(e), **e)).copied()
    }

    fn add(&mut self, mut bound: table::Bound, forms: &Forms) {
        let edition = &forms.editions[bound.filed.edition];
        vouch::vouch(&mut bound.filed, edition);
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
fn presence(outline: &Outline, printed: &Printed, table: &Table, forms: &Forms) -> Presence {
    if printed.holds(table, &forms.wording) {
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
        Presence::Lost | Presence::Image => lost::unread("table-lost"),
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
