//! The rows of a table in a text without cells: which run of digits belongs to which official row.

use std::ops::Range;

use super::cut::{Shape, Sum, Way, ways};
use super::runs::{Run, Script};
use crate::bind::binder::{Binder, Prepared};
use crate::bind::label::Official;
use crate::forms::formula::Comparison;
use crate::forms::{Block, Each, Edition, Layout, NumberKind, Table};

/// An official row found in the text.
pub(super) struct Found {
    /// Index of the row in the table; of a table in one line, 0.
    pub row: usize,
    /// Its fields.
    pub fields: Range<usize>,
    /// Its digits.
    pub run: Run,
    /// The unit printed behind a single figure, or empty.
    pub unit: String,
    /// What the digits must be cut into.
    shape: Shape,
    /// The ways to do that, no cell blank; none where there are too many as well.
    pub ways: Vec<Way>,
    /// Whether it stands in a table of several rows.
    in_rows: bool,
}

impl Found {
    /// Whether the digits can be cut in one way even without sums: a single figure, or zeros that part the cells.
    pub(super) fn is_plain(&self) -> bool {
        let last = self.shape.kinds.len() - 1;
        let parted = |way: &Way| way[..last].iter().all(|p| p.number == 0 && p.to > p.from);
        matches!(self.ways.as_slice(), [way] if parted(way))
    }

    /// Whether there are fewer digits than cells.
    pub(super) fn has_blanks(&self) -> bool {
        self.run.to - self.run.from < self.shape.kinds.len()
    }

    /// Whether the digits could be cut in another way with a cell that is blank. Such a cell in a row that is not blank is
    /// rare, and of a table in one line it is not thought.
    pub(super) fn could_have_blanks(&self, script: &Script) -> bool {
        let signs = &script.signs[self.run.from..self.run.to];
        let with_blanks =
            || ways(signs, &self.shape, true).is_none_or(|w| w.len() > self.ways.len());
        self.in_rows && self.shape.kinds.len() > 1 && with_blanks()
    }

    /// Every way to cut the digits into cells that all hold something, whatever the sums.
    pub(super) fn ways_without_sums(&self, script: &Script) -> Option<Vec<Way>> {
        let shape = Shape {
            kinds: self.shape.kinds.clone(),
            sums: Vec::new(),
        };
        ways(&script.signs[self.run.from..self.run.to], &shape, false)
    }
}

/// The rows of a table in the text, in the form's order, and what share of all rows they are.
pub(super) fn find(
    script: &Script,
    edition: usize,
    index: usize,
    binder: &Binder,
) -> (Vec<Found>, f32) {
    let form = &binder.forms.editions[edition];
    let table = &form.tables[index];
    let prepared = binder.prepared(edition, index);
    let in_line = table.blocks.iter().any(|b| b.layout == Layout::Line);
    let reader = Reader {
        script,
        form,
        index,
        prepared,
        units: &binder.forms.wording.units,
    };
    let rows = if in_line {
        reader.line()
    } else {
        reader.rows()
    };
    let all = if in_line { 1 } else { prepared.targets.len() };
    let share = rows.len() as f32 / all as f32;
    (rows, share)
}

struct Reader<'a> {
    script: &'a Script,
    form: &'a Edition,
    index: usize,
    prepared: &'a Prepared,
    units: &'a [String],
}

/// A run that stands behind the label of a row.
#[derive(Clone, Copy)]
struct Labelled {
    run: Run,
    row: usize,
}

