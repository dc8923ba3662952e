//! Files that are cut, flipped or written to do harm: an answer in bounded time, never a crash.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use gouji::error::Status;
use gouji::read::{Options, read};
use proptest::prelude::*;

use crate::support::fixture;

const FIXTURES: &[&str] = &[
    "everything.docx",
    "office.docx",
    "browser.mhtml",
    "word.mht",
    "office.rtf",
    "everything.rtf",
    "lines.ofd",
    "boxes.ofd",
    "office.xlsx",
    "office.doc",
    "office.xls",
    "numbered.doc",
    "pieces.doc",
    "fast-saved.doc",
    "said-last.doc",
    "excel95.xls",
    "bare-gbk.xls",
    "word2003.xml",
    "package.xml",
    "everything.odt",
    "everything.fodt",
];

/// A package of one member, deflated.
fn package(name: &str, content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    let packed = encoder.finish().unwrap();
    let mut bytes = b"PK\x03\x04\x14\0\x08\0\x08\0\0\0\0\0".to_vec();
    bytes.extend([0; 12]);
    bytes.extend((name.len() as u16).to_le_bytes());
    bytes.extend([0, 0]);
    bytes.extend(name.as_bytes());
    bytes.extend(packed);
    bytes
}

fn body(inner: &str) -> Vec<u8> {
    let source = format!("<w:document xmlns:w='w'><w:body>{inner}</w:body></w:document>");
    package("word/document.xml", source.as_bytes())
}

fn in_time(bytes: &[u8]) -> Result<gouji::read::Document, gouji::error::ReadError> {
    let start = Instant::now();
    let result = read(bytes, &Options::default());
    assert!(start.elapsed() < Duration::from_secs(60));
    result
}

#[test]
fn a_bomb_is_too_large() {
    let bomb = package("word/document.xml", &vec![b' '; 60 << 20]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(in_time(&bomb).unwrap_err().status, Status::Memory);
}

#[test]
fn endless_nesting_is_cut() {
    for (open, close) in [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:smartTag>", "</w:smartTag>"),
    ] {
        let deep = format!(
            "{}<w:p><w:r><w:t>x</w:t></w:r></w:p>{}",
            open.repeat(20_000),
            close.repeat(20_000)
        );
        in_time(&body(&deep)).unwrap();
    }
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'>]><w:document><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>";
    let document = in_time(&package("word/document.xml", bomb.as_bytes())).unwrap();
    assert!(!format!("{:?}", document.body).contains("bb"));
}

#[test]
fn impossible_spans_are_cut() {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val='100000000'/></w:tcPr></w:tc>";
    let row =
        format!("<w:tr><w:trPr><w:gridBefore w:val='99999999999'/></w:trPr>{cell}{cell}</w:tr>");
    let document = in_time(&body(&format!("<w:tbl>{}</w:tbl>", row.repeat(50)))).unwrap();
    assert!(document.notes.iter().any(|note| note.code == "spans-cut"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn cut_anywhere(which in 0..FIXTURES.len(), at in 0.0..1.0f64) {
        let bytes = fixture(FIXTURES[which]);
        let _ = read(&bytes[..(bytes.len() as f64 * at) as usize], &Options::default());
    }

    #[test]
    fn flipped_anywhere(
        which in 0..FIXTURES.len(),
        flips in proptest::collection::vec((0.0..1.0f64, 0..8u8), 1..12),
    ) {
        let mut bytes = fixture(FIXTURES[which]);
        for (at, bit) in flips {
            let at = (bytes.len() as f64 * at) as usize;
            bytes[at] ^= 1 << bit;
        }
        let _ = read(&bytes, &Options::default());
    }

    /// The package as it should be, its text broken: what checksums would hide from the other tests.
    #[test]
    fn broken_markup(
        flips in proptest::collection::vec((0.0..1.0f64, any::<u8>()), 1..12),
        cut in 0.0..1.0f64,
    ) {
        let mut source = include_bytes!("../fixtures/carriers/everything.xml").to_vec();
        for (at, byte) in flips {
            let at = (source.len() as f64 * at) as usize;
            source[at] = byte;
        }
        source.truncate((source.len() as f64 * cut) as usize);
        let _ = read(&package("word/document.xml", &source), &Options::default());
    }
}
