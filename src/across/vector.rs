//! The figures of a report that are not 0, as one thing that can be equal to another report's.

use rustc_hash::FxHasher;
use std::hash::Hasher;

use super::Table;
use crate::forms::Forms;
use crate::report::{Presence, SCALE_DIGITS, State};

/// The non-zero figures of a report, by their fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vector {
    figures: Vec<(u64, i128)>,
    /// Whether a reading of one of them is doubtful.
    pub doubtful: bool,
}

impl Vector {
    /// The figures of these tables. Fields are told apart by their keys, so that tables that two editions share are
    /// comparable.
    pub fn of(forms: &Forms, tables: &[Table]) -> Self {
        let mut vector = Self::default();
        for table in tables.iter().filter(|t| t.presence == Presence::Found) {
            let Some((_, form)) = table.form(forms) else {
                continue;
            };
            for (field, figure) in form.fields.iter().zip(&table.figures) {
                let number = figure.number.filter(|number| *number != 0);
                if let (State::Number, Some(number)) = (figure.state, number) {
                    let mut key = FxHasher::default();
                    for part in [&form.id, &field.row, &field.column] {
                        key.write(part.as_bytes());
                        key.write_u8(0);
                    }
                    vector.figures.push((key.finish(), number));
                    vector.doubtful |= figure.doubtful;
                }
            }
        }
        vector
    }

    /// How much it takes for two reports to have these figures by chance, in bits: each number that occurs counts once,
    /// since totals repeat what they are made of.
    pub fn weight(&self) -> f64 {
        let mut numbers: Vec<i128> = self.figures.iter().map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let one = 10_f64.powi(SCALE_DIGITS as i32);
        let bits = |number: &i128| 1.0 + (number.unsigned_abs() as f64 / one).max(1.0).log2();
        numbers.iter().map(bits).sum()
    }

    /// Whether the figures are the same, doubtful or not.
    pub fn has_same_figures(&self, other: &Self) -> bool {
        self.figures == other.figures
    }

    /// How many figures there are.
    pub fn len(&self) -> usize {
        self.figures.len()
    }

    /// The same for equal figures, and hardly ever for others.
    pub fn hash(&self) -> u64 {
        let mut hasher = FxHasher::default();
        for (field, number) in &self.figures {
            hasher.write_u64(*field);
            hasher.write_i128(*number);
        }
        hasher.finish()
    }
}
