//! A table that is printed as one line of values, its row labels in the head.

use super::align::Match;
use super::binder::Prepared;
use super::heads::Head;
use super::rows::Observed;
use crate::forms::Table;

/// A word this much like an official head is that head.
const HEAD_WORD: f32 = 0.85;

/// The line of values of a table that is printed as one: the row that fills its columns best; where all is blank, the
/// first row below its head.
pub(super) fn line(
    observed: &[Observed],
    table: &Table,
    prepared: &Prepared,
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
    let rivals = observed.iter().filter(|o| exact(o) && o.filled > 0);
    let alone = rivals.clone().all(|o| o.same_figures(best));
    // A line of as many figures may be anything; outside the table's own section only its head makes it this one.
    if !own_section && !below_head(best) {
        return None;
    }
    // Where cells follow one another without rows, the last word of the head stands before the figures.
    let head_word = |o: &Observed| {
        let mut labels = prepared.heads.iter().flatten();
        labels.any(|official| official.likeness(&o.label) >= HEAD_WORD)
    };
    let labelled = !best.label.is_empty() && !head_word(best);
    let likeness = if !alone || labelled {
        // Several lines of figures, or one with a label that the form does not have: it may be another line.
        0.6
    } else if below_head(best) {
        1.0
    } else if !exact(best) {
        // Neither a head nor their number says that these numbers are this table's.
        return None;
    } else if own_section {
        0.9
    } else {
        0.6
    };
    let matched = Match {
        target: 0,
        first,
        pieces: 1,
        likeness,
        apart: false,
        stray: false,
    };
    Some((vec![matched], likeness))
}
