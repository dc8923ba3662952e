//! Painting pages with `hayro`.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FallbackFontQuery, FontData, FontQuery};
use hayro::hayro_interpret::hayro_cmap::CidFamily;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{
    Pixmap, RasterizerSettings, RenderContext, RenderSettings, Resources, TargetInit,
};
use hayro::{RenderCache, RenderSettings as PageSettings, render_into};

use super::{Face, FontSource, Style};
use crate::location::Rect;
use crate::read::{Glyph, GlyphText, Page, SyntaxTree, Visibility};

/// A page up to this many pixels is painted as a whole and kept: crops come page by page, and painting a page costs
/// the same whatever the crop.
const KEPT_PIXELS: f32 = 6e6;

/// Paints the pages of one file.
pub(super) struct Painter<'f> {
    pdf: &'f SyntaxTree,
    cache: RenderCache<'f>,
    settings: InterpreterSettings,
    kept: Option<Kept>,
}

struct Kept {
    page: u32,
    scale: f32,
    sheet: Sheet,
}

impl<'f> Painter<'f> {
    pub fn new(pdf: &'f SyntaxTree, fonts: Arc<dyn FontSource>) -> Self {
        let settings = InterpreterSettings {
            font_resolver: Arc::new(move |query| font(query, &*fonts)),
            ..InterpreterSettings::default()
        };
        Self {
            pdf,
            cache: RenderCache::new(),
            settings,
            kept: None,
        }
    }

    /// The box on the page as PNG; nothing where the painting misses characters that are printed there.
    pub fn png(
        &mut self,
        page: &Page,
        rect: &Rect,
        frame: Option<&Rect>,
        scale: f32,
    ) -> Option<Vec<u8>> {
        let whole = Rect::new(0.0, 0.0, page.width, page.height);
        if page.width * page.height * scale * scale > KEPT_PIXELS {
            let sheet = self.paint(page, rect, scale)?;
            let shows = sheet.shows(page, rect);
            return shows.then(|| sheet.png(rect, frame)).flatten();
        }
        let is_kept =
            |kept: &Kept| kept.page == page.number && kept.scale.to_bits() == scale.to_bits();
        let kept = match self.kept.take().filter(is_kept) {
            Some(kept) => kept,
            None => Kept {
                page: page.number,
                scale,
                sheet: self.paint(page, &whole, scale)?,
            },
        };
        let sheet = &self.kept.insert(kept).sheet;
        let shows = sheet.shows(page, rect);
        shows.then(|| sheet.png(rect, frame)).flatten()
    }

    fn paint(&self, page: &Page, rect: &Rect, scale: f32) -> Option<Sheet> {
        let source = self.pdf.pages().get(page.number as usize - 1)?;
        let side = |length: f32| (length * scale).ceil().clamp(1.0, 65_000.0) as u16;
        let (width, height) = (side(rect.width()), side(rect.height()));
        let settings = RenderSettings {
            num_threads: 0,
            ..RenderSettings::default()
        };
        let mut context = RenderContext::new_with(width, height, settings);
        let transform = Affine::scale(f64::from(scale))
            * Affine::translate((-f64::from(rect.x0), -f64::from(rect.y0)))
            * Affine::new(source.initial_transform(true).as_coeffs());
        let page_settings = PageSettings::default();
        render_into(
            source,
            &self.cache,
            &self.settings,
            &page_settings,
            &mut context,
            transform,
        );
        context.flush();
        let mut pixels = Pixmap::new(width, height);
        let on_paper = RasterizerSettings {
            target_init: TargetInit::Clear(WHITE),
            ..RasterizerSettings::default()
        };
        context.render_with(&mut pixels, &mut Resources::default(), on_paper);
        Some(Sheet {
            pixels,
            origin: (rect.x0, rect.y0),
            scale,
        })
    }
}

/// A painted page, or a part of one.
struct Sheet {
    pixels: Pixmap,
    /// The place on the page of its top left corner.
    origin: (f32, f32),
    scale: f32,
}

/// Columns and rows of pixels, the ends left out.
struct Window {
    columns: std::ops::Range<usize>,
    rows: std::ops::Range<usize>,
}

/// Pixels of one character that differ by less than this are one colour.
const CONTRAST: u8 = 24;

/// A picture shows a page where at least this share of its characters leaves a mark.
const MARKED: f32 = 0.8;

impl Sheet {
    fn window(&self, rect: &Rect) -> Window {
        let range = |from: f32, to: f32, origin: f32, end: u16| {
            let (end, at) = (usize::from(end), |v: f32| (v - origin) * self.scale);
            let start = (at(from).floor().max(0.0) as usize).min(end.saturating_sub(1));
            start..(at(to).ceil().max(0.0) as usize).clamp(start + 1, end.max(start + 1))
        };
        Window {
            columns: range(rect.x0, rect.x1, self.origin.0, self.pixels.width()),
            rows: range(rect.y0, rect.y1, self.origin.1, self.pixels.height()),
        }
    }

    /// The pixels of a row of the window, four bytes each.
    fn row(&self, row: usize, window: &Window) -> &[u8] {
        let start = row * usize::from(self.pixels.width());
        let bytes = (start + window.columns.start) * 4..(start + window.columns.end) * 4;
        self.pixels
            .data_as_u8_slice()
            .get(bytes)
            .unwrap_or_default()
    }

    /// Whether the characters read in the box have left marks in the picture: those of a font that is nowhere to be
    /// had leave none.
    fn shows(&self, page: &Page, rect: &Rect) -> bool {
        let (mut read, mut marked) = (0.0, 0.0);
        for glyph in page.glyphs.iter().filter(|glyph| is_seen(glyph, rect)) {
            read += 1.0;
            if self.has_mark(&glyph.rect) {
                marked += 1.0;
            }
        }
        marked >= read * MARKED
    }

