//! Matched rows to values; what is printed besides them to extras.

use std::collections::BTreeMap;

use super::align::{Match, carrier};
use super::apart::Apart;
use super::binder::Binder;
use super::heads::Head;
use super::number;
use super::place::{Placed, beside_subtotal, place, with_apart};
use super::rows::is_value;
use super::stacks::{Stacks, under_heads};
use super::table::{Attempt, Bound};
use crate::error::Note;
use crate::fold::is_empty;
use crate::forms::{Block, Layout, Table, Wording};
use crate::grid::Cell;
use crate::location::Place;
use crate::report::{Extra, Filed, Method, Presence, State, Value};

impl Attempt<'_> {
    /// The values of the table and what else is printed in it.
    pub(super) fn bind(self, binder: &Binder) -> Bound {
        let forms = binder.forms;
        let table = &forms.editions[self.edition].tables[self.table];
        let wording = &forms.wording;
        let mut values = vec![Value::default(); table.fields.len()];
        let mut missing_rows = Vec::new();
        let mut extra = Vec::new();
        let mut notes = Vec::new();
        let by_target: BTreeMap<usize, &Match> =
            self.matches.iter().map(|m| (m.target, m)).collect();
        let mut target = 0;
        for (block_index, block) in table.blocks.iter().enumerate() {
            let (lines, width) = match block.layout {
                Layout::Rows => (block.rows.len(), block.columns.len()),
                Layout::Line => (1, block.rows.len() * block.columns.len()),
            };
            let apart = self.figures_apart(block, target, wording);
            let summed = binder.prepared(self.edition, self.table).summed[block_index];
            let stacks = summed
                .then(|| self.stacks(block_index, target, lines, width, binder))
                .flatten();
            for line in 0..lines {
                match by_target.get(&target) {
                    Some(matched) => {
                        let first = block.first_field + line * width;
                        let apart = apart.iter().find(|a| a.target == target);
                        let reading =
                            self.read(matched, block_index, width, apart, stacks.as_ref(), binder);
                        extra.extend(reading.extra(table, block, wording));
                        for (slot, value) in reading.values.into_iter().enumerate() {
                            values[first + slot] = value;
                        }
                        if matched.pieces > 1 {
                            let text = format!("{} pieces of one row", matched.pieces);
                            notes.push(Note::new("row-joined", text));
                        }
                    }
                    None => missing_rows.push(block.rows[line].key.clone()),
                }
                target += 1;
            }
        }
        extra.extend(self.unknown_rows(table, binder));
        Bound {
            filed: Filed {
                edition: self.edition,
                table: self.table,
                presence: Presence::Found,
                values,
                missing_rows,
            },
            extra,
            notes,
        }
    }

    /// The values of a matched row.
    fn read<'a>(
        &'a self,
        matched: &Match,
        block: usize,
        width: usize,
        apart: Option<&'a Apart>,
        stacks: Option<&Stacks>,
        binder: &Binder,
    ) -> Reading<'a> {
        let wording = &binder.forms.wording;
        let pieces = &self.observed[matched.first..matched.first + matched.pieces];
        let carrier = carrier(pieces).unwrap_or(&pieces[0]);
        let head = self.heads[block]
            .iter()
            .rev()
            .find(|h| h.grid == carrier.grid && h.row < carrier.row);
        let summed = binder.prepared(self.edition, self.table).summed[block];
        let subtotal =
            || self.subtotals[block].and_then(|at| beside_subtotal(carrier, width, at, wording));
        let by_place = || match stacks {
            _ if carrier.values.len() >= width => None,
            Some(stacks) => stacks.place(carrier),
            None => head.and_then(|head| under_heads(carrier, head)),
        };
        let placed = apart
            .map(|apart| with_apart(carrier, apart))
            .or_else(subtotal)
            .or_else(by_place)
            .unwrap_or_else(|| place(carrier, width, summed, head, wording));
        let mut ceiling = placed.confidence;
        let mut doubts: Vec<&'static str> = placed.doubt.into_iter().collect();
        for (word, most) in self.doubts(matched, carrier, width, binder) {
            ceiling = ceiling.min(most);
            doubts.push(word);
        }
        let nothing = match placed.blank {
            true => Value {
                state: State::Blank,
                confidence: ceiling,
                place: carrier.values.first().map_or(Place::Nowhere, |c| c.place),
                ..Value::default()
            },
            false => Value::default(),
        };
        let values = placed
            .cells
            .iter()
            .enumerate()
            .map(|(column, cell)| match cell {
                Some(cell) => {
                    let unit = head.map_or("", |h| h.units[column].as_str());
                    let unit = if unit.is_empty() { &carrier.unit } else { unit };
                    let method = self.grids[carrier.grid].method;
                    value_of(cell, unit, method, ceiling, &doubts, wording)
                }
                None => Value {
                    method: self.grids[carrier.grid].method,
                    doubts: doubts.clone(),
                    ..nothing.clone()
                },
            })
            .collect();
        Reading {
            values,
            placed,
            printed: carrier.printed.clone(),
        }
    }

    /// Whether an official row took the observed one.
    pub(super) fn takes(&self, at: usize) -> bool {
        let mut matches = self.matches.iter();
        matches.any(|m| (m.first..m.first + m.pieces).contains(&at))
    }

    /// Rows with numbers that no official row took.
    fn unknown_rows(&self, table: &Table, binder: &Binder) -> Vec<Extra> {
        let mut extra = Vec::new();
        let used: Vec<usize> = self
            .matches
            .iter()
            .map(|m| self.observed[m.first].grid)
            .collect();
        for (at, row) in self.observed.iter().enumerate() {
            if self.takes(at)
                || row.filled == 0
                || row.label.is_empty()
                || !used.contains(&row.grid)
            {
                continue;
            }
            let whole = table
                .blocks
                .iter()
                .any(|b| b.columns.len() == row.values.len());
            if !row.placed && !whole {
                continue;
            }
            let unknown = !binder.knows(&row.label, &table.id);
            // The marks behind the title of a group stand for nothing.
            if !unknown && !row.values.iter().any(|c| has_digit(&c.text)) {
                continue;
            }
            let heads = self.heads.iter().flatten();
            let head = heads
                .filter(|h| h.grid == row.grid && h.row < row.row)
                .max_by_key(|h| h.row);
            for (column, cell) in row.values.iter().enumerate() {
                if is_empty(&cell.text) {
                    continue;
                }
                let label = head.map_or(String::new(), |h| column_label(h, cell, column, table));
                extra.push(extra_of(
                    cell,
                    &table.id,
                    &row.printed,
                    &label,
                    unknown,
                    &binder.forms.wording,
                ));
            }
        }
        extra
    }
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

