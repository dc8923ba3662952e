//! Rows whose labels were lost: where every sum of the form that they stand in holds with them and with nothing else in
//! their place, they are no longer doubtful. Sums that were used for that are no evidence about the report any more.

use crate::forms::formula::{Comparison, Term};
use crate::forms::{Each, Edition, Identity, Table};
use crate::report::{Filed, Spent, State};
use crate::word::Word;

/// Why a row may be doubtful and still be vouched for, with the least confidence that takes: its neighbours must be known.
const LABEL_LOST: [(Word, f32); 2] = [("label-missing", 0.44), ("label-apart", 0.39)];
/// What a value is worth that the sums vouch for.
const VOUCHED: f32 = 0.75;
const BY_SUMS: Word = "held-by-sums";

/// Vouches for each doubtful row that the sums leave no doubt about.
pub(super) fn vouch(filed: &mut Filed, edition: &Edition) {
    let table = &edition.tables[filed.table];
    for block in &table.blocks {
        let width = block.columns.len();
        for line in 0..block.rows.len() {
            let first = block.first_field + line * width;
            let row = first..first + width;
            let lost = row.clone().all(|field| is_lost(filed, field));
            if lost && sums_hold(filed, edition, table, first) {
                for value in &mut filed.values[row] {
                    value.confidence = VOUCHED;
                    value.spent = Spent::All;
                    value.doubts.push(BY_SUMS);
                }
            }
        }
    }
}

/// Whether a number is doubtful for nothing but the label of its row.
fn is_lost(filed: &Filed, field: usize) -> bool {
    let value = &filed.values[field];
    let [doubt] = value.doubts.as_slice() else {
        return false;
    };
    let enough = |(word, least): &(Word, f32)| word == doubt && value.confidence >= *least;
    value.state == State::Number && value.is_doubtful() && LABEL_LOST.iter().any(enough)
}

/// Whether the row has a sum of its own, and every column a sum with it, and all of them hold. `field` is its first.
fn sums_hold(filed: &Filed, edition: &Edition, table: &Table, field: usize) -> bool {
    let key = table.fields[field].row.as_str();
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
                .all(|f| holds(filed, table, identity, &f.column, Some(key)))
    };
    let mut rows = all().filter(own).peekable();
    let mut down = all().filter(stands_in).peekable();
    rows.peek().is_some()
        && down.peek().is_some()
        && rows.all(|i| holds(filed, table, i, key, Some(key)))
        && down.all(columns)
}

/// Whether a sum holds along a row or column, over numbers that are beyond doubt but for those of the row `lost`.
fn holds(
    filed: &Filed,
    table: &Table,
    identity: &Identity,
    line: &str,
    lost: Option<&str>,
) -> bool {
    let side = |terms: &[Term]| -> Option<i128> {
        let parts = terms.iter().map(|term| {
            let field = match identity.each {
                Each::Row => table.field(line, &term.key),
                Each::Column => table.field(&term.key, line),
            }?;
            let value = &filed.values[field];
            let own = lost == Some(table.fields[field].row.as_str());
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
