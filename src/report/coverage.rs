//! What of a report was checked, and what could not be: the ground that "nothing found" stands on.

use serde::{Deserialize, Serialize};

/// Why a relation between cells could not be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Open {
    /// The total, or every part of the sum, is blank.
    Blank,
    /// A cell that it needs is not in the table.
    Absent,
    /// A cell that it needs holds what was not read as a number.
    Unreadable,
    /// A cell was chosen by the relations themselves and cannot testify.
    Inferred,
    /// The table is not in the report.
    TableAbsent,
    /// The cells of the table could not be told apart.
    TableLost,
    /// The table is a picture.
    TableImage,
}

impl Open {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Blank,
        Self::Absent,
        Self::Unreadable,
        Self::Inferred,
        Self::TableAbsent,
        Self::TableLost,
        Self::TableImage,
    ];

    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Absent => "absent",
            Self::Unreadable => "unreadable",
            Self::Inferred => "inferred",
            Self::TableAbsent => "table-absent",
            Self::TableLost => "table-lost",
            Self::TableImage => "table-image",
        }
    }
}

/// The relations that the forms of a report's tables state, by what came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Those that hold.
    pub held: u32,
    /// Those that do not.
    pub broken: u32,
    /// Those among both that rest on a doubtful cell.
    pub doubtful: u32,
    pub(crate) open: [u32; Open::ALL.len()],
}

impl Coverage {
    /// Counts a relation that could not be evaluated.
    pub fn leave_open(&mut self, why: Open) {
        self.open[why as usize] += 1;
    }

    /// Relations that could not be evaluated for this reason.
    pub fn open(&self, why: Open) -> u32 {
        self.open[why as usize]
    }

    /// Relations that could not be evaluated.
    pub fn all_open(&self) -> u32 {
        self.open.iter().sum()
    }

    /// Relations that were evaluated.
    pub fn checked(&self) -> u32 {
        self.held + self.broken
    }

    /// All relations of the forms.
    pub fn relations(&self) -> u32 {
        self.checked() + self.all_open()
    }

    /// Adds what came of another report.
    pub fn add(&mut self, other: &Self) {
        self.held += other.held;
        self.broken += other.broken;
        self.doubtful += other.doubtful;
        for (mine, theirs) in self.open.iter_mut().zip(other.open) {
            *mine += theirs;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_is_counted_once() {
        let mut coverage = Coverage {
            held: 5,
            broken: 2,
            ..Coverage::default()
        };
        for why in Open::ALL {
            coverage.leave_open(why);
        }
        coverage.leave_open(Open::Blank);
        assert_eq!(coverage.open(Open::Blank), 2);
        assert_eq!((coverage.checked(), coverage.all_open()), (7, 8));
        let one = coverage;
        coverage.add(&one);
        assert_eq!(coverage.relations(), 30);
    }
}
