//! Word documents (Office Open XML, transitional and strict): the final text, as it is printed.
//!
//! bytes → [`super::zip`] → [`super::xml`] → [`body`], nested blocks with numbers written out → [`super::blocks`].

mod body;
mod flat;
mod inserted;
mod numbering;
pub(super) mod package;
mod paragraph;
mod styles;
mod symbols;
mod table;

pub use flat::read_flat;

use super::xml::{Xml, decode, note_cut};
use super::zip::Archive;
use super::{Body, Document, Kind, Meta, blocks, errors, text};
use crate::error::{Note, ReadError};
use body::Reader;
use package::Relations;
use styles::Styles;

/// Reads a Word document.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    text::check_size(bytes)?;
    let mut notes = Vec::new();
    let archive = Archive::open(bytes);
    if archive.cut {
        notes.push(Note::new(
            "package-cut",
            "the file is cut off; what stands before the cut was read",
        ));
    }
    package(&archive, Kind::Docx, notes)
}

/// Reads a package, whatever its parts stand in.
fn package(archive: &Archive<'_>, kind: Kind, mut notes: Vec<Note>) -> Result<Document, ReadError> {
    let name = package::main_part(archive, &mut notes)?;
    let content = archive
        .read(&name)?
        .ok_or_else(|| errors::damaged("DOCX"))?;
    let relations = Relations::of(archive, &name, &mut notes);
    let part = |kind: &str, usual: &str, notes: &mut Vec<Note>| {
        let name = relations.of_kind(kind).unwrap_or(usual).to_owned();
        archive.read_optional(&name, notes).unwrap_or_default()
    };
    let styles_bytes = part("styles", "word/styles.xml", &mut notes);
    let styles = Styles::of(&Xml::parse(&decode(&styles_bytes))?);
    let numbering_bytes = part("numbering", "word/numbering.xml", &mut notes);
    let numbering = numbering::read(&Xml::parse(&decode(&numbering_bytes))?, &styles);

    let source = decode(&content);
    let xml = Xml::parse(&source)?;
    note_cut(&xml, &name, &mut notes);
    let mut reader = Reader::new(&xml, &styles, numbering, &relations);
    reader.inserted = inserted::read(archive, &relations, &mut notes);
    let meta = meta(archive, &mut notes);
    document(kind, reader, meta, notes)
}

/// The document of a body.
fn document(
    kind: Kind,
    mut reader: Reader<'_, '_>,
    meta: Meta,
    mut notes: Vec<Note>,
) -> Result<Document, ReadError> {
    let xml = reader.xml;
    let body = xml
        .child(0, "body")
        .or_else(|| xml.descendant(0, "body"))
        .ok_or_else(|| errors::damaged("DOCX"))?;
    let content = reader.body(body);
    notes.append(&mut reader.notes());
    let elements = blocks::flow(content, &mut notes)?;
    if elements.is_empty() {
        notes.push(Note::new("page-empty", "the document holds no text"));
    }
    Ok(Document {
        kind,
        meta,
        body: Body::Flow(elements),
        notes,
    })
}

/// The title among the core properties.
fn meta(archive: &Archive<'_>, notes: &mut Vec<Note>) -> Meta {
    let bytes = archive
        .read_optional("docProps/core.xml", notes)
        .unwrap_or_default();
    let source = decode(&bytes);
    let title = Xml::parse(&source).ok().and_then(|xml| {
        let title = xml.child(0, "title")?;
        Some(blocks::tidy(&xml.text_of(title))).filter(|title| !title.is_empty())
    });
    Meta {
        title,
        ..Meta::default()
    }
}
