//! Tables whose cells ran together on the way to us: `二、上年结转政府信息公开申请数量0000000三、…`. The labels part the rows; a row's
//! digits are cut where the sums of the form leave one way to cut them, else its cells are unreadable.
//!
//! A value that is cut out of digits is inferred: the sums that helped to choose it say nothing about the report. Where a
//! row's own sum leaves one way, those of the columns still do.

mod cut;
mod rows;
mod runs;
mod sums;

use self::cut::{Piece, Way};
use self::rows::{Found, find};
use self::runs::Script;
use self::sums::{Choice, Open, Relation};
use super::binder::Binder;
use super::table::Bound;
use crate::error::Note;
use crate::forms::formula::Comparison;
use crate::forms::{Each, Edition, Table};
use crate::layout::Line;
use crate::report::{Filed, Method, Origin, Presence, Spent, State, Value};
use crate::word::Word;

/// The doubt of every value in such a table.
pub const RUN_TOGETHER: Word = "cells-run-together";

/// Confidence in a row that can be cut in one way whatever its sums, by its own sum, by the sums of its columns.
const PLAIN: f32 = 0.8;
const BY_ROW: f32 = 0.7;
const BY_COLUMNS: f32 = 0.6;
/// What is left where the sums of the columns do not hold: the report is wrong somewhere, or a row is cut wrongly.
const AGAINST: f32 = 0.55;

/// At least this share of the rows must be in the text for it to be a table that ran together.
const SHARE: f32 = 0.5;

/// The table in the edition that fits the text best; `None` where its cells cannot be told apart at all.
pub(super) fn solve(lines: &[&Line], id: &str, binder: &Binder, in_force: usize) -> Option<Bound> {
    let forms = binder.forms;
    let script = Script::new(lines.iter().copied());
    let mut order: Vec<usize> = (0..forms.editions.len()).collect();
    order.sort_by_key(|e| (*e != in_force, *e));
    let mut best: Option<(usize, usize, Vec<Found>)> = None;
    let mut most = 0.0;
    for edition in order {
        let mut tables = forms.editions[edition].tables.iter();
        let Some(table) = tables.position(|t| t.id == id) else {
            continue;
        };
        let (found, share) = find(&script, edition, table, binder);
        // A row more speaks for an edition, an official one that is not there against it.
        let worth = share + found.len() as f32 * 0.01;
        if share >= SHARE && worth > most {
            most = worth;
            best = Some((edition, table, found));
        }
    }
    let (edition, table, found) = best?;
    let form = &forms.editions[edition];
    let solved = solve_rows(&script, found, relations(form, table));
    let values = write(&script, &form.tables[table], &solved);
    let read = values.iter().filter(|v| v.state == State::Number).count();
    let text = format!("{read} of {} values cut out of digits", values.len());
    (read > 0).then(|| Bound {
        filed: Filed {
            edition,
            table,
            presence: Presence::Found,
            values,
            missing_rows: Vec::new(),
        },
        extra: Vec::new(),
        notes: vec![Note::new(RUN_TOGETHER, text)],
    })
}

/// Reads the rows of a table of lines whose cells ran together, where those of the others did not: `规章000`.
pub(super) fn fill(filed: &mut Filed, lines: &[&Line], binder: &Binder) {
    let by_words = |v: &Value| matches!(v.method, Method::Text | Method::Stream);
    if filed.missing_rows.is_empty() || !filed.values.iter().any(by_words) {
        return;
    }
    let form = &binder.forms.editions[filed.edition];
    let table = &form.tables[filed.table];
    let script = Script::new(lines.iter().copied());
    let (mut found, _) = find(&script, filed.edition, filed.table, binder);
    found.retain(|f| {
        filed
            .missing_rows
            .contains(&table.fields[f.fields.start].row)
    });
    let solved = solve_rows(&script, found, Vec::new());
    let values = write(&script, table, &solved);
    for row in &solved {
        let fields = row.found.fields.clone();
        let key = &table.fields[fields.start].row;
        filed.missing_rows.retain(|missing| missing != key);
        filed.values[fields.clone()].clone_from_slice(&values[fields]);
    }
}

/// The relations that a form states over the rows of a table, in each column.
fn relations(edition: &Edition, table: usize) -> Vec<Relation> {
    let rows: Vec<&str> = edition.tables[table]
        .blocks
        .iter()
        .flat_map(|b| b.rows.iter().map(|r| r.key.as_str()))
        .collect();
    let over_columns = edition.identities.iter().filter(|i| {
        let equal = i.relation.comparison == Comparison::Equal;
        i.table == table && i.each == Each::Column && i.only.is_empty() && equal
    });
    over_columns
        .map(|identity| {
            let mut relation = vec![0; rows.len()];
            let left = identity.relation.left.iter().map(|t| (t, 1));
            let right = identity.relation.right.iter().map(|t| (t, -1));
            for (term, side) in left.chain(right) {
                if let Some(at) = rows.iter().position(|r| *r == term.key) {
                    relation[at] += if term.negative { -side } else { side };
                }
            }
            relation
        })
        .collect()
}

/// A way to cut a row.
struct Chosen {
    way: Way,
    /// Confidence in it.
    confidence: f32,
    /// What was needed to choose it.
    spent: Spent,
}

/// A row with the way it is cut.
struct Solved {
    found: Found,
    /// `None` where more than one way is left, or none.
    way: Option<Chosen>,
}

