//! Workbooks of one report: each sheet that is shown, its tables where cells have borders, its text where they do
//! not.

pub(super) mod cells;
mod format;
mod strings;
mod xls;
mod xlsx;

use super::xml::Xml;
use super::zip::Archive;
use super::{Body, Document, Kind, Meta, blocks, text};
use crate::error::{Note, ReadError};
use cells::Sheet;

/// Reads a workbook in Office Open XML.
pub fn read_xlsx(bytes: &[u8]) -> Result<Document, ReadError> {
    text::check_size(bytes)?;
    let mut notes = Vec::new();
    let archive = Archive::open(bytes);
    if archive.cut {
        notes.push(Note::new(
            "package-cut",
            "the file is cut off; what stands before the cut was read",
        ));
    }
    let sheets = xlsx::read(&archive, &mut notes)?;
    let title = archive
        .read_optional("docProps/core.xml", &mut notes)
        .and_then(|bytes| title(&bytes));
    document(Kind::Xlsx, title, sheets, notes)
}

/// Reads a binary workbook.
pub fn read_xls(bytes: &[u8]) -> Result<Document, ReadError> {
    text::check_size(bytes)?;
    let mut notes = Vec::new();
    let sheets = xls::read(bytes, &mut notes)?;
    document(Kind::Xls, None, sheets, notes)
}

fn title(bytes: &[u8]) -> Option<String> {
    let source = super::xml::decode(bytes);
    let xml = Xml::parse(&source).ok()?;
    let title = blocks::tidy(&xml.text_of(xml.child(0, "title")?));
    (!title.is_empty()).then_some(title)
}

fn document(
    kind: Kind,
    title: Option<String>,
    sheets: Vec<Sheet>,
    mut notes: Vec<Note>,
) -> Result<Document, ReadError> {
    let mut content = Vec::new();
    let (mut rounded, mut hidden, mut zeros) = (0, 0, 0);
    for sheet in sheets {
        rounded += sheet.rounded;
        zeros += sheet.hidden_zeros;
        hidden += sheet.drop_hidden(&mut content)?;
    }
    for (count, code, text) in [
        (
            rounded,
            "rounded",
            "cells show fewer decimals than they hold; they were read as shown",
        ),
        (
            zeros,
            "zeros-not-shown",
            "cells hold a zero that is not shown; they were read as blank",
        ),
        (
            hidden,
            "hidden-left-out",
            "cells in hidden rows and columns were left out",
        ),
    ] {
        if count > 0 {
            notes.push(Note::new(code, format!("{count} {text}")));
        }
    }
    let elements = blocks::flow(content, &mut notes)?;
    if elements.is_empty() {
        notes.push(Note::new("page-empty", "the workbook holds no text"));
    }
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
