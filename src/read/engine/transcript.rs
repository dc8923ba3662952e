//! Pages as text lines, to hand them from the process of a second reader to ours.
//!
//! ```text
//! gouji-pages 1
//! page NUMBER WIDTH HEIGHT
//! X0 Y0 X1 Y1 SIZE RUN CODE[+CODE…]
//! end PAGES GLYPHS
//! ```
//! Lengths are in points, glyphs of one RUN are one piece of writing, codes are Unicode code points in hexadecimal, `-` where the character is not known. Who
//! wrote it may have been led astray by a hostile file, so every line is checked and one that is wrong refuses all.

use std::fmt::Write;

use crate::location::Rect;
use crate::read::{Direction, Glyph, GlyphText, Page, Visibility};

const HEAD: &str = "gouji-pages 1";
/// More pages, glyphs, or characters of one glyph are no report.
const PAGES: usize = 10_000;
const GLYPHS: usize = 4_000_000;
const CODES: usize = 16;
/// A place further away from the page is a mistake.
const FAR: f32 = 1e6;

/// Why a transcript is refused: what is wrong in plain English, and the line, from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Refused {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: &'static str,
}

/// The pages as a transcript. Only glyphs are kept, and of them text, box, size and run.
pub fn to_transcript(pages: &[Page]) -> String {
    let mut out = format!("{HEAD}\n");
    let mut glyphs = 0;
    for page in pages {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "page {} {} {}", page.number, page.width, page.height);
        for glyph in &page.glyphs {
            let Rect { x0, y0, x1, y1 } = glyph.rect;
            let codes = codes(&glyph.text);
            let _ = writeln!(
                out,
                "{x0:.2} {y0:.2} {x1:.2} {y1:.2} {:.2} {} {codes}",
                glyph.size, glyph.run
            );
        }
        glyphs += page.glyphs.len();
    }
    let _ = writeln!(out, "end {} {glyphs}", pages.len());
    out
}

fn codes(text: &GlyphText) -> String {
    let hex = |c: char| format!("{:x}", u32::from(c));
    match text {
        GlyphText::Unknown => "-".to_owned(),
        GlyphText::Char(c) => hex(*c),
        GlyphText::Many(text) => text.chars().map(hex).collect::<Vec<_>>().join("+"),
    }
}

/// The pages of a transcript.
///
/// # Errors
/// Anything in it is not as [`to_transcript`] writes it, or it does not end.
pub fn from_transcript(text: &str) -> Result<Vec<Page>, Refused> {
    let mut pages: Vec<Page> = Vec::new();
    let mut glyphs = 0;
    let mut lines = text.lines().zip(1..);
    if lines.next().is_none_or(|(line, _)| line != HEAD) {
        return Err(refused(1, "no transcript"));
    }
    while let Some((text, line)) = lines.next() {
        if let Some(counts) = text.strip_prefix("end ") {
            let whole = counts == format!("{} {glyphs}", pages.len()) && lines.next().is_none();
            return whole.then_some(pages).ok_or(refused(line, "wrong end"));
        }
        if let Some(page) = text.strip_prefix("page ") {
            let page = parse_page(page).ok_or(refused(line, "no page"))?;
            let ordered = pages.last().is_none_or(|last| last.number < page.number);
            if pages.len() >= PAGES || !ordered {
                return Err(refused(line, "too many pages, or not in order"));
            }
            pages.push(page);
            continue;
        }
        glyphs += 1;
        let page = pages.last_mut().filter(|_| glyphs <= GLYPHS);
        let page = page.ok_or(refused(line, "a glyph without a page, or too many"))?;
        page.glyphs
            .push(parse_glyph(text).ok_or(refused(line, "no glyph"))?);
    }
    Err(refused(text.lines().count(), "cut off"))
}

fn refused(line: usize, what: &'static str) -> Refused {
    Refused { line, what }
}

fn length(text: &str) -> Option<f32> {
    let number: f32 = text.parse().ok()?;
    (number.abs() <= FAR).then_some(number)
}

fn parse_page(text: &str) -> Option<Page> {
    let mut words = text.split(' ');
    let page = Page {
        number: words.next()?.parse().ok().filter(|n| *n > 0)?,
        width: words.next().and_then(length)?,
        height: words.next().and_then(length)?,
        ..Page::default()
    };
    words.next().is_none().then_some(page)
}

fn parse_glyph(text: &str) -> Option<Glyph> {
    let mut words = text.split(' ');
    let mut number = || words.next().and_then(length);
    let rect = Rect::new(number()?, number()?, number()?, number()?);
    let size = number()?;
    let run = words.next()?.parse().ok()?;
    let text = parse_codes(words.next()?)?;
    words.next().is_none().then_some(Glyph {
        text,
        rect,
        size,
        direction: Direction::Right,
        visibility: Visibility::Shown,
        run,
    })
}

fn parse_codes(text: &str) -> Option<GlyphText> {
    if text == "-" {
        return Some(GlyphText::Unknown);
    }
    let code = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).ok()?);
    let chars: Option<Vec<char>> = text.split('+').take(CODES + 1).map(code).collect();
    match chars?.as_slice() {
        [one] => Some(GlyphText::Char(*one)),
        many if many.len() <= CODES => Some(GlyphText::Many(
            many.iter().collect::<String>().into_boxed_str(),
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "gouji-pages 1\npage 2 595 842\n1 2 3 4 10 7 38\n1 2 3 4 10 7 66+69\n1 2 3 4 10 8 -\nend 1 3\n";

    #[test]
    fn what_is_written_is_read() {
        let pages = from_transcript(GOOD).unwrap();
        assert_eq!(pages[0].number, 2);
        let texts: Vec<&GlyphText> = pages[0].glyphs.iter().map(|g| &g.text).collect();
        let many = GlyphText::Many("fi".into());
        assert_eq!(texts, [&GlyphText::Char('8'), &many, &GlyphText::Unknown]);
        assert_eq!(
            from_transcript(&to_transcript(&pages)).unwrap()[0].glyphs,
            pages[0].glyphs
        );
    }

    #[test]
    fn what_is_not_as_written_is_refused() {
        for (from, to) in [
            ("gouji-pages 1", "gouji-pages 2"),
            ("page 2", "page 0"),
            ("page 2", "page -2"),
            ("page 2 595 842\n", ""),
            ("595", "inf"),
            ("842\n", "842\npage 1 5 5\n"),
            ("1 2 3 4 10 7 38", "NaN 2 3 4 10 7 38"),
            ("1 2 3 4 10 7 38", "1e9 2 3 4 10 7 38"),
            ("1 2 3 4 10 7 38", "1 2 3 4 10 d800"),
            ("1 2 3 4 10 7 38", "1 2 3 4 10 110000"),
            ("1 2 3 4 10 7 38", "1 2 3 4 10 7 38 39"),
            ("1 2 3 4 10 7 38", "1 2 3 4 10 7"),
            ("66+69", "66+"),
            ("10 8 -", "10 -8 -"),
            ("end 1 3\n", ""),
            ("end 1 3", "end 1 4"),
            ("end 1 3\n", "end 1 3\n1 2 3 4 10 7 38\n"),
        ] {
            assert!(GOOD.contains(from));
            let text = GOOD.replacen(from, to, 1);
            assert!(from_transcript(&text).is_err(), "{text}");
        }
        let long = GOOD.replace("66+69", &vec!["66"; 40].join("+"));
        assert!(from_transcript(&long).is_err());
        assert!(from_transcript("").is_err());
    }
}