impl Reader<'_> {
    fn table(&self) -> &Table {
        &self.form.tables[self.index]
    }

    /// A table in one line: the digits behind its head.
    fn line(&self) -> Vec<Found> {
        let block = &self.table().blocks[0];
        let labels: Vec<&Official> = self.prepared.heads[0].iter().collect();
        let one_row = &labels[..block.columns.len()];
        let behind = |run: &Run| self.script.labels_before(run.from, one_row);
        let mut runs = self.script.runs().into_iter().filter(behind);
        match (runs.next(), runs.next()) {
            (Some(run), None) => {
                vec![self.found(0, block, 0..self.table().fields.len(), run, run.to)]
            }
            _ => Vec::new(),
        }
    }

    fn rows(&self) -> Vec<Found> {
        let runs = self.script.runs();
        let chain = self.chain(&runs);
        let mut found = Vec::new();
        let mut at = 0;
        for block in &self.table().blocks {
            let head = self.has_head(block, at, &chain);
            for line in 0..block.rows.len() {
                let row = at + line;
                let first = block.first_field + line * block.columns.len();
                let place = chain.iter().position(|l| l.row == row);
                if let Some(place) = place.filter(|_| head) {
                    let next = chain.get(place + 1).copied();
                    let fields = first..first + block.columns.len();
                    let run = chain[place].run;
                    let last = block.columns.last().map(|c| c.kind);
                    let with_unit = last == Some(NumberKind::Amount) || block.columns.len() == 1;
                    let ends = self.ends(run, next, with_unit).into_iter();
                    let mut rows: Vec<Found> = ends
                        .map(|to| self.found(row, block, fields.clone(), run, to))
                        .collect();
                    // Where the run can end in two ways it is the one that can be cut.
                    if rows.len() > 1 {
                        rows.retain(|r| !r.ways.is_empty());
                    }
                    if rows.len() == 1 {
                        found.append(&mut rows);
                    }
                }
            }
            at += block.rows.len();
        }
        found
    }

    /// The longest chain of labelled runs in the form's order; a row that stands twice is left out.
    fn chain(&self, runs: &[Run]) -> Vec<Labelled> {
        let labelled = self.labelled(runs);
        // For each of them the longest chain that ends in it, and what comes before it there.
        let mut best: Vec<(usize, Option<usize>)> = Vec::new();
        for (at, one) in labelled.iter().enumerate() {
            let before = (0..at)
                .filter(|b| labelled[*b].row < one.row && labelled[*b].run != one.run)
                .max_by_key(|b| best[*b].0);
            best.push((before.map_or(1, |b| best[b].0 + 1), before));
        }
        let mut at = (0..best.len()).rev().max_by_key(|b| best[*b].0);
        let mut chain = Vec::new();
        while let Some(here) = at {
            chain.push(labelled[here]);
            at = best[here].1;
        }
        chain.reverse();
        let span = chain.first().map_or(0, |l| l.run.from)..chain.last().map_or(0, |l| l.run.to);
        let twice = |row: usize| {
            let others = labelled
                .iter()
                .filter(|l| span.contains(&l.run.from) && l.row == row);
            others
                .filter(|l| !chain.iter().any(|c| c.run == l.run))
                .count()
                > 0
        };
        let twice: Vec<usize> = chain.iter().map(|l| l.row).filter(|r| twice(*r)).collect();
        // Rows that are called the same are told apart by their order alone: all of them must be there.
        let targets = &self.prepared.targets;
        let alone = |row: usize| {
            let mut others =
                (0..targets.len()).filter(|o| targets[*o].label.is_same(&targets[row].label));
            others.any(|other| !chain.iter().any(|l| l.row == other))
        };
        let alone: Vec<usize> = chain.iter().map(|l| l.row).filter(|r| alone(*r)).collect();
        chain.retain(|l| !twice.contains(&l.row) && !alone.contains(&l.row));
        chain
    }

    /// Each run with the row whose label stands before it: the longest label, as 其他 ends many others.
    fn labelled(&self, runs: &[Run]) -> Vec<Labelled> {
        let has_units = self.table().blocks.iter().any(|b| !b.unit_head.is_empty());
        let units = if has_units { self.units } else { &[] };
        let mut labelled = Vec::new();
        for run in runs {
            let lengths: Vec<usize> = self
                .prepared
                .targets
                .iter()
                .map(|t| self.script.label_before(run.from, &t.label, units))
                .collect();
            let longest = lengths.iter().copied().max().unwrap_or(0);
            let rows = (0..lengths.len()).filter(|row| longest > 0 && lengths[*row] == longest);
            labelled.extend(rows.map(|row| Labelled { run: *run, row }));
        }
        labelled
    }

    /// Where the digits of a row may end: the number set before the next label is not one of them.
    fn ends(&self, run: Run, next: Option<Labelled>, with_unit: bool) -> Vec<usize> {
        let signs = &self.script.signs;
        let sign = |at: usize| signs.get(at).map(|s| s.c);
        let digit = |at: usize| sign(at).and_then(|c| c.to_digit(10));
        let ordinal = next.and_then(|n| self.prepared.targets[n.row].label.ordinal());
        let ordinal = ordinal.map(u32::from);
        // A digit was left off the run for a number; it must be the number of the label that comes next.
        if let Some(number) = digit(run.to) {
            return Vec::from_iter((ordinal == Some(number)).then_some(run.to));
        }
        // A unit behind several cells, or in the midst of a sentence, is prose.
        if let Some(unit) = self.unit(run.to) {
            let after = sign(run.to + unit.chars().count());
            if !with_unit || matches!(after, Some(',' | ';' | '.')) {
                return Vec::new();
            }
        }
        // Grouped digits, or prose: 12,345 or 12%.
        if sign(run.to) == Some('%') || sign(run.to) == Some(',') && digit(run.to + 1).is_some() {
            return Vec::new();
        }
        // The mark behind the number may be lost: `00000002其他法律…`.
        let unmarked = sign(run.to).is_some_and(char::is_alphabetic) && run.to - run.from > 1;
        if unmarked && ordinal.is_some() && digit(run.to - 1) == ordinal {
            return vec![run.to, run.to - 1];
        }
        vec![run.to]
    }

    /// Whether the labels of the columns stand before the rows of a block.
    fn has_head(&self, block: &Block, first_row: usize, chain: &[Labelled]) -> bool {
        let rows = first_row..first_row + block.rows.len();
        let Some(first) = chain.iter().find(|l| rows.contains(&l.row)) else {
            return false;
        };
        let at = self
            .table()
            .blocks
            .iter()
            .position(|b| std::ptr::eq(b, block));
        let labels: Vec<&Official> = self.prepared.heads[at.unwrap_or(0)].iter().collect();
        if self.sums(block).is_empty() {
            self.script.has_labels(first.run.from, &labels)
        } else {
            // The heads of a table with sums stand in several lines, and come in any order.
            labels
                .iter()
                .all(|l| self.script.has_labels(first.run.from, &[l]))
        }
    }

    fn found(&self, row: usize, block: &Block, fields: Range<usize>, run: Run, to: usize) -> Found {
        let run = Run { to, ..run };
        let kinds: Vec<NumberKind> = self.table().fields[fields.clone()]
            .iter()
            .map(|f| f.kind)
            .collect();
        let shape = Shape {
            sums: self.sums(block),
            kinds,
        };
        let signs = &self.script.signs[run.from..run.to];
        let mut ways = ways(signs, &shape, false).unwrap_or_default();
        if ways.len() > 1 {
            // White space between digits parts cells, where it can be believed.
            let parted = |way: &Way| {
                (1..signs.len()).all(|at| !signs[at].gap || way.iter().any(|p| p.from == at))
            };
            if ways.iter().any(parted) {
                ways.retain(parted);
            }
        }
        let unit = self.unit(run.to).filter(|_| fields.len() == 1);
        Found {
            row,
            fields,
            run,
            unit: unit.unwrap_or_default().to_owned(),
            shape,
            ways,
            in_rows: block.layout == Layout::Rows,
        }
    }

    /// The unit that stands at a sign.
    fn unit(&self, at: usize) -> Option<&str> {
        let is_here = |unit: &&String| {
            let signs = self.script.signs.get(at..).unwrap_or_default();
            let mut signs = signs.iter();
            unit.chars().all(|c| signs.next().is_some_and(|s| s.c == c))
        };
        self.units.iter().find(is_here).map(String::as_str)
    }

    /// The sums within one run of a block: of each row, of a table in one line of each of its parts.
    fn sums(&self, block: &Block) -> Vec<Sum> {
        let identities = self.form.identities.iter().filter(|i| {
            let equal = i.relation.comparison == Comparison::Equal;
            i.table == self.index && i.each == Each::Row && i.only.is_empty() && equal
        });
        let width = block.columns.len();
        let parts = if block.layout == Layout::Line {
            block.rows.len()
        } else {
            1
        };
        let mut sums = Vec::new();
        for identity in identities {
            let (left, right) = (&identity.relation.left, &identity.relation.right);
            let at = |key: &str| block.columns.iter().position(|c| c.key == key);
            let left: Option<Vec<usize>> = left.iter().map(|t| at(&t.key)).collect();
            if let (Some(left), [total]) = (left, right.as_slice())
                && let Some(total) = at(&total.key)
            {
                sums.extend((0..parts).map(|part| Sum {
                    parts: left.iter().map(|c| part * width + c).collect(),
                    total: part * width + total,
                }));
            }
        }
        sums
    }
}
