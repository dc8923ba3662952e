//! Text objects: each character at its place, by the steps the file states or by the widths that fonts have.

use super::draw::Sheet;
use super::page::Losses;
use super::values::steps;
use crate::read::pdf::geometry::Matrix;
use crate::read::xml::Xml;
use crate::read::{Direction, Glyph, GlyphText, Visibility};

/// Above and below the line, in font sizes: Chinese fonts differ little.
const ASCENT: f64 = 0.86;
const DESCENT: f64 = 0.14;

/// Characters of one text object.
const MAX_CHARACTERS: usize = 100_000;

/// Draws a text object.
pub fn draw(xml: &Xml<'_>, at: usize, matrix: &Matrix, sheet: &mut Sheet, losses: &mut Losses) {
    sheet.run += 1;
    let number = |name: &str| {
        let value = xml.attribute(at, name)?.trim().parse::<f64>().ok()?;
        value.is_finite().then_some(value)
    };
    let size = number("Size").filter(|&size| size > 0.0).unwrap_or(3.7);
    let wide = number("HScale").filter(|&scale| scale > 0.0).unwrap_or(1.0);
    let mut pen = (0.0, 0.0);
    for code in xml
        .children(at)
        .filter(|&at| xml.nodes[at].name == "TextCode")
    {
        let start = |name: &str| xml.attribute(code, name)?.trim().parse::<f64>().ok();
        pen.0 = start("X").unwrap_or(pen.0);
        pen.1 = start("Y").unwrap_or(pen.1);
        let text = xml.text_of(code);
        let characters: Vec<char> = text
            .chars()
            .filter(|c| !matches!(c, '\n' | '\r'))
            .take(MAX_CHARACTERS)
            .collect();
        let deltas = |name| {
            let list = xml.attribute(code, name);
            list.map(|list| steps(&list, characters.len()))
        };
        let line = Line {
            characters: &characters,
            across: deltas("DeltaX"),
            down: deltas("DeltaY"),
            size,
            wide,
        };
        pen = line.draw(pen, matrix, sheet, losses);
    }
}

/// The characters of one `TextCode`.
struct Line<'a> {
    characters: &'a [char],
    across: Option<Vec<f64>>,
    down: Option<Vec<f64>>,
    size: f64,
    wide: f64,
}

impl Line<'_> {
    fn draw(
        &self,
        mut pen: (f64, f64),
        matrix: &Matrix,
        sheet: &mut Sheet,
        losses: &mut Losses,
    ) -> (f64, f64) {
        let vertical = self.across.as_ref().is_none_or(|steps| is_still(steps))
            && self.down.as_ref().is_some_and(|steps| !is_still(steps));
        let direction = if vertical && turn(matrix) == Direction::Right {
            Direction::Down
        } else {
            turn(matrix)
        };
        let drawn_size = (self.size * matrix.scale()) as f32;
        for (index, &c) in self.characters.iter().enumerate() {
            let natural = self.size * self.wide * width(c);
            let step = |steps: &Option<Vec<f64>>| steps.as_ref()?.get(index).copied();
            let (across, down) = (step(&self.across), step(&self.down));
            // Where the next character stands nearer than its width, the font is narrower than most.
            let advance = match across {
                Some(step) if step > 0.0 && !vertical => natural.min(step),
                _ => natural,
            };
            let glyph = Glyph {
                text: text_of(c),
                rect: matrix.bounds(
                    pen.0,
                    pen.1 - self.size * ASCENT,
                    pen.0 + advance,
                    pen.1 + self.size * DESCENT,
                ),
                size: drawn_size,
                direction,
                visibility: Visibility::Shown,
                run: sheet.run,
            };
            if !sheet.push_glyph(glyph) {
                losses.outside += usize::from(!c.is_whitespace());
            }
            if vertical {
                pen.1 += down.unwrap_or(self.size);
            } else {
                pen.0 += across.unwrap_or(natural);
                pen.1 += down.unwrap_or(0.0);
            }
        }
        pen
    }
}

fn is_still(steps: &[f64]) -> bool {
    steps.iter().all(|step| step.abs() < 1e-6)
}

fn text_of(c: char) -> GlyphText {
    match c {
        '\0'..='\u{8}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}' => GlyphText::Unknown,
        c => GlyphText::Char(c),
    }
}

/// Width in font sizes where the file states none.
fn width(c: char) -> f64 {
    if u32::from(c) < 0x2e80 && !matches!(c, '“' | '”' | '‘' | '’' | '…' | '—') {
        0.5
    } else {
        1.0
    }
}

/// How a line of writing runs under the matrix.
fn turn(matrix: &Matrix) -> Direction {
    let (across, down) = (matrix.a, matrix.b);
    let much = across.abs().max(down.abs()) * 0.02;
    match (across, down) {
        (a, b) if b.abs() <= much && a >= 0.0 => Direction::Right,
        (_, b) if b.abs() <= much => Direction::Left,
        (a, b) if a.abs() <= much && b > 0.0 => Direction::TurnedDown,
        (a, _) if a.abs() <= much => Direction::TurnedUp,
        _ => Direction::Oblique,
    }
}
