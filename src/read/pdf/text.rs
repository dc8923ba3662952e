//! Showing text: from strings to glyphs on the page.

use super::font::Code;
use super::geometry::{Matrix, grown, intersection, is_void};
use super::interpret::Content;
use super::state::{Ink, State};
use crate::location::Rect;
use crate::read::{Direction, Glyph, Visibility};
use hayro_syntax::object::{Array, Object};

/// What becomes of the glyphs of one string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Drawn(Visibility),
    /// White: there only where something dark is behind.
    IfOnDark,
    Hidden,
    Transparent,
}

impl Content<'_, '_, '_> {
    pub(super) fn next_line(&mut self) {
        self.move_line(0.0, -self.state.text.leading);
    }

    pub(super) fn move_line(&mut self, x: f64, y: f64) {
        self.line_matrix = Matrix::translation(x, y).then(&self.line_matrix);
        self.text_matrix = self.line_matrix;
    }

    pub(super) fn show(&mut self, bytes: &[u8]) {
        self.sheet.run += 1;
        self.show_piece(bytes);
    }

    pub(super) fn show_array(&mut self, pieces: &Array<'_>) {
        self.sheet.run += 1;
        let text = self.state.text;
        let vertical = text
            .font
            .and_then(|id| self.sheet.shared.fonts.get(id.0))
            .is_some_and(|font| font.vertical);
        for piece in pieces.iter::<Object<'_>>() {
            match piece {
                Object::String(string) => self.show_piece(&string),
                Object::Number(number) => {
                    let shift = -number.as_f64() / 1000.0 * text.size;
                    if vertical {
                        self.advance(0.0, shift);
                    } else {
                        self.advance(shift * text.h_scale, 0.0);
                    }
                }
                _ => {}
            }
        }
    }

    /// Carries out the clip by the text since `BT`, as the box around it.
    pub(super) fn end_text(&mut self) {
        if let Some(bounds) = self.text_clip.take() {
            self.state.clip = intersection(&self.state.clip, &grown(&bounds, 1.0));
            self.state.clip_is_box = false;
        }
    }

    fn advance(&mut self, x: f64, y: f64) {
        let m = &mut self.text_matrix;
        m.e += x * m.a + y * m.c;
        m.f += x * m.b + y * m.d;
    }

    fn show_piece(&mut self, bytes: &[u8]) {
        let Some(id) = self.state.text.font else {
            return;
        };
        let fate = self.fate();
        let to_page = self.text_matrix.then(&self.state.ctm);
        let Some(font) = self.sheet.shared.fonts.get(id.0) else {
            return;
        };
        let mut pen = Pen::new(&self.state, &to_page, font.vertical, font.metrics);
        let visible = grown(&self.state.clip, 0.5);
        let guessed = self.sheet.shared.is_substitute(id);
        let mut rest = bytes;
        while let Some(font) = self.sheet.shared.fonts.get_mut(id.0)
            && let Some((length, code)) = font.next(rest)
        {
            rest = rest.get(length.max(1)..).unwrap_or_default();
            let rect = pen.step(&code, &to_page);
            if self.state.text.mode >= 4 {
                self.text_clip = Some(self.text_clip.map_or(rect, |clip| clip.union(&rect)));
            }
            let Some(visibility) = self.seen(fate, &rect, &visible) else {
                continue;
            };
            let glyph = Glyph {
                text: self.sheet.shared.fonts[id.0].text(code.symbol),
                rect,
                size: pen.size,
                direction: pen.direction,
                visibility,
                run: self.sheet.run,
            };
            self.sheet.push_glyph(glyph);
            if guessed {
                self.sheet.page.guessed.push(rect);
            }
            if self.sheet.shared.budget.is_spent() {
                break;
            }
        }
        self.advance(pen.x, pen.y);
    }

    fn fate(&self) -> Fate {
        if self.marks.hidden() {
            return Fate::Hidden;
        }
        let inks: &[Ink] = match self.state.text.mode {
            3 | 7 => return Fate::Drawn(Visibility::Invisible),
            1 | 5 => &[self.state.stroke],
            2 | 6 => &[self.state.fill, self.state.stroke],
            _ => &[self.state.fill],
        };
        if inks.iter().any(Ink::shows) {
            Fate::Drawn(if self.sheet.annotation {
                Visibility::Annotation
            } else {
                Visibility::Shown
            })
        } else if inks.iter().all(|ink| ink.clear) {
            Fate::Transparent
        } else {
            Fate::IfOnDark
        }
    }

    fn seen(&mut self, fate: Fate, rect: &Rect, visible: &Rect) -> Option<Visibility> {
        let dropped = &mut self.sheet.shared.dropped;
        let (x, y) = rect.center();
        if fate == Fate::Hidden {
            dropped.in_hidden_layers += 1;
            return None;
        }
        if !visible.contains(x, y) || is_void(&self.state.clip) {
            dropped.outside += 1;
            return None;
        }
        match fate {
            Fate::Drawn(visibility) => Some(visibility),
            Fate::Transparent => {
                dropped.transparent += 1;
                None
            }
            Fate::IfOnDark if self.sheet.backdrop.is_dark(x, y) => Some(if self.sheet.annotation {
                Visibility::Annotation
            } else {
                Visibility::Shown
            }),
            _ => {
                dropped.white += 1;
                None
            }
        }
    }
}

