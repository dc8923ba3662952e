//! Ruled tables drawn on pages in every way they are broken over them: each figure is still read, and rightly.
//!
//! The pages are made here glyph by glyph and rule by rule, so that where a break falls and what it cuts is known.

use gouji::audit::section_grids;
use gouji::bind::{Binder, bind};
use gouji::forms::{Forms, Table};
use gouji::layout::layout;
use gouji::location::Rect;
use gouji::read::{
    Body, Direction, Document, Glyph, GlyphText, Kind, Meta, Page, Ruling, Visibility,
};
use gouji::report::{DOUBTFUL, Presence, State, Value};
use gouji::segment::segment;

const SIZE: f32 = 10.0;
const LINE: f32 = 14.0;
const PAD: f32 = 3.0;
const LEFT: f32 = 60.0;
const TOP: f32 = 70.0;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}

/// How the table is drawn.
#[derive(Clone, Copy, Debug)]
struct Style {
    /// Rules at the left and right side of the table.
    sides: bool,
    /// Rules drawn a cell at a time, with gaps between.
    pieces: bool,
    /// Each rule drawn twice, a point apart.
    double: bool,
    /// A rule at the foot of a page that the table goes on over.
    foot: bool,
    /// The head again on each page.
    head_again: bool,
    /// Rows may be cut in two by the break: label above, figures below, or the other way round.
    cut_rows: bool,
    /// A page number between.
    numbers: bool,
}

/// A cell to draw: columns it covers, its text.
struct Draw {
    from: usize,
    to: usize,
    text: String,
}

/// A row to draw.
struct Row {
    cells: Vec<Draw>,
    /// Columns at the left that a tall cell covers: no rule is drawn above them.
    covered: usize,
}

/// A pen over pages.
struct Pen {
    pages: Vec<Page>,
    columns: Vec<f32>,
    y: f32,
    style: Style,
}

impl Pen {
    fn new(columns: Vec<f32>, style: Style) -> Self {
        let mut pen = Self {
            pages: Vec::new(),
            columns,
            y: TOP,
            style,
        };
        pen.turn();
        pen
    }

    fn turn(&mut self) {
        let number = self.pages.len() as u32 + 1;
        self.pages.push(Page {
            number,
            width: 595.0,
            height: 842.0,
            ..Page::default()
        });
        self.y = TOP;
        if self.style.numbers {
            self.write(280.0, 800.0, &format!("— {number} —"));
        }
    }

