//! The figures of an area's report against those of its members, field by field.

use crate::across::money::amount;
use crate::across::{Brief, Figure, Table};
use crate::forms::{self, Field, Forms, InArea, NumberKind};
use crate::report::{CellRef, Finding, Presence, SCALE_DIGITS, Severity, State, plain};
use crate::rules::draft::Draft;
use crate::rules::view::cell_label;
use crate::rules::{Particulars, Rule, Rules};

/// Members that are named as the cells a sum is made of.
const NAMED: usize = 20;

const ONE: i128 = 10_i128.pow(SCALE_DIGITS as u32);

/// A member's figure.
#[derive(Clone, Copy)]
struct Part {
    /// Index of the member among the briefs.
    member: usize,
    /// The figure in the unit of the area's, scaled.
    number: i128,
    /// The least step of the digits it is printed with.
    step: i128,
    doubtful: bool,
}

/// What an area's report has less of than its members: one finding a cell, all in one group.
pub fn check(forms: &Forms, briefs: &[Brief], parent: usize, members: &[usize]) -> Vec<Finding> {
    let Some(rule) = Rules::embedded().get("parent-too-small") else {
        return Vec::new();
    };
    let below: Vec<(usize, Vec<Table>)> = members
        .iter()
        .map(|at| (*at, briefs[*at].figures.tables()))
        .collect();
    let mut findings = Vec::new();
    for table in briefs[parent].figures.tables() {
        let edition = &forms.editions[table.edition];
        let form = &edition.tables[table.table];
        if table.presence != Presence::Found || !rule.applies_to(&edition.id) {
            continue;
        }
        for (field, figure) in form.fields.iter().zip(&table.figures) {
            let Some(whole) = whole(field, figure) else {
                continue;
            };
            let parts: Vec<Part> = below
                .iter()
                .filter_map(|(member, tables)| part(forms, form, field, figure, *member, tables))
                .collect();
            let Some(case) = Case::of(&whole, &parts) else {
                continue;
            };
            let mut finding = case.finding(rule, field, &whole, briefs);
            finding.set_table(&edition.id, &form.id);
            findings.push(finding);
        }
    }
    findings
}

/// The area's own figure, if it can be compared.
fn whole(field: &Field, figure: &Figure) -> Option<Part> {
    let comparable = field.kind != NumberKind::Signed && field.in_area != InArea::Apart;
    let number = figure
        .number
        .filter(|_| comparable && figure.state == State::Number)?;
    Some(Part {
        member: usize::MAX,
        number,
        step: step(number),
        doubtful: figure.doubtful,
    })
}

/// The least step of a number as printed; noughts at the end of decimals are not kept.
fn step(number: i128) -> i128 {
    let mut step = 1;
    while step < ONE && number % (step * 10) == 0 {
        step *= 10;
    }
    step
}

/// The same cell in a member's report, in the unit of the area's.
fn part(
    forms: &Forms,
    form: &forms::Table,
    field: &Field,
    area: &Figure,
    member: usize,
    tables: &[Table],
) -> Option<Part> {
    tables.iter().find_map(|table| {
        let theirs = &forms.editions[table.edition].tables[table.table];
        if theirs.id != form.id || table.presence != Presence::Found {
            return None;
        }
        let at = theirs.field(&field.row, &field.column)?;
        let figure = table.figures.get(at)?;
        let number = figure.number.filter(|_| figure.state == State::Number)?;
        let other = &theirs.fields[at];
        let (number, step) = if field.kind == NumberKind::Amount {
            in_unit_of(field, area, other, figure)?
        } else {
            (number, step(number))
        };
        Some(Part {
            member,
            number,
            step,
            doubtful: figure.doubtful,
        })
    })
}

