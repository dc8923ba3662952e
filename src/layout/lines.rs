//! Glyphs to lines of words; lines of plain text to words by their columns.

use super::{Line, Word};
use crate::fold::is_blank;
use crate::location::{Place, Rect};
use crate::read::{Direction, Glyph, GlyphText, Visibility};

/// A gap of this many font sizes ends a word.
const WORD_GAP: f32 = 0.5;
/// Glyphs whose middles differ by less than this many font sizes are on one line.
const LINE_DRIFT: f32 = 0.45;

/// Glyphs that are on one line of writing, in reading order.
pub(crate) struct GlyphLine<'a> {
    /// The glyphs from first to last.
    pub glyphs: Vec<&'a Glyph>,
    /// The box around them.
    pub rect: Rect,
}

/// Sorts glyphs into lines, from the top; lines of vertical writing are columns, from the right.
pub(crate) fn lines_of<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> Vec<GlyphLine<'a>> {
    let (mut across, mut down): (Vec<&Glyph>, Vec<&Glyph>) =
        glyphs.partition(|g| matches!(g.direction, Direction::Right | Direction::Left));
    across.sort_by(|a, b| a.rect.center().1.total_cmp(&b.rect.center().1));
    down.sort_by(|a, b| b.rect.center().0.total_cmp(&a.rect.center().0));
    let mut lines = split_at_drift(&across, |g| g.rect.center().1);
    for line in &mut lines {
        line.glyphs.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    }
    let mut columns = split_at_drift(&down, |g| g.rect.center().0);
    for column in &mut columns {
        column
            .glyphs
            .sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
        if column
            .glyphs
            .iter()
            .any(|g| g.direction == Direction::TurnedUp)
        {
            column.glyphs.reverse();
        }
    }
    lines.append(&mut columns);
    lines
}

/// Cuts glyphs sorted by `at` wherever the next one is too far from the line's mean.
fn split_at_drift<'a>(sorted: &[&'a Glyph], at: impl Fn(&Glyph) -> f32) -> Vec<GlyphLine<'a>> {
    let mut lines: Vec<GlyphLine> = Vec::new();
    let mut sum = 0.0;
    for glyph in sorted {
        if let Some(line) = lines.last_mut() {
            let mean = sum / line.glyphs.len() as f32;
            let size = glyph.size.min(line.glyphs[0].size).max(1.0);
            if (at(glyph) - mean).abs() <= size * LINE_DRIFT {
                line.glyphs.push(glyph);
                line.rect = line.rect.union(&glyph.rect);
                sum += at(glyph);
                continue;
            }
        }
        sum = at(glyph);
        lines.push(GlyphLine {
            glyphs: vec![glyph],
            rect: glyph.rect,
        });
    }
    lines
}

impl GlyphLine<'_> {
    /// The line's words.
    pub(crate) fn words(&self) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut open = false;
        let vertical = matches!(
            self.glyphs[0].direction,
            Direction::Down | Direction::TurnedDown | Direction::TurnedUp
        );
        for glyph in &self.glyphs {
            if glyph.is_blank() {
                open = false;
                continue;
            }
            let gap = |word: &Word| glyph.rect.x0 - word.x1 > glyph.size * WORD_GAP;
            match words.last_mut() {
                Some(word) if open && (vertical || !gap(word)) => {
                    push_text(glyph, &mut word.text);
                    word.x1 = word.x1.max(glyph.rect.x1);
                }
                _ => {
                    let mut text = String::new();
                    push_text(glyph, &mut text);
                    words.push(Word {
                        text,
                        x0: glyph.rect.x0,
                        x1: glyph.rect.x1,
                    });
                }
            }
            open = true;
        }
        words
    }

    /// Whether some of it is not drawn on the page.
    pub(crate) fn unseen(&self) -> bool {
        let mut glyphs = self.glyphs.iter();
        glyphs.any(|g| g.visibility == Visibility::Invisible && !g.is_blank())
    }

    /// The line as a block of a page; `None` where nothing is printed.
    pub(crate) fn into_line(self, page: u32) -> Option<Line> {
        let words = self.words();
        if words.is_empty() {
            return None;
        }
        Some(Line {
            text: compose(&words),
            words,
            place: Place::Page {
                page,
                rect: self.rect,
            },
            furniture: false,
            unseen: self.unseen(),
        })
    }
}

/// What stands for a character that the file does not name.
pub(crate) const UNKNOWN: char = '\u{fffd}';

fn push_text(glyph: &Glyph, out: &mut String) {
    match &glyph.text {
        GlyphText::Char(c) => out.push(*c),
        GlyphText::Many(text) => out.push_str(text),
        GlyphText::Unknown => out.push(UNKNOWN),
    }
}

/// Words joined by single spaces.
pub(crate) fn compose(words: &[Word]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// What spans cover together, from the smallest on: those that overlap are one.
pub(crate) fn covered(mut spans: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = Vec::new();
    for (from, to) in spans {
        match out.last_mut() {
            Some(last) if from < last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

/// Lines of a plain text.
pub(crate) fn plain(lines: Vec<String>) -> impl Iterator<Item = Line> {
    lines.into_iter().enumerate().map(|(index, text)| {
        let number = index as u32 + 1;
        Line {
            words: split_columns(&text),
            text,
            place: Place::Lines {
                first: number,
                last: number,
            },
            ..Line::default()
        }
    })
}

/// Words of a line of plain text, by white space, measured in columns: a wide character takes two.
pub(crate) fn split_columns(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut column = 0.0_f32;
    let mut open = false;
    for c in text.chars() {
        let width = if u32::from(c) >= 0x2e80 { 2.0 } else { 1.0 };
        if is_blank(c) {
            open = false;
        } else if let (true, Some(word)) = (open, words.last_mut()) {
            word.text.push(c);
            word.x1 = column + width;
        } else {
            words.push(Word {
                text: c.to_string(),
                x0: column,
                x1: column + width,
            });
            open = true;
        }
        column += width;
    }
    words
}
