//! `pdf-extract` as an engine. It panics on some files, overflows the stack on others and never ends on a few: it may
//! only be run in a process of its own, with limits.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{
    Dictionary, Document, MediaBox, Object, OutputDev, OutputError, Transform, output_doc_page,
};

use super::PdfEngine;
use crate::error::{Bilingual, ReadError, Status};
use crate::location::Rect;
use crate::read::{Direction, Glyph, GlyphText, Options, Page, Visibility};

/// The reader of the crate `pdf-extract`. Glyphs only: no rulings, no images.
#[derive(Clone, Copy, Debug)]
pub struct PdfExtract;

/// Share of the font size above and below the base line: the crate does not know the font's own.
const ASCENT: f64 = 0.8;
const DESCENT: f64 = -0.2;

/// Page attributes are inherited over this many parents at most; a loop ends here.
const PARENTS: usize = 32;

impl PdfEngine for PdfExtract {
    fn name(&self) -> &'static str {
        "pdf-extract"
    }

    fn read(&self, bytes: &[u8], options: &Options) -> Result<Vec<Page>, ReadError> {
        let mut document = Document::load_mem(bytes).map_err(|e| failed(&e.to_string()))?;
        if document.is_encrypted() {
            let password = options.password.as_deref().unwrap_or_default();
            document
                .decrypt("")
                .or_else(|_| document.decrypt(password))
                .map_err(|e| failed(&e.to_string()))?;
        }
        let (mut pages, mut lost) = (Vec::new(), 0_u32);
        for (number, id) in document.get_pages() {
            let Ok(dict) = document.get_dictionary(id) else {
                continue;
            };
            let Some(frame) = Frame::of(&document, dict) else {
                continue;
            };
            let mut sheet = Sheet::new(number, frame);
            // It draws Forms as if they stood at the page's origin: what it sees on such a page is in wrong places.
            let whole = !has_forms(&document, dict) && draw(&document, &mut sheet, number);
            if !whole {
                // What was seen of a page before it failed is no reading of its cells.
                sheet.page.glyphs.clear();
            }
            lost += u32::from(!whole);
            pages.push(sheet.page);
        }
        if lost as usize == pages.len() {
            return Err(failed("no page can be read"));
        }
        Ok(pages)
    }
}

/// Whether the crate came to the end of the page. A font that it does not know makes it panic: that page alone is
/// lost.
fn draw(document: &Document, sheet: &mut Sheet, number: u32) -> bool {
    let result = catch_unwind(AssertUnwindSafe(|| {
        output_doc_page(document, sheet, number)
    }));
    matches!(result, Ok(Ok(())))
}

fn failed(why: &str) -> ReadError {
    ReadError {
        status: Status::Damaged,
        reason: Bilingual::new(
            format!("pdf-extract 读不了：{why}"),
            format!("pdf-extract cannot read it: {why}"),
        ),
        advice: Bilingual::new("", ""),
    }
}

