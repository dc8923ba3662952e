//! A second reader's characters against the bound values: where it sees other digits in the box of a cell, one of the
//! two readers is wrong, and nobody here can say which.

use super::boxed;
use crate::error::Note;
use crate::fold::fold;
use crate::location::Rect;
use crate::read::{Glyph, GlyphText, Page};
use crate::report::{DOUBTFUL, Filed};

/// The doubt of a value that the second reader sees differently.
pub const DIFFERS: &str = "second-reading-differs";

/// The confidence left to such a value.
const LEFT: f32 = 0.3;
const _: () = assert!(LEFT < DOUBTFUL);

/// Characters written over one another are this share of their size apart at most: bold by writing twice.
const OVERPRINT: f32 = 0.25;

/// Characters belong to one line when their middles are this share of their height apart at most.
const SAME_LINE: f32 = 0.5;

/// What came of the comparison, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Both readers see the same digits, or neither sees any.
    pub agreed: u32,
    /// They see different digits: the value is doubtful.
    pub differed: u32,
    /// The second reader sees nothing there, or no digit where the first sees some: it says nothing.
    pub unseen: u32,
}

impl Compared {
    /// The counts as a note; `name` is the second reader's.
    pub fn note(self, name: &str) -> Note {
        let Self {
            agreed,
            differed,
            unseen,
        } = self;
        let all = agreed + differed + unseen;
        Note::new(
            "second-reading",
            format!(
                "{name}: {all} cells compared, {agreed} agreed, {differed} differed, {unseen} not seen"
            ),
        )
    }
}

/// Compares every value that has a box with what the second reader sees in it, and lowers the confidence where it
/// sees other digits.
pub fn compare(tables: &mut [Filed], pages: &[Page]) -> Compared {
    let mut compared = Compared::default();
    for (value, number, rect) in boxed(tables) {
        let page = pages.iter().find(|page| page.number == number);
        let glyphs = page.map_or(&[][..], |page| &page.glyphs);
        match opinion(&digits(&value.raw), glyphs, &rect) {
            Opinion::Same => compared.agreed += 1,
            Opinion::Silent => compared.unseen += 1,
            Opinion::Other => {
                compared.differed += 1;
                value.doubt(DIFFERS, LEFT);
            }
        }
    }
    compared
}

enum Opinion {
    Same,
    Other,
    Silent,
}

/// What the second reader says of a box in which we see the digits `ours`.
fn opinion(ours: &str, glyphs: &[Glyph], rect: &Rect) -> Opinion {
    let inside = |glyph: &&Glyph| {
        let (x, y) = glyph.rect.center();
        rect.contains(x, y)
    };
    let seen = text_of(glyphs.iter().filter(inside).collect());
    let theirs = digits(&seen);
    if theirs == ours && !fold(&seen).is_empty() {
        return Opinion::Same;
    }
    // A reader that takes characters for wider than they are writes them into the next cell. Where a piece of writing
    // begins is set by the file, so those that begin in the box are its other reading.
    let begun = text_of(begun_in(glyphs, rect));
    if has_digit(ours) && digits(&begun) == ours {
        return Opinion::Same;
    }
    if fold(&seen).is_empty() || (!has_digit(&theirs) && has_digit(ours)) {
        // Nothing there, or characters it cannot name: no digit of its own to set against ours.
        Opinion::Silent
    } else if has_digit(&theirs) {
        Opinion::Other
    } else {
        Opinion::Same
    }
}

/// All characters of the runs that begin in the box.
fn begun_in<'a>(glyphs: &'a [Glyph], rect: &Rect) -> Vec<&'a Glyph> {
    let begins = |run: &[Glyph]| {
        let first = run[0].rect;
        rect.contains(first.x0, first.center().1)
    };
    glyphs
        .chunk_by(|a, b| a.run == b.run)
        .filter(|run| begins(run))
        .flatten()
        .collect()
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Digits, decimal points and signs of a text, folded. Grouping, units and words are not compared: readers differ in
/// them without harm.
fn digits(text: &str) -> String {
    let kept: String = fold(text)
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
        .collect();
    kept.trim_matches('.').to_owned()
}

/// The text of characters in any order, line by line from the top.
fn text_of(mut found: Vec<&Glyph>) -> String {
    found.sort_by(|a, b| a.rect.center().1.total_cmp(&b.rect.center().1));
    let mut text = String::new();
    let mut rest = &mut found[..];
    while let Some(first) = rest.first() {
        let reach = first.rect.center().1 + first.rect.height() * SAME_LINE;
        let length = rest.partition_point(|g| g.rect.center().1 <= reach).max(1);
        let (line, below) = rest.split_at_mut(length);
        line.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        push_line(line, &mut text);
        rest = below;
    }
    text
}

