//! The tables of a data set: their columns, what they mean, and the rows that one input gives.
//!
//! A column is described once, beside what it holds. CSV, Parquet, SQLite, the workbook, the codebook and the package
//! description all follow from that description, so that no two of them can disagree.

mod cell;
mod cells;
mod column;
mod extra;
mod files;
mod findings;
mod panel;
mod sections;
mod series;
#[cfg(test)]
mod tests;
mod wide;
pub(super) mod words;

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::ops::Deref;

use super::codebook::codebook;
use super::wire::Record;
use crate::forms::Forms;

pub use cell::Cell;
pub use cells::cells;
pub use column::{Column, Kind, Origin};
pub use extra::extra;
pub use files::files;
pub use findings::findings;
pub use panel::panel;
pub(super) use panel::sums;
pub use sections::sections;
pub(super) use series::Series;
pub use wide::wide;

/// What takes the rows of a table.
pub type Take<'t> = dyn FnMut(&[Cell<'_>]) -> io::Result<()> + 't;

/// Gives the rows of one input, in order, to a taker; ends with the taker's first error.
type Rows = Box<dyn Fn(&Record<'_>, &mut Take<'_>) -> io::Result<()> + Send + Sync>;

/// A table.
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// What it is, in Chinese.
    pub zh: &'static str,
    /// What it is, in English.
    pub en: &'static str,
    /// The columns whose values together tell its rows apart; none where rows may repeat.
    pub key: &'static [&'static str],
    /// Its columns from the left.
    pub columns: Vec<Column>,
    /// Its first rows, which stand in it whatever the inputs are.
    pub rows_of_no_input: Vec<Vec<Cell<'static>>>,
    rows: Rows,
}

impl Sheet {
    /// A table whose rows are the items of `I`.
    fn of<I: Items>(
        [name, zh, en]: [&'static str; 3],
        key: &'static [&'static str],
        columns: Columns<I>,
    ) -> Self {
        let (columns, gets): (Vec<Column>, Vec<Get<I>>) = columns.0.into_iter().unzip();
        let rows = move |record: &Record<'_>, take: &mut Take<'_>| {
            let mut row = Vec::with_capacity(gets.len());
            I::each(record, &mut |item| {
                row.clear();
                row.extend(gets.iter().map(|get| get(Item::new(item))));
                take(&row)
            })
        };
        Self {
            name,
            zh,
            en,
            key,
            columns,
            rows_of_no_input: Vec::new(),
            rows: Box::new(rows),
        }
    }

    /// A table to which inputs add nothing.
    pub(super) fn fixed(
        [name, zh, en]: [&'static str; 3],
        key: &'static [&'static str],
        columns: Vec<Column>,
        rows: Vec<Vec<Cell<'static>>>,
    ) -> Self {
        Self {
            name,
            zh,
            en,
            key,
            columns,
            rows_of_no_input: rows,
            rows: Box::new(|_, _| Ok(())),
        }
    }

    /// Gives the rows of one input to `take`.
    ///
    /// # Errors
    /// The first one of `take`.
    pub fn rows(&self, record: &Record<'_>, take: &mut Take<'_>) -> io::Result<()> {
        (self.rows)(record, take)
    }

    /// Position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet")
            .field("name", &self.name)
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

/// All tables, in the order in which a reader wants them.
pub fn sheets(forms: &'static Forms) -> Vec<Sheet> {
    let mut sheets = vec![
        files(),
        wide(forms),
        panel(forms),
        cells(),
        extra(),
        findings(),
        sections(),
    ];
    sheets.push(codebook(&sheets));
    sheets
}

/// What a table has a row for.
trait Items: 'static {
    /// One of them, as a handful of references.
    type Of<'a>: Copy;

    /// Gives those of one input, in order.
    fn each<'a>(
        record: &'a Record<'a>,
        take: &mut dyn FnMut(Self::Of<'a>) -> io::Result<()>,
    ) -> io::Result<()>;
}

/// An item of one input.
struct Item<'a, I: Items>(I::Of<'a>, PhantomData<&'a ()>);

impl<'a, I: Items> Item<'a, I> {
    fn new(item: I::Of<'a>) -> Self {
        Self(item, PhantomData)
    }
}

impl<'a, I: Items> Deref for Item<'a, I> {
    type Target = I::Of<'a>;

    fn deref(&self) -> &I::Of<'a> {
        &self.0
    }
}

/// What a column holds for an item.
type Get<I> = for<'a> fn(Item<'a, I>) -> Cell<'a>;

/// Columns, each beside what it holds.
struct Columns<I: Items>(Vec<(Column, Get<I>)>);

impl<I: Items> Columns<I> {
    fn new() -> Self {
        Self(Vec::new())
    }

    /// The same and one more at the right.
    fn with(mut self, column: Column, get: Get<I>) -> Self {
        self.0.push((column, get));
        self
    }
}
