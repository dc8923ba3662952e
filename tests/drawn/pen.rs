//! Pages drawn glyph by glyph and rule by rule, so that where everything stands is known; and what is read of them.

pub use crate::dice::Dice;
use gouji::audit::section_grids;
use gouji::bind::{Binder, bind};
use gouji::forms::{Forms, Table};
use gouji::layout::layout;
use gouji::location::Rect;
use gouji::read::{
    Body, Direction, Document, Glyph, GlyphText, Kind, Meta, Page, Ruling, Visibility,
};
use gouji::report::{Presence, Value};
use gouji::segment::segment;

pub const SIZE: f32 = 10.0;
pub const LINE: f32 = 14.0;
pub const PAD: f32 = 3.0;
pub const LEFT: f32 = 60.0;
pub const TOP: f32 = 70.0;

/// How the table is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Rules at the left and right side of the table.
    pub sides: bool,
    /// Rules drawn a cell at a time, with gaps between.
    pub pieces: bool,
    /// Each rule drawn twice, a point apart.
    pub double: bool,
    /// A rule at the foot of a page that the table goes on over.
    pub foot: bool,
    /// The head again on each page.
    pub head_again: bool,
    /// Rows may be cut in two by the break: label above, figures below, or the other way round.
    pub cut_rows: bool,
    /// A page number between.
    pub numbers: bool,
}

impl Style {
    /// With rules all around and nothing out of the ordinary.
    pub const PLAIN: Self = Self {
        sides: true,
        pieces: false,
        double: false,
        foot: true,
        head_again: false,
        cut_rows: false,
        numbers: false,
    };
}

/// A cell to draw: columns it covers, its text.
pub struct Draw {
    pub from: usize,
    pub to: usize,
    pub text: String,
}

/// A row to draw.
pub struct Row {
    pub cells: Vec<Draw>,
    /// Columns at the left that a tall cell covers: no rule is drawn above them.
    pub covered: usize,
}

/// A pen over pages.
pub struct Pen {
    pub pages: Vec<Page>,
    pub columns: Vec<f32>,
    pub y: f32,
    pub style: Style,
}

impl Pen {
    pub fn new(columns: Vec<f32>, style: Style) -> Self {
        let mut pen = Self {
            pages: Vec::new(),
            columns,
            y: TOP,
            style,
        };
        pen.turn();
        pen
    }

    pub fn turn(&mut self) {
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

    pub fn page(&mut self) -> &mut Page {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    pub fn write(&mut self, x: f32, y: f32, text: &str) {
        let mut x = x;
        for c in text.chars() {
            let width = if c.is_ascii() { SIZE / 2.0 } else { SIZE };
            self.page().glyphs.push(glyph(c, x, y));
            x += width;
        }
    }

    pub fn line(&mut self, text: &str) {
        let y = self.y;
        self.write(LEFT, y, text);
        self.y += LINE * 1.5;
    }

    /// Lines of text in a cell of the row under way.
    pub fn boxed(&mut self, from: usize, lines: &[String]) {
        let (x, y) = (self.columns[from] + PAD, self.y + PAD);
        for (at, line) in lines.iter().enumerate() {
            self.write(x, y + at as f32 * LINE, line);
        }
    }

    pub fn rule(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) {
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
    pub fn across(&mut self, from: usize) {
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
    pub fn uprights(&mut self, row: &Row, height: f32) {
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

/// A character with its upper left corner at a place.
pub fn glyph(c: char, x: f32, y: f32) -> Glyph {
    let width = if c.is_ascii() { SIZE / 2.0 } else { SIZE };
    Glyph {
        text: GlyphText::Char(c),
        rect: Rect::new(x, y, x + width, y + SIZE),
        size: SIZE,
        direction: Direction::Right,
        visibility: Visibility::Shown,
        run: 0,
    }
}

pub fn wrap(text: &str, width: f32) -> Vec<String> {
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
pub fn rows(table: &Table, figures: &[String]) -> (Vec<Row>, Vec<Row>) {
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

/// The table found, as edition and key, and what is read in its fields.
pub fn read(pages: Vec<Page>) -> Option<(String, Vec<Value>)> {
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
