//! What stands in a row under a column.

use std::borrow::Cow;

/// A value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text; never an empty one.
    Text(Cow<'a, str>),
    /// A whole number that the program counted or read.
    Integer(i64),
    /// A measured number.
    Real(f64),
    /// Yes or no.
    Flag(bool),
    /// A number of a report: a plain decimal, digits as printed.
    Figure(Cow<'a, str>),
}

/// A double keeps that many digits of a decimal, and no spreadsheet keeps more.
const DIGITS: usize = 15;

impl<'a> Cell<'a> {
    /// A number of a report, or nothing where the text is empty.
    pub fn figure(digits: impl Into<Cow<'a, str>>) -> Self {
        let digits = digits.into();
        if digits.is_empty() {
            Self::Empty
        } else {
            Self::Figure(digits)
        }
    }

    /// The value as CSV has it: a number of a report with all its digits as printed.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) | Self::Figure(text) => Cow::Borrowed(text),
            Self::Integer(number) => number.to_string().into(),
            Self::Real(number) => number.to_string().into(),
            Self::Flag(flag) => if *flag { "true" } else { "false" }.into(),
        }
    }

    /// The value as a number, where it is one and a double holds every digit of it. A number of more digits is left
    /// out of the typed outputs rather than changed; CSV, JSON and `raw` have it.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Figure(digits) if significant(digits) <= DIGITS => digits.parse().ok(),
            #[allow(
                clippy::cast_precision_loss,
                reason = "counts of rows, bytes and pages"
            )]
            Self::Integer(number) => Some(*number as f64),
            Self::Real(number) => Some(*number),
            _ => None,
        }
    }
}

/// Digits between the first and the last one that counts.
fn significant(decimal: &str) -> usize {
    let digits: String = decimal.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if decimal.contains('.') {
        digits.len()
    } else {
        digits.trim_end_matches('0').len()
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cow::Borrowed(text).into()
    }
}

impl<'a> From<Cow<'a, str>> for Cell<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cow::<str>::Owned(text).into()
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl From<$type> for Cell<'_> {
            fn from(number: $type) -> Self {
                i64::try_from(number).map_or(Self::Empty, Self::Integer)
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, usize);

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_more_digits_than_a_double_keeps_is_no_number() {
        let number = |digits: &'static str| Cell::figure(digits).number();
        assert_eq!(number("0012.50"), Some(12.5));
        assert_eq!(number("-3"), Some(-3.0));
        assert_eq!(number("999999999999999"), Some(999_999_999_999_999.0));
        assert_eq!(number("1000000000000000000"), Some(1e18));
        assert_eq!(number("1234567890123456"), None);
        assert_eq!(number("0.1234567890123456"), None);
        assert_eq!(number(""), None);
    }

    #[test]
    fn nothing_and_an_empty_text_are_the_same() {
        assert_eq!(Cell::from(""), Cell::Empty);
        assert_eq!(Cell::from(None::<u32>), Cell::Empty);
        assert_eq!(Cell::from(""), Cell::figure(""));
        assert_eq!(Cell::from(0u32).text(), "0");
    }
}
