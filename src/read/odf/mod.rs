//! OpenDocument texts and spreadsheets, as packages and as single XML files.
//!
//! bytes → [`super::zip`] or the file itself → [`super::xml`] → [`text`] or [`sheet`] → [`super::blocks`].

mod lists;
mod sheet;
mod styles;
mod text;

use super::xml::{Xml, decode, note_cut};
use super::zip::Archive;
use super::{Body, Document, Kind, Meta, blocks, errors, text as plain};
use crate::error::{Note, ReadError};
use styles::Styles;

/// Reads a package.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    plain::check_size(bytes)?;
    let mut notes = Vec::new();
    let archive = Archive::open(bytes);
    if archive.cut {
        notes.push(Note::new(
            "package-cut",
            "the file is cut off; what stands before the cut was read",
        ));
    }
    if is_encrypted(&archive) {
        return Err(errors::needs_password());
    }
    let content = archive
        .read("content.xml")?
        .ok_or_else(|| errors::damaged("OpenDocument"))?;
    let source = decode(&content);
    let content = Xml::parse(&source)?;
    note_cut(&content, "content.xml", &mut notes);
    let styles = archive.read_optional("styles.xml", &mut notes);
    let styles = styles.unwrap_or_default();
    let source = decode(&styles);
    let common = Xml::parse(&source)?;
    let meta = archive.read_optional("meta.xml", &mut notes);
    let meta = meta.unwrap_or_default();
    let source = decode(&meta);
    let meta = Xml::parse(&source)?;
    document(&content, &[&common, &content], &meta, notes)
}

/// Reads a single XML file.
pub fn read_flat(bytes: &[u8]) -> Result<Document, ReadError> {
    plain::check_size(bytes)?;
    let mut notes = Vec::new();
    let source = decode(bytes);
    let xml = Xml::parse(&source)?;
    note_cut(&xml, "the file", &mut notes);
    document(&xml, &[&xml], &xml, notes)
}

/// The manifest names how each part is encrypted.
fn is_encrypted(archive: &Archive<'_>) -> bool {
    let manifest = archive.read("META-INF/manifest.xml").ok().flatten();
    manifest.is_some_and(|bytes| decode(&bytes).contains("encryption-data"))
}

fn document(
    content: &Xml<'_>,
    styles: &[&Xml<'_>],
    meta: &Xml<'_>,
    mut notes: Vec<Note>,
) -> Result<Document, ReadError> {
    let body = content
        .child(0, "body")
        .ok_or_else(|| errors::damaged("OpenDocument"))?;
    let styles = Styles::of(styles);
    let (kind, read) = match (
        content.child(body, "text"),
        content.child(body, "spreadsheet"),
    ) {
        (Some(at), _) => (Kind::Odt, text::read(content, at, &styles, &mut notes)),
        (None, Some(at)) => (Kind::Ods, sheet::read(content, at, &styles, &mut notes)?),
        // A presentation, a drawing.
        (None, None) => return Err(errors::damaged("OpenDocument")),
    };
    let elements = blocks::flow(read, &mut notes)?;
    if elements.is_empty() {
        notes.push(Note::new("page-empty", "the document holds no text"));
    }
    let title = meta
        .path(0, &["meta", "title"])
        .map(|at| blocks::tidy(&meta.text_of(at)))
        .filter(|title| !title.is_empty());
    Ok(Document {
        kind,
        meta: Meta {
            title,
            ..Meta::default()
        },
        body: Body::Flow(elements),
        notes,
    })
}
