//! Binary documents of Word 97–2003 and of WPS: text by the piece table, tables by their marks and row definitions.

mod bytes;
mod lists;
mod pieces;
mod properties;
mod reader;

use super::{Body, Document, Kind, Meta, blocks, errors, ole, text};
use crate::error::{Bilingual, Note, ReadError, Status};
use bytes::{u16_at, u32_at};

/// The first version whose files are built like this: Word 97.
const WORD_97: u16 = 0xc1;

/// Reads a binary document.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    text::check_size(bytes)?;
    let damaged = || errors::damaged("DOC");
    let stream = ole::stream(bytes, "WordDocument").ok_or_else(damaged)?;
    let version = u16_at(&stream, 2).ok_or_else(damaged)?;
    let flags = u16_at(&stream, 10).ok_or_else(damaged)?;
    if flags & 0x0100 != 0 {
        return Err(errors::needs_password());
    }
    if u16_at(&stream, 0) != Some(0xa5ec) || version < WORD_97 {
        return Err(too_old());
    }
    let name = if flags & 0x0200 != 0 {
        "1Table"
    } else {
        "0Table"
    };
    let table = ole::stream(bytes, name).ok_or_else(damaged)?;
    let data = ole::stream(bytes, "Data").unwrap_or_default();
    let mut notes = Vec::new();
    let content = reader::read(&stream, &table, &data, &mut notes).ok_or_else(damaged)?;
    let elements = blocks::flow(content, &mut notes)?;
    if elements.is_empty() {
        notes.push(Note::new("page-empty", "the document holds no text"));
    }
    Ok(Document {
        kind: Kind::Doc,
        meta: Meta::default(),
        body: Body::Flow(elements),
        notes,
    })
}

/// A part of the table stream, by the index of its entry in the file information block.
fn part<'t>(stream: &[u8], table: &'t [u8], index: usize) -> Option<&'t [u8]> {
    let at = 0x9a + index * 8;
    let from = u32_at(stream, at)? as usize;
    let size = u32_at(stream, at + 4)? as usize;
    table.get(from..from.checked_add(size)?)
}

fn too_old() -> ReadError {
    ReadError {
        status: Status::Unsupported,
        reason: Bilingual::new(
            "文件是 Word 97 以前的 DOC 文档，本程序不读这种格式",
            "the file is a DOC document from before Word 97, which this program does not read",
        ),
        advice: Bilingual::new(
            "请用 Word 或 WPS 打开，另存为 DOCX 或 PDF",
            "open it in Word or WPS and save it as DOCX or PDF",
        ),
    }
}
