//! What the prose of a report says in numbers: each number with what it counts, as far as a sentence can be understood.
//!
//! A sentence is cut into known words (`vocabulary.toml`); the words beside a number name a measure, and a measure knows
//! the cells that it may be. A number is held against the tables only where the words around it are all understood, and
//! speak of this body and of this year: a false alarm is worse than a miss. Everything else may still confirm a cell.

mod amount;
mod clause;
mod compare;
mod fees;
mod file;
mod group;
mod number;
mod passage;
mod reader;
mod share;
mod time;
mod token;
mod vocabulary;
mod years;

use crate::location::Place;
use crate::report::Report;

pub use amount::{Amount, Reckoned, Unknown};
pub use compare::Candidates;
pub use fees::Fees;
pub use passage::{Passage, passages};
pub use vocabulary::{Measure, Vocabulary};

/// What the prose of a report says.
#[derive(Debug, Default)]
pub struct Prose {
    /// Numbers with their meaning, in the order said.
    pub statements: Vec<Statement>,
    /// Percentages of parts in wholes.
    pub shares: Vec<Share>,
    /// Fees with the items that make them up.
    pub fees: Vec<Fees>,
    /// Years that the prose reports on and that are not the report's.
    pub years: Vec<(u16, Quote)>,
}

impl Prose {
    /// Reads the prose of a report.
    pub fn read(report: &Report) -> Self {
        reader::read(report, Vocabulary::embedded())
    }
}

/// Words of the report, where they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// The sentence, or what of a long one stands around the number.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// Number of its section.
    pub section: u8,
    /// Byte of the section's text at which the number stands.
    pub offset: usize,
}

/// The year a statement is about, as far as it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The year of the report, said or not.
    This,
    /// Another year, which it names.
    Year(u16),
    /// Another time: a part of the year, several years, the year before without its number.
    Other,
}

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Index of its measure in the vocabulary.
    pub measure: usize,
    /// The number, scaled; money in 元.
    pub number: i128,
    /// As it is printed; empty where the sentence says that there is none.
    pub printed: String,
    /// Whether it is understood well enough to be held against the tables.
    pub judged: bool,
    /// Whether everything but the year would let it be judged.
    pub sure: bool,
    /// The year it is about.
    pub when: When,
    /// Where it is said.
    pub quote: Quote,
}

/// A percentage of a part in a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The percentage, scaled.
    pub percent: i128,
    /// Its digits behind the point.
    pub places: u32,
    /// As it is printed.
    pub printed: String,
    /// The number said of the part.
    pub part: Option<i128>,
    /// What the part is, where that is understood.
    pub part_measure: Option<usize>,
    /// What the whole is, where the sentence names it.
    pub whole_measure: Option<usize>,
    /// Numbers said before it that the whole may be.
    pub wholes: Vec<i128>,
    /// Whether part and whole are understood well enough for it to be judged.
    pub judged: bool,
    /// Where it is said.
    pub quote: Quote,
}
