//! Web pages: the report itself as paragraphs, tables and pictures, without the frame of the site around it.
//!
//! bytes → text → [`tame`] → html5ever → [`tree`], a flat list of what can be seen → [`tables`], which tables hold
//! data and which only arrange → [`frame`], what is navigation and what is the report → [`flow`].

mod flow;
mod frame;
mod inline;
mod meta;
mod tables;
mod tame;
mod tree;

use super::{Body, Document, Element, Kind, encoding, text};
use crate::error::{Note, ReadError};
use tree::{Hidden, Tree};

/// Visible characters below which a page without tables counts as blank, so that what it hides is looked at.
const BLANK_PAGE: usize = 200;

/// Reads a web page.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    text::check_size(bytes)?;
    let decoded = encoding::decode_page(bytes);
    let mut notes = decoded.notes;
    let source = tame::tame(&decoded.text, &mut notes)?;
    let html = scraper::Html::parse_document(&source);
    let mut meta = meta::read(&html);
    let keep_lines = !has_structure(&source);
    let elements = visible(&html, keep_lines, &mut meta, &mut notes);
    if elements.is_empty() {
        notes.push(Note::new("page-empty", "the page shows no text of its own"));
    }
    Ok(Document {
        kind: Kind::Html,
        meta: meta.meta,
        body: Body::Flow(elements),
        notes,
    })
}

/// What can be seen; or, where that is next to nothing and a report is hidden until a script shows it, all of it.
fn visible(
    html: &scraper::Html,
    keep_lines: bool,
    meta: &mut meta::Found,
    notes: &mut Vec<Note>,
) -> Vec<Element> {
    let tree = Tree::of(html, Hidden::LeftOut);
    let seen = flow::read(&tree, keep_lines, meta, notes);
    if tree.hidden_text == 0 {
        return seen;
    }
    let blank = tree.text_length() < BLANK_PAGE && !seen.iter().any(is_table);
    if blank && tree.hidden_text > tree.text_length() {
        let all = Tree::of(html, Hidden::Kept);
        notes.clear_page_notes();
        notes.push(Note::new(
            "hidden-read",
            "the page hides its content until a script shows it; it was read all the same",
        ));
        return flow::read(&all, keep_lines, meta, notes);
    }
    notes.push(Note::new(
        "hidden-left-out",
        format!(
            "{} characters that the page hides were left out",
            tree.hidden_text
        ),
    ));
    seen
}

fn is_table(element: &Element) -> bool {
    matches!(element, Element::Table(_))
}

/// Takes back what a first look at the page noted.
trait ClearPageNotes {
    fn clear_page_notes(&mut self);
}

impl ClearPageNotes for Vec<Note> {
    fn clear_page_notes(&mut self) {
        self.retain(|note| note.code.starts_with("encoding") || note.code == "characters-lost");
    }
}

/// Whether the source marks up its paragraphs. Text of a converter with nothing but tables in HTML does not: there
/// the line breaks of the source are the paragraphs.
fn has_structure(source: &str) -> bool {
    use std::sync::LazyLock;
    static BLOCK: LazyLock<Option<regex::Regex>> = LazyLock::new(|| {
        regex::Regex::new(
            r"(?i)<(?:!doctype|html|body|p|div|br|h[1-6]|section|article|li|pre)[\s/>]",
        )
        .ok()
    });
    BLOCK.as_ref().is_some_and(|p| p.is_match(source))
}