/// An attribute of a page or of what it inherits from.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut dict = page;
    for _ in 0..PARENTS {
        if let Ok(found) = dict.get_deref(key, document) {
            return Some(found);
        }
        dict = dict.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

fn has_forms(document: &Document, page: &Dictionary) -> bool {
    let objects = inherited(document, page, b"Resources")
        .and_then(|resources| resources.as_dict().ok())
        .and_then(|resources| resources.get_deref(b"XObject", document).ok())
        .and_then(|objects| objects.as_dict().ok());
    objects.is_some_and(|objects| {
        objects.iter().any(|(_, object)| {
            let stream = match object {
                Object::Reference(id) => document.get_object(*id).ok(),
                direct => Some(direct),
            };
            let dict = stream.and_then(|s| s.as_stream().ok()).map(|s| &s.dict);
            dict.and_then(|d| d.get_deref(b"Subtype", document).ok())
                .and_then(|kind| kind.as_name().ok())
                .is_some_and(|kind| kind == b"Form")
        })
    })
}

/// From the coordinates of the file to those of the page as shown.
#[derive(Clone, Copy, Debug)]
struct Frame {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
    quarter_turns: i64,
}

impl Frame {
    fn of(document: &Document, page: &Dictionary) -> Option<Self> {
        let media = rectangle(document, inherited(document, page, b"MediaBox")?)?;
        let crop = inherited(document, page, b"CropBox").and_then(|b| rectangle(document, b));
        let [a0, b0, a1, b1] = media;
        let [c0, d0, c1, d1] = crop.unwrap_or(media);
        let turn = inherited(document, page, b"Rotate").and_then(number);
        let frame = Self {
            x0: a0.max(c0),
            y0: b0.max(d0),
            x1: a1.min(c1),
            y1: b1.min(d1),
            quarter_turns: (turn.unwrap_or(0.0) / 90.0).round() as i64 & 3,
        };
        (frame.x1 > frame.x0 && frame.y1 > frame.y0).then_some(frame)
    }

    fn size(self) -> (f32, f32) {
        let (width, height) = ((self.x1 - self.x0) as f32, (self.y1 - self.y0) as f32);
        if self.quarter_turns % 2 == 1 {
            (height, width)
        } else {
            (width, height)
        }
    }

    fn shown(self, x: f64, y: f64) -> (f32, f32) {
        let (x, y) = match self.quarter_turns {
            0 => (x - self.x0, self.y1 - y),
            1 => (y - self.y0, x - self.x0),
            2 => (self.x1 - x, y - self.y0),
            _ => (self.y1 - y, self.x1 - x),
        };
        (x as f32, y as f32)
    }
}

fn rectangle(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let items = object.as_array().ok()?;
    let mut numbers = [0.0; 4];
    for (slot, item) in numbers.iter_mut().zip(items) {
        let item = match item {
            Object::Reference(id) => document.get_object(*id).ok()?,
            direct => direct,
        };
        *slot = number(item)?;
    }
    let [a, b, c, d] = numbers;
    (items.len() >= 4).then(|| [a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) => Some(f64::from(*n)),
        _ => None,
    }
}

/// One page as the crate tells it.
struct Sheet {
    page: Page,
    frame: Frame,
    run: u32,
}

impl Sheet {
    fn new(number: u32, frame: Frame) -> Self {
        let (width, height) = frame.size();
        Self {
            page: Page {
                number,
                width,
                height,
                ..Page::default()
            },
            frame,
            run: 0,
        }
    }
}

impl OutputDev for Sheet {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let corner = |x: f64, y: f64| {
            let (x, y) = (x * font_size, y * font_size);
            let user = (
                x * trm.m11 + y * trm.m21 + trm.m31,
                x * trm.m12 + y * trm.m22 + trm.m32,
            );
            self.frame.shown(user.0, user.1)
        };
        let corners = [
            corner(0.0, DESCENT),
            corner(width, DESCENT),
            corner(0.0, ASCENT),
            corner(width, ASCENT),
        ];
        if corners
            .iter()
            .any(|(x, y)| !x.is_finite() || !y.is_finite())
        {
            return Ok(());
        }
        let [mut rect, others @ ..] = corners.map(|(x, y)| Rect::new(x, y, x, y));
        for other in &others {
            rect = rect.union(other);
        }
        let mut chars = text.chars();
        let text = match (chars.next(), chars.next()) {
            (None, _) => GlyphText::Unknown,
            (Some(c), None) => GlyphText::Char(c),
            _ => GlyphText::Many(text.into()),
        };
        let scale = (trm.m21 * trm.m21 + trm.m22 * trm.m22).sqrt();
        self.page.glyphs.push(Glyph {
            text,
            rect,
            size: (font_size * scale).abs() as f32,
            direction: Direction::Right,
            visibility: Visibility::Shown,
            run: self.run,
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.run = self.run.wrapping_add(1);
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_turned_as_they_are_shown() {
        // A mark near the lower left corner of a sheet of 100 × 200, and where it is after each quarter turn clockwise.
        for (quarter_turns, shown, size) in [
            (0, (10.0, 180.0), (100.0, 200.0)),
            (1, (20.0, 10.0), (200.0, 100.0)),
            (2, (90.0, 20.0), (100.0, 200.0)),
            (3, (180.0, 90.0), (200.0, 100.0)),
        ] {
            let frame = Frame {
                x0: 5.0,
                y0: 7.0,
                x1: 105.0,
                y1: 207.0,
                quarter_turns,
            };
            assert_eq!(frame.shown(15.0, 27.0), shown, "{quarter_turns}");
            assert_eq!(frame.size(), size);
        }
    }

    #[test]
    fn what_is_no_pdf_is_an_error() {
        assert!(
            PdfExtract
                .read(b"%PDF-1.7\nx", &Options::default())
                .is_err()
        );
    }
}