    fn has_mark(&self, rect: &Rect) -> bool {
        // The rules around a cell may touch the box of a character.
        let (dx, dy) = (rect.width() * 0.1, rect.height() * 0.1);
        let inner = Rect::new(rect.x0 + dx, rect.y0 + dy, rect.x1 - dx, rect.y1 - dy);
        let window = self.window(&inner);
        let (mut low, mut high) = (u8::MAX, 0);
        for row in window.rows.clone() {
            for pixel in self.row(row, &window).chunks_exact(4) {
                for part in &pixel[..3] {
                    low = low.min(*part);
                    high = high.max(*part);
                }
            }
        }
        // All that is read as black on white may be printed white on black: what counts is that it differs.
        high.saturating_sub(low) >= CONTRAST
    }

    fn png(&self, rect: &Rect, frame: Option<&Rect>) -> Option<Vec<u8>> {
        let window = self.window(rect);
        let rows = || window.rows.clone().map(|row| self.row(row, &window));
        let is_grey = |pixel: &[u8]| pixel[0] == pixel[1] && pixel[1] == pixel[2];
        let grey = frame.is_none() && rows().all(|row| row.chunks_exact(4).all(is_grey));
        let mut data = Vec::new();
        for pixel in rows().flat_map(|row| row.chunks_exact(4)) {
            data.extend_from_slice(&pixel[..if grey { 1 } else { 3 }]);
        }
        if let Some(frame) = frame {
            self.frame(&mut data, &window, frame);
        }
        let mut out = Vec::new();
        let (width, height) = (window.columns.len() as u32, window.rows.len() as u32);
        let mut encoder = png::Encoder::new(&mut out, width, height);
        encoder.set_color(if grey {
            png::ColorType::Grayscale
        } else {
            png::ColorType::Rgb
        });
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&data).ok()?;
        writer.finish().ok()?;
        Some(out)
    }
}

/// The colour of a frame, and how far it is from what it stands around and how thick, in points.
const FRAME: [u8; 3] = [0xd0, 0x20, 0x20];
const GAP: f32 = 1.0;
const THICK: f32 = 1.2;

impl Sheet {
    /// Draws a frame around a box, over three bytes a pixel of the window.
    fn frame(&self, data: &mut [u8], window: &Window, frame: &Rect) {
        let grown = |by: f32| {
            let [x0, y0] = [frame.x0 - by, frame.y0 - by];
            self.window(&Rect::new(x0, y0, frame.x1 + by, frame.y1 + by))
        };
        let (inner, outer) = (grown(GAP), grown(GAP + THICK));
        let width = window.columns.len();
        let own = |range: &std::ops::Range<usize>, of: &std::ops::Range<usize>| {
            range.start.max(of.start)..range.end.min(of.end)
        };
        for row in own(&outer.rows, &window.rows) {
            for column in own(&outer.columns, &window.columns) {
                if inner.rows.contains(&row) && inner.columns.contains(&column) {
                    continue;
                }
                let at = (row - window.rows.start) * width + column - window.columns.start;
                if let Some(pixel) = data.get_mut(at * 3..at * 3 + 3) {
                    pixel.copy_from_slice(&FRAME);
                }
            }
        }
    }
}

/// Whether a character in the box must leave a mark where it is painted.
fn is_seen(glyph: &Glyph, rect: &Rect) -> bool {
    let has_strokes = match &glyph.text {
        GlyphText::Char(c) => c.is_alphanumeric(),
        GlyphText::Many(text) => text.chars().any(char::is_alphanumeric),
        GlyphText::Unknown => false,
    };
    let (x, y) = glyph.rect.center();
    has_strokes && glyph.visibility != Visibility::Invisible && rect.contains(x, y)
}

/// The font that stands in for one that the file does not hold.
fn font(query: &FontQuery, fonts: &dyn FontSource) -> Option<(FontData, u32)> {
    match query {
        FontQuery::Standard(font) => Some(font.get_font_data()),
        FontQuery::Fallback(query) => match chinese(query) {
            Some(style) => fonts.chinese(style).map(shared),
            None => Some(query.pick_standard_font().get_font_data()),
        },
    }
}

fn shared((bytes, index): Face) -> (FontData, u32) {
    (bytes, index)
}

/// Names, or parts of names, of Chinese fonts as files write them, and their style.
const NAMES: &[(&str, Style)] = &[
    ("SimHei", Style::Sans),
    ("Hei", Style::Sans),
    ("YaHei", Style::Sans),
    ("DengXian", Style::Sans),
    ("SimSun", Style::Serif),
    ("Song", Style::Serif),
    ("Sun", Style::Serif),
    ("Kai", Style::Serif),
    ("FangSong", Style::Serif),
    ("LiSu", Style::Serif),
];

/// The style, where the font is one with Chinese characters.
fn chinese(query: &FallbackFontQuery) -> Option<Style> {
    let name = query.post_script_name.as_deref().unwrap_or_default();
    let by_name = NAMES.iter().find(|(part, _)| name.contains(part));
    let family = query.character_collection.as_ref().map(|c| &c.family);
    let by_collection = matches!(
        family,
        Some(
            CidFamily::AdobeGB1
                | CidFamily::AdobeCNS1
                | CidFamily::AdobeJapan1
                | CidFamily::AdobeKorea1
        )
    );
    let is_chinese = by_collection || by_name.is_some();
    is_chinese.then(|| by_name.map_or(Style::Serif, |(_, style)| *style))
}
