//! Ruled tables drawn on pages in every way they are broken over them: each figure is still read, and rightly.

use gouji::forms::{Forms, Table};
use gouji::read::{Page, Visibility};
use gouji::report::{DOUBTFUL, State};

use crate::pen::{Dice, LEFT, LINE, PAD, Pen, Row, Style, read, rows, wrap};

pub fn draw(table: &Table, figures: &[String], style: Style, dice: &mut Dice) -> Vec<Page> {
    let mut columns = vec![LEFT, LEFT + 34.0, LEFT + 78.0, LEFT + 210.0];
    for _ in 0..7 {
        let x = columns[columns.len() - 1];
        columns.push(x + 30.0 + dice.roll(10) as f32);
    }
    let mut pen = Pen::new(columns, style);
    pen.line("青溪市人民政府2023年政府信息公开工作年度报告");
    pen.line("三、收到和处理政府信息公开申请情况");
    // Leave little or much room on the first page.
    pen.y += dice.roll(20) as f32 * LINE;
    let (head, body) = rows(table, figures);
    for row in &head {
        place(&mut pen, row, dice, &[]);
    }
    for row in &body {
        place(&mut pen, row, dice, &head);
    }
    pen.across(0);
    pen.y += LINE * 2.0;
    pen.line("四、政府信息公开行政复议、行政诉讼情况");
    pen.pages
}

/// Draws a row, turning the page before it or in the middle of it where it does not fit.
fn place(pen: &mut Pen, row: &Row, dice: &mut Dice, head: &[Row]) {
    let wrapped: Vec<Vec<String>> = row
        .cells
        .iter()
        .map(|c| {
            // A tall cell's text must fit the row it begins in: one line is enough for this drawing.
            let width = pen.columns[c.to] - pen.columns[c.from];
            wrap(&c.text, width)
        })
        .collect();
    let own = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    let height = own as f32 * LINE + 2.0 * PAD;
    let room = 780.0 - pen.y;
    let lines_left = ((room - 2.0 * PAD) / LINE).floor();
    let can_cut = pen.style.cut_rows && own > 1 && lines_left >= 1.0 && lines_left < own as f32;
    if height <= room {
        pen.across(row.covered);
        pen.uprights(row, height);
        for (cell, lines) in row.cells.iter().zip(&wrapped) {
            pen.boxed(cell.from, lines);
        }
        pen.y += height;
    } else if can_cut {
        let first = lines_left as usize;
        // Figures stand in the upper part or in the lower one.
        let figures_above = dice.roll(2) == 0;
        for part in 0..2 {
            let mut most = 1;
            pen.across(if part == 0 { row.covered } else { 0 });
            let parts: Vec<Vec<String>> = wrapped
                .iter()
                .map(|lines| {
                    let single = lines.len() == 1;
                    let here = if single {
                        (part == 0) == figures_above
                    } else {
                        true
                    };
                    let lines: Vec<String> = if !here {
                        Vec::new()
                    } else if single {
                        lines.clone()
                    } else if part == 0 {
                        lines[..first.min(lines.len())].to_vec()
                    } else {
                        lines[first.min(lines.len())..].to_vec()
                    };
                    most = most.max(lines.len());
                    lines
                })
                .collect();
            let height = most as f32 * LINE + 2.0 * PAD;
            pen.uprights(row, height);
            for (cell, lines) in row.cells.iter().zip(&parts) {
                pen.boxed(cell.from, lines);
            }
            pen.y += height;
            if part == 0 {
                turn(pen, head, dice);
            }
        }
    } else {
        turn(pen, head, dice);
        pen.across(0);
        pen.uprights(row, height);
        for (cell, lines) in row.cells.iter().zip(&wrapped) {
            pen.boxed(cell.from, lines);
        }
        pen.y += height;
    }
}

fn turn(pen: &mut Pen, head: &[Row], dice: &mut Dice) {
    if pen.style.foot {
        pen.across(0);
    }
    pen.turn();
    if pen.style.head_again {
        for row in head {
            place(pen, row, dice, &[]);
        }
    }
}

#[test]
fn a_table_is_read_however_it_breaks() {
    let forms = Forms::embedded();
    let table = &forms.editions[forms.in_force(Some(2021))].tables[1];
    let mut failures = Vec::new();
    for seed in 0..600_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x77);
        let figures: Vec<String> = table
            .fields
            .iter()
            .map(|_| dice.roll([2, 30, 2000][seed as usize % 3]).to_string())
            .collect();
        let flag = |bit: u32| seed >> bit & 1 == 1;
        let style = Style {
            sides: !flag(0),
            pieces: flag(1),
            double: flag(2),
            foot: flag(3),
            head_again: flag(4),
            cut_rows: flag(5),
            numbers: flag(6),
        };
        let pages = draw(table, &figures, style, &mut dice);
        let count = pages.len();
        let Some((id, values)) = read(pages) else {
            failures.push(format!("seed {seed}: no table found, {style:?}"));
            continue;
        };
        let (mut wrong, mut unread) = (Vec::new(), Vec::new());
        for ((field, figure), value) in table.fields.iter().zip(&figures).zip(&values) {
            let name = format!("{}/{}", field.row, field.column);
            if value.state == State::Number && value.confidence >= DOUBTFUL {
                if value.number != *figure {
                    wrong.push(format!("{name} = {}, printed {figure}", value.number));
                }
            } else {
                unread.push(name);
            }
        }
        if id != "2021/requests" || !wrong.is_empty() || !unread.is_empty() {
            failures.push(format!(
                "seed {seed}: {id}, {count} pages, {style:?}\n  {} wrong {:?}\n  {} unread {:?}",
                wrong.len(),
                wrong.first(),
                unread.len(),
                unread.first()
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of 600 failed\n{}",
        failures.len(),
        failures[..failures.len().min(12)].join("\n")
    );
}

/// The text layer of a scan is a guess of the program that recognised it: read, and doubtful.
#[test]
fn a_text_layer_is_doubtful() {
    let table = &Forms::embedded().editions[2].tables[1];
    let figures = vec!["12".to_owned(); table.fields.len()];
    for ruled in [true, false] {
        let mut pages = draw(table, &figures, Style::PLAIN, &mut Dice(7));
        for page in &mut pages {
            for glyph in &mut page.glyphs {
                glyph.visibility = Visibility::Invisible;
            }
            if !ruled {
                page.rulings.clear();
            }
        }
        let (_, values) = read(pages).expect("a table");
        assert!(values.iter().any(|v| v.number == "12"));
        assert!(values.iter().all(|v| v.confidence < DOUBTFUL));
    }
}
