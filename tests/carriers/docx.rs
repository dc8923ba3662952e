//! Word documents.

use gouji::error::Status;
use gouji::read::{Kind, Options, read};

use crate::support::{document, drawn, error, fixture, notes};

#[test]
fn every_construct_is_read_as_it_is_printed() {
    let document = document("everything.docx");
    assert_eq!(document.kind, Kind::Docx);
    assert_eq!(document.meta.title.as_deref(), Some("Stations in 2024"));
    let expected = [
        "Station report",
        "一、first",
        "（一）one",
        "（二）two",
        "1. deep",
        "1.1 deeper",
        "二、second",
        "（一）one again",
        "I -roman",
        "bullet",
        "IV -restarted",
        "not numbered",
        "a\tb\nc",
        "report-1",
        "☑ done",
        "see page 3.",
        "today",
        "kept added",
        "joined to this",
        "shown",
        "wrapped link",
        "controlled",
        "note",
        "anchor",
        "in a box",
        "<word/media/image1.png>",
        "1+1",
        "[head(2×2)|a(1×2)][b|c\nd][(1×1)|left|1|2][r(2×1)|3|4|5\nx y][6(1×2)|]",
        "[p|q][7|8]",
        "in a frame",
        "[k|1][l|2]",
    ]
    .map(|line| line.replace("(1×1)", ""));
    assert_eq!(drawn(&document), expected);
    let mut codes = notes(&document);
    codes.sort_unstable();
    assert_eq!(
        codes,
        ["hidden-left-out", "placeholders", "tracked-changes"]
    );
}

#[test]
fn strict_namespaces_and_a_main_part_of_another_name() {
    assert_eq!(drawn(&document("strict.docx")), ["strict", "[a|b][1|2]"]);
}

#[test]
fn a_document_that_is_cut_off_is_read_as_far_as_it_goes() {
    let document = document("cut.docx");
    assert_eq!(drawn(&document)[..2], ["Station report", "first"]);
    assert!(notes(&document).contains(&"package-cut"));
    assert!(notes(&document).contains(&"part-cut"));
}

#[test]
fn a_document_whose_checksum_is_wrong_is_refused() {
    let mut bytes = fixture("everything.docx");
    let name = b"word/document.xml";
    let at = bytes.windows(name.len()).position(|w| w == name).unwrap();
    bytes[at + 600] ^= 0x10;
    let error = error(&bytes, Status::Damaged);
    assert!(error.reason.en.contains("word/document.xml"));
}

#[test]
fn an_encrypted_document_asks_for_its_password() {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(600, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    error(&bytes, Status::NeedsPassword);
}

#[test]
fn a_package_without_a_document_is_damaged() {
    let mut bytes = Vec::new();
    for name in ["[Content_Types].xml", "word/x.xml"] {
        let at = bytes.len();
        bytes.extend(b"PK\x03\x04");
        bytes.resize(at + 26, 0);
        bytes.extend([name.len() as u8, 0, 0, 0]);
        bytes.extend(name.as_bytes());
    }
    error(&bytes, Status::Damaged);
    assert!(read(&bytes, &Options::default()).is_err());
}
