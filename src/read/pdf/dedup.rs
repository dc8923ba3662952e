//! Drops what is drawn twice: fake bold, shadows, borders drawn by both of two cells.

use crate::location::Rect;
use crate::read::{Glyph, GlyphText, Ruling, Visibility};
use rustc_hash::{FxHashMap, FxHashSet};

/// Side of the squares that glyphs are looked up by, in points. Large against any shift that is still a repetition,
/// so that one square is enough nearly always.
const SQUARE: f32 = 16.0;

/// How many of the same character in one square are compared. Print has at most a dozen there.
const CROWD: usize = 64;

/// A copy is shifted by less than this part of the font size. Neighbours stand at least twice as far apart, even two
/// full stops.
const SHIFT: f32 = 0.12;

/// Within one piece of writing, only what stands at the very same place is a copy: full stops of a leader may stand
/// closer than a copy is shifted.
const SAME: f32 = 0.02;

/// Keeps the first of glyphs that repeat the same character at nearly the same place.
pub(in crate::read) fn drop_repeated_glyphs(glyphs: &mut Vec<Glyph>) {
    let mut newest: FxHashMap<(u32, i32, i32), usize> = FxHashMap::default();
    newest.reserve(glyphs.len());
    // For each kept glyph, the one before it in the same square.
    let mut older: Vec<Option<usize>> = Vec::with_capacity(glyphs.len());
    let mut kept: Vec<bool> = vec![true; glyphs.len()];
    let mut repeats = false;
    // By how much the copy before this one was shifted, and the piece of writing it belongs to: narrow characters
    // of a copy are as far off as wide ones.
    let mut before: Option<(u32, f32, f32)> = None;
    for at in 0..glyphs.len() {
        older.push(None);
        let key = key_of(&glyphs[at].text);
        if key == u32::from(' ') {
            continue;
        }
        let (x, y) = glyphs[at].rect.center();
        let known = before.filter(|(run, ..)| *run == glyphs[at].run);
        let reach = match known {
            Some(_) => (glyphs[at].size * SHIFT).min(SQUARE / 4.0),
            None => shift_of(&glyphs[at]),
        };
        let mut twin = None;
        for column in square(x - reach)..=square(x + reach) {
            for row in square(y - reach)..=square(y + reach) {
                let mut next = newest.get(&(key, column, row)).copied();
                for _ in 0..CROWD {
                    let (Some(index), None) = (next, twin) else {
                        break;
                    };
                    if is_repeat(&glyphs[index], &glyphs[at], known) {
                        twin = Some(index);
                    }
                    next = older[index];
                }
            }
        }
        if let Some(twin) = twin {
            let (twin_x, twin_y) = glyphs[twin].rect.center();
            before = Some((glyphs[at].run, x - twin_x, y - twin_y));
            // A visible copy over an invisible one (a scan's text layer) makes it visible.
            if glyphs[twin].visibility == Visibility::Invisible {
                glyphs[twin].visibility = glyphs[at].visibility;
            }
            kept[at] = false;
            repeats = true;
        } else {
            before = None;
            older[at] = newest.insert((key, square(x), square(y)), at);
        }
    }
    if repeats {
        let mut flags = kept.iter();
        glyphs.retain(|_| flags.next().copied().unwrap_or(true));
    }
}

fn key_of(text: &GlyphText) -> u32 {
    match text {
        GlyphText::Char(c) => u32::from(*c),
        GlyphText::Unknown => u32::MAX,
        GlyphText::Many(text) => {
            let hash = |hash: u32, byte: u8| hash.rotate_left(5) ^ u32::from(byte);
            text.bytes().fold(0x8000_0000, hash)
        }
    }
}

fn square(at: f32) -> i32 {
    // Rounding towards zero makes one square of two at the edge of the page, which does no harm.
    (at / SQUARE) as i32
}

fn shift_of(glyph: &Glyph) -> f32 {
    let side = glyph.rect.width().min(glyph.rect.height());
    (glyph.size * SHIFT).min(side * 0.4).min(SQUARE / 4.0)
}

fn is_repeat(first: &Glyph, second: &Glyph, known: Option<(u32, f32, f32)>) -> bool {
    let (ax, ay) = first.rect.center();
    let (bx, by) = second.rect.center();
    let mut reach = shift_of(second);
    if first.run == second.run {
        reach = reach.min(second.size * SAME);
    }
    let near = |x: f32, y: f32, reach: f32| x.abs() <= reach && y.abs() <= reach;
    let shifted_alike =
        known.is_some_and(|(_, x, y)| near(bx - ax - x, by - ay - y, second.size * SAME));
    (near(bx - ax, by - ay, reach) || (shifted_alike && first.run != second.run))
        && (first.size - second.size).abs() <= second.size * 0.15
        && first.text == second.text
        // An annotation may fill in what the page has as an example; both are kept apart.
        && (first.visibility == Visibility::Annotation)
            == (second.visibility == Visibility::Annotation)
}

/// Drops rulings that cover exactly the same box, to a twentieth of a point.
pub(in crate::read) fn drop_repeated_rulings(rulings: &mut Vec<Ruling>) {
    let mut seen = FxHashSet::default();
    seen.reserve(rulings.len());
    rulings.retain(|ruling| {
        let Rect { x0, y0, x1, y1 } = ruling.rect;
        let place = [x0, y0, x1, y1].map(|v| (v * 20.0 + 0.5) as i32);
        seen.insert((place, ruling.horizontal))
    });
}
