//! Rich Text Format, as Word, WPS and LibreOffice write it.

mod fonts;
mod levels;
mod lexer;
mod reader;
pub(super) mod table;

use super::{Body, Document, Kind, Meta, blocks, errors, text};
use crate::error::{Note, ReadError};
use lexer::Lexer;
use reader::Reader;

/// Reads a document in RTF.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    text::check_size(bytes)?;
    let mut reader = Reader::default();
    let mut lexer = Lexer::new(bytes);
    while let Some(token) = lexer.next() {
        if let Some(binary) = reader.token(token) {
            lexer.pass_over(binary);
        }
        if reader.is_done() {
            break;
        }
    }
    let read = reader.finish();
    let mut notes = read.notes;
    let elements = blocks::flow(read.blocks, &mut notes)?;
    if elements.is_empty() && read.cut {
        return Err(errors::damaged("RTF"));
    }
    if elements.is_empty() {
        notes.push(Note::new("page-empty", "the document holds no text"));
    }
    Ok(Document {
        kind: Kind::Rtf,
        meta: Meta {
            title: read.title,
            ..Meta::default()
        },
        body: Body::Flow(elements),
        notes,
    })
}
