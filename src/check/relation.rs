//! The relations of the form over the cells of one report, those that can be evaluated.

use crate::forms::formula::{Comparison, Term};
use crate::forms::{Each, Identity};
use crate::report::{Coverage, Open, Presence, State, Value};
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

    /// Whether a cell of it was read with doubt.
    pub fn is_doubtful(&self) -> bool {
        let values = &self.sheet.filed.values;
        self.parts()
            .filter_map(|part| values.get(part.cell.1))
            .any(Value::is_doubtful)
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

/// Every relation of a report that can be evaluated, table by table in the form's order; and what came of them all.
pub fn evaluable<'a>(view: &View<'a>) -> (Vec<Relation<'a>>, Coverage) {
    let rules = Rules::embedded();
    let mut relations = Vec::new();
    let mut coverage = Coverage::default();
    for sheet in view.sheets() {
        let identities = sheet.edition.identities.iter();
        for identity in identities.filter(|i| i.table == sheet.filed.table) {
            let Some(rule) = rules.get(&identity.rule) else {
                continue;
            };
            for line in lines(&sheet, identity) {
                match evaluate(rule, &sheet, identity, line) {
                    Ok(relation) => relations.push(relation),
                    Err(why) => coverage.leave_open(why),
                }
            }
        }
    }
    for relation in &relations {
        *match relation.holds() {
            true => &mut coverage.held,
            false => &mut coverage.broken,
        } += 1;
        coverage.doubtful += u32::from(relation.is_doubtful());
    }
    (relations, coverage)
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

/// The relation for one row or column, or why it cannot be evaluated.
fn evaluate<'a>(
    rule: &'static Rule,
    sheet: &Sheet<'a>,
    identity: &Identity,
    line: &str,
) -> Result<Relation<'a>, Open> {
    match sheet.filed.presence {
        Presence::Found => {}
        Presence::Lost => return Err(Open::TableLost),
        Presence::Image => return Err(Open::TableImage),
        Presence::Absent => return Err(Open::TableAbsent),
    }
    let side = |terms: &[Term]| -> Result<Vec<Part>, Open> {
        let parts = terms.iter().map(|term| {
            let field = match identity.each {
                Each::Row => sheet.table.field(line, &term.key),
                Each::Column => sheet.table.field(&term.key, line),
            };
            let field = field.ok_or(Open::Absent)?;
            let value = sheet.filed.values.get(field).ok_or(Open::Absent)?;
            let (value, blank) = amount(value, identity.each)?;
            Ok(Part {
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
    if !is_stated(&left, sums) || !is_stated(&right, sums) {
        return Err(Open::Blank);
    }
    Ok(Relation {
        rule,
        sheet: *sheet,
        each: identity.each,
        left,
        comparison: identity.relation.comparison,
        right,
    })
}

/// The number that a cell brings to a sum, and whether it is only assumed. A number that a relation helped to choose or
/// to place cannot testify for or against a relation.
fn amount(value: &Value, each: Each) -> Result<(i128, bool), Open> {
    if value.spent.has(each == Each::Row) {
        return Err(Open::Inferred);
    }
    match value.state {
        State::Number => Ok((value.scaled().ok_or(Open::Unreadable)?, false)),
        State::Blank | State::Placeholder => Ok((0, true)),
        State::Absent => Err(Open::Absent),
        State::Unreadable => Err(Open::Unreadable),
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