/// The label of the official column that a cell stands under, or nothing.
fn column_label(head: &Head, cell: &Cell, order: usize, table: &Table) -> String {
    let at = head
        .columns
        .iter()
        .position(|c| c.is_some_and(|(from, to)| (from..to).contains(&cell.column)))
        .unwrap_or(order);
    table
        .blocks
        .iter()
        .find(|b| b.layout == Layout::Rows && b.columns.len() == head.columns.len())
        .and_then(|b| b.columns.get(at))
        .map_or(String::new(), |c| c.label.clone())
}

/// The values of one row with the cells that were left over.
struct Reading<'g> {
    values: Vec<Value>,
    placed: Placed<'g>,
    printed: String,
}

impl Reading<'_> {
    /// Numbers of the row that stand in no official column.
    fn extra(&self, table: &Table, block: &Block, wording: &Wording) -> Vec<Extra> {
        let unknown = self.placed.cells.iter().any(Option::is_some) && block.columns.len() > 1;
        self.placed
            .extra
            .iter()
            .filter(|c| is_value(c, wording))
            .map(|c| extra_of(c, &table.id, &self.printed, "", unknown, wording))
            .collect()
    }
}

fn extra_of(
    cell: &Cell,
    table: &str,
    row_label: &str,
    column_label: &str,
    unknown: bool,
    wording: &Wording,
) -> Extra {
    Extra {
        table: table.to_owned(),
        row_label: row_label.to_owned(),
        column_label: column_label.to_owned(),
        raw: cell.text.clone(),
        number: number::parse(&cell.text, wording).number,
        place: cell.place,
        unknown,
    }
}

/// A cell as a value.
fn value_of(
    cell: &Cell,
    head_unit: &str,
    method: Method,
    ceiling: f32,
    doubts: &[&'static str],
    wording: &Wording,
) -> Value {
    let parsed = number::parse(&cell.text, wording);
    let mut doubts = doubts.to_vec();
    let mut confidence = ceiling;
    if let Some((word, most)) = parsed.doubt {
        doubts.push(word);
        confidence = confidence.min(most);
    }
    if cell.unknown_glyphs > 0 {
        doubts.push("unknown-characters");
        confidence = confidence.min(0.1);
    }
    // What a recognition program wrote under a scan is its guess.
    if cell.unseen {
        doubts.push("text-layer");
        confidence = confidence.min(0.4);
    }
    // Words where a number belongs are what is printed; digits that make no number may be our own misreading.
    if parsed.state == State::Unreadable && has_digit(&cell.text) {
        doubts.push("no-number");
        confidence = confidence.min(0.3);
    }
    let unit = if parsed.unit.is_empty() {
        head_unit.to_owned()
    } else {
        parsed.unit
    };
    Value {
        state: parsed.state,
        number: parsed.number,
        unit: if parsed.state == State::Number {
            unit
        } else {
            String::new()
        },
        raw: if parsed.state == State::Blank {
            String::new()
        } else {
            cell.text.clone()
        },
        place: cell.place,
        method,
        confidence,
        doubts,
        ..Value::default()
    }
}
