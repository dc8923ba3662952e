//! Documents of other formats that stand in a Word document: pages that a server put in whole, workbooks that are shown.

use std::collections::HashMap;

use super::package::Relations;
use crate::error::{Note, ReadError};
use crate::read::blocks::{Block, of_elements};
use crate::read::zip::Archive;
use crate::read::{Body, Document, Kind, html, kind, mhtml, rtf, sheet};

/// Documents looked into.
const MOST: usize = 50;

/// What the documents hold, by the ids of their relationships.
pub fn read(
    archive: &Archive<'_>,
    relations: &Relations,
    notes: &mut Vec<Note>,
) -> HashMap<String, Vec<Block>> {
    let mut inserted = HashMap::new();
    for (id, target) in relations.of_kinds(&["aFChunk", "package"]).take(MOST) {
        let Some(bytes) = archive.read_optional(target, notes) else {
            continue;
        };
        match document(&bytes) {
            Some(Ok(document)) => {
                if let Body::Flow(elements) = document.body {
                    let text = format!("{target} stands in the document and was read with it");
                    notes.push(Note::new("embedded-read", text));
                    inserted.insert(id.to_owned(), of_elements(elements));
                }
            }
            Some(Err(error)) => {
                let text = format!("{target} could not be read: {}", error.reason.en);
                notes.push(Note::new("part-lost", text));
            }
            None => {}
        }
    }
    inserted
}

/// The document in a part; nothing for formats in which documents may stand again.
fn document(bytes: &[u8]) -> Option<Result<Document, ReadError>> {
    Some(match kind(bytes).ok()? {
        Kind::Html => html::read(bytes),
        Kind::Mhtml => mhtml::read(bytes),
        Kind::Xlsx => sheet::read_xlsx(bytes),
        Kind::Xls => sheet::read_xls(bytes),
        Kind::Rtf => rtf::read(bytes),
        _ => return None,
    })
}
