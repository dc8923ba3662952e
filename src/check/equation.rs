//! A relation in figures, and in words.
//!
//! Sums of up to [`ALL_SHOWN`] terms show every term. In longer ones (the results of 表三 are 19 or 21 rows) most
//! terms are 0 and hide the others, so only terms that are not 0 are shown; nothing stands for those left out, since
//! the sum is the same. A part of which nothing is printed is shown as `(0)`.

use super::relation::{Part, Relation};
use crate::forms::Field;
use crate::forms::formula::Comparison;
use crate::report::decimal::plain;
use crate::rules::view::short;

/// Sums of so many terms show all of them.
const ALL_SHOWN: usize = 8;

/// `10 + 1 + 0 + 0 = 11 ≠ 0`.
pub fn figures(relation: &Relation<'_>) -> String {
    figures_of(&relation.left, relation.comparison, &relation.right)
}

/// The same for two sides that need not be of one report.
pub fn figures_of(left: &[Part], comparison: Comparison, right: &[Part]) -> String {
    let (left, right) = (side(left, number), side(right, number));
    format!("{left} {} {right}", comparison.broken_sign())
}

/// How a part is named in a sentence.
#[derive(Clone, Copy, Debug)]
pub enum Names {
    /// By official labels.
    Labels,
    /// By keys.
    Keys,
}

/// A side with its terms named: `结果维持 10 + 结果纠正 1 + 其他结果 0 + 尚未审结 0 = 11`.
pub fn in_words(relation: &Relation<'_>, parts: &[Part], names: Names) -> String {
    use crate::forms::Each;
    let name = |field: &Field| match (names, relation.each) {
        (Names::Labels, Each::Row) => short(&field.column_label).to_owned(),
        (Names::Labels, Each::Column) => short(&field.row_label).to_owned(),
        (Names::Keys, Each::Row) => field.column.clone(),
        (Names::Keys, Each::Column) => field.row.clone(),
    };
    side(parts, |part| {
        match relation.sheet.table.fields.get(part.cell.1) {
            Some(field) => format!("{} {}", name(field), number(part)),
            None => number(part),
        }
    })
}

fn number(part: &Part) -> String {
    let text = plain(part.value);
    if part.blank || part.value < 0 {
        format!("({text})")
    } else {
        text
    }
}

/// The terms of a side, and what they come to unless that is plain to see.
fn side(parts: &[Part], show: impl Fn(&Part) -> String) -> String {
    let shown: Vec<&Part> = parts
        .iter()
        .filter(|part| parts.len() <= ALL_SHOWN || part.value != 0)
        .collect();
    let mut text = String::new();
    for (at, part) in shown.iter().enumerate() {
        text.push_str(match (at, part.negative) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        });
        text.push_str(&show(part));
    }
    let sum = plain(parts.iter().map(Part::signed).sum());
    match shown.len() {
        0 => sum,
        1 => text,
        _ => format!("{text} = {sum}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::decimal::ONE;

    fn part(value: i128, negative: bool, blank: bool) -> Part {
        Part {
            cell: (0, 0),
            negative,
            value: value * ONE,
            blank,
        }
    }

    #[test]
    fn short_sums_show_every_term() {
        let parts = [part(7, false, false), part(2, true, false)];
        assert_eq!(side(&parts, number), "7 − 2 = 5");
        let parts = [part(3, false, false), part(0, false, true)];
        assert_eq!(side(&parts, number), "3 + (0) = 3");
        assert_eq!(side(&[part(-4, false, false)], number), "(-4)");
    }

    #[test]
    fn long_sums_show_what_counts() {
        let mut parts = vec![part(0, false, false); 20];
        assert_eq!(side(&parts, number), "0");
        parts[3] = part(6, false, false);
        assert_eq!(side(&parts, number), "6");
        parts[19] = part(1, false, false);
        assert_eq!(side(&parts, number), "6 + 1 = 7");
    }
}
