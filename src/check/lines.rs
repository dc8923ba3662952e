//! Sets of suspect cells along one row or one column: values typed one place off.

use std::collections::BTreeSet;

use super::board::{Line, Needed};
use super::culprit::{FULL_SIZE, Task};

impl Task<'_> {
    /// Sets along one row or one column, larger than those searched in full.
    pub(super) fn lines(&self) -> Vec<Vec<Needed>> {
        let cells = &self.board.cells;
        let terms = self
            .component
            .iter()
            .flat_map(|&at| &self.board.relations[at].terms);
        let touched = terms.map(|(square, _)| *square);
        let lines: BTreeSet<&Line> = touched.flat_map(|square| &cells[square].lines).collect();
        let mut sets: Vec<Vec<Needed>> = Vec::new();
        for line in lines {
            let whole = self.broken_across(line);
            if whole.len() > FULL_SIZE
                && self.meets(&whole)
                && matches!(self.changes(&whole), Ok(Some(_)))
            {
                sets.extend(self.smallest_within(&whole));
            }
        }
        let smallest = sets.iter().map(Vec::len).min().unwrap_or(0);
        sets.retain(|set| set.len() == smallest);
        sets
    }

    /// The cells of a line that stand in a broken relation across it.
    fn broken_across(&self, line: &Line) -> Vec<usize> {
        let board = self.board;
        let on_line = |square: usize| board.cells[square].lines.contains(line);
        let crosses = |at: usize| {
            let terms = board.relations[at].terms.iter();
            terms.filter(|(square, _)| on_line(*square)).count() == 1
        };
        let counts = |at: &usize| {
            !board.relations[*at].holds() && (self.all_it_touches || self.component.contains(at))
        };
        (0..board.cells.len())
            .filter(|&square| on_line(square))
            .filter(|&square| {
                let mut relations = board.cells[square].relations.iter();
                relations.any(|at| counts(at) && crosses(*at))
            })
            .collect()
    }

    /// The smallest parts of a set that do by themselves; the set itself where it is too large to try them.
    fn smallest_within(&self, whole: &[usize]) -> Vec<Vec<Needed>> {
        const MOST_TRIED: usize = 10;
        let part = |mask: u32| -> Vec<usize> {
            let picked = whole
                .iter()
                .enumerate()
                .filter(|(at, _)| mask >> at & 1 == 1);
            picked.map(|(_, &square)| square).collect()
        };
        let sizes = if whole.len() > MOST_TRIED {
            return self.mended(whole).into_iter().collect();
        } else {
            FULL_SIZE + 1..=whole.len()
        };
        for size in sizes {
            let masks = (0..1_u32 << whole.len()).filter(|mask| mask.count_ones() as usize == size);
            let sets: Vec<_> = masks.filter_map(|mask| self.mended(&part(mask))).collect();
            if !sets.is_empty() {
                return sets;
            }
        }
        Vec::new()
    }

    fn mended(&self, set: &[usize]) -> Option<Vec<Needed>> {
        let changes = self.changes(set).ok().flatten()?;
        self.meets(set).then(|| self.board.needed(set, &changes))
    }
}
