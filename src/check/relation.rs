//! The relations of the form over the cells of one report, those that can be evaluated.

use crate::forms::formula::{Comparison, Term};
use crate::forms::{Each, Identity};
use crate::report::{Origin, State, Value};
use crate::rules::view::{Sheet, View};
use crate::rules::{Rule, Rules};

/// A cell: index of its table in the report, index of its field in the table.
pub type Cell = (usize, usize);

/// A term with its number.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The cell.
    pub cell: Cell,
    /// Whether it is subtracted.
    pub negative: bool,
    /// The number, scaled; 0 where nothing is printed.
    pub value: i128,
    /// Whether nothing is printed and 0 is assumed.
    pub blank: bool,
}

impl Part {
    /// What it adds to its side.
    pub fn signed(&self) -> i128 {
        if self.negative {
            -self.value
        } else {
            self.value
        }
    }
}

/// A relation with numbers in it.
#[derive(Clone, Debug)]
pub struct Relation<'a> {
    /// The rule that it states.
    pub rule: &'static Rule,
    /// The table.
    pub sheet: Sheet<'a>,
    /// Whether it runs along a row or down a column.
    pub each: Each,
    /// Left side.
    pub left: Vec<Part>,
    /// How the sides must compare.
    pub comparison: Comparison,
    /// Right side.
    pub right: Vec<Part>,
}

/// The side of a relation that is a single cell stated in words of the other side: the total of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The left side.
    Left,
    /// The right side.
    Right,
    /// Both sides are sums.
    Neither,
}

impl Relation<'_> {
    /// Its parts, left side first.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.left.iter().chain(&self.right)
    }

    /// Sum of the left side.
    pub fn left_sum(&self) -> i128 {
        self.left.iter().map(Part::signed).sum()
    }

    /// Sum of the right side.
    pub fn right_sum(&self) -> i128 {
        self.right.iter().map(Part::signed).sum()
    }

    /// Whether it holds.
    pub fn holds(&self) -> bool {
        self.comparison.holds(self.left_sum(), self.right_sum())
    }

    /// Whether a blank was counted as 0.
    pub fn assumes_zero(&self) -> bool {
        self.parts().any(|part| part.blank)
    }

    /// The side that is the total of the other.
    pub fn subject(&self) -> Subject {
        match (self.left.len(), self.right.len()) {
            (1, _) => Subject::Left,
            (_, 1) => Subject::Right,
            _ => Subject::Neither,
        }
    }

    /// The cell of the total, where there is one.
    pub fn subject_part(&self) -> Option<&Part> {
        match self.subject() {
            Subject::Left => self.left.first(),
            Subject::Right => self.right.first(),
            Subject::Neither => None,
        }
    }
}

/// Every relation of a report that can be evaluated, table by table in the form's order.
pub fn evaluable<'a>(view: &View<'a>) -> Vec<Relation<'a>> {
    let rules = Rules::embedded();
    let mut relations = Vec::new();
    for sheet in view.found() {
        for identity in &sheet.edition.identities {
            let Some(rule) = rules.get(&identity.rule) else {
                continue;
            };
            if identity.table == sheet.filed.table {
                let lines = lines(&sheet, identity);
                relations.extend(
                    lines
                        .into_iter()
                        .filter_map(|line| evaluate(rule, &sheet, identity, line)),
                );
            }
        }
    }
    relations
}

/// Keys of the rows or columns that an identity is repeated over.
fn lines<'a>(sheet: &Sheet<'a>, identity: &Identity) -> Vec<&'a str> {
    let mut lines: Vec<&str> = Vec::new();
    for field in &sheet.table.fields {
        let key = match identity.each {
            Each::Row => field.row.as_str(),
            Each::Column => field.column.as_str(),
        };
        let wanted = identity.only.is_empty() || identity.only.iter().any(|only| only == key);
        if wanted && !lines.contains(&key) {
            lines.push(key);
        }
    }
    lines
}

/// The relation for one row or column; `None` where it cannot be evaluated.
fn evaluate<'a>(
    rule: &'static Rule,
    sheet: &Sheet<'a>,
    identity: &Identity,
    line: &str,
) -> Option<Relation<'a>> {
    let side = |terms: &[Term]| -> Option<Vec<Part>> {
        let parts = terms.iter().map(|term| {
            let field = match identity.each {
                Each::Row => sheet.table.field(line, &term.key),
                Each::Column => sheet.table.field(&term.key, line),
            }?;
            let (value, blank) = amount(sheet.filed.values.get(field)?)?;
            Some(Part {
                cell: (sheet.at, field),
                negative: term.negative,
                value,
                blank,
            })
        });
        parts.collect()
    };
    let left = side(&identity.relation.left)?;
    let right = side(&identity.relation.right)?;
    let sums = left.len() > 1 && right.len() > 1;
    (is_stated(&left, sums) && is_stated(&right, sums)).then_some(Relation {
        rule,
        sheet: *sheet,
        each: identity.each,
        left,
        comparison: identity.relation.comparison,
        right,
    })
}

/// The number that a cell brings to a sum, and whether it is only assumed. A number that a relation helped to choose
/// cannot testify for or against a relation.
fn amount(value: &Value) -> Option<(i128, bool)> {
    if value.origin == Origin::Inferred {
        return None;
    }
    match value.state {
        State::Number => Some((value.scaled()?, false)),
        State::Blank | State::Placeholder => Some((0, true)),
        State::Absent | State::Unreadable => None,
    }
}

/// Whether enough of a side is printed to compare it. A total must be; of a sum, some part. Where both sides are sums
/// (新收 + 结转 = 总计 + 结转), the leading term of each is the figure that the other one only adds to: without it there
/// is nothing to compare.
fn is_stated(side: &[Part], both_are_sums: bool) -> bool {
    let leading = side.first().is_some_and(|part| !part.blank);
    if both_are_sums || side.len() == 1 {
        leading
    } else {
        side.iter().any(|part| !part.blank)
    }
}
