//! Tables whose cells ran together into one string: what is read of them is right, and most of it is read.

#![allow(clippy::unwrap_used, reason = "a failed reading is a failed test")]

mod dice;

use dice::Dice;
use gouji::audit::{Settings, audit};
use gouji::forms::formula::Comparison;
use gouji::forms::{Each, Edition, Forms, Layout, Table};
use gouji::report::{Origin, Presence, Report, State};

const RUNS: u64 = 32;

impl Dice {
    /// Mostly 0, as in reports; `busy` bodies have larger figures.
    fn figure(&mut self, busy: usize) -> i64 {
        let top = [0, 0, 0, 1, 3, 12, 80, 900][self.roll(5 + busy)];
        self.roll(top + 1) as i64
    }
}

/// Figures of a table that keep its sums: the parts are drawn, totals added up.
fn figures(edition: &Edition, index: usize, busy: usize, dice: &mut Dice) -> Vec<i64> {
    let table = &edition.tables[index];
    let mut figures: Vec<i64> = table.fields.iter().map(|_| dice.figure(busy)).collect();
    let sums = edition.identities.iter().filter(|i| {
        i.table == index && i.relation.comparison == Comparison::Equal && i.only.is_empty()
    });
    let sums: Vec<_> = sums.collect();
    // Twice, since totals of rows and of columns stand on one another.
    for _ in 0..2 {
        for sum in &sums {
            let mut lines: Vec<&str> = Vec::new();
            for field in &table.fields {
                lines.push(if sum.each == Each::Row {
                    &field.row
                } else {
                    &field.column
                });
            }
            lines.sort_unstable();
            lines.dedup();
            for line in lines {
                let at = |key: &str| match sum.each {
                    Each::Row => table.field(line, key),
                    Each::Column => table.field(key, line),
                };
                let (left, right) = (&sum.relation.left, &sum.relation.right);
                let side: i64 = left
                    .iter()
                    .filter_map(|t| at(&t.key))
                    .map(|f| figures[f])
                    .sum();
                let Some(total) = at(&right[0].key) else {
                    continue;
                };
                if right.len() == 1 {
                    figures[total] = side;
                    continue;
                }
                // What comes in is what was answered and what is left over.
                let out = figures[total] + figures[at(&right[1].key).unwrap()];
                let carried = figures[at(&left[1].key).unwrap()].min(out);
                figures[at(&left[1].key).unwrap()] = carried;
                figures[at(&left[0].key).unwrap()] = out - carried;
            }
        }
    }
    figures
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    /// A figure is another: sums are broken in the report itself.
    Figure,
    /// A cell is blank.
    Blank,
    /// All noughts of the table are blank.
    NoNoughts,
    /// A label has a wrong character.
    Label,
    /// The column of totals is blank below the first two rows.
    NoTotals,
    /// Some cells are parted by a space.
    Spaces,
}

const FAULTS: [Fault; 7] = [
    Fault::None,
    Fault::Figure,
    Fault::Blank,
    Fault::NoNoughts,
    Fault::Label,
    Fault::NoTotals,
    Fault::Spaces,
];

/// What is printed in each field.
fn printed(table: &Table, figures: &[i64], fault: Fault, dice: &mut Dice) -> Vec<String> {
    let mut printed: Vec<String> = figures.iter().map(i64::to_string).collect();
    let at = dice.roll(printed.len());
    match fault {
        Fault::Figure => printed[at] = (figures[at] + 1 + dice.figure(3)).to_string(),
        Fault::Blank => printed[at].clear(),
        Fault::NoNoughts => printed
            .iter_mut()
            .filter(|p| *p == "0")
            .for_each(String::clear),
        Fault::NoTotals => {
            let totals = table.fields.iter().zip(&mut printed).skip(14);
            totals
                .filter(|(f, _)| f.column == "total")
                .for_each(|(_, p)| p.clear());
        }
        Fault::None | Fault::Label | Fault::Spaces => {}
    }
    printed
}

