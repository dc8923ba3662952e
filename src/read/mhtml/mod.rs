//! Web pages saved as one file (MHTML): the page among its parts, read as any other page.

mod mime;

use super::{Body, Document, Element, Kind, errors, html, text};
use crate::error::{Note, ReadError};
use mime::Part;

/// Framed pages that are looked at.
const MAX_FRAMES: usize = 20;

/// Reads a saved page.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    text::check_size(bytes)?;
    let saved = mime::parts(bytes);
    let mut pages = saved.parts.iter().filter(|part| part.is_page());
    let root = saved
        .start
        .as_deref()
        .and_then(|id| {
            saved
                .parts
                .iter()
                .find(|part| part.id.as_deref() == Some(id))
        })
        .filter(|part| part.is_page())
        .or_else(|| pages.clone().next())
        .ok_or_else(|| errors::damaged("MHTML"))?;
    let mut content = page_bytes(root);
    if saved.cut
        && saved
            .parts
            .last()
            .is_some_and(|last| std::ptr::eq(last, root))
    {
        // Half a number is a wrong number: what stands behind the last tag may go on.
        let end = content.iter().rposition(|&b| b == b'<').unwrap_or(0);
        content.truncate(end);
    }
    let mut document = html::read(&content)?;
    if cells(&document) == 0 {
        let frames = pages
            .by_ref()
            .filter(|part| !std::ptr::eq(*part, root))
            .take(MAX_FRAMES);
        take_frame(&mut document, frames);
    }
    document.kind = Kind::Mhtml;
    if saved.cut {
        document.notes.push(Note::new(
            "part-cut",
            "the saved page is cut off; what stands before the cut was read",
        ));
    }
    let address = saved.address.or_else(|| root.address.clone());
    let meta = &mut document.meta;
    meta.source_url = meta
        .source_url
        .take()
        .or_else(|| address.filter(|address| address.starts_with("http")));
    Ok(document)
}

/// Where the page itself has no table, the framed page with the most cells is the report.
fn take_frame<'p>(document: &mut Document, frames: impl Iterator<Item = &'p Part>) {
    let best = frames
        .filter_map(|part| Some((part, html::read(&page_bytes(part)).ok()?)))
        .filter(|(_, framed)| cells(framed) > 0)
        .max_by_key(|(_, framed)| cells(framed));
    let Some((part, framed)) = best else { return };
    let name = part.address.as_deref().unwrap_or("without an address");
    document.notes.push(Note::new(
        "frame-read",
        format!("the tables stand in a framed page ({name}); that page was read"),
    ));
    if let (Body::Flow(own), Body::Flow(inside)) = (&mut document.body, framed.body) {
        own.extend(inside);
    }
    document.notes.extend(framed.notes);
}

fn cells(document: &Document) -> usize {
    let Body::Flow(elements) = &document.body else {
        return 0;
    };
    elements
        .iter()
        .map(|element| match element {
            Element::Table(table) => table.rows.iter().map(Vec::len).sum(),
            _ => 0,
        })
        .sum()
}

/// The page's bytes; in UTF-8 with its mark where the part says which encoding it is in.
fn page_bytes(part: &Part) -> Vec<u8> {
    let marked = part.content.starts_with(b"\xef\xbb\xbf")
        || part.content.starts_with(b"\xff\xfe")
        || part.content.starts_with(b"\xfe\xff");
    let stated = part
        .charset
        .as_deref()
        .filter(|_| !marked)
        .and_then(|label| encoding_rs::Encoding::for_label(label.trim().as_bytes()))
        // A label of the family is put on bytes of the largest member.
        .map(|encoding| match encoding.name() {
            "GBK" => encoding_rs::GB18030,
            _ => encoding,
        });
    match stated {
        Some(encoding) => {
            let (text, lost) = encoding.decode_without_bom_handling(&part.content);
            // A label that does not fit is worth nothing: the page's own reader finds the encoding.
            if lost {
                return part.content.clone();
            }
            [b"\xef\xbb\xbf", text.as_bytes()].concat()
        }
        None => part.content.clone(),
    }
}