fn solve_rows(script: &Script, found: Vec<Found>, relations: Vec<Relation>) -> Vec<Solved> {
    let mut fixed: Vec<(usize, Vec<i64>)> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // Where rows are shorter than their cells some are blank, and nobody knows which: then only zeros are sure.
    let blanks = found.iter().any(Found::has_blanks);
    for row in &found {
        match row.ways.as_slice() {
            [way] if !blanks || row.is_plain() => fixed.push((row.row, sums::figures(way))),
            [] | [_] => {}
            ways => open.push(Open {
                row: row.row,
                ways: ways.to_vec(),
            }),
        }
    }
    if blanks {
        open.clear();
    }
    let choices = sums::choose(&open, &fixed, &relations);
    for (open, choice) in open.iter().zip(choices) {
        if let Choice::Way(way) = choice {
            fixed.push((open.row, sums::figures(&open.ways[way])));
        }
    }
    let (held, broken) = reckon(&fixed, &relations);
    let judge = |found: &Found| {
        let at = fixed.iter().position(|(row, _)| *row == found.row)?;
        let way = found
            .ways
            .iter()
            .find(|way| sums::figures(way) == fixed[at].1)?;
        let in_one = |relations: &[&Relation]| relations.iter().any(|r| r[found.row] != 0);
        let confidence = if found.is_plain() {
            PLAIN
        } else if in_one(&held) {
            if found.ways.len() > 1 {
                BY_COLUMNS
            } else {
                BY_ROW
            }
        } else if found.could_have_blanks(script) || mends(script, found, &fixed, &broken) {
            // Cut otherwise, against its own sum, it would set the columns right: one of the sums is wrong in the report.
            return None;
        } else if in_one(&broken) {
            AGAINST
        } else {
            BY_ROW
        };
        let spent = match found.ways.len() {
            _ if found.is_plain() => Spent::None,
            1 => Spent::OfRow,
            _ => Spent::All,
        };
        Some(Chosen {
            way: way.clone(),
            confidence,
            spent,
        })
    };
    let mut solved: Vec<Solved> = Vec::new();
    for found in found {
        let way = judge(&found);
        solved.push(Solved { found, way });
    }
    solved
}

/// The relations that hold and those that do not, of those whose rows are all settled.
fn reckon<'r>(
    settled: &[(usize, Vec<i64>)],
    relations: &'r [Relation],
) -> (Vec<&'r Relation>, Vec<&'r Relation>) {
    let usable = sums::usable(&[], settled, relations);
    let holds = |r: &&Relation| {
        let rows = settled.iter().filter(|(row, _)| r[*row] != 0);
        let mut sum: Vec<i64> = Vec::new();
        for (row, figures) in rows {
            sum.resize(figures.len().max(sum.len()), 0);
            let signed = sum.iter_mut().zip(figures);
            signed.for_each(|(a, b)| *a += r[*row] * b);
        }
        sum.iter().all(|n| *n == 0)
    };
    usable.into_iter().partition(holds)
}

/// Whether another way to cut a row makes a broken relation hold.
fn mends(
    script: &Script,
    found: &Found,
    fixed: &[(usize, Vec<i64>)],
    broken: &[&Relation],
) -> bool {
    let mut relations = broken.iter().filter(|r| r[found.row] != 0).peekable();
    if relations.peek().is_none() {
        return false;
    }
    let Some(ways) = found.ways_without_sums(script) else {
        return true;
    };
    let others: Vec<(usize, Vec<i64>)> = fixed
        .iter()
        .filter(|(row, _)| *row != found.row)
        .cloned()
        .collect();
    let open = [Open {
        row: found.row,
        ways,
    }];
    relations.any(|r| {
        let relation = std::slice::from_ref(*r);
        sums::any(&open[0], &others, relation)
    })
}

/// The values of a table's fields.
fn write(script: &Script, table: &Table, solved: &[Solved]) -> Vec<Value> {
    let lost = Value {
        state: State::Unreadable,
        doubts: vec!["table-lost"],
        ..Value::default()
    };
    let mut values = vec![lost; table.fields.len()];
    for row in solved {
        let found = &row.found;
        for (cell, value) in values[found.fields.clone()].iter_mut().enumerate() {
            *value = match &row.way {
                Some(chosen) => value_of(script, found, chosen, chosen.way[cell]),
                None => uncut(script, found),
            };
        }
    }
    values
}

/// What all values of a row share.
fn in_run(script: &Script, found: &Found) -> Value {
    let place = script.place(found.run);
    Value {
        place,
        method: if place.page().is_some() {
            Method::Stream
        } else {
            Method::Text
        },
        doubts: vec![RUN_TOGETHER],
        ..Value::default()
    }
}

fn uncut(script: &Script, found: &Found) -> Value {
    Value {
        state: State::Unreadable,
        raw: script.text(found.run),
        ..in_run(script, found)
    }
}

fn value_of(script: &Script, found: &Found, chosen: &Chosen, piece: Piece) -> Value {
    let signs = script.text(found.run);
    let signs = signs.chars().skip(piece.from);
    let raw: String = signs.take(piece.to - piece.from).collect();
    let alone = found.fields.len() == 1;
    let printed = !raw.is_empty();
    Value {
        state: if printed { State::Number } else { State::Blank },
        number: raw.trim_start_matches('+').to_owned(),
        unit: found.unit.clone(),
        raw,
        origin: if alone {
            Origin::Printed
        } else {
            Origin::Inferred
        },
        confidence: chosen.confidence,
        spent: chosen.spent,
        ..in_run(script, found)
    }
}