/// Where the next glyph of a string goes, in text space seen from where the string began.
struct Pen {
    x: f64,
    y: f64,
    /// Font size on the page.
    size: f32,
    direction: Direction,
    vertical: bool,
    font_size: f64,
    h_scale: f64,
    char_space: f64,
    word_space: f64,
    /// Top and bottom of a glyph of horizontal writing.
    top: f64,
    bottom: f64,
    rise: f64,
}

impl Pen {
    fn new(state: &State, to_page: &Matrix, vertical: bool, metrics: super::font::Metrics) -> Self {
        let text = &state.text;
        let height = to_page.c.hypot(to_page.d);
        Self {
            x: 0.0,
            y: 0.0,
            size: (text.size * metrics.em * height).abs() as f32,
            direction: direction(to_page, text.size * text.h_scale, vertical),
            vertical,
            font_size: text.size,
            h_scale: text.h_scale,
            char_space: text.char_space,
            word_space: text.word_space,
            top: text.rise + metrics.ascent * text.size,
            bottom: text.rise + metrics.descent * text.size,
            rise: text.rise,
        }
    }

    /// The box of a glyph on the page; the pen moves past it.
    #[inline]
    fn step(&mut self, code: &Code, to_page: &Matrix) -> Rect {
        let width = f64::from(code.width) * self.font_size;
        let spacing = self.char_space + if code.spaces { self.word_space } else { 0.0 };
        if self.vertical {
            let left = self.x - f64::from(code.vertical_origin.0) * self.font_size * self.h_scale;
            let right = left + width * self.h_scale;
            let fall = f64::from(code.fall) * self.font_size;
            let top = self.y + self.rise;
            self.y += fall + spacing;
            return to_page.bounds(left, top + fall, right, top);
        }
        let left = self.x;
        self.x += (width + spacing) * self.h_scale;
        to_page.bounds(left, self.bottom, left + width * self.h_scale, self.top)
    }
}

/// How far from an axis a line of writing may lean: scans are set straight to a degree or two.
const LEAN: f64 = 0.05;

fn direction(to_page: &Matrix, x_scale: f64, vertical: bool) -> Direction {
    let sign = if x_scale < 0.0 { -1.0 } else { 1.0 };
    let (x, y) = (to_page.a * sign, to_page.b * sign);
    let along = if y.abs() <= LEAN * x.abs() {
        if x >= 0.0 {
            Direction::Right
        } else {
            Direction::Left
        }
    } else if x.abs() <= LEAN * y.abs() {
        if y > 0.0 {
            Direction::TurnedDown
        } else {
            Direction::TurnedUp
        }
    } else {
        Direction::Oblique
    };
    match (vertical, along) {
        (false, along) => along,
        (true, Direction::Right) => Direction::Down,
        (true, _) => Direction::Oblique,
    }
}
