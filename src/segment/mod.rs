//! Stage 3: blocks to the six sections; title, agency, year, statistical period. What a heading looks like is data
//! of the form.

mod headings;
mod identity;
mod published;

use std::ops::Range;

use crate::error::Note;
use crate::fold::is_empty;
use crate::forms::Wording;
use crate::layout::{Block, Flow};
use crate::location::Place;
use crate::read::Meta;
use crate::report::{Identity, Section};

pub use identity::name_in_title;

/// A document cut into its sections.
#[derive(Debug)]
pub struct Outline {
    /// Who reports on which year.
    pub identity: Identity,
    /// The document's blocks. Lines that several headings were glued into are cut at them.
    pub blocks: Vec<Block>,
    /// Sections in the order printed; the first one, numbered 0, is what stands before the first heading.
    pub parts: Vec<Part>,
    /// What was done.
    pub notes: Vec<Note>,
}

/// A section and the blocks it is made of, heading included.
#[derive(Debug)]
pub struct Part {
    /// Number and heading.
    pub section: Section,
    /// Its blocks.
    pub blocks: Range<usize>,
}

/// Cuts a document into sections.
pub fn segment(flow: Flow, meta: &Meta, wording: &Wording) -> Outline {
    let blocks = headings::unglue(flow.blocks, wording);
    let headings = headings::find(&blocks, wording);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut section = Section::default();
    for heading in headings {
        parts.push(Part {
            section,
            blocks: start..heading.block,
        });
        start = heading.block;
        section = Section {
            number: heading.number,
            printed_number: heading.printed_number,
            heading: heading.text,
            page: heading.page,
            ..Section::default()
        };
    }
    parts.push(Part {
        section,
        blocks: start..blocks.len(),
    });
    for part in &mut parts {
        let (text, places) = prose(&blocks[part.blocks.clone()], &part.section.heading);
        part.section.text = text;
        part.section.places = places;
    }
    Outline {
        identity: identity::find(&blocks, &parts, meta, wording),
        blocks,
        parts,
        notes: flow.notes,
    }
}

/// The lines of a section, its heading and its tables left out. Lines of a page that run to its margin are one
/// paragraph with what follows only for a person: here each stays a line.
fn prose(blocks: &[Block], heading: &str) -> (String, Vec<Place>) {
    let mut text = String::new();
    let mut places = Vec::new();
    let mut in_heading = !heading.is_empty();
    for block in blocks {
        let Block::Line(line) = block else { continue };
        if line.furniture || is_empty(&line.text) {
            continue;
        }
        if in_heading && heading.contains(line.text.trim()) {
            continue;
        }
        in_heading = false;
        if !text.is_empty() {
            text.push('\n');
        }
        let line_text = line.text.trim();
        text.push_str(line_text);
        places.extend(line_text.split('\n').map(|_| line.place));
    }
    (text, places)
}
