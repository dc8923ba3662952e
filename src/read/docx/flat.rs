//! Word documents in a single XML file: of Word 2003, and packages whose parts stand one behind the other (Flat OPC).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::body::Reader;
use super::package::Relations;
use super::styles::Styles;
use super::{document, package};
use crate::error::ReadError;
use crate::read::numbering::Numbering;
use crate::read::xml::{Xml, decode, note_cut};
use crate::read::zip::Archive;
use crate::read::{Document, Kind, Meta, blocks, text};

/// Reads a single file.
pub fn read_flat(bytes: &[u8]) -> Result<Document, ReadError> {
    text::check_size(bytes)?;
    let source = decode(bytes);
    let parts = parts(&source);
    if !parts.is_empty() {
        return package(&Archive::of_parts(parts), Kind::WordXml, Vec::new());
    }
    let mut notes = Vec::new();
    let xml = Xml::parse(&source)?;
    note_cut(&xml, "the file", &mut notes);
    let styles = xml.child(0, "styles");
    let styles = styles.map_or_else(Styles::default, |at| Styles::below(&xml, at));
    let title = xml
        .path(0, &["DocumentProperties", "Title"])
        .map(|at| blocks::tidy(&xml.text_of(at)))
        .filter(|title| !title.is_empty());
    let meta = Meta {
        title,
        ..Meta::default()
    };
    let relations = Relations::default();
    let reader = Reader::new(&xml, &styles, Numbering::default(), &relations);
    document(Kind::WordXml, reader, meta, notes)
}

/// The XML parts of a package in one file, by their names.
fn parts(source: &str) -> BTreeMap<String, Vec<u8>> {
    static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"<(?:[A-Za-z0-9_]+:)?part\s[^>]*?\bname\s*=\s*["']([^"']+)["'][^>]*>\s*<(?:[A-Za-z0-9_]+:)?xmlData[^>]*>"#).ok()
    });
    static END: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"</(?:[A-Za-z0-9_]+:)?xmlData\s*>").ok());
    let mut parts = BTreeMap::new();
    let (Some(part), Some(end)) = (PART.as_ref(), END.as_ref()) else {
        return parts;
    };
    let mut at = 0;
    while let Some(found) = part.captures_at(source, at) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else {
            break;
        };
        let from = whole.end();
        // A file that is cut off has no end of its last part.
        let to = end
            .find_at(source, from)
            .map_or(source.len(), |end| end.start());
        let name = name.as_str().trim_start_matches('/').to_owned();
        parts.insert(name, source.as_bytes()[from..to].to_vec());
        at = to;
    }
    parts
}
