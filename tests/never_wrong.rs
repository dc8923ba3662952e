//! Documents damaged in every way that conversions damage them: what is read with confidence is still right.
//!
//! Each document is made from random figures, then one or two things are broken: a cell, a label, a row, a column. Whatever the
//! damage, a number given with confidence must be the one that belongs to its cell.

mod dice;

use dice::Dice;
use gouji::audit::{Settings, audit};
use gouji::forms::{Forms, Layout, Table};
use gouji::report::{DOUBTFUL, Presence, State};
use rayon::prelude::*;

/// Repetitions for each kind of damage and each carrier; `GOUJI_DAMAGE_RUNS` sets another number.
const RUNS: u64 = 40;

fn runs() -> u64 {
    let set = std::env::var("GOUJI_DAMAGE_RUNS").ok();
    set.and_then(|n| n.parse().ok()).unwrap_or(RUNS)
}

impl Dice {
    fn figure(&mut self) -> String {
        let top = [1, 1, 2, 5, 20, 300, 4000][self.roll(7)];
        self.roll(top + 1).to_string()
    }
}

/// A printed row: labels, then values; each with the field it is the value of.
#[derive(Clone)]
struct Row {
    /// What the form calls it; some rows of the statistics are called the same, and only their order tells them apart.
    name: String,
    labels: Vec<String>,
    values: Vec<(Option<usize>, String)>,
}

/// The rows of a table, heads included, with random figures; and the figure of each field.
fn rows_of(table: &Table, dice: &mut Dice) -> (Vec<Row>, Vec<String>) {
    let figures: Vec<String> = table.fields.iter().map(|_| dice.figure()).collect();
    let mut rows = Vec::new();
    for block in &table.blocks {
        let head = |labels: &[&str]| Row {
            name: String::new(),
            labels: labels.iter().map(|l| (*l).to_owned()).collect(),
            values: Vec::new(),
        };
        let columns: Vec<&str> = block.columns.iter().map(|c| c.label.as_str()).collect();
        if !block.title.is_empty() {
            rows.push(head(&[&block.title]));
        }
        if block.layout == Layout::Line {
            rows.push(head(&columns.repeat(block.rows.len())));
            let count = columns.len() * block.rows.len();
            rows.push(Row {
                name: block.title.clone(),
                labels: Vec::new(),
                values: (0..count).map(|f| (Some(f), figures[f].clone())).collect(),
            });
            continue;
        }
        let mut first = vec![block.corner.as_str()];
        let units = !block.unit_head.is_empty();
        first.extend(units.then_some(block.unit_head.as_str()));
        first.extend(&columns);
        rows.push(head(&first));
        for (index, row) in block.rows.iter().enumerate() {
            let start = block.first_field + index * columns.len();
            rows.extend(row.above.iter().map(|title| head(&[title, "——", "——"])));
            let mut labels = vec![row.printed.clone()];
            labels.extend(units.then(|| table.fields[start].unit.clone()));
            rows.push(Row {
                name: row.label.clone(),
                labels,
                values: (start..start + columns.len())
                    .map(|f| (Some(f), figures[f].clone()))
                    .collect(),
            });
        }
    }
    (rows, figures)
}

#[derive(Clone, Copy, Debug)]
enum Damage {
    CellLost,
    CellAdded,
    CellEmptied,
    CellWords,
    CellsGlued,
    LabelLost,
    LabelTypos,
    LabelCut,
    LabelsSwapped,
    RowLost,
    RowTwice,
    RowsSwapped,
    RowUnknown,
    ColumnLost,
    ColumnAdded,
}

const DAMAGES: [Damage; 15] = [
    Damage::CellLost,
    Damage::CellAdded,
    Damage::CellEmptied,
    Damage::CellWords,
    Damage::CellsGlued,
    Damage::LabelLost,
    Damage::LabelTypos,
    Damage::LabelCut,
    Damage::LabelsSwapped,
    Damage::RowLost,
    Damage::RowTwice,
    Damage::RowsSwapped,
    Damage::RowUnknown,
    Damage::ColumnLost,
    Damage::ColumnAdded,
];

const SECOND: [Damage; 7] = [
    Damage::CellWords,
    Damage::LabelLost,
    Damage::LabelTypos,
    Damage::LabelCut,
    Damage::LabelsSwapped,
    Damage::RowLost,
    Damage::RowsSwapped,
];

