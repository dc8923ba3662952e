//! One table of the form in the grids of a report: the edition that fits best, and its values.

use std::collections::BTreeMap;

use super::align::{MISSING, Match, Target, align};
use super::label::{Label, Official};
use super::number;
use super::place::{Placed, place};
use super::rows::{Head, Observed, head_labels, heads, is_value, observe};
use crate::error::Note;
use crate::fold::is_empty;
use crate::forms::{Block, Forms, Layout, Table, Wording};
use crate::grid::{Cell, Grid};
use crate::report::{Extra, Filed, Method, Presence, State, Value};

/// Outside its own section, at least this share of a table's rows must be found for it to be the table.
const SHARE: f32 = 0.3;
/// In its own section, one row with a label this much like an official one is enough.
const SURE: f32 = 0.85;
/// What the likeness of the heads counts against the alignment of one row.
const HEAD_WORTH: f32 = 0.5;
/// A row label this much like an official one is that label, wherever it stands.
const KNOWN: f32 = 0.8;

/// A table found.
pub(super) struct Bound {
    pub filed: Filed,
    pub extra: Vec<Extra>,
    pub notes: Vec<Note>,
}

/// The table in the edition that fits the grids best; ties go to the edition in force.
pub(super) fn best(
    grids: &[&Grid],
    id: &str,
    forms: &Forms,
    in_force: usize,
    own_section: bool,
) -> Option<Bound> {
    let mut order: Vec<usize> = (0..forms.editions.len()).collect();
    order.sort_by_key(|e| (*e != in_force, *e));
    let mut best: Option<(f32, Attempt)> = None;
    for edition in order {
        let Some(index) = forms.editions[edition]
            .tables
            .iter()
            .position(|t| t.id == id)
        else {
            continue;
        };
        let table = &forms.editions[edition].tables[index];
        let Some(attempt) = attempt(grids, edition, index, table, &forms.wording, own_section)
        else {
            continue;
        };
        if best
            .as_ref()
            .is_none_or(|(worth, _)| attempt.worth > *worth + 1e-4)
        {
            best = Some((attempt.worth, attempt));
        }
    }
    let (_, attempt) = best?;
    Some(attempt.bind(forms))
}

/// A table of one edition laid over the grids.
struct Attempt<'g> {
    edition: usize,
    table: usize,
    observed: Vec<Observed<'g>>,
    /// Heads of each block.
    heads: Vec<Vec<Head>>,
    matches: Vec<Match>,
    methods: Vec<Method>,
    worth: f32,
}

fn attempt<'g>(
    grids: &[&'g Grid],
    edition: usize,
    index: usize,
    table: &Table,
    wording: &Wording,
    own_section: bool,
) -> Option<Attempt<'g>> {
    let all_heads: Vec<Vec<Head>> = table
        .blocks
        .iter()
        .map(|block| {
            let officials = head_labels(block, wording);
            grids
                .iter()
                .enumerate()
                .flat_map(|(g, grid)| heads(g, grid, &officials, wording))
                .collect()
        })
        .collect();
    let mut flat: Vec<Head> = all_heads.iter().flatten().cloned().collect();
    flat.sort_by_key(|h| (h.grid, h.row));
    let mut observed: Vec<Observed> = grids
        .iter()
        .enumerate()
        .flat_map(|(g, grid)| observe(g, grid, &flat, wording))
        .collect();
    let (matches, worth) = if table.blocks.iter().all(|b| b.layout == Layout::Rows) {
        let targets = targets(table, wording);
        for row in &mut observed {
            row.settle(&targets);
        }
        let (matches, worth) = align(&observed, &targets);
        let sure = own_section && matches.iter().any(|m| m.likeness >= SURE);
        if !sure && (matches.len() as f32) < targets.len() as f32 * SHARE {
            return None;
        }
        // Rows that are missing say nothing about the edition: a table may be cut off.
        let missing = (targets.len() - matches.len()) as f32 * MISSING;
        (matches, worth + missing)
    } else {
        line(&observed, table, &all_heads[0], own_section)?
    };
    let head_worth: f32 = all_heads
        .iter()
        .map(|h| h.iter().map(|h| h.likeness).fold(0.0, f32::max))
        .sum();
    Some(Attempt {
        edition,
        table: index,
        observed,
        heads: all_heads,
        matches,
        methods: grids.iter().map(|g| g.method).collect(),
        worth: worth + head_worth * HEAD_WORTH,
    })
}

fn targets(table: &Table, wording: &Wording) -> Vec<Target> {
    table
        .blocks
        .iter()
        .flat_map(|block| {
            block.rows.iter().map(|row| Target {
                label: Official::new(&row.label, wording),
                count: block.columns.len(),
            })
        })
        .collect()
}

