//! What must not change what is read: the order in which characters are drawn, where on the page the table stands and how
//! large, of how many pieces its rules are made.

use gouji::forms::Forms;
use gouji::grid::{Cell, Grid};
use gouji::layout::layout;
use gouji::location::Rect;
use gouji::read::{Body, Document, Kind, Meta, Page, Ruling};
use gouji::report::Value;
use gouji::segment::segment;

use crate::over_pages::draw;
use crate::pen::{Dice, Style, read};

const RUNS: u64 = 24;

fn pages(seed: u64) -> (Vec<Page>, Dice) {
    let forms = Forms::embedded();
    let table = &forms.editions[forms.in_force(Some(2021))].tables[1];
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x55);
    let fields = table.fields.iter();
    let figures: Vec<String> = fields.map(|_| dice.roll(3000).to_string()).collect();
    let flag = |bit: u32| seed >> bit & 1 == 1;
    let style = Style {
        sides: !flag(0),
        foot: flag(1),
        head_again: flag(2),
        cut_rows: flag(3),
        numbers: flag(4),
        ..Style::PLAIN
    };
    (draw(table, &figures, style, &mut dice), dice)
}

/// What is read, but for where.
fn said(pages: Vec<Page>) -> Vec<(String, String, f32)> {
    let (_, values) = read(pages).expect("a table");
    let one = |v: &Value| (v.state.as_str().to_owned(), v.number.clone(), v.confidence);
    values.iter().map(one).collect()
}

fn unchanged(change: impl Fn(&mut Page, &mut Dice)) {
    for seed in 0..RUNS {
        let (pages, mut dice) = pages(seed);
        let before = said(pages.clone());
        let mut changed = pages;
        for page in &mut changed {
            change(page, &mut dice);
        }
        assert_eq!(said(changed), before, "seed {seed}");
    }
}

fn move_rect(rect: &mut Rect, by: impl Fn(f32, f32) -> (f32, f32)) {
    (rect.x0, rect.y0) = by(rect.x0, rect.y0);
    (rect.x1, rect.y1) = by(rect.x1, rect.y1);
}

fn move_all(page: &mut Page, by: impl Fn(f32, f32) -> (f32, f32)) {
    for glyph in &mut page.glyphs {
        move_rect(&mut glyph.rect, &by);
    }
    for ruling in &mut page.rulings {
        move_rect(&mut ruling.rect, &by);
    }
}

#[test]
fn the_order_of_drawing_says_nothing() {
    unchanged(|page, dice| {
        for at in (1..page.glyphs.len()).rev() {
            page.glyphs.swap(at, dice.roll(at + 1));
        }
        for at in (1..page.rulings.len()).rev() {
            page.rulings.swap(at, dice.roll(at + 1));
        }
    });
}

#[test]
fn the_place_on_the_page_says_nothing() {
    unchanged(|page, dice| {
        let (x, y) = (dice.roll(40) as f32 - 20.0, dice.roll(40) as f32 - 20.0);
        move_all(page, |a, b| (a + x, b + y));
    });
}

#[test]
fn the_scale_says_nothing() {
    unchanged(|page, dice| {
        let by = [0.8, 0.9, 1.25, 1.5][dice.roll(4)];
        move_all(page, |a, b| (a * by, b * by));
        for glyph in &mut page.glyphs {
            glyph.size *= by;
        }
        page.width *= by;
        page.height *= by;
    });
}

/// A rule in pieces that touch, or that leave a hair's breadth between them.
fn split(ruling: &Ruling, dice: &mut Dice) -> Vec<Ruling> {
    let parts = 1 + dice.roll(4);
    let gap = [0.0, 0.5][dice.roll(2)];
    let Rect { x0, y0, x1, y1 } = ruling.rect;
    (0..parts)
        .map(|part| {
            let (a, b) = (part as f32 / parts as f32, (part + 1) as f32 / parts as f32);
            let rect = if ruling.horizontal {
                Rect::new(x0 + (x1 - x0) * a, y0, x0 + (x1 - x0) * b - gap, y1)
            } else {
                Rect::new(x0, y0 + (y1 - y0) * a, x1, y0 + (y1 - y0) * b - gap)
            };
            Ruling { rect, ..*ruling }
        })
        .collect()
}

#[test]
fn the_pieces_of_a_rule_say_nothing() {
    unchanged(|page, dice| {
        let rules = std::mem::take(&mut page.rulings);
        page.rulings = rules.iter().flat_map(|r| split(r, dice)).collect();
    });
}

