//! A file of which pictures are taken.

use std::sync::Arc;

use super::{Crop, FontSource, NoPicture, PIXELS, Picture};
use crate::emit::draw;
use crate::location::Rect;
use crate::read::{Body, Options, Page, read};

/// A file, read once for any number of pictures.
pub struct File {
    pages: Vec<Page>,
    #[cfg(feature = "pictures")]
    pdf: Option<crate::read::SyntaxTree>,
}

impl File {
    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, or has no pages.
    pub fn open(bytes: &[u8], options: &Options) -> Result<Self, NoPicture> {
        let document = read(bytes, options).map_err(|_| NoPicture::Unreadable)?;
        #[cfg(feature = "pictures")]
        let pdf = crate::read::syntax_tree(bytes, options, &document);
        let Body::Pages(pages) = document.body else {
            return Err(NoPicture::Unreadable);
        };
        Ok(Self {
            pages,
            #[cfg(feature = "pictures")]
            pdf,
        })
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }
}

/// Draws pictures of one file. What it paints it keeps, as far as the next picture may use it.
pub struct Artist<'f> {
    file: &'f File,
    #[cfg(feature = "pictures")]
    painter: Option<super::paint::Painter<'f>>,
}

impl<'f> Artist<'f> {
    /// An artist for this file.
    #[cfg_attr(not(feature = "pictures"), allow(unused_variables))]
    pub fn new(file: &'f File, fonts: Arc<dyn FontSource>) -> Self {
        Self {
            file,
            #[cfg(feature = "pictures")]
            painter: file
                .pdf
                .as_ref()
                .map(|pdf| super::paint::Painter::new(pdf, fonts)),
        }
    }

    /// The picture of a page or of a box on it.
    ///
    /// # Errors
    /// There is no such page, or nothing of the box is on it.
    pub fn draw(&mut self, crop: &Crop) -> Result<Picture, NoPicture> {
        let page = self.file.pages.iter().find(|p| p.number == crop.page);
        let page = page.ok_or(NoPicture::NoSuchPage)?;
        let rect = on_page(crop.rect, page).ok_or(NoPicture::OffThePage)?;
        #[cfg(feature = "pictures")]
        if let Some(png) = self.paint(page, &rect, crop) {
            return Ok(Picture::Png(png));
        }
        Ok(Picture::Svg(draw::plain(page, &rect, crop.frame.as_ref())))
    }

    #[cfg(feature = "pictures")]
    fn paint(&mut self, page: &Page, rect: &Rect, crop: &Crop) -> Option<Vec<u8>> {
        use std::panic::{AssertUnwindSafe, catch_unwind};
        let painter = self.painter.as_mut()?;
        let scale = bounded(crop.scale, rect);
        let frame = crop.frame.as_ref();
        match catch_unwind(AssertUnwindSafe(|| painter.png(page, rect, frame, scale))) {
            Ok(png) => png,
            Err(_) => {
                // What it had in hand may be half changed.
                self.painter = None;
                None
            }
        }
    }
}

/// The part of the box that is on the page.
fn on_page(rect: Option<Rect>, page: &Page) -> Option<Rect> {
    let whole = Rect::new(0.0, 0.0, page.width, page.height);
    let rect = rect.unwrap_or(whole);
    let shared = Rect {
        x0: rect.x0.max(whole.x0),
        y0: rect.y0.max(whole.y0),
        x1: rect.x1.min(whole.x1),
        y1: rect.y1.min(whole.y1),
    };
    // Also false where one of the edges is no number.
    (shared.width() > 0.0 && shared.height() > 0.0).then_some(shared)
}

/// The scale, made smaller where the picture would be too large.
#[cfg_attr(not(feature = "pictures"), allow(dead_code))]
fn bounded(scale: f32, rect: &Rect) -> f32 {
    let most = (PIXELS / (rect.width() * rect.height())).sqrt();
    let longest = rect.width().max(rect.height());
    // Sides are counted in 16 bits.
    let most = most.min(16_000.0 / longest);
    if scale > 0.0 {
        scale.min(most)
    } else {
        most.min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_cut_to_the_page() {
        let page = Page {
            width: 100.0,
            height: 50.0,
            ..Page::default()
        };
        let cut = |x0, y0, x1, y1| on_page(Some(Rect { x0, y0, x1, y1 }), &page);
        let whole = Rect::new(0.0, 0.0, 100.0, 50.0);
        assert_eq!(on_page(None, &page), Some(whole));
        assert_eq!(cut(-9.0, -9.0, f32::INFINITY, 999.0), Some(whole));
        assert_eq!(
            cut(90.0, 40.0, 120.0, 45.0),
            Some(Rect::new(90.0, 40.0, 100.0, 45.0))
        );
        for outside in [
            cut(100.0, 0.0, 120.0, 10.0),
            cut(5.0, 5.0, 5.0, 9.0),
            cut(9.0, 9.0, 5.0, 5.0),
        ] {
            assert_eq!(outside, None);
        }
    }

    #[test]
    fn no_picture_is_too_large() {
        for (scale, width, height) in [
            (1e9, 595.0, 842.0),
            (2.0, 1e6, 1.0),
            (f32::NAN, 1e5, 1e5),
            (0.0, 10.0, 10.0),
        ] {
            let rect = Rect::new(0.0, 0.0, width, height);
            let bounded = bounded(scale, &rect);
            assert!(bounded > 0.0);
            assert!(bounded * bounded * width * height <= PIXELS * 1.001);
            assert!(bounded * width <= 16_001.0);
        }
    }
}
