//! Stage 2: glyphs to words, lines and ruled regions in reading order. Page numbers and running heads are set apart;
//! flowing formats pass through. No meaning yet.

mod furniture;
mod lines;
mod pages;
mod rulings;

use crate::error::Note;
use crate::fold::is_empty;
use crate::location::{Place, Rect};
use crate::read::{Body, Document, Element, Glyph, NativeTable};

pub(crate) use lines::{GlyphLine, UNKNOWN, compose, covered, lines_of};
pub use rulings::Segment;

/// A document in reading order.
#[derive(Debug, Default)]
pub struct Flow {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Pages, in formats with pages.
    pub pages: Option<u32>,
    /// How many pages hold a picture of at least a quarter of the page.
    pub picture_pages: u32,
    /// What was set apart or dropped.
    pub notes: Vec<Note>,
}

impl Flow {
    /// Whether anything is written, page numbers and the like aside.
    pub fn has_text(&self) -> bool {
        self.blocks.iter().any(|block| match block {
            Block::Line(line) => !line.furniture && !is_empty(&line.text),
            Block::Ruled(region) => !region.glyphs.is_empty(),
            Block::Table(table) => table.rows.iter().flatten().any(|c| !is_empty(&c.text)),
            Block::Picture => false,
        })
    }
}

/// A piece of a document.
#[derive(Debug)]
pub enum Block {
    /// A line of text.
    Line(Line),
    /// A region tiled by rulings, with what is written in it.
    Ruled(Ruled),
    /// A table with the source's own cells.
    Table(NativeTable),
    /// A picture.
    Picture,
}

/// A line of text.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its text. Between words there is one space; plain text is kept as it is, tabs and pipes included.
    pub text: String,
    /// Its words with their horizontal extent.
    pub words: Vec<Word>,
    /// Where it stands.
    pub place: Place,
    /// A page number or running head: no part of the report's text.
    pub furniture: bool,
    /// Some of it is not drawn on the page: the text layer of a scan.
    pub unseen: bool,
}

/// A run of characters without a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Its text.
    pub text: String,
    /// Left edge: points on a page, columns of half a character in plain text.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
}

/// A region of a page that rulings divide.
#[derive(Clone, Debug)]
pub struct Ruled {
    /// Page, from 1.
    pub page: u32,
    /// Its box.
    pub rect: Rect,
    /// Horizontal segments, sorted from the top.
    pub horizontal: Vec<Segment>,
    /// Vertical segments, sorted from the left.
    pub vertical: Vec<Segment>,
    /// What is written in it.
    pub glyphs: Vec<Glyph>,
}

/// Brings a document into reading order.
pub fn layout(document: Document) -> Flow {
    let mut flow = match document.body {
        Body::Pages(pages) => pages::layout(pages),
        Body::Flow(elements) => Flow {
            blocks: elements.into_iter().flat_map(element).collect(),
            ..Flow::default()
        },
        Body::Lines(lines) => Flow {
            blocks: lines::plain(lines).map(Block::Line).collect(),
            ..Flow::default()
        },
    };
    furniture::mark(&mut flow);
    flow
}

fn element(element: Element) -> Vec<Block> {
    match element {
        Element::Paragraph { text, place } => text
            .split('\n')
            .map(|line| {
                Block::Line(Line {
                    words: lines::split_columns(line),
                    text: line.trim().to_owned(),
                    place,
                    ..Line::default()
                })
            })
            .collect(),
        Element::Table(table) => vec![Block::Table(table)],
        Element::Image { .. } => vec![Block::Picture],
    }
}
