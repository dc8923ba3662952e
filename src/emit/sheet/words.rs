//! The words that stand in columns of words, all of them.

use crate::error::Status;
use crate::report::{Basis, Level, Method, Origin, Presence, Severity, Slip, State, Verdict};

/// A list of the words of a type. It does not compile where one of its variants is left out.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $type:ident [$($variant:ident),+ $(,)?];)+) => {$(
        $(#[$doc])*
        pub fn $name() -> Vec<&'static str> {
            let _ = |value: $type| match value {
                $($type::$variant => (),)+
            };
            vec![$($type::$variant.as_str()),+]
        }
    )+};
}

words! {
    /// How the reading of an input ended.
    statuses: Status [
        Ok, Partial, NoTables, TablesAreImages, NeedsOcr, NeedsPassword, NotAReport, Empty, Damaged,
        Unsupported, Timeout, Memory, Crashed, Vanished, Skipped, Unreadable,
    ];
    /// What is printed in a cell.
    states: State [Number, Blank, Placeholder, Absent, Unreadable];
    /// Where a number comes from.
    origins: Origin [Printed, Inferred, Corrected];
    /// How a table was found.
    methods: Method [Lattice, Stream, Native, Text];
    /// What kind of body reports.
    levels: Level [Ministry, Province, Prefecture, County, Town, Zone, Bureau];
    /// Whether a table was found.
    presences: Presence [Found, Lost, Image, Absent];
    /// How grave a finding is.
    severities: Severity [Notice, Warning, Error];
    /// Whose fault it is.
    verdicts: Verdict [Report, Reading];
    /// What its arithmetic rests on.
    bases: Basis [Printed, AssumedZero];
    /// The slip behind it.
    slips: Slip [
        TotalNotFilled, DigitsSwapped, DigitLost, DigitDoubled, Shifted, Neighbour, Sign, Factor10,
        Factor10000, LastYear, CountedTwice, LeftOut, Other,
    ];
}

/// The same and the empty text: for a column that may hold nothing.
pub fn or_none(mut words: Vec<&'static str>) -> Vec<&'static str> {
    words.push("");
    words
}
