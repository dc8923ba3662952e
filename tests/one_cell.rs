//! One cell of a report that adds up is changed: exactly the relations that hold it are broken, and in 表三, where it stands
//! in a row and a column, it is the first suspect.

#![allow(
    clippy::needless_range_loop,
    reason = "rows and columns of a table by number"
)]

mod dice;

use std::collections::BTreeSet;

use dice::Dice;
use gouji::audit::{Settings, audit};
use gouji::forms::formula::Comparison;
use gouji::forms::{Each, Edition, Forms, Identity, Layout, Table};
use gouji::report::Report;

const YEAR: u16 = 2023;

fn edition() -> &'static Edition {
    let forms = Forms::embedded();
    &forms.editions[forms.in_force(Some(YEAR))]
}

/// Figures of 表三 that keep every relation, by row and column of the form.
fn requests(table: &Table, seed: u64) -> Vec<i64> {
    let block = &table.blocks[0];
    let (rows, columns) = (block.rows.len(), block.columns.len());
    let at = |key: &str| block.rows.iter().position(|r| r.key == key).expect("a row");
    let (total, came, left, new) = (at("total"), at("carried_in"), at("carried_out"), at("new"));
    let mut dice = Dice(seed);
    let mut roll = || i64::try_from(dice.roll(40)).expect("small");
    let mut figures = vec![vec![0; columns]; rows];
    for column in 0..columns - 1 {
        for row in (0..rows).filter(|r| ![total, came, left, new].contains(r)) {
            figures[row][column] = roll();
            figures[total][column] += figures[row][column];
        }
        figures[came][column] = roll();
        figures[left][column] = figures[came][column] + roll();
        figures[new][column] =
            figures[total][column] + figures[left][column] - figures[came][column];
    }
    for row in &mut figures {
        row[columns - 1] = row.iter().sum();
    }
    figures.concat()
}

/// Figures of 表四 that keep every relation.
fn disputes(table: &Table) -> Vec<i64> {
    let block = &table.blocks[0];
    let parts = [3, 1, 4, 2];
    let rows = 0..i64::try_from(block.rows.len()).expect("few");
    rows.flat_map(|row| {
        let own = parts.map(|p| p + row);
        own.into_iter().chain([own.iter().sum()])
    })
    .collect()
}

fn print(tables: &[(&Table, &[i64])]) -> String {
    let mut text = format!("青溪市{YEAR}年政府信息公开工作年度报告\n");
    for (table, figures) in tables {
        let numeral = ["一", "二", "三", "四"][usize::from(table.section) - 1];
        let heading = &Forms::embedded().wording.sections[usize::from(table.section) - 1].heading;
        text.push_str(&format!("{numeral}、{heading}\n"));
        let block = &table.blocks[0];
        let width = match block.layout {
            Layout::Rows => block.columns.len(),
            Layout::Line => figures.len(),
        };
        let heads: Vec<&str> = block.columns.iter().map(|c| c.label.as_str()).collect();
        let times = width / heads.len();
        text.push_str(&format!("项目\t{}\n", heads.repeat(times).join("\t")));
        for (at, row) in figures.chunks(width).enumerate() {
            let cells: Vec<String> = row.iter().map(i64::to_string).collect();
            if block.layout == Layout::Rows {
                text.push_str(&format!("{}\t", block.rows[at].label));
            }
            text.push_str(&format!("{}\n", cells.join("\t")));
        }
    }
    text
}

fn read(text: &str) -> Report {
    let mut audited = audit(text.as_bytes(), &Settings::default());
    audited.reports.pop().expect("a report")
}

fn equal_over(table: usize) -> impl Iterator<Item = &'static Identity> {
    let identities = edition().identities.iter();
    identities.filter(move |i| i.table == table && i.relation.comparison == Comparison::Equal)
}

/// Rule and line of every relation that a cell stands in.
fn relations_of(table: usize, field: usize) -> BTreeSet<(String, String)> {
    let field = &edition().tables[table].fields[field];
    let holds = |i: &&Identity| {
        let mut terms = i.relation.left.iter().chain(&i.relation.right);
        match i.each {
            Each::Row => {
                let row = i.only.is_empty() || i.only.contains(&field.row);
                row && terms.any(|t| t.key == field.column)
            }
            Each::Column => {
                let column = i.only.is_empty() || i.only.contains(&field.column);
                column && terms.any(|t| t.key == field.row)
            }
        }
    };
    let line = |i: &Identity| match i.each {
        Each::Row => field.row.clone(),
        Each::Column => field.column.clone(),
    };
    equal_over(table)
        .filter(holds)
        .map(|i| (i.rule.clone(), line(i)))
        .collect()
}

/// Rule and line of every relation that is reported as broken.
fn broken(report: &Report, table: usize) -> BTreeSet<(String, String)> {
    let rules: BTreeSet<(&str, bool)> = equal_over(table)
        .map(|i| (i.rule.as_str(), i.each == Each::Row))
        .collect();
    let findings = report.findings.iter();
    findings
        .filter_map(|f| {
            let (_, in_row) = rules.iter().find(|(rule, _)| *rule == f.rule)?;
            let line = if *in_row { &f.row } else { &f.column };
            Some((f.rule.to_string(), line.clone()))
        })
        .collect()
}

/// Changes each cell of a table in turn; `suspected` says whether it must come first of the suspects.
fn each_cell(index: usize, suspected: bool) {
    let edition = edition();
    let tables = &edition.tables;
    let good: Vec<Vec<i64>> = vec![Vec::new(), requests(&tables[1], 11), disputes(&tables[2])];
    let text = |good: &[Vec<i64>]| print(&[(&tables[1], &good[1]), (&tables[2], &good[2])]);
    let clean = read(&text(&good));
    assert_eq!(broken(&clean, 1), BTreeSet::new());
    assert_eq!(broken(&clean, 2), BTreeSet::new());
    for field in 0..tables[index].fields.len() {
        let mut changed = good.clone();
        changed[index][field] += 100;
        let report = read(&text(&changed));
        let name = &tables[index].fields[field];
        let name = format!("{}/{}/{}", tables[index].id, name.row, name.column);
        assert_eq!(broken(&report, index), relations_of(index, field), "{name}");
        let findings = report.findings.iter();
        let mut own = findings
            .filter(|f| equal_over(index).any(|i| i.rule == f.rule))
            .peekable();
        assert!(own.peek().is_some(), "{name}");
        for finding in own.filter(|_| suspected) {
            let first = finding.suspects.first().expect("suspects");
            let cells: Vec<String> = first
                .cells
                .iter()
                .map(|(cell, _)| cell.to_string())
                .collect();
            assert_eq!(cells, [name.as_str()], "{}", finding.equation);
        }
    }
}

#[test]
fn in_the_table_of_requests() {
    each_cell(1, true);
}

#[test]
fn in_the_table_of_disputes() {
    each_cell(2, false);
}
