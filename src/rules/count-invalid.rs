//! A count is whole and not negative.

use super::draft::Draft;
use super::view::{View, cell_label};
use super::{Particulars, Rule};
use crate::forms::NumberKind;
use crate::report::State;

/// One finding a cell.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sheet in view.found() {
        for (at, field, value) in sheet.cells() {
            let Some(kind) = fault(&value.number, field.kind) else {
                continue;
            };
            if value.state != State::Number {
                continue;
            }
            let particulars = Particulars::default()
                .with_each(
                    "cell",
                    cell_label(field),
                    format!("{}/{}", field.row, field.column),
                )
                .with("found", &value.number);
            let mut draft = Draft::on_table(rule, &sheet, at)
                .with_cells(&sheet, &[field])
                .doubted(value.is_doubtful())
                .say(rule, kind, &particulars);
            draft.finding.found.clone_from(&value.number);
            draft.finding.quote.clone_from(&value.raw);
            draft.finding.place = value.place;
            drafts.push(draft);
        }
    }
    drafts
}

/// What is wrong with a number of this kind. Read off the digits, so that a number too long to reckon with is judged
/// too; `12.0` is whole.
fn fault(number: &str, kind: NumberKind) -> Option<&'static str> {
    let any_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit() && b != b'0');
    let fraction = number.split_once('.').map_or("", |(_, digits)| digits);
    if kind != NumberKind::Signed && number.starts_with('-') && any_digit(number) {
        Some("negative")
    } else if kind != NumberKind::Amount && any_digit(fraction) {
        Some("fraction")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_limits() {
        use NumberKind::{Amount, Count, Signed};
        for (number, kind, expected) in [
            ("12", Count, None),
            ("12.0", Count, None),
            ("-0", Count, None),
            ("12.5", Count, Some("fraction")),
            ("-3", Count, Some("negative")),
            ("-3", Signed, None),
            ("+19", Signed, None),
            ("1.5", Signed, Some("fraction")),
            ("190.457379", Amount, None),
            ("-0.5", Amount, Some("negative")),
        ] {
            assert_eq!(fault(number, kind), expected, "{number}");
        }
    }
}