fn push_line(line: &[&Glyph], text: &mut String) {
    let mut last: Option<&Glyph> = None;
    for glyph in line {
        if !last.is_some_and(|last| is_overprint(last, glyph)) {
            match &glyph.text {
                GlyphText::Char(c) => text.push(*c),
                GlyphText::Many(many) => text.push_str(many),
                GlyphText::Unknown => text.push('\u{fffd}'),
            }
        }
        last = Some(glyph);
    }
}

fn is_overprint(a: &Glyph, b: &Glyph) -> bool {
    let apart = (a.rect.x0 - b.rect.x0).abs();
    a.text == b.text && apart <= a.rect.width().min(b.rect.width()) * OVERPRINT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Place;
    use crate::read::{Direction, Visibility};
    use crate::report::Presence;
    use crate::report::{State, Value};

    fn glyph(c: char, x: f32, y: f32) -> Glyph {
        Glyph {
            text: GlyphText::Char(c),
            rect: Rect::new(x, y, x + 5.0, y + 10.0),
            size: 10.0,
            direction: Direction::Right,
            visibility: Visibility::Shown,
            run: 0,
        }
    }

    fn page(text: &str) -> Page {
        let glyphs = text.chars().zip(0_u8..);
        Page {
            number: 1,
            glyphs: glyphs
                .map(|(c, n)| glyph(c, 10.0 + 6.0 * f32::from(n), 12.0))
                .collect(),
            ..Page::default()
        }
    }

    fn table(state: State, raw: &str) -> Vec<Filed> {
        let value = Value {
            state,
            raw: raw.to_owned(),
            confidence: 1.0,
            place: Place::Page {
                page: 1,
                rect: Rect::new(5.0, 5.0, 100.0, 30.0),
            },
            ..Value::default()
        };
        vec![Filed {
            edition: 0,
            table: 0,
            presence: Presence::Found,
            values: vec![value],
            missing_rows: Vec::new(),
        }]
    }

    #[test]
    fn other_digits_make_a_value_doubtful_and_nothing_else_does() {
        for (state, raw, seen, doubtful) in [
            (State::Number, "12", "12", false),
            (State::Number, "12", "１２件", false),
            (State::Number, "1,200", "1200", false),
            (State::Number, "12", "13", true),
            (State::Number, "12", "2", true),
            (State::Number, "1.5", "15", true),
            (State::Number, "-3", "3", true),
            (State::Number, "12", "", false),
            (State::Number, "12", "件", false),
            (State::Blank, "", "7", true),
            (State::Blank, "", "", false),
            (State::Placeholder, "—", "/", false),
        ] {
            let mut tables = table(state, raw);
            let compared = compare(&mut tables, &[page(seen)]);
            let value = &tables[0].values[0];
            assert_eq!(value.is_doubtful(), doubtful, "{raw} {seen}");
            assert_eq!(value.doubts.contains(&DIFFERS), doubtful);
            assert_eq!(compared.differed, u32::from(doubtful));
        }
    }

    #[test]
    fn a_page_that_was_not_read_says_nothing() {
        let mut tables = table(State::Number, "12");
        let compared = compare(&mut tables, &[]);
        assert_eq!((compared.unseen, compared.differed), (1, 0));
    }

    #[test]
    fn characters_taken_for_too_wide_are_no_other_digits() {
        let mut wide = page("123");
        for (glyph, n) in wide.glyphs.iter_mut().zip(0_u8..) {
            glyph.rect.x0 = 10.0 + 45.0 * f32::from(n);
            glyph.rect.x1 = glyph.rect.x0 + 40.0;
        }
        for (raw, differed) in [("123", 0), ("124", 1), ("12", 0)] {
            let mut tables = table(State::Number, raw);
            let compared = compare(&mut tables, std::slice::from_ref(&wide));
            assert_eq!(compared.differed, differed, "{raw}");
        }
    }

    #[test]
    fn lines_are_read_from_the_top_and_bold_once() {
        let glyphs = [
            glyph('3', 10.0, 20.0),
            glyph('2', 16.0, 5.5),
            glyph('1', 10.0, 5.0),
            glyph('1', 10.4, 5.0),
        ];
        assert_eq!(text_of(glyphs.iter().collect()), "123");
    }
}
