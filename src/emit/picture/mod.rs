//! Pictures of a page, or of a box on it, as it is published: what a person compares a reading with.
//!
//! A PDF is painted as PNG where the program has the feature `pictures`. What cannot be painted, or would miss its
//! characters because their font is nowhere to be had, is drawn as SVG from the characters and rulings that were read:
//! a picture is never blank where something is printed.

mod file;
#[cfg(feature = "pictures")]
mod paint;

use std::fmt;
use std::sync::Arc;

use crate::location::Rect;
use crate::read::Options;

pub use file::{Artist, File};

/// What to take a picture of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    /// Page, from 1.
    pub page: u32,
    /// The box, in points from the top left of the page as shown; nothing for the whole page. What of it lies outside
    /// the page is cut off.
    pub rect: Option<Rect>,
    /// What to put a frame around, in the same points.
    pub frame: Option<Rect>,
    /// Pixels a point. Made smaller where the picture would have more than [`PIXELS`] pixels.
    pub scale: f32,
}

/// The most pixels of one picture.
pub const PIXELS: f32 = 16e6;

/// A picture of a page or of a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// As painted, opaque.
    Png(Vec<u8>),
    /// Drawn from what was read: a whole document, with a size in points.
    Svg(String),
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPicture {
    /// The file cannot be read, or its format has no pages.
    Unreadable,
    /// The file has no page of this number.
    NoSuchPage,
    /// The box lies outside the page, or has no area.
    OffThePage,
    /// Painting took longer than it may.
    Timeout,
    /// The painter crashed or ran out of memory.
    Crashed,
}

impl NoPicture {
    const ALL: [Self; 5] = [
        Self::Unreadable,
        Self::NoSuchPage,
        Self::OffThePage,
        Self::Timeout,
        Self::Crashed,
    ];

    /// A word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NoSuchPage => "no-such-page",
            Self::OffThePage => "off-the-page",
            Self::Timeout => "timeout",
            Self::Crashed => "crashed",
        }
    }

    /// What the word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

impl fmt::Display for NoPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whoever takes pictures of files: in this process, or in another one.
pub trait Pictures {
    /// A picture for each of the crops, in their order.
    fn take(
        &mut self,
        bytes: &[u8],
        options: &Options,
        crops: &[Crop],
    ) -> Vec<Result<Picture, NoPicture>>;
}

/// The bytes of a font file, and the number of the font in a collection.
pub type Face = (Arc<Vec<u8>>, u32);

/// Where the Chinese fonts come from that a file names and does not hold.
pub trait FontSource: Send + Sync {
    /// A font with Chinese characters; nothing where there is none.
    fn chinese(&self, style: Style) -> Option<Face>;
}

/// The kinds of Chinese print that differ enough to be told apart in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 宋体, 仿宋, 楷体: strokes of different thickness.
    Serif,
    /// 黑体 and its like.
    Sans,
}

/// No fonts at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFonts;

impl FontSource for NoFonts {
    fn chinese(&self, _: Style) -> Option<Face> {
        None
    }
}

/// Takes pictures in this very process, for files that are trusted: a hostile one may hang it.
#[derive(Clone)]
pub struct Here(pub Arc<dyn FontSource>);

impl Pictures for Here {
    fn take(
        &mut self,
        bytes: &[u8],
        options: &Options,
        crops: &[Crop],
    ) -> Vec<Result<Picture, NoPicture>> {
        match File::open(bytes, options) {
            Ok(file) => {
                let mut artist = Artist::new(&file, self.0.clone());
                crops.iter().map(|crop| artist.draw(crop)).collect()
            }
            Err(reason) => crops.iter().map(|_| Err(reason)).collect(),
        }
    }
}
