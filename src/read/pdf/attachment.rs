//! A file that is only a cover for another: a portfolio, or blank pages with a PDF attached.

use super::strings::{text_string, title};
use super::{inflate, limits, read_document};
use crate::error::Note;
use crate::read::{Body, Document, Options};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

/// The code of the note that says so.
pub(in crate::read) const NOTE: &str = "pdf-attachment";

/// An attached file.
struct Attachment {
    name: String,
    data: Vec<u8>,
}

/// The attached PDF with the most text in it, where the file's own pages say nothing or it is a portfolio.
pub(super) fn instead(pdf: &Pdf, cover: &Document, options: &Options) -> Option<Document> {
    let xref = pdf.xref();
    let root = xref.get::<Dict<'_>>(xref.root_id())?;
    if glyphs(cover) > 0 && !root.contains_key("Collection") {
        return None;
    }
    let mut attached = Vec::new();
    let names = root.get::<Dict<'_>>("Names");
    if let Some(tree) = names.and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles")) {
        collect(&tree, 0, &mut attached);
    }
    for page in pdf.pages().iter() {
        collect_pinned(page.raw(), &mut attached);
    }
    let count = attached.len();
    let read = attached.into_iter().filter_map(|attachment| {
        let document = read_document(&attachment.data, options, true).ok()?;
        Some((attachment.name, document))
    });
    // Of two with as much text the first.
    let (name, mut document) = read.reduce(|best, next| {
        if glyphs(&next.1) > glyphs(&best.1) {
            next
        } else {
            best
        }
    })?;
    if glyphs(&document) <= glyphs(cover) {
        return None;
    }
    let note = format!(
        "the file is a cover for attached files: of {count} PDFs in it, {name:?} was read and not the cover"
    );
    document.notes.insert(0, Note::new(NOTE, note));
    Some(document)
}

fn glyphs(document: &Document) -> usize {
    match &document.body {
        Body::Pages(pages) => pages.iter().map(|page| page.glyphs.len()).sum(),
        _ => 0,
    }
}

/// Gathers the attached PDFs below a node of the tree of names.
fn collect(node: &Dict<'_>, depth: usize, attached: &mut Vec<Attachment>) {
    if let Some(pairs) = node.get::<Array<'_>>("Names") {
        for file in dicts(&pairs) {
            if attached.len() < limits::ATTACHMENTS {
                attached.extend(attachment(&file));
            }
        }
    }
    let Some(kids) = node.get::<Array<'_>>("Kids") else {
        return;
    };
    if depth < limits::FORM_DEPTH {
        for kid in kids.iter::<Dict<'_>>().take(limits::ATTACHMENTS) {
            if attached.len() < limits::ATTACHMENTS {
                collect(&kid, depth + 1, attached);
            }
        }
    }
}

/// Gathers the PDFs pinned to a page as annotations.
fn collect_pinned(page: &Dict<'_>, attached: &mut Vec<Attachment>) {
    let Some(annotations) = page.get::<Array<'_>>("Annots") else {
        return;
    };
    for annotation in annotations.iter::<Dict<'_>>().take(limits::ANNOTATIONS) {
        let subtype = annotation.get::<Name<'_>>("Subtype");
        let file = annotation.get::<Dict<'_>>("FS");
        if subtype.as_deref() == Some(b"FileAttachment") && attached.len() < limits::ATTACHMENTS {
            attached.extend(file.as_ref().and_then(attachment));
        }
    }
}

fn attachment(file: &Dict<'_>) -> Option<Attachment> {
    let streams = file.get::<Dict<'_>>("EF")?;
    let stream = streams
        .get::<Stream<'_>>("F")
        .or_else(|| streams.get::<Stream<'_>>("UF"))?;
    let data = inflate::decoded(&stream, limits::ATTACHMENT_BYTES).ok()?;
    let head = &data[..data.len().min(1024)];
    let is_pdf = head.windows(5).any(|window| window == b"%PDF-");
    if !is_pdf {
        return None;
    }
    let name = file
        .get::<PdfString<'_>>("UF")
        .or_else(|| file.get::<PdfString<'_>>("F"));
    let name = name.and_then(|name| title(&name).or_else(|| Some(text_string(&name))));
    Some(Attachment {
        name: name.unwrap_or_default(),
        data: data.into_owned(),
    })
}

/// The dictionaries among the names and files of a leaf.
fn dicts<'a>(pairs: &Array<'a>) -> impl Iterator<Item = Dict<'a>> {
    let objects = pairs.iter::<Object<'a>>().take(limits::ATTACHMENTS * 2);
    objects.filter_map(Object::into_dict)
}
