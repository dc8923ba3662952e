//! What is printed in a cell, as a value. Nothing is guessed: what is not plainly a number is unreadable.

use crate::fold::{fold, is_blank};
use crate::forms::Wording;
use crate::report::State;

/// A cell's text, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Parsed {
    pub state: State,
    pub number: String,
    pub unit: String,
    /// Why the number may be wrong, with the confidence that is left.
    pub doubt: Option<(&'static str, f32)>,
}

/// Reads the text of a cell.
pub(super) fn parse(text: &str, wording: &Wording) -> Parsed {
    let folded = fold(text);
    if folded.is_empty() {
        return Parsed {
            state: State::Blank,
            ..Parsed::default()
        };
    }
    if wording.placeholders.contains(&folded) {
        return Parsed {
            state: State::Placeholder,
            ..Parsed::default()
        };
    }
    let Some((number, unit)) = number_and_unit(&folded, wording) else {
        return Parsed {
            state: State::Unreadable,
            ..Parsed::default()
        };
    };
    if digits_apart(text) {
        return Parsed {
            state: State::Unreadable,
            doubt: Some(("digits-apart", 0.2)),
            ..Parsed::default()
        };
    }
    let leading_zero = number.trim_start_matches('-').len() > 1
        && number.trim_start_matches('-').starts_with('0')
        && !number.trim_start_matches('-').starts_with("0.");
    Parsed {
        state: State::Number,
        unit: unit.to_owned(),
        doubt: leading_zero.then_some(("leading-zero", 0.4)),
        number,
    }
}

/// A number with its sign, its unit and an annotation in parentheses; `None` where anything else is printed.
fn number_and_unit<'a>(folded: &'a str, wording: &Wording) -> Option<(String, &'a str)> {
    let (sign, rest) = match folded.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", folded.strip_prefix('+').unwrap_or(folded)),
    };
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .unwrap_or(rest.len());
    let digits = plain_digits(&rest[..end])?;
    let after = &rest[end..];
    let unit = wording
        .units
        .iter()
        .find(|u| after.starts_with(u.as_str()))
        .map_or("", |u| &after[..u.len()]);
    let note = &after[unit.len()..];
    let annotated = note.starts_with('(') && note.ends_with(')');
    (note.is_empty() || annotated).then(|| (format!("{sign}{digits}"), unit))
}

/// Digits without their grouping; `None` where commas and points do not stand as in a number.
fn plain_digits(text: &str) -> Option<String> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    if fraction.is_some_and(|f| f.is_empty() || !f.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next().filter(|g| !g.is_empty())?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    if let Some(fraction) = fraction {
        digits.push('.');
        digits.push_str(fraction);
    }
    Some(digits)
}

/// Whether white space stands between digits, or between a dash and digits: two cells, or a number that was torn apart.
fn digits_apart(text: &str) -> bool {
    let numeric = |c: char| c.is_numeric() || matches!(c, ',' | '.' | '，' | '．');
    let opens = |c: char| numeric(c) || fold(c.encode_utf8(&mut [0; 4])) == "-";
    let mut before = None;
    let mut gap = false;
    for c in text.chars() {
        if matches!(c, '(' | '（') {
            return false;
        }
        if is_blank(c) {
            gap = true;
            continue;
        }
        if gap && before.is_some_and(opens) && numeric(c) {
            return true;
        }
        gap = false;
        before = Some(c);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    fn read(text: &str) -> (State, String, String) {
        let p = parse(text, &Forms::embedded().wording);
        (p.state, p.number, p.unit)
    }

    #[test]
    fn numbers_as_printed() {
        for (text, number, unit) in [
            ("0", "0", ""),
            (" １２３ ", "123", ""),
            ("1,234", "1234", ""),
            ("1，234.50", "1234.50", ""),
            ("+19", "19", ""),
            ("-417", "-417", ""),
            ("－8", "-8", ""),
            ("75394432.52元", "75394432.52", "元"),
            ("2.02 万元", "2.02", "万元"),
            ("22\n（其中修订 16 件）", "22", ""),
            ("22件（其中修订 16 件）", "22", "件"),
            ("0007", "0007", ""),
        ] {
            assert_eq!(
                read(text),
                (State::Number, number.into(), unit.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "12 34",
            "1\n2",
            "— 9",
            "－\n12",
            "1,23",
            "1.2.3",
            "约5",
            "见附件",
            "5%",
            "五",
            "1.",
            "3/4",
            "2、3",
        ] {
            assert_eq!(read(text).0, State::Unreadable, "{text}");
        }
        for text in ["—", "/", "－", "无", "不适用", "———"] {
            assert_eq!(read(text).0, State::Placeholder, "{text}");
        }
        for text in ["", " ", "\u{3000}\u{a0}"] {
            assert_eq!(read(text).0, State::Blank, "{text:?}");
        }
    }
}
