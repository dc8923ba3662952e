//! Files that are cut, flipped or written to do harm: an answer in bounded time, never a crash.

use std::ops::ControlFlow;

use gouji::batch::{Content, unfold};
use gouji::error::Status;
use gouji::read::{Options, read};
use proptest::prelude::*;

use crate::support::{fixture, in_time, package};

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
    "framed.mhtml",
    "strict.docx",
    "bare-utf8.xls",
    "numbered.rtf",
];

const ARCHIVES: &[&str] = &[
    "gbk.zip",
    "nested.zip",
    "locked-aes.zip",
    "unicode-path.zip",
    "methods.7z",
    "solid.7z",
    "pax.tar",
    "gbk.tar.gz",
    "page.html.gz",
];

fn archive(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/bundles/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

fn body(inner: &str) -> Vec<u8> {
    let source = format!("<w:document xmlns:w='w'><w:body>{inner}</w:body></w:document>");
    package(&[("word/document.xml", source.as_bytes())])
}

#[test]
fn a_bomb_is_too_large() {
    let bomb = package(&[("word/document.xml", &vec![b' '; 60 << 20])]);
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
    let document = in_time(&package(&[("word/document.xml", bomb.as_bytes())])).unwrap();
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

    /// Archives give what they can, and no more than they may.
    #[test]
    fn broken_archives(
        which in 0..ARCHIVES.len(),
        flips in proptest::collection::vec((0.0..1.0f64, any::<u8>()), 0..8),
        cut in 0.5..1.0f64,
    ) {
        let mut bytes = archive(ARCHIVES[which]);
        for (at, byte) in flips {
            let at = (bytes.len() as f64 * at) as usize;
            bytes[at] = byte;
        }
        bytes.truncate((bytes.len() as f64 * cut) as usize);
        let mut unpacked = 0;
        let _ = unfold("a", bytes, Some("x"), &mut |piece| {
            if let Content::File(bytes) = piece.content {
                assert!(!piece.shown.split('/').any(|part| part == ".."), "{}", piece.shown);
                unpacked += bytes.len();
            }
            ControlFlow::Continue(())
        });
        assert!(unpacked < 300 << 20);
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
        let _ = read(&package(&[("word/document.xml", &source)]), &Options::default());
    }
}
