//! One table of the form in the grids of a report: the edition that fits best, and its values.

use super::align::{MISSING, Match, Target, align};
use super::binder::Binder;
use super::heads::{Head, heads, labels};
use super::label::Label;
use super::line::line;
use super::rows::{Observed, observe};
use super::subtotal::{is_denied, subtotal_at, subtotal_by_sums};
use crate::error::Note;
use crate::forms::Layout;
use crate::grid::{Cell, Grid};
use crate::report::{Extra, Filed};

/// Outside its own section, at least this share of a table's rows must be found for it to be the table.
const SHARE: f32 = 0.3;
/// In its own section, one row with a label this much like an official one is enough.
const SURE: f32 = 0.85;
/// A label of at least this many characters is no other table's word where most of it is printed.
const LONG: usize = 14;
/// How much of it that must be, and what it counts for the edition that its row is printed without figures.
const MOST: f32 = 0.7;
const PRINTED: f32 = 0.4;
/// What the likeness of the heads counts against the alignment of one row.
const HEAD_WORTH: f32 = 0.5;

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
    binder: &Binder,
    in_force: usize,
    own_section: bool,
) -> Option<Bound> {
    let forms = binder.forms;
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
        let Some(attempt) = attempt(grids, edition, index, binder, own_section) else {
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
    Some(attempt.bind(binder))
}

/// A table of one edition laid over the grids.
pub(super) struct Attempt<'g> {
    pub edition: usize,
    pub table: usize,
    pub observed: Vec<Observed<'g>>,
    /// Heads of each block.
    pub heads: Vec<Vec<Head>>,
    pub matches: Vec<Match>,
    /// Where a printed subtotal stands among the columns of each block.
    pub subtotals: Vec<Option<usize>>,
    /// The grids that the rows are in.
    pub grids: Vec<&'g Grid>,
    worth: f32,
}

/// How many official rows are printed without figures: a blank table of lines has no cells but says which form it is.
fn printed(observed: &[Observed], targets: &[Target], matches: &[Match]) -> usize {
    let blank = |target: usize| {
        let official = &targets[target].label;
        let lost = !matches.iter().any(|m| m.target == target);
        let says = |o: &Observed| !o.placed && o.filled == 0 && official.likeness(&o.label) >= MOST;
        lost && official.length() >= LONG && observed.iter().any(says)
    };
    (0..targets.len()).filter(|t| blank(*t)).count()
}

fn attempt<'g>(
    grids: &[&'g Grid],
    edition: usize,
    index: usize,
    binder: &Binder,
    own_section: bool,
) -> Option<Attempt<'g>> {
    let wording = &binder.forms.wording;
    let table = &binder.forms.editions[edition].tables[index];
    let prepared = binder.prepared(edition, index);
    let labels: Vec<Vec<(&Cell, Label)>> = grids.iter().map(|g| labels(g, wording)).collect();
    let all_heads: Vec<Vec<Head>> = prepared
        .heads
        .iter()
        .map(|officials| {
            (0..grids.len())
                .flat_map(|g| heads(g, grids[g].rows, &labels[g], officials, wording))
                .collect()
        })
        .collect();
    let mut flat: Vec<Head> = all_heads.iter().flatten().cloned().collect();
    flat.sort_by_key(|h| (h.grid, h.row));
    let units = table.blocks.iter().any(|b| !b.unit_head.is_empty());
    let mut observed: Vec<Observed> = grids
        .iter()
        .enumerate()
        .flat_map(|(g, grid)| observe(g, grid, &flat, units, wording))
        .collect();
    let (matches, worth) = if table.blocks.iter().all(|b| b.layout == Layout::Rows) {
        let targets = &prepared.targets;
        // A head that is printed again on each page must not come between the pieces of a row.
        let in_head = |o: &Observed| {
            let mut heads = flat.iter().filter(|h| h.grid == o.grid);
            heads.any(|h| (h.first..=h.row).contains(&o.row))
        };
        observed.retain(|o| o.filled > 0 || !in_head(o));
        for row in &mut observed {
            row.settle(targets, wording);
        }
        let (matches, worth) = align(&observed, targets);
        let sure = own_section && matches.iter().any(|m| m.likeness >= SURE);
        let labelled = matches.iter().filter(|m| m.likeness > 0.0).count();
        if !sure && (labelled as f32) < targets.len() as f32 * SHARE {
            return None;
        }
        // Rows that are missing say nothing about the edition: a table may be cut off.
        let missing = (targets.len() - matches.len()) as f32 * MISSING;
        let printed = printed(&observed, targets, &matches) as f32 * PRINTED;
        (matches, worth + missing + printed)
    } else {
        line(&observed, table, prepared, &all_heads[0], own_section)?
    };
    let head_worth: f32 = all_heads
        .iter()
        .map(|h| h.iter().map(|h| h.likeness).fold(0.0, f32::max))
        .sum();
    let subtotals = (table.blocks.iter().zip(&prepared.heads))
        .map(|(block, officials)| {
            let width = block.columns.len() + 1;
            let wider = observed.iter().any(|o| o.cells().len() == width);
            let words: Vec<&Label> = labels.iter().flatten().map(|(_, label)| label).collect();
            let sought = block.layout == Layout::Rows && block.columns.len() > 2 && wider;
            sought.then(|| {
                let named = subtotal_at(&words, officials, wording)
                    .filter(|at| !is_denied(&observed, block, *at, wording));
                let word = words.iter().any(|l| l.is_one_of(&wording.subtotals));
                named.or_else(|| subtotal_by_sums(&observed, block, word, wording))
            })?
        })
        .collect();
    Some(Attempt {
        edition,
        table: index,
        subtotals,
        observed,
        heads: all_heads,
        matches,
        grids: grids.to_vec(),
        worth: worth + head_worth * HEAD_WORTH,
    })
}
