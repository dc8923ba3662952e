//! Broken relations as findings.

use super::board::Board;
use super::culprit;
use super::equation::{self, Names};
use super::relation::{self, Part, Relation, Subject};
use super::slip;
use crate::forms::Each;
use crate::forms::formula::Comparison;
use crate::location::Place;
use crate::report::decimal::plain;
use crate::report::{Basis, Coverage, Severity, Suspects};
use crate::rules::Particulars;
use crate::rules::draft::Draft;
use crate::rules::view::{View, column_label, row_label, short};

/// What came of a report's relations.
pub struct Outcome {
    /// A finding for each that is broken.
    pub drafts: Vec<Draft>,
    /// What was evaluated, and what could not be.
    pub coverage: Coverage,
    /// Whether the search for suspects was cut short.
    pub bounded: bool,
}

/// Evaluates every relation of the report.
pub fn check(view: &View<'_>) -> Outcome {
    let (relations, coverage) = relation::evaluable(view);
    let board = Board::new(&relations);
    let mut outcome = Outcome {
        drafts: Vec::new(),
        coverage,
        bounded: false,
    };
    let components = board.components();
    let all_broken: Vec<&Relation<'_>> = relations.iter().filter(|r| !r.holds()).collect();
    for (number, component) in components.iter().enumerate() {
        let search = culprit::suspects(&board, component);
        outcome.bounded |= search.bounded;
        let suspects = slip::rank(view, &all_broken, search.sets);
        for relation in component.iter().map(|&at| &relations[at]) {
            // Every set mends every relation of the component, hence touches this one.
            let mut draft = draft(relation, suspects.clone());
            draft.component = Some(number);
            outcome.drafts.push(draft);
        }
    }
    outcome
}

fn draft(relation: &Relation<'_>, suspects: Vec<Suspects>) -> Draft {
    let sheet = &relation.sheet;
    let field = |part: &Part| sheet.table.fields.get(part.cell.1);
    let value = |part: &Part| sheet.filed.values.get(part.cell.1);
    let fields: Vec<_> = relation.parts().filter_map(field).collect();
    let subject = relation.subject_part();
    let position = subject.or(relation.left.first()).map_or(0, |p| p.cell.1);
    let doubted = relation.is_doubtful();

    let mut draft = Draft::on_table(relation.rule, sheet, position)
        .with_cells(sheet, &fields)
        .doubted(doubted)
        .say(relation.rule, "broken", &particulars(relation));
    if suspects.first().is_some_and(|set| set.said) {
        let message = &mut draft.finding.message;
        message.zh.push_str("正文所说的数与第一种可能一致。");
        message
            .en
            .push_str(" The prose agrees with the first of the suspects.");
    }
    let finding = &mut draft.finding;
    if let Some(field) = subject.and_then(field) {
        finding.row.clone_from(&field.row);
        finding.column.clone_from(&field.column);
    }
    let (expected, found) = match relation.subject() {
        Subject::Left => (relation.right_sum(), relation.left_sum()),
        Subject::Right | Subject::Neither => (relation.left_sum(), relation.right_sum()),
    };
    finding.expected = plain(expected);
    finding.found = plain(found);
    finding.difference = plain(found - expected);
    finding.equation = equation::figures(relation);
    if relation.assumes_zero() {
        finding.basis = Basis::AssumedZero;
        finding.severity = finding.severity.min(Severity::Warning);
    }
    finding.place = subject
        .into_iter()
        .chain(relation.parts())
        .filter_map(value)
        .map(|value| value.place)
        .find(|place| *place != Place::Nowhere)
        .unwrap_or_default();
    finding.suspects = suspects;
    draft
}

/// What the message of a broken relation names: the row or column, the total, both sides.
fn particulars(relation: &Relation<'_>) -> Particulars {
    let field = |part: &Part| relation.sheet.table.fields.get(part.cell.1);
    let first = relation.parts().next().and_then(field);
    let line = match (relation.each, first) {
        (Each::Row, Some(f)) => (row_label(f), format!("{} ({})", f.row, f.row_label)),
        (Each::Column, Some(f)) => (
            column_label(f),
            format!("{} ({})", f.column, f.column_label),
        ),
        (_, None) => Default::default(),
    };
    let subject = match (relation.each, relation.subject_part().and_then(field)) {
        (Each::Row, Some(f)) => (short(&f.column_label), f.column.as_str()),
        (Each::Column, Some(f)) => (short(&f.row_label), f.row.as_str()),
        (_, None) => ("", ""),
    };
    let (one, sum) = match relation.subject() {
        Subject::Left => (&relation.left, &relation.right),
        Subject::Right | Subject::Neither => (&relation.right, &relation.left),
    };
    let words = |parts: &[Part], names| equation::in_words(relation, parts, names);
    let assumed = if relation.assumes_zero() {
        ("空白格按 0 计。", " Blank cells are counted as 0.")
    } else {
        ("", "")
    };
    let compared = match (relation.comparison, relation.subject()) {
        (Comparison::Equal, _) => ("不等于", "is not"),
        (Comparison::AtLeast, Subject::Left) | (Comparison::AtMost, Subject::Right) => {
            ("小于", "is less than")
        }
        _ => ("大于", "is more than"),
    };
    Particulars::default()
        .with_each("line", line.0, line.1)
        .with_each("subject", subject.0, subject.1)
        .with("found", plain(one.iter().map(Part::signed).sum()))
        .with_each("sum", words(sum, Names::Labels), words(sum, Names::Keys))
        .with_each(
            "other_sum",
            words(one, Names::Labels),
            words(one, Names::Keys),
        )
        .with_each("compared", compared.0, compared.1)
        .with_each("assumed", assumed.0, assumed.1)
}
