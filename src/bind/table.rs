//! One table of the form in the grids of a report: the edition that fits best, and its values.

use super::align::{MISSING, Match, align};
use super::binder::Binder;
use super::heads::{Head, heads, labels};
use super::label::Label;
use super::line::line;
use super::rows::{Observed, observe};
use crate::error::Note;
use crate::forms::Layout;
use crate::grid::{Cell, Grid};
use crate::report::{Extra, Filed, Method};

/// Outside its own section, at least this share of a table's rows must be found for it to be the table.
const SHARE: f32 = 0.3;
/// In its own section, one row with a label this much like an official one is enough.
const SURE: f32 = 0.85;
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
    /// How each grid was found.
    pub methods: Vec<Method>,
    worth: f32,
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
            row.settle(targets);
        }
        let (matches, worth) = align(&observed, targets);
        let sure = own_section && matches.iter().any(|m| m.likeness >= SURE);
        let labelled = matches.iter().filter(|m| m.likeness > 0.0).count();
        if !sure && (labelled as f32) < targets.len() as f32 * SHARE {
            return None;
        }
        // Rows that are missing say nothing about the edition: a table may be cut off.
        let missing = (targets.len() - matches.len()) as f32 * MISSING;
        (matches, worth + missing)
    } else {
        line(&observed, table, prepared, &all_heads[0], own_section)?
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
