//! Grids to observed rows: which cells of a row are its labels, which are its values.

use super::align::Target;
use super::astray;
use super::heads::Head;
use super::label::{ALIKE, Label};
use super::number;
use crate::fold::{fold, is_empty};
use crate::forms::Wording;
use crate::grid::{Cell, Grid};
use crate::report::{Method, State};

/// A label this much like an official one is certain to be it.
const CERTAIN: f32 = 0.85;
/// Labels this short that are like no official one are fragments.
const FRAGMENT: usize = 4;

/// A row as printed.
#[derive(Debug)]
pub(super) struct Observed<'g> {
    /// Index of its grid.
    pub grid: usize,
    /// The label nearest to the values, ready for comparison.
    pub label: Label,
    /// All its labels as printed.
    pub printed: String,
    /// The label nearest to the values, as printed.
    pub leaf: &'g str,
    /// The same, kept where it is taken for the fragment of another label.
    pub word: &'g str,
    /// What this row adds to a label that goes on over several rows: in a drawn table what stands in the cell beside the
    /// values, be it nothing; the cells before it are labels of groups.
    pub piece: &'g str,
    /// The cells its labels stand in.
    labels: Vec<&'g Cell>,
    /// The cells after the labels, in order.
    pub values: Vec<&'g Cell>,
    /// How many of them hold a number or a placeholder.
    pub filled: usize,
    /// Whether the columns of its cells mean anything (they do not in lines of text).
    pub placed: bool,
    /// Whether its cells stand under the head above it.
    pub headed: bool,
    /// Whether the head above it stands elsewhere, and the row has more or fewer cells than the others below.
    pub odd: bool,
    /// Whether it says that it is a subtotal, and is no fragment of another label.
    pub subtotal: bool,
    /// Index of its row in the grid.
    pub row: usize,
    /// Page it stands on, in formats with pages.
    pub page: Option<u32>,
    /// The unit printed between label and figures, in tables that have a column of units.
    pub unit: String,
}

/// The rows of a grid, with the labels that end where the columns of the heads begin. `units` says that the form has a
/// column of units between labels and figures.
pub(super) fn observe<'g>(
    index: usize,
    grid: &'g Grid,
    heads: &[Head],
    units: bool,
    wording: &Wording,
) -> Vec<Observed<'g>> {
    let placed = matches!(grid.method, Method::Lattice | Method::Native);
    let mut rows: Vec<Vec<&Cell>> = vec![Vec::new(); grid.rows];
    for cell in &grid.cells {
        rows[cell.row].push(cell);
    }
    for row in &mut rows {
        row.sort_by_key(|c| c.column);
    }
    let heads: Vec<&Head> = heads.iter().filter(|h| placed && h.grid == index).collect();
    let trust = astray::trust(&heads, &rows, wording);
    rows.iter()
        .enumerate()
        .map(|(row, cells)| {
            let above = heads.iter().rposition(|h| h.row < row);
            let head = above.filter(|at| !trust[*at].astray).map(|at| heads[at]);
            let split = split(cells, head, wording);
            let filled = cells[split..].iter().filter(|c| is_value(c, wording));
            let mut observed = Observed {
                grid: index,
                label: Label::default(),
                printed: String::new(),
                leaf: "",
                word: "",
                piece: "",
                filled: filled.count(),
                labels: Vec::new(),
                values: Vec::new(),
                placed,
                headed: head.is_some(),
                odd: above
                    .is_some_and(|at| trust[at].astray && astray::end(cells) != trust[at].end),
                subtotal: false,
                row,
                page: cells.iter().find_map(|c| c.place.page()),
                unit: String::new(),
            };
            observed.split_at(cells, split);
            if units {
                observed.take_unit(wording);
            }
            let label = &observed.label;
            observed.subtotal = label.length() > 1 && label.is_one_of(&wording.subtotals);
            observed
        })
        .collect()
}

