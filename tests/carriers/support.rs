//! Reading a fixture, and drawing what was read one line an element.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use gouji::error::{ReadError, Status};
use gouji::read::{Body, Document, Element, NativeCell, Options, read};

pub fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/carriers/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

pub fn document(name: &str) -> Document {
    read(&fixture(name), &Options::default()).unwrap()
}

pub fn error(bytes: &[u8], status: Status) -> ReadError {
    let error = read(bytes, &Options::default()).unwrap_err();
    assert_eq!(error.status, status, "{error:?}");
    for text in [&error.reason, &error.advice] {
        assert!(!text.zh.is_empty() && !text.en.is_empty(), "{error:?}");
    }
    error
}

/// Text, `[cells]` with spans as `rows×columns`, `<picture>`.
pub fn drawn(document: &Document) -> Vec<String> {
    let Body::Flow(elements) = &document.body else {
        panic!("{:?}", document.body);
    };
    let line = |element: &Element| match element {
        Element::Paragraph { text, .. } => text.clone(),
        Element::Image { source } => format!("<{source}>"),
        Element::Table(table) => table.rows.iter().map(|row| row_drawn(row)).collect(),
    };
    elements.iter().map(line).collect()
}

fn row_drawn(row: &[NativeCell]) -> String {
    let cell = |cell: &NativeCell| match (cell.row_span, cell.column_span) {
        (1, 1) => cell.text.clone(),
        (rows, columns) => format!("{}({rows}×{columns})", cell.text),
    };
    format!("[{}]", row.iter().map(cell).collect::<Vec<_>>().join("|"))
}

pub fn notes(document: &Document) -> Vec<&'static str> {
    document.notes.iter().map(|note| note.code).collect()
}

/// A package of these parts, deflated.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in parts {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).unwrap();
        let packed = encoder.finish().unwrap();
        bytes.extend(b"PK\x03\x04\x14\0\x08\0\x08\0\0\0\0\0");
        bytes.extend([0; 12]);
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(packed);
    }
    bytes
}

/// What comes of a file, in bounded time.
pub fn in_time(bytes: &[u8]) -> Result<Document, ReadError> {
    let start = Instant::now();
    let result = read(bytes, &Options::default());
    assert!(start.elapsed() < Duration::from_secs(60));
    result
}
