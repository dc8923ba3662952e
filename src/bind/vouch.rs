//! Rows whose labels were lost: where every sum of the form that they stand in holds with them and with nothing else in
//! their place, they are no longer doubtful. Several such rows, or a row whose label may be the end of another's, must stand
//! in a block that lacks no row: then the order leaves each of them one place. Sums that were used for that are no evidence
//! about the report any more.

use std::ops::Range;

use crate::forms::formula::{Comparison, Term};
use crate::forms::{Block, Each, Edition, Identity, Table};
use crate::report::{Filed, Spent, State, Value};
use crate::word::Word;

/// Why a row may be doubtful and still be vouched for, with the least confidence that takes: its neighbours must be known.
const LABEL_LOST: [(Word, f32); 2] = [("label-missing", 0.44), ("label-apart", 0.39)];
/// The same for rows of a block that lacks none, of which so many are lost at most.
const ANY_LOST: [(Word, f32); 3] = [
    ("label-missing", 0.29),
    ("label-apart", 0.39),
    ("label-cut", 0.39),
];
const MOST: usize = 4;
/// What takes so little that a row is not doubtful for it.
const SLIGHT: Word = "label-differs";
/// What a value is worth that the sums vouch for.
const VOUCHED: f32 = 0.75;
const BY_SUMS: Word = "held-by-sums";

/// Vouches for each doubtful row that the sums leave no doubt about.
pub(super) fn vouch(filed: &mut Filed, edition: &Edition) {
    let blocks = edition.tables[filed.table].blocks.iter();
    for block in blocks {
        for line in lost_rows(filed, block, &LABEL_LOST) {
            vouch_for(filed, edition, block, &[line]);
        }
        let mut fields = row_of(block, 0).start..row_of(block, block.rows.len()).start;
        let lacks_none = fields.all(|field| filed.values[field].state == State::Number);
        let lost = lost_rows(filed, block, &ANY_LOST);
        if lacks_none && lost.len() <= MOST {
            vouch_for(filed, edition, block, &lost);
        }
    }
}

/// Vouches for some rows of a block where every sum that they stand in holds.
fn vouch_for(filed: &mut Filed, edition: &Edition, block: &Block, lines: &[usize]) {
    let keys: Vec<&str> = lines.iter().map(|l| block.rows[*l].key.as_str()).collect();
    if !keys.iter().all(|key| sums_hold(filed, edition, key, &keys)) {
        return;
    }
    for field in lines.iter().flat_map(|line| row_of(block, *line)) {
        let value = &mut filed.values[field];
        value.confidence = VOUCHED;
        value.spent = Spent::All;
        value.doubts.push(BY_SUMS);
    }
}

/// The rows of a block of which all numbers are doubtful for one of these reasons.
fn lost_rows(filed: &Filed, block: &Block, reasons: &[(Word, f32)]) -> Vec<usize> {
    let is_lost = |line: &usize| row_of(block, *line).all(|f| is_lost(&filed.values[f], reasons));
    (0..block.rows.len()).filter(is_lost).collect()
}

/// The fields of a row of a block.
fn row_of(block: &Block, line: usize) -> Range<usize> {
    let first = block.first_field + line * block.columns.len();
    first..first + block.columns.len()
}

/// Whether a number is doubtful for nothing but the label of its row.
fn is_lost(value: &Value, reasons: &[(Word, f32)]) -> bool {
    let mut doubts = value.doubts.iter().filter(|d| **d != SLIGHT);
    let (Some(doubt), None) = (doubts.next(), doubts.next()) else {
        return false;
    };
    let enough = |(word, least): &(Word, f32)| word == doubt && value.confidence >= *least;
    value.state == State::Number && value.is_doubtful() && reasons.iter().any(enough)
}

/// Whether the row `key` has a sum of its own, and every column a sum with it, and all of them hold with the rows `lost`.
fn sums_hold(filed: &Filed, edition: &Edition, key: &str, lost: &[&str]) -> bool {
    let table = &edition.tables[filed.table];
    let equal =
        |i: &&Identity| i.table == filed.table && i.relation.comparison == Comparison::Equal;
    let all = || edition.identities.iter().filter(equal);
    let own = |i: &&Identity| {
        i.each == Each::Row && (i.only.is_empty() || i.only.iter().any(|o| o == key))
    };
    let stands_in = |i: &&Identity| {
        let mut terms = i.relation.left.iter().chain(&i.relation.right);
        i.each == Each::Column && i.only.is_empty() && terms.any(|t| t.key == key)
    };
    let columns = |identity: &Identity| {
        let row = table.fields.iter().filter(|f| f.row == key);
        row.clone().count() > 0
            && row
                .into_iter()
                .all(|f| holds(filed, table, identity, &f.column, lost))
    };
    let mut rows = all().filter(own).peekable();
    let mut down = all().filter(stands_in).peekable();
    rows.peek().is_some()
        && down.peek().is_some()
        && rows.all(|i| holds(filed, table, i, key, lost))
        && down.all(columns)
}

/// Whether a sum holds along a row or column, over numbers that are beyond doubt but for those of the rows `lost`.
fn holds(filed: &Filed, table: &Table, identity: &Identity, line: &str, lost: &[&str]) -> bool {
    let side = |terms: &[Term]| -> Option<i128> {
        let parts = terms.iter().map(|term| {
            let field = match identity.each {
                Each::Row => table.field(line, &term.key),
                Each::Column => table.field(&term.key, line),
            }?;
            let value = &filed.values[field];
            let own = lost.contains(&table.fields[field].row.as_str());
            let sure = own || !value.is_doubtful() && value.spent == Spent::None;
            let number = value.scaled().filter(|_| sure)?;
            Some(if term.negative { -number } else { number })
        });
        parts.sum()
    };
    let (left, right) = (
        side(&identity.relation.left),
        side(&identity.relation.right),
    );
    left.is_some() && left == right
}
