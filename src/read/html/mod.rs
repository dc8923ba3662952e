//! Web pages: the report itself as paragraphs, tables and pictures, without the frame of the site around it.
//!
//! bytes → text → [`tame`] → html5ever → [`tree`], a flat list of what can be seen → [`tables`], which tables hold
//! data and which only arrange → [`frame`], what is navigation and what is the report → [`flow`].

mod divs;
mod flow;
mod frame;
mod info;
mod inline;
mod leads;
mod meta;
mod notice;
mod style;
mod tables;
mod tame;
mod tree;
mod wrapped;

use super::{Body, Document, Element, Kind, encoding, text};
use crate::error::{Note, ReadError};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use scraper::{Html, HtmlTreeSink};
use style::Sheets;
use tree::{Hidden, Tree};

/// Visible characters below which a page without tables counts as blank, so that what it hides is looked at.
const BLANK_PAGE: usize = 200;

pub use notice::refusal;
pub use wrapped::in_json;

/// Reads a web page, or an answer of a server with one in it.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    text::check_size(bytes)?;
    if let Some(page) = in_json(bytes) {
        let note = Note::new("json-read", "the page was read out of a JSON answer");
        return read_text(&page, vec![note]);
    }
    let decoded = encoding::decode_page(bytes);
    read_text(&decoded.text, decoded.notes)
}

fn read_text(text: &str, mut notes: Vec<Note>) -> Result<Document, ReadError> {
    let text = wrapped::from_xml(text);
    let source = tame::tame(&text, &mut notes)?;
    let html = parse(&source);
    let mut meta = meta::read(&html);
    if meta.ours {
        return Err(notice::page_of_ours());
    }
    let keep_lines = !has_structure(&source);
    let mut elements = visible(&html, keep_lines, &mut meta, &mut notes);
    if is_bare(&elements)
        && let Some(page) = wrapped::in_scripts(&html)
    {
        let note = "the page was read out of a script that would show it";
        notes.push(Note::new("script-read", note));
        let source = tame::tame(&page, &mut notes)?;
        let inner = parse(&source);
        elements.extend(visible(&inner, false, &mut meta, &mut notes));
    }
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

/// The page as a browser without scripts makes it of its source: what is meant for such a browser is a part of it.
fn parse(source: &str) -> Html {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    parse_document(HtmlTreeSink::new(Html::new_document()), options).one(source)
}

/// Whether next to nothing is shown.
fn is_bare(elements: &[Element]) -> bool {
    let length = |element: &Element| match element {
        Element::Paragraph { text, .. } => text.chars().count(),
        _ => 0,
    };
    !elements.iter().any(is_table) && elements.iter().map(length).sum::<usize>() < BLANK_PAGE
}

/// What can be seen; or, where that is next to nothing and a report is hidden until a script shows it, all of it.
fn visible(
    html: &Html,
    keep_lines: bool,
    meta: &mut meta::Found,
    notes: &mut Vec<Note>,
) -> Vec<Element> {
    let sheets = Sheets::of(html);
    let mut tree = Tree::of(html, &sheets, Hidden::LeftOut);
    divs::promote(&mut tree);
    let seen = flow::read(&tree, keep_lines, meta, notes);
    if tree.struck_text > 0 {
        notes.push(Note::new(
            "struck-out",
            format!(
                "{} characters with a line through them were left out",
                tree.struck_text
            ),
        ));
    }
    if tree.hidden_text == 0 {
        return seen;
    }
    let bare = !seen.iter().any(is_table);
    let blank = tree.text_length() < BLANK_PAGE && tree.hidden_text > tree.text_length();
    if bare && (blank || tree.hidden_table) {
        let mut all = Tree::of(html, &sheets, Hidden::Kept);
        divs::promote(&mut all);
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