/// Breaks one thing. Labels that change places take their figures' meaning along: the document says so itself.
fn damage(rows: &mut Vec<Row>, kind: Damage, dice: &mut Dice) {
    let valued: Vec<usize> = (0..rows.len())
        .filter(|r| !rows[*r].values.is_empty())
        .collect();
    if valued.is_empty() {
        return;
    }
    let at = valued[dice.roll(valued.len())];
    let width = rows[at].values.len();
    let cell = dice.roll(width);
    match kind {
        Damage::CellLost => {
            rows[at].values.remove(cell);
        }
        Damage::CellAdded => rows[at].values.insert(cell, (None, dice.figure())),
        Damage::CellEmptied => rows[at].values[cell].1.clear(),
        Damage::CellWords => rows[at].values[cell].1 = "见附件".to_owned(),
        Damage::CellsGlued if cell + 1 < width => {
            let next = rows[at].values.remove(cell + 1).1;
            rows[at].values[cell].0 = None;
            rows[at].values[cell].1.push_str(&next);
        }
        Damage::LabelLost => {
            if let Some(label) = rows[at].labels.first_mut() {
                label.clear();
            }
        }
        Damage::LabelTypos => {
            for label in rows[at].labels.iter_mut().take(1) {
                let mut chars: Vec<char> = label.chars().collect();
                if chars.is_empty() {
                    continue;
                }
                let spot = dice.roll(chars.len());
                if dice.roll(2) == 0 {
                    chars.remove(spot);
                } else {
                    chars.insert(spot, chars[spot]);
                }
                *label = chars.into_iter().collect();
            }
        }
        Damage::LabelCut => {
            for label in rows[at].labels.iter_mut().take(1) {
                *label = label.chars().take(label.chars().count() / 2).collect();
            }
        }
        Damage::LabelsSwapped => {
            let other = valued[dice.roll(valued.len())];
            if rows[at].values.len() == rows[other].values.len()
                && rows[at].name != rows[other].name
            {
                let (a, b) = (rows[at].clone(), rows[other].clone());
                (rows[at].labels, rows[at].name) = (b.labels, b.name);
                (rows[other].labels, rows[other].name) = (a.labels, a.name);
                for (slot, value) in rows[at].values.iter_mut().enumerate() {
                    value.0 = b.values[slot].0;
                }
                for (slot, value) in rows[other].values.iter_mut().enumerate() {
                    value.0 = a.values[slot].0;
                }
            }
        }
        Damage::RowLost => {
            rows.remove(at);
        }
        Damage::RowTwice => {
            let mut copy = rows[at].clone();
            // The second one has other figures: which of them counts cannot be told.
            for value in &mut copy.values {
                value.1.push('7');
            }
            rows.insert(at + 1, copy);
        }
        Damage::RowsSwapped => {
            let other = valued[dice.roll(valued.len())];
            if rows[at].name != rows[other].name {
                rows.swap(at, other);
            }
        }
        Damage::RowUnknown => {
            let mut row = rows[at].clone();
            let label = ["9.地方自行设立的事项", "4.手机短信公开政府信息数"][dice.roll(2)];
            row.labels.truncate(2);
            row.labels.resize(row.labels.len().max(1), String::new());
            label.clone_into(&mut row.labels[0]);
            for value in &mut row.values {
                *value = (None, dice.figure());
            }
            rows.insert(at, row);
        }
        Damage::ColumnLost => {
            for row in rows.iter_mut().filter(|r| r.values.len() == width) {
                row.values.remove(cell);
            }
        }
        Damage::ColumnAdded => {
            for row in rows.iter_mut().filter(|r| r.values.len() == width) {
                row.values.insert(cell, (None, dice.figure()));
            }
        }
        Damage::CellsGlued => {}
    }
}

#[derive(Clone, Copy, Debug)]
enum Carrier {
    Html,
    /// A head that is a column wider than it should be, as careless pages have it, and rows filled up with an empty
    /// cell, as converters then do.
    HtmlAstray,
    Tabs,
    Pipes,
    Columns,
}

const CARRIERS: [Carrier; 5] = [
    Carrier::Html,
    Carrier::HtmlAstray,
    Carrier::Tabs,
    Carrier::Pipes,
    Carrier::Columns,
];

fn cells(row: &Row) -> impl Iterator<Item = &String> {
    row.labels.iter().chain(row.values.iter().map(|v| &v.1))
}