impl<'g> Observed<'g> {
    /// Takes the cells before `split` for labels and the others for values.
    fn split_at(&mut self, cells: &[&'g Cell], split: usize) {
        let (labels, values) = cells.split_at(split);
        self.labels = labels.to_vec();
        self.values = values.to_vec();
        self.name();
    }

    /// The last label is no label where it is a unit, or the mark in its place.
    fn take_unit(&mut self, wording: &Wording) {
        let Some(cell) = self.labels.iter().rfind(|c| !is_empty(&c.text)) else {
            return;
        };
        let text = fold(&cell.text);
        let is_unit = wording.units.contains(&text);
        if !is_unit && !wording.placeholders.contains(&text) {
            return;
        }
        let at = self.labels.iter().rposition(|c| !is_empty(&c.text));
        self.labels.truncate(at.unwrap_or(0));
        if is_unit {
            self.unit = text;
        }
        self.name();
    }

    /// Says what the labels say together and what the last of them says.
    fn name(&mut self) {
        let labels = &self.labels;
        let named: Vec<&str> = labels
            .iter()
            .map(|c| c.text.as_str())
            .filter(|t| !is_empty(t))
            .collect();
        self.leaf = named.last().copied().unwrap_or_default();
        self.word = self.leaf;
        self.label = Label::new(self.leaf);
        self.piece = match labels.last() {
            Some(cell) if self.placed => cell.text.as_str(),
            _ => self.leaf,
        };
        self.printed = named.concat().replace('\n', "");
    }

    /// The value cells; in a line of text those from the first to the last that is not blank, as others may be left of a merged
    /// label or of a mark that closes the line.
    pub(super) fn cells(&self) -> &[&'g Cell] {
        if self.placed {
            return &self.values;
        }
        let (leading, trailing) = blank_ends(&self.values);
        &self.values[leading..self.values.len() - trailing]
    }

    /// Whether the same is printed in the value cells of both rows.
    pub(super) fn same_figures(&self, other: &Self) -> bool {
        let texts = |row: &Self| row.values.iter().map(|c| fold(&c.text)).collect::<Vec<_>>();
        texts(self) == texts(other)
    }

    /// Whether the label beside the values reaches down to the last of the rows below, none of which has a label of its own.
    pub(super) fn covers(&self, below: &[Self]) -> bool {
        let reach = self.labels.last().map_or(0, |c| c.row + c.row_span);
        let (Some(last), true) = (below.last(), self.placed) else {
            return false;
        };
        let bare = |row: &Self| {
            row.grid == self.grid && row.labels.is_empty() && row.values.len() == self.values.len()
        };
        last.row + 1 == reach && below.iter().all(bare)
    }

    /// Mends what lines without rules leave open, now that the official rows are known: words where numbers belong,
    /// and labels of a group that stand in the line of another row.
    pub(super) fn settle(&mut self, targets: &[Target], wording: &Wording) {
        if self.placed {
            return;
        }
        let likeness = |label: &Label| {
            targets
                .iter()
                .map(|t| (t.label.likeness(label), t.count))
                .fold((0.0, 0), |a, b| if b.0 > a.0 { b } else { a })
        };
        if self.values.is_empty() {
            let cells = self.labels.clone();
            let split = (1..cells.len()).find(|at| {
                let (alike, count) = likeness(&Label::new(&cells[at - 1].text));
                alike >= CERTAIN && cells.len() - at == count
            });
            if let Some(split) = split {
                self.split_at(&cells, split);
            }
        }
        if likeness(&self.label).0 < CERTAIN
            && let Some(own) = without_group(self.leaf, targets)
        {
            (self.leaf, self.word, self.piece) = (own, own, own);
            self.label = Label::new(own);
        }
        let subtotal = self.label.is_one_of(&wording.subtotals);
        if self.label.length() <= FRAGMENT && !subtotal && likeness(&self.label).0 < ALIKE {
            self.leaf = "";
            self.piece = "";
            self.label = Label::default();
        }
    }
}

/// A label without the words of a group that stand close before it in its line, where it bears the number of an official one
/// and begins as that does.
fn without_group<'t>(text: &'t str, targets: &[Target]) -> Option<&'t str> {
    let spaces = text.match_indices([' ', '\u{3000}']);
    let mut rests = spaces.map(|(at, space)| &text[at + space.len()..]);
    rests.find(|rest| {
        let label = Label::new(rest);
        let is_start = |t: &Target| {
            t.label.ordinal() == label.ordinal()
                && (t.label.likeness(&label) == 1.0
                    || label.length() >= FRAGMENT && t.label.begins(&label))
        };
        label.ordinal().is_some() && targets.iter().any(is_start)
    })
}

/// How many cells are blank before the first that is not, and behind the last one; all of them before it where none is.
pub(super) fn blank_ends(cells: &[&Cell]) -> (usize, usize) {
    let is_blank = |cell: &&&Cell| is_empty(&cell.text);
    let leading = cells.iter().take_while(is_blank).count();
    let trailing = cells[leading..].iter().rev().take_while(is_blank).count();
    (leading, trailing)
}

/// Index of the first value: where the columns of the head begin; or by what the cells hold, where that gives as many
/// values as there are columns and the head does not.
fn split(cells: &[&Cell], head: Option<&Head>, wording: &Wording) -> usize {
    let by_kind = first_value(cells, wording);
    let Some((head, first)) = head.and_then(|h| Some((h, h.columns.first()?.as_ref()?.0))) else {
        return by_kind;
    };
    let by_head = cells.partition_point(|c| c.column < first);
    let count = head.columns.len();
    if cells.len() - by_head != count && cells.len() - by_kind == count {
        by_kind
    } else {
        by_head
    }
}

/// Index of the first value: after the last label that stands before any number; where there is no number, after the
/// last label.
fn first_value(cells: &[&Cell], wording: &Wording) -> usize {
    let number = cells
        .iter()
        .position(|c| is_value(c, wording))
        .unwrap_or(cells.len());
    cells[..number]
        .iter()
        .rposition(|c| !is_empty(&c.text))
        .map_or(0, |at| at + 1)
}

/// Whether a cell holds what belongs into a value cell: a number or a placeholder.
pub(super) fn is_value(cell: &Cell, wording: &Wording) -> bool {
    let text = cell.text.as_bytes();
    if !text.is_empty() && text.iter().all(u8::is_ascii_digit) {
        return true;
    }
    matches!(
        number::parse(&cell.text, wording).state,
        State::Number | State::Placeholder
    )
}
