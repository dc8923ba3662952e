//! Where something stands in a source document.

use serde::{Deserialize, Serialize};

/// What stands between the path of an archive and that of a member of it.
pub const MEMBER: &str = "!/";

/// A box on a page, in PDF points from the top left corner of the page as shown (y grows down).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl Rect {
    /// The box with these edges, put in order.
    pub fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self {
            x0: x0.min(x1),
            y0: y0.min(y1),
            x1: x0.max(x1),
            y1: y0.max(y1),
        }
    }

    /// Width in points.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The middle of the box, x before y.
    pub fn center(&self) -> (f32, f32) {
        ((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    /// The smallest box that holds both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Whether the point lies in the box, edges included.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        (self.x0..=self.x1).contains(&x) && (self.y0..=self.y1).contains(&y)
    }
}

/// The physical place of a piece of a document: what a reader opens to see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Place {
    /// Nothing is printed: the place of an absent cell.
    #[default]
    Nowhere,
    /// A box on a page; pages count from 1.
    Page {
        /// Page number, from 1.
        page: u32,
        /// Box on that page; all zero where only the page is known.
        rect: Rect,
    },
    /// Lines of a text source, from 1, both ends included.
    Lines {
        /// First line.
        first: u32,
        /// Last line.
        last: u32,
    },
    /// A cell of a native table (web page, word processor), all from 1.
    Native {
        /// The table's number in the document, in reading order.
        table: u32,
        /// Row in the source's own markup.
        row: u32,
        /// Cell within that row, in the source's own markup.
        cell: u32,
    },
}

impl Place {
    /// The page, where the format has pages.
    pub fn page(&self) -> Option<u32> {
        match self {
            Self::Page { page, .. } => Some(*page),
            _ => None,
        }
    }

    /// The box on the page, where the format has pages and more than the page is known.
    pub fn rect(&self) -> Option<Rect> {
        match self {
            Self::Page { rect, .. } if *rect != Rect::default() => Some(*rect),
            _ => None,
        }
    }

    /// One place for two pieces that belong together. On different pages, the first one stands for both.
    pub fn join(&self, other: &Self) -> Self {
        match (*self, *other) {
            (Self::Nowhere, b) => b,
            (Self::Page { page, rect }, Self::Page { page: q, rect: r }) if page == q => {
                Self::Page {
                    page,
                    rect: rect.union(&r),
                }
            }
            (Self::Lines { first, last }, Self::Lines { first: f, last: l }) => Self::Lines {
                first: first.min(f),
                last: last.max(l),
            },
            (a, _) => a,
        }
    }
}