fn glue(table: &Table, printed: &[String], fault: Fault, dice: &mut Dice) -> String {
    let mut text = String::new();
    let broken = dice.roll(table.blocks.iter().map(|b| b.rows.len()).sum());
    let mut row_number = 0;
    for block in &table.blocks {
        text += &block.title;
        text += &block.corner;
        let labels: Vec<&str> = block.columns.iter().map(|c| c.label.as_str()).collect();
        match block.layout {
            Layout::Line => {
                text += "行政复议行政诉讼";
                text += &labels.concat();
                text += "未经复议直接起诉复议后起诉";
                text += &labels.repeat(block.rows.len() - 1).concat();
                text += &printed.concat();
            }
            Layout::Rows => {
                text += &block.unit_head;
                text += &labels.concat();
                for (line, row) in block.rows.iter().enumerate() {
                    let first = block.first_field + line * labels.len();
                    text += &row.above.concat();
                    let mut label = row.printed.clone();
                    if fault == Fault::Label && row_number == broken {
                        let at = label.char_indices().map(|(at, _)| at).nth(3);
                        label.insert(at.unwrap_or(0), '某');
                    }
                    row_number += 1;
                    text += &label;
                    if !block.unit_head.is_empty() {
                        text += &table.fields[first].unit;
                    }
                    for cell in &printed[first..first + labels.len()] {
                        text += cell;
                        if fault == Fault::Spaces && dice.roll(3) == 0 {
                            text.push(' ');
                        }
                    }
                }
            }
        }
    }
    text
}

/// What came of one text: numbers right, wrong, and in all.
fn score(
    report: &Report,
    edition: &Edition,
    truth: &[Vec<String>],
    wrong: &mut Vec<String>,
) -> (usize, usize) {
    let forms = Forms::embedded();
    let (mut right, mut all) = (0, 0);
    for (table, printed) in edition.tables.iter().zip(truth) {
        let filed = report
            .tables
            .iter()
            .find(|f| forms.editions[f.edition].tables[f.table].id == table.id);
        let filed = filed.expect("an entry for each table");
        let form = &forms.editions[filed.edition].tables[filed.table];
        all += printed.iter().filter(|p| !p.is_empty()).count();
        for (field, value) in form.fields.iter().zip(&filed.values) {
            if value.state != State::Number || value.is_doubtful() {
                continue;
            }
            let known = table.field(&field.row, &field.column).map(|f| &printed[f]);
            if known == Some(&value.number) {
                right += 1;
            } else {
                wrong.push(format!(
                    "{}/{}/{} = {}, printed {known:?}, {}",
                    table.id, field.row, field.column, value.number, value.confidence
                ));
            }
            let single = table.blocks.iter().any(|b| b.columns.len() == 1);
            assert!(
                single || value.origin == Origin::Inferred,
                "{}/{}",
                table.id,
                field.row
            );
        }
        assert!(filed.presence != Presence::Absent || printed.iter().all(String::is_empty));
    }
    (right, all)
}

/// A report whose cells ran together, one of its tables with a fault: what is printed in each field, and the text.
fn report(year: u16, fault: Fault, busy: usize, dice: &mut Dice) -> (Vec<Vec<String>>, String) {
    let forms = Forms::embedded();
    let edition = &forms.editions[forms.in_force(Some(year))];
    let struck = dice.roll(edition.tables.len());
    let mut text = format!("青溪市{year}年政府信息公开工作年度报告\n全年工作有序。");
    let mut truth = Vec::new();
    for (index, table) in edition.tables.iter().enumerate() {
        let fault = if index == struck { fault } else { Fault::None };
        let figures = figures(edition, index, busy, dice);
        let printed = printed(table, &figures, fault, dice);
        if let Some(section) = usize::from(table.section).checked_sub(1) {
            let numeral = ["一", "二", "三", "四"][section];
            let heading = &forms.wording.sections[section].heading;
            text += &format!("{numeral}、{heading} ");
        }
        text += &glue(table, &printed, fault, dice);
        truth.push(printed);
    }
    text += "五、存在的主要问题及改进情况 人手不足。六、其他需要报告的事项 无。";
    (truth, text)
}

#[test]
fn what_is_read_of_run_together_cells_is_right() {
    let forms = Forms::embedded();
    let mut wrong = Vec::new();
    for fault in FAULTS {
        for year in [2023, 2020, 2016] {
            let edition = &forms.editions[forms.in_force(Some(year))];
            // Bodies with few requests, whose sums leave one way to cut most rows; and busy ones.
            let (mut right, mut all) = ([0, 0], [0, 0]);
            for seed in 0..RUNS {
                let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(year));
                let busy = (seed % 4) as usize;
                let (truth, text) = report(year, fault, busy, &mut dice);
                let audited = audit(text.as_bytes(), &Settings::default());
                let before = wrong.len();
                let (r, a) = score(&audited.reports[0], edition, &truth, &mut wrong);
                right[busy / 2] += r;
                all[busy / 2] += a;
                if wrong.len() > before {
                    wrong.push(format!("  {fault:?} {year} seed {seed}: {text}"));
                }
            }
            let share = |at: usize| right[at] as f64 / all[at] as f64;
            println!("{fault:?} {year}: {:.3}, busy {:.3}", share(0), share(1));
            if matches!(fault, Fault::None | Fault::Spaces) {
                assert!(share(0) > 0.92 && share(1) > 0.5, "{fault:?} {year}");
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
}