/// A member's amount in the unit of the area's, with its least step; `None` where one of the units is not known.
fn in_unit_of(
    field: &Field,
    area: &Figure,
    other: &Field,
    figure: &Figure,
) -> Option<(i128, i128)> {
    let ours = amount(field, area)?.unit? as i128;
    let theirs = amount(other, figure)?.unit? as i128;
    let number = figure.number?;
    let convert = |number: i128| number.checked_mul(theirs).map(|number| number / ours);
    Some((convert(number)?, convert(step(number))?.max(1)))
}

/// How an area has less than its members.
enum Case {
    /// Less than one of them alone.
    Member(Part),
    /// Less than all that were given.
    Sum { sum: i128, parts: Vec<Part> },
}

impl Case {
    fn of(whole: &Part, parts: &[Part]) -> Option<Self> {
        // At the coarser precision: 12 is no less than 12.35.
        let less = |number: i128, step: i128| whole.number + whole.step.max(step) <= number;
        let largest = parts
            .iter()
            .reduce(|a, b| if b.number > a.number { b } else { a })?;
        if less(largest.number, largest.step) {
            return Some(Self::Member(*largest));
        }
        let sum = parts
            .iter()
            .try_fold(0_i128, |sum, part| sum.checked_add(part.number))?;
        let coarsest = parts.iter().map(|part| part.step).max()?;
        // Each member may be rounded by half a step.
        let steps = if coarsest < ONE {
            parts.len() as i128
        } else {
            1
        };
        less(sum, coarsest.checked_mul(steps)?).then(|| Self::Sum {
            sum,
            parts: parts.iter().copied().filter(|p| p.number > 0).collect(),
        })
    }

    fn finding(
        &self,
        rule: &'static Rule,
        field: &Field,
        whole: &Part,
        briefs: &[Brief],
    ) -> Finding {
        let (expected, parts, kind) = match self {
            Self::Member(part) => (part.number, std::slice::from_ref(part), "member"),
            Self::Sum { sum, parts } => (*sum, &**parts, "sum"),
        };
        let first = parts.first().map(|part| &briefs[part.member]);
        let keys = format!("{}/{}", field.row, field.column);
        let particulars = Particulars::default()
            .with_each("cell", cell_label(field), keys)
            .with("found", plain(whole.number))
            .with("expected", plain(expected))
            .with("count", parts.len())
            .with("agency", first.map_or("", |brief| &brief.body.agency))
            .with("path", first.map_or("", |brief| &brief.path));
        let mut draft = Draft::on_report(rule, 0);
        let finding = &mut draft.finding;
        finding.group = 1;
        finding.row.clone_from(&field.row);
        finding.column.clone_from(&field.column);
        finding.found = plain(whole.number);
        finding.expected = format!(">= {}", plain(expected));
        finding.difference = plain(whole.number - expected);
        finding.equation = equation(whole, parts, expected);
        finding.cells = cells(field, parts, briefs);
        if field.in_area == InArea::Own {
            finding.severity = Severity::Notice;
        }
        let doubtful = whole.doubtful || parts.iter().any(|part| part.doubtful);
        draft
            .doubted(doubtful)
            .say(rule, kind, &particulars)
            .finding
    }
}

/// `12 < 7 + 8 = 15`; of many members only the sum.
fn equation(whole: &Part, parts: &[Part], expected: i128) -> String {
    let terms: Vec<String> = parts.iter().map(|part| plain(part.number)).collect();
    let sum = plain(expected);
    match terms.len() {
        2..=8 => format!("{} < {} = {sum}", plain(whole.number), terms.join(" + ")),
        _ => format!("{} < {sum}", plain(whole.number)),
    }
}

fn cells(field: &Field, parts: &[Part], briefs: &[Brief]) -> Vec<CellRef> {
    let cell = |report: &str| CellRef {
        report: report.to_owned(),
        table: String::new(),
        row: field.row.clone(),
        column: field.column.clone(),
    };
    let named = parts.iter().take(NAMED);
    let named = named.map(|part| cell(&briefs[part.member].report_id));
    [cell("")].into_iter().chain(named).collect()
}