/// The line of values of a table that is printed as one: the row that fills its columns best; where all is blank, the
/// first row below its head.
fn line(
    observed: &[Observed],
    table: &Table,
    heads: &[Head],
    own_section: bool,
) -> Option<(Vec<Match>, f32)> {
    let block = &table.blocks[0];
    let count = block.rows.len() * block.columns.len();
    let exact = |o: &Observed| o.values.len() == count;
    let below_head = |o: &Observed| heads.iter().any(|h| h.grid == o.grid && o.row > h.row);
    let fits = |o: &Observed| {
        let enough = o.filled * 2 > count || o.filled > 0 && exact(o);
        let blank = o.filled == 0 && exact(o) && below_head(o);
        enough || blank
    };
    let (first, best) = observed
        .iter()
        .enumerate()
        .filter(|(_, o)| fits(o))
        .max_by_key(|(at, o)| {
            (
                o.filled > 0,
                exact(o),
                below_head(o),
                o.filled,
                std::cmp::Reverse(*at),
            )
        })?;
    let alone = observed.iter().filter(|o| exact(o) && o.filled > 0).count() == 1;
    let likeness = if below_head(best) {
        1.0
    } else if !exact(best) {
        // Neither a head nor their number says that these numbers are this table's.
        return None;
    } else if own_section && alone {
        0.9
    } else {
        0.6
    };
    let matched = Match {
        target: 0,
        first,
        pieces: 1,
        likeness,
    };
    Some((vec![matched], likeness))
}

impl Attempt<'_> {
    fn bind(self, forms: &Forms) -> Bound {
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
            for line in 0..lines {
                match by_target.get(&target) {
                    Some(matched) => {
                        let first = block.first_field + line * width;
                        let reading = self.read(matched, block_index, width, wording);
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
        extra.extend(self.unknown_rows(table, forms));
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
    fn read(&self, matched: &Match, block: usize, width: usize, wording: &Wording) -> Reading<'_> {
        let pieces = &self.observed[matched.first..matched.first + matched.pieces];
        let carrier = pieces
            .iter()
            .max_by_key(|r| (r.filled, r.values.len()))
            .unwrap_or(&pieces[0]);
        let head = self.heads[block]
            .iter()
            .rev()
            .find(|h| h.grid == carrier.grid && h.row < carrier.row);
        let placed = place(carrier, width, head, wording);
        let mut ceiling = placed.confidence;
        let mut doubts: Vec<&'static str> = placed.doubt.into_iter().collect();
        if let Some((word, confidence)) = self.label_doubt(matched) {
            ceiling = ceiling.min(confidence);
            doubts.push(word);
        }
        let values = placed
            .cells
            .iter()
            .enumerate()
            .map(|(column, cell)| match cell {
                Some(cell) => {
                    let unit = head.map_or("", |h| &h.units[column]);
                    let method = self.methods[carrier.grid];
                    value_of(cell, unit, method, ceiling, &doubts, wording)
                }
                None => Value {
                    method: self.methods[carrier.grid],
                    doubts: doubts.clone(),
                    ..Value::default()
                },
            })
            .collect();
        Reading {
            values,
            placed,
            printed: carrier.printed.clone(),
        }
    }

    /// What the label leaves of the confidence in a row.
    fn label_doubt(&self, matched: &Match) -> Option<(&'static str, f32)> {
        if matched.likeness >= 0.85 {
            return None;
        }
        if matched.likeness >= 0.7 {
            return Some(("label-differs", 0.8));
        }
        // A weak label, or none: it can only be this row where the rows before and after it are its neighbours.
        let neighbour = |offset: isize| {
            let at = matched.target as isize + offset;
            self.matches
                .iter()
                .any(|m| m.target as isize == at && m.likeness >= 0.7)
        };
        let held = neighbour(-1) && neighbour(1);
        let word = if matched.likeness > 0.0 {
            "label-weak"
        } else {
            "label-missing"
        };
        Some((word, if held { 0.65 } else { 0.4 }))
    }

    /// Rows with numbers that no official row took.
    fn unknown_rows(&self, table: &Table, forms: &Forms) -> Vec<Extra> {
        let mut extra = Vec::new();
        let taken = |at: usize| {
            self.matches
                .iter()
                .any(|m| (m.first..m.first + m.pieces).contains(&at))
        };
        let used: Vec<usize> = self
            .matches
            .iter()
            .map(|m| self.observed[m.first].grid)
            .collect();
        for (at, row) in self.observed.iter().enumerate() {
            if taken(at) || row.filled == 0 || row.label.is_empty() || !used.contains(&row.grid) {
                continue;
            }
            let whole = table
                .blocks
                .iter()
                .any(|b| b.columns.len() == row.values.len());
            if !row.placed && !whole {
                continue;
            }
            let unknown = !is_known(&row.label, &table.id, forms);
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
                    &forms.wording,
                ));
            }
        }
        extra
    }
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

/// Whether a label is a row or a group of any edition of the table.
fn is_known(label: &Label, table: &str, forms: &Forms) -> bool {
    forms
        .editions
        .iter()
        .flat_map(|e| &e.tables)
        .filter(|t| t.id == table)
        .flat_map(|t| &t.blocks)
        .flat_map(|b| &b.rows)
        .flat_map(|r| std::iter::once(&r.label).chain(&r.groups))
        .any(|official| Official::new(official, &forms.wording).likeness(label) >= KNOWN)
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
    if parsed.state == State::Unreadable {
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