fn print(year: u16, sections: &[(String, Vec<Row>)], carrier: Carrier) -> String {
    let title = format!("青溪市{year}年政府信息公开工作年度报告");
    let mut out = String::new();
    if matches!(carrier, Carrier::Html | Carrier::HtmlAstray) {
        let astray = matches!(carrier, Carrier::HtmlAstray);
        out.push_str(&format!("<!DOCTYPE html><html><body><p>{title}</p>"));
        for (heading, rows) in sections {
            out.push_str(&format!("<p>{heading}</p><table border=1>"));
            for row in rows {
                out.push_str("<tr>");
                let head = row.values.is_empty();
                for (at, cell) in cells(row).enumerate() {
                    let wide = astray && head && at == 0;
                    let span = if wide { " colspan=2" } else { "" };
                    out.push_str(&format!("<td{span}>{cell}</td>"));
                }
                if astray && !head {
                    out.push_str("<td></td>");
                }
                out.push_str("</tr>");
            }
            out.push_str("</table>");
        }
        return out + "</body></html>";
    }
    out.push_str(&format!("{title}\n"));
    for (heading, rows) in sections {
        out.push_str(heading);
        out.push('\n');
        for row in rows {
            let cells: Vec<&str> = cells(row).map(String::as_str).collect();
            let line = match carrier {
                Carrier::Tabs => cells.join("\t"),
                Carrier::Pipes => format!("| {} |", cells.join(" | ")),
                _ => cells.join("      "),
            };
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// Runs one damaged document; returns the values that are given with confidence and are not what the document says.
fn silent_errors(year: u16, kind: Damage, carrier: Carrier, seed: u64) -> (Vec<String>, usize) {
    let forms = Forms::embedded();
    let edition = &forms.editions[forms.in_force(Some(year))];
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x51);
    let numerals = ["一", "二", "三", "四", "五", "六"];
    let broken = dice.roll(edition.tables.len());
    let mut sections = Vec::new();
    let mut truth = Vec::new();
    for (index, table) in edition.tables.iter().enumerate() {
        let (mut rows, _) = rows_of(table, &mut dice);
        if index == broken {
            damage(&mut rows, kind, &mut dice);
            // Every second document is broken in two ways. Two that change the number of cells could undo one
            // another in one row, and nothing would be left to see.
            if seed % 2 == 1 && !matches!(kind, Damage::RowTwice) {
                let second = SECOND[dice.roll(SECOND.len())];
                damage(&mut rows, second, &mut dice);
            }
        }
        let heading = match usize::from(table.section).checked_sub(1) {
            Some(at) => format!("{}、{}", numerals[at], forms.wording.sections[at].heading),
            None => format!("附表：{}", table.title),
        };
        sections.push((heading, rows.clone()));
        // What the document prints for a field; several where it prints it twice.
        let mut printed: Vec<Vec<String>> = vec![Vec::new(); table.fields.len()];
        for (field, figure) in rows.iter().flat_map(|r| &r.values) {
            if let Some(field) = field {
                printed[*field].push(figure.clone());
            }
        }
        truth.push(printed);
    }
    let text = print(year, &sections, carrier);
    let audited = audit(text.as_bytes(), &Settings::default());
    let mut errors = Vec::new();
    let mut read = 0;
    for report in &audited.reports {
        for filed in report
            .tables
            .iter()
            .filter(|t| t.presence == Presence::Found)
        {
            let table = &forms.editions[filed.edition].tables[filed.table];
            let Some(index) = edition.tables.iter().position(|t| t.id == table.id) else {
                continue;
            };
            for (field, value) in table.fields.iter().zip(&filed.values) {
                if value.state != State::Number || value.confidence < DOUBTFUL {
                    continue;
                }
                read += 1;
                let known = edition.tables[index].field(&field.row, &field.column);
                let printed = known.map(|f| &truth[index][f]);
                // A row of zeros that lost a cell: whichever it was, the form has it be 0 too.
                if value.number == "0" && value.doubts.contains(&"cells-missing") {
                    continue;
                }
                if !printed.is_some_and(|p| p.iter().all(|f| *f == value.number) && !p.is_empty()) {
                    errors.push(format!(
                        "{}/{}/{} = {} ({}), printed {printed:?}, doubts {:?}",
                        table.id,
                        field.row,
                        field.column,
                        value.number,
                        value.confidence,
                        value.doubts
                    ));
                }
            }
        }
    }
    (errors, read)
}

/// The form of 2021, and the statistics of the years before 2019.
#[test]
fn damage_never_makes_a_confident_wrong_number() {
    for year in [2023, 2016] {
        damage_all(year);
    }
}

fn damage_all(year: u16) {
    let mut failures = Vec::new();
    for kind in DAMAGES {
        for carrier in CARRIERS {
            // A column lost from every row below a head that stands elsewhere leaves nothing to see.
            if matches!((kind, carrier), (Damage::ColumnLost, Carrier::HtmlAstray)) {
                continue;
            }
            let (mut wrong, mut read) = (0, 0);
            let mut example = String::new();
            let came = (0..runs()).into_par_iter();
            let came = came.map(|seed| silent_errors(year, kind, carrier, seed));
            for (seed, (errors, values)) in came.collect::<Vec<_>>().into_iter().enumerate() {
                read += values;
                if !errors.is_empty() && wrong == 0 {
                    example = format!("seed {seed}: {}", errors.join("\n    "));
                }
                wrong += errors.len();
            }
            if wrong > 0 {
                failures.push(format!(
                    "{year} {kind:?} {carrier:?}: {wrong} of {read} wrong\n    {example}"
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