/// Row, column, rows covered, columns covered, text.
type Drawn = (usize, usize, usize, usize, String);

/// A grid with merged cells, drawn with a rule along each side of each cell.
fn drawn(dice: &mut Dice) -> (Page, Vec<Drawn>) {
    let (rows, columns) = (2 + dice.roll(5), 2 + dice.roll(5));
    let mut taken = vec![vec![false; columns]; rows];
    let mut cells = Vec::new();
    let mut page = Page {
        number: 1,
        width: 595.0,
        height: 842.0,
        ..Page::default()
    };
    let (x, y) = (
        |c: usize| 60.0 + 60.0 * c as f32,
        |r: usize| 80.0 + 40.0 * r as f32,
    );
    let mut free = || -> Vec<(usize, usize, usize, usize)> {
        let mut found = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if taken[row][column] {
                    continue;
                }
                let wanted = (1 + dice.roll(3), 1 + dice.roll(3));
                let wide =
                    (column..(column + wanted.1).min(columns)).take_while(|c| !taken[row][*c]);
                let wide = wide.count();
                let tall = (row..(row + wanted.0).min(rows))
                    .take_while(|r| (column..column + wide).all(|c| !taken[*r][c]));
                let tall = tall.count();
                for line in &mut taken[row..row + tall] {
                    line[column..column + wide].fill(true);
                }
                found.push((row, column, tall, wide));
            }
        }
        found
    };
    for (row, column, tall, wide) in free() {
        let text = format!("r{row}c{column}");
        let (x0, x1, y0, y1) = (x(column), x(column + wide), y(row), y(row + tall));
        for (rect, horizontal) in [
            (Rect::new(x0, y0, x1, y0 + 0.5), true),
            (Rect::new(x0, y1, x1, y1 + 0.5), true),
            (Rect::new(x0, y0, x0 + 0.5, y1), false),
            (Rect::new(x1, y0, x1 + 0.5, y1), false),
        ] {
            page.rulings.push(Ruling { rect, horizontal });
        }
        for (at, c) in text.chars().enumerate() {
            page.glyphs
                .push(crate::pen::glyph(c, x0 + 4.0 + 5.0 * at as f32, y0 + 5.0));
        }
        cells.push((row, column, tall, wide, text));
    }
    (page, cells)
}

/// Lines of the lattice that no cell ends at are not seen: rows and columns are counted by those that one does.
fn numbered(cells: &mut [Drawn]) {
    let mut ys: Vec<usize> = cells.iter().flat_map(|c| [c.0, c.0 + c.2]).collect();
    let mut xs: Vec<usize> = cells.iter().flat_map(|c| [c.1, c.1 + c.3]).collect();
    for stops in [&mut ys, &mut xs] {
        stops.sort_unstable();
        stops.dedup();
    }
    let at = |stops: &[usize], v: usize| stops.iter().position(|s| *s == v).expect("a line");
    for cell in cells.iter_mut() {
        let (r, c) = (at(&ys, cell.0), at(&xs, cell.1));
        cell.2 = at(&ys, cell.0 + cell.2) - r;
        cell.3 = at(&xs, cell.1 + cell.3) - c;
        (cell.0, cell.1) = (r, c);
    }
}

#[test]
fn a_drawn_grid_is_read_back_and_tiled() {
    for seed in 0..300 {
        let mut dice = Dice(seed * 77 + 5);
        let (page, mut cells) = drawn(&mut dice);
        if cells.len() < 3 {
            continue;
        }
        numbered(&mut cells);
        let document = Document {
            kind: Kind::Pdf,
            meta: Meta::default(),
            body: Body::Pages(vec![page]),
            notes: Vec::new(),
        };
        let outline = segment(
            layout(document),
            &Meta::default(),
            &Forms::embedded().wording,
        );
        let sections = gouji::audit::section_grids(&outline);
        let grids: Vec<&Grid> = sections.iter().flat_map(|s| &s.grids).collect();
        let [grid] = grids[..] else {
            panic!("seed {seed}: {} grids", grids.len());
        };
        let seen = |c: &Cell| (c.row, c.column, c.row_span, c.column_span, c.text.clone());
        let mut read: Vec<_> = grid.cells.iter().map(seen).collect();
        read.sort();
        cells.sort();
        assert_eq!(read, cells, "seed {seed}");
        let area: usize = grid.cells.iter().map(|c| c.row_span * c.column_span).sum();
        assert_eq!(area, grid.rows * grid.columns, "seed {seed}");
    }
}
