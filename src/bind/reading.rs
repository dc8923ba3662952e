//! Matched rows to values; what is printed besides them to extras.

use std::collections::BTreeMap;

use super::align::{Match, Target, carrier};
use super::apart::Apart;
use super::binder::Binder;
use super::heads::Head;
use super::label::Label;
use super::number;
use super::place::{Placed, beside_subtotal, place, with_apart};
use super::rows::{Observed, is_value};
use super::stacks::{Stacks, under_heads};
use super::table::{Attempt, Bound};
use crate::error::Note;
use crate::fold::is_empty;
use crate::forms::{Block, Layout, Table, Wording};
use crate::grid::Cell;
use crate::location::Place;
use crate::report::{Extra, Filed, Method, Presence, State, Value};

/// A label this much more like another official one is that one's.
const BETTER: f32 = 0.1;
/// A label that stands in one line with its figures is whole where it is this much like the official one.
const ALIKE_ALONE: f32 = 0.85;
/// A label is broken over this many lines more than were put together.
const LINES: usize = 4;
/// A row without figures with a label this much like it is the row, and blank.
const CERTAIN: f32 = 0.95;
/// A second row with a label this much like the official one could be the row as well.
const RIVAL: f32 = 0.85;

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
                .then(|| self.stacks(block_index, target, lines, width, wording))
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
        if let Some((word, confidence)) = self.label_doubt(matched, carrier, binder) {
            ceiling = ceiling.min(confidence);
            doubts.push(word);
        }
        if !self.is_whole(matched, carrier, binder) {
            ceiling = ceiling.min(0.4);
            doubts.push("label-cut");
        }
        // Out of its place and below a head that is out of place too, nothing says which cells are its columns.
        if matched.stray && carrier.placed && !carrier.headed {
            ceiling = ceiling.min(0.45);
            doubts.push("out-of-order");
        }
        if self.has_rival(matched, carrier, binder) {
            ceiling = ceiling.min(0.4);
            doubts.push("row-twice");
        }
        if self.is_crowded(matched, carrier, wording) || self.goes_on(matched, carrier, width) {
            ceiling = ceiling.min(0.4);
            doubts.push("figures-left-over");
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
                    let method = self.methods[carrier.grid];
                    value_of(cell, unit, method, ceiling, &doubts, wording)
                }
                None => Value {
                    method: self.methods[carrier.grid],
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

    /// Whether a label that begins in the line of the figures, or below them, begins and ends as the official one does, lines
    /// without figures before and after it included; else it may be the next label, and the figures belong to one that ends
    /// with them. In one line the label of a group may stand before it, and its end may be cut off.
    fn is_whole(&self, matched: &Match, carrier: &Observed, binder: &Binder) -> bool {
        let (first, last) = (matched.first, matched.first + matched.pieces);
        let is_one = matched.pieces == 1;
        let alike = is_one && (matched.likeness == 0.0 || matched.likeness >= ALIKE_ALONE);
        if alike || carrier.placed || !std::ptr::eq(carrier, &self.observed[first]) {
            return true;
        }
        let official = &binder.prepared(self.edition, self.table).targets[matched.target].label;
        let free = |at: &usize| {
            let row = &self.observed[*at];
            row.grid == carrier.grid && row.values.is_empty() && !self.takes(*at)
        };
        let words = |from: usize, to: usize| -> String {
            self.observed[from..to].iter().map(|r| r.word).collect()
        };
        let mut above = (0..first).rev().take_while(free).take(LINES);
        let own = Label::new(&words(first, last));
        let begins = official.begins(&own)
            || is_one && official.begins_within(&own)
            || above.any(|from| {
                let label = words(from, first) + carrier.piece + &words(first + 1, last);
                official.begins(&Label::new(&label))
            });
        let below = (last..self.observed.len()).take_while(free).take(LINES);
        let mut ends = std::iter::once(last).chain(below.map(|at| at + 1));
        begins && (is_one || ends.any(|to| official.closes(&Label::new(&words(first, to)))))
    }

    /// Whether the row stands twice, with other figures, or in its own place without any.
    fn has_rival(&self, matched: &Match, carrier: &Observed, binder: &Binder) -> bool {
        let targets = &binder.prepared(self.edition, self.table).targets;
        let alike = |row: &Observed| targets[matched.target].label.likeness(&row.label);
        let subtotals = &binder.forms.wording.subtotals;
        let is_subtotal = |row: &Observed| row.label.is_one_of(subtotals);
        // To the letter, its number included.
        let exact = matched.likeness == 1.0 && !is_subtotal(carrier);
        let is_twice = |row: &Observed| {
            row.values.iter().any(|c| !is_empty(&c.text))
                && row.values.len() == carrier.values.len()
                && !row.same_figures(carrier)
                && alike(row) >= RIVAL
                && !(exact && (alike(row) < 1.0 || is_subtotal(row)))
        };
        let sure = matched.likeness >= CERTAIN;
        let is_nearer = |row: &Observed| {
            row.filled == 0
                && (matched.stray || sure && alike(row) > matched.likeness)
                && alike(row) >= CERTAIN
        };
        let mut rows = self.observed.iter().enumerate();
        rows.any(|(at, row)| !self.takes(at) && (is_twice(row) || is_nearer(row)))
    }

    /// Whether figures that no row took stand between the rows before and after, while the figures of this row, or those
    /// that it lacks, are told by their place alone.
    fn is_crowded(&self, matched: &Match, carrier: &Observed, wording: &Wording) -> bool {
        let alone = matched.pieces > 1 && (is_empty(carrier.piece) || carrier.label.length() < 3);
        let part = matched.pieces > 1 && carrier.label.length() >= 3;
        if !(alone || part || carrier.filled == 0 && !carrier.values.is_empty()) {
            return false;
        }
        let ends = |m: &Match| m.first + m.pieces;
        let others = || self.matches.iter().filter(|m| !m.stray);
        let before = others().filter(|m| ends(m) <= matched.first).map(ends);
        let after = others()
            .filter(|m| m.first >= ends(matched))
            .map(|m| m.first);
        let from = before.max().unwrap_or(0);
        let to = after.min().unwrap_or(self.observed.len());
        (from..to).any(|at| {
            let row = &self.observed[at];
            !self.takes(at)
                && row.grid == carrier.grid
                && row.filled > 0
                && row.values.len() == carrier.values.len()
                && !row.same_figures(carrier)
                && !row.label.is_one_of(&wording.subtotals)
        })
    }

    /// Whether a line of figures alone follows a line of text that is as long as it should be: the last of them may be broken
    /// over lines, and the line has a figure too many.
    fn goes_on(&self, matched: &Match, carrier: &Observed, width: usize) -> bool {
        let last = matched.first + matched.pieces - 1;
        let next = self.observed.get(last + 1).filter(|_| !carrier.placed);
        next.is_some_and(|row| {
            let alone = row.label.is_empty() && is_empty(row.leaf);
            alone
                && row.grid == carrier.grid
                && !self.takes(last + 1)
                && (1..width).contains(&row.values.len())
                && row.filled == row.values.len()
        })
    }

    /// Whether an official row took the observed one.
    pub(super) fn takes(&self, at: usize) -> bool {
        let mut matches = self.matches.iter();
        matches.any(|m| (m.first..m.first + m.pieces).contains(&at))
    }

    /// What the label leaves of the confidence in a row.
    fn label_doubt(
        &self,
        matched: &Match,
        carrier: &Observed,
        binder: &Binder,
    ) -> Option<(&'static str, f32)> {
        // What a row without a clear label is can only be told where the rows before and after it are its neighbours.
        let neighbour = |offset: isize| {
            let at = matched.target as isize + offset;
            let mut rows = self.matches.iter();
            rows.any(|m| m.target as isize == at && m.likeness >= 0.7)
        };
        let held = neighbour(-1) && neighbour(1);
        if matched.likeness == 0.0 {
            return Some(("label-missing", if held { 0.45 } else { 0.3 }));
        }
        if matched.apart && !held {
            return Some(("label-apart", 0.4));
        }
        let targets = &binder.prepared(self.edition, self.table).targets;
        // The lines of one cell may be the labels of two rows, whose rule is lost.
        let own = &targets[matched.target].label;
        let holds_another = carrier.leaf.contains('\n')
            && carrier.leaf.split('\n').map(Label::new).any(|line| {
                let another = |(at, t): (usize, &Target)| {
                    at != matched.target && t.label.likeness(&line) >= CERTAIN
                };
                !own.holds(&line) && targets.iter().enumerate().any(another)
            });
        if holds_another {
            return Some(("label-of-another-row", 0.4));
        }
        let says_another = |(at, t): (usize, &Target)| {
            at != matched.target && t.label.likeness(&carrier.label) > matched.likeness + BETTER
        };
        if matched.likeness >= 0.85 {
            None
        } else if targets.iter().enumerate().any(says_another) {
            Some(("label-of-another-row", 0.4))
        } else if matched.likeness >= 0.7 {
            Some(("label-differs", 0.8))
        } else {
            Some(("label-weak", if held { 0.65 } else { 0.4 }))
        }
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
