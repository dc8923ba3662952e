//! What must be so for any figures.

use crate::sample::{APPLICANTS, OUTCOMES, Sample, written};
use gouji::check::relation::{Relation, evaluable};
use gouji::forms::Forms;
use gouji::prose::Prose;
use gouji::report::{CellRef, Report, State};
use gouji::rules::view::View;
use proptest::prelude::*;

/// The rules that are relations of the form.
fn arithmetic(report: &Report) -> Vec<&gouji::report::Finding> {
    let rules = [
        "requests-balance",
        "requests-result-total",
        "requests-row-total",
        "disputes-total",
    ];
    let findings = report.findings.iter();
    findings.filter(|f| rules.contains(&f.rule)).collect()
}

/// The relations that could be evaluated: rule and cells.
fn judged(report: &Report) -> Vec<(&'static str, Vec<CellRef>)> {
    let prose = Prose::default();
    let view = View {
        forms: Forms::embedded(),
        report,
        prose: &prose,
    };
    let (relations, _) = evaluable(&view);
    let cells = |relation: &Relation<'_>| {
        let fields = relation
            .parts()
            .map(|part| &relation.sheet.table.fields[part.cell.1]);
        fields.map(|field| relation.sheet.cell_ref(field)).collect()
    };
    relations.iter().map(|r| (r.rule.id, cells(r))).collect()
}

/// Rows of results in the form of a year.
fn results(year: u16) -> Vec<&'static str> {
    let forms = Forms::embedded();
    let edition = &forms.editions[forms.in_force(Some(year))];
    let table = edition
        .tables
        .iter()
        .find(|t| t.id == "requests")
        .expect("table");
    let rows = table.blocks[0].rows.iter().map(|row| row.key.as_str());
    rows.filter(|row| !["new", "carried_in", "total", "carried_out"].contains(row))
        .collect()
}

/// A report whose tables three and four add up, from numbers taken in turn.
fn consistent(year: u16, numbers: &[u16]) -> Sample {
    let mut supply = numbers.iter().cycle();
    let mut next = || i64::from(*supply.next().unwrap_or(&0));
    let mut sample = Sample::new(year);
    let mut totals = [0; 7];
    for row in results(year) {
        let mut cells = [0; 7];
        for (column, cell) in cells.iter_mut().enumerate().take(6) {
            *cell = next();
            totals[column] += *cell;
        }
        cells[6] = cells.iter().sum();
        totals[6] += cells[6];
        sample = sample.requests(row, cells);
    }
    let (mut carried_in, mut carried_out, mut new) = ([0; 7], [0; 7], [0; 7]);
    for column in 0..6 {
        carried_out[column] = next();
        carried_in[column] = next().min(totals[column] + carried_out[column]);
        new[column] = totals[column] + carried_out[column] - carried_in[column];
    }
    for row in [&mut carried_in, &mut carried_out, &mut new] {
        row[6] = row.iter().sum();
    }
    sample = sample
        .requests("new", new)
        .requests("carried_in", carried_in)
        .requests("total", totals)
        .requests("carried_out", carried_out);
    for row in ["review", "direct_suit", "suit_after_review"] {
        let mut cells = [next(), next(), next(), next(), 0];
        cells[4] = cells.iter().sum();
        sample = sample.disputes(row, cells);
    }
    sample
}

fn years() -> impl Strategy<Value = u16> {
    prop_oneof![Just(2020_u16), Just(2023)]
}

/// Mostly small figures with many noughts, as in real reports.
fn numbers() -> impl Strategy<Value = Vec<u16>> {
    let number = prop_oneof![3 => Just(0_u16), 3 => 1..10_u16, 1 => 10..400_u16];
    prop::collection::vec(number, 31..157)
}

/// A cell of table three or four: table, row, column.
fn cell(year: u16, at: usize) -> (&'static str, String, &'static str) {
    let mut rows: Vec<String> = results(year).into_iter().map(str::to_owned).collect();
    rows.extend(["new", "carried_in", "total", "carried_out"].map(str::to_owned));
    let requests = rows.len() * APPLICANTS.len();
    let at = at % (requests + 15);
    if at < requests {
        ("requests", rows.swap_remove(at / 7), APPLICANTS[at % 7])
    } else {
        let rows = ["review", "direct_suit", "suit_after_review"];
        let at = at - requests;
        ("disputes", rows[at / 5].to_owned(), OUTCOMES[at % 5])
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn figures_that_add_up_give_no_finding(year in years(), numbers in numbers()) {
        let report = consistent(year, &numbers).check();
        prop_assert!(report.findings.is_empty());
        prop_assert_eq!(report.coverage.broken, 0);
    }

    #[test]
    fn one_wrong_cell_is_named_with_its_true_value(
        year in years(), numbers in numbers(), at in 0..1000_usize, wrong in 0..500_u32,
    ) {
        let mut sample = consistent(year, &numbers);
        let (table, row, column) = cell(year, at);
        let right = sample.value(table, &row, column).number.clone();
        prop_assume!(right != wrong.to_string());
        let report = sample.set(table, &row, column, wrong).check();
        let findings = arithmetic(&report);
        prop_assert!(!findings.is_empty());
        if table == "requests" {
            // Every cell of table three stands in a row and in a column.
            prop_assert!(findings.len() >= 2);
            for finding in findings {
                let sets: Vec<String> = finding.suspects.iter().map(written).collect();
                prop_assert_eq!(sets, [format!("{table}/{row}/{column}={right}")]);
            }
        } else {
            let sets: Vec<String> = findings[0].suspects.iter().map(written).collect();
            let expected = format!("{table}/{row}/{column}={right}");
            prop_assert!(sets.contains(&expected));
        }
    }

    #[test]
    fn a_set_mends_its_group_and_breaks_nothing(
        year in years(), numbers in numbers(),
        slips in prop::collection::vec((0..1000_usize, 0..40_u32), 1..4),
        blanks in prop::collection::vec(0..1000_usize, 0..3),
    ) {
        let mut sample = consistent(year, &numbers);
        for (at, wrong) in slips {
            let (table, row, column) = cell(year, at);
            sample = sample.set(table, &row, column, wrong);
        }
        for at in blanks {
            let (table, row, column) = cell(year, at);
            sample = sample.state(table, &row, column, State::Blank);
        }
        let report = sample.clone().check();
        prop_assert_eq!(format!("{:?}", report.findings), format!("{:?}", sample.clone().check().findings));
        let key = |f: &gouji::report::Finding| (f.rule, f.cells.clone());
        let judged = judged(&report);
        let broken: Vec<_> = arithmetic(&report).into_iter().map(key).collect();
        for finding in arithmetic(&report) {
            let group: Vec<_> = arithmetic(&report).into_iter().filter(|f| f.group == finding.group).map(key).collect();
            for set in &finding.suspects {
                prop_assert!(set.cells.iter().any(|(cell, _)| finding.cells.contains(cell)));
                let mut mended = sample.clone();
                for (cell, value) in &set.cells {
                    mended = mended.set(&cell.table, &cell.row, &cell.column, value);
                }
                let after = mended.check();
                let left: Vec<_> = arithmetic(&after).into_iter().map(key).collect();
                // A blank that is filled may open a relation which said nothing before.
                for relation in left.iter().filter(|relation| judged.contains(relation)) {
                    prop_assert!(broken.contains(relation) && !group.contains(relation));
                }
            }
        }
    }
}