    fn page(&mut self) -> &mut Page {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn write(&mut self, x: f32, y: f32, text: &str) {
        let mut x = x;
        for c in text.chars() {
            let width = if c.is_ascii() { SIZE / 2.0 } else { SIZE };
            self.page().glyphs.push(Glyph {
                text: GlyphText::Char(c),
                rect: Rect::new(x, y, x + width, y + SIZE),
                size: SIZE,
                direction: Direction::Right,
                visibility: Visibility::Shown,
                run: 0,
            });
            x += width;
        }
    }

    fn line(&mut self, text: &str) {
        let y = self.y;
        self.write(LEFT, y, text);
        self.y += LINE * 1.5;
    }

    /// Lines of text in a cell of the row under way.
    fn boxed(&mut self, from: usize, lines: &[String]) {
        let (x, y) = (self.columns[from] + PAD, self.y + PAD);
        for (at, line) in lines.iter().enumerate() {
            self.write(x, y + at as f32 * LINE, line);
        }
    }

    fn rule(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) {
        let horizontal = x1 - x0 > y1 - y0;
        let mut draw = |x0: f32, y0: f32, x1: f32, y1: f32| {
            let rect = if horizontal {
                Rect::new(x0, y0 - 0.25, x1, y1 + 0.25)
            } else {
                Rect::new(x0 - 0.25, y0, x1 + 0.25, y1)
            };
            self.pages
                .last_mut()
                .expect("a page")
                .rulings
                .push(Ruling { rect, horizontal });
        };
        draw(x0, y0, x1, y1);
        if self.style.double {
            draw(x0, y0 + 1.0, x1, y1 + 1.0);
        }
    }

    /// A rule over the columns from `from` on.
    fn across(&mut self, from: usize) {
        let y = self.y;
        let columns = self.columns.clone();
        if self.style.pieces {
            for pair in columns[from..].windows(2) {
                self.rule(pair[0] + 0.6, y, pair[1] - 0.6, y);
            }
        } else {
            self.rule(columns[from], y, columns[columns.len() - 1], y);
        }
    }

    /// The upright rules of a row part of some height.
    fn uprights(&mut self, row: &Row, height: f32) {
        let mut at: Vec<usize> = row.cells.iter().flat_map(|c| [c.from, c.to]).collect();
        at.extend(0..=row.covered);
        at.sort_unstable();
        at.dedup();
        let last = self.columns.len() - 1;
        for column in at {
            if !self.style.sides && (column == 0 || column == last) {
                continue;
            }
            let (x, y) = (self.columns[column], self.y);
            self.rule(x, y, x, y + height);
        }
    }
}

fn wrap(text: &str, width: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for c in text.chars() {
        let advance = if c.is_ascii() { SIZE / 2.0 } else { SIZE };
        if used + advance > width - 2.0 * PAD && used > 0.0 {
            lines.push(String::new());
            used = 0.0;
        }
        lines.last_mut().expect("a line").push(c);
        used += advance;
    }
    lines
}

/// The rows of 表三 with figures: three label columns, then the values.
fn rows(table: &Table, figures: &[String]) -> (Vec<Row>, Vec<Row>) {
    let block = &table.blocks[0];
    let cell = |from: usize, to: usize, text: &str| Draw {
        from,
        to,
        text: text.to_owned(),
    };
    let mut top = vec![cell(0, 3, &block.corner)];
    top.extend(
        block
            .columns
            .iter()
            .enumerate()
            .map(|(at, c)| cell(3 + at, 4 + at, &c.label)),
    );
    let head = vec![Row {
        cells: top,
        covered: 0,
    }];
    let mut body = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (index, row) in block.rows.iter().enumerate() {
        let mut cells = Vec::new();
        let mut covered = 0;
        for (depth, group) in row.groups.iter().enumerate() {
            if seen.contains(&group.as_str()) {
                covered = depth + 1;
            } else {
                seen.push(group);
                cells.push(cell(depth, depth + 1, group));
            }
        }
        cells.push(cell(row.groups.len().min(2), 3, &row.label));
        for at in 0..block.columns.len() {
            let field = block.first_field + index * block.columns.len() + at;
            cells.push(cell(3 + at, 4 + at, &figures[field]));
        }
        body.push(Row { cells, covered });
    }
    (head, body)
}

fn draw(table: &Table, figures: &[String], style: Style, dice: &mut Dice) -> Vec<Page> {
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

/// The table found, as edition and key, and what is read in its fields.
fn read(pages: Vec<Page>) -> Option<(String, Vec<Value>)> {
    let forms = Forms::embedded();
    let document = Document {
        kind: Kind::Pdf,
        meta: Meta::default(),
        body: Body::Pages(pages),
        notes: Vec::new(),
    };
    let outline = segment(layout(document), &Meta::default(), &forms.wording);
    let grids = section_grids(&outline);
    let filing = bind(&grids, &outline, Binder::embedded());
    let filed = filing
        .tables
        .into_iter()
        .find(|t| t.presence == Presence::Found)?;
    let edition = &forms.editions[filed.edition];
    let id = format!("{}/{}", edition.id, edition.tables[filed.table].id);
    Some((id, filed.values))
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
        let style = Style {
            sides: true,
            pieces: false,
            double: false,
            foot: true,
            head_again: false,
            cut_rows: false,
            numbers: false,
        };
        let mut pages = draw(table, &figures, style, &mut Dice(7));
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
