//! Binary documents.

use gouji::error::Status;
use gouji::read::Kind;

use crate::support::{document, drawn, error, fixture, notes};

#[test]
fn a_document_without_losses_has_no_notes() {
    let document = document("office.doc");
    assert_eq!(document.kind, Kind::Doc);
    assert!(notes(&document).is_empty());
}

/// The document with bytes of its first block changed.
fn changed(change: impl Fn(&mut [u8])) -> Vec<u8> {
    let mut bytes = fixture("office.doc");
    let head = bytes.windows(2).position(|w| w == [0xec, 0xa5]).unwrap();
    change(&mut bytes[head..]);
    bytes
}

#[test]
fn an_encrypted_document_asks_for_its_password() {
    error(&changed(|head| head[11] |= 1), Status::NeedsPassword);
}

#[test]
fn documents_before_word_97_are_named() {
    let old = changed(|head| head[2..4].copy_from_slice(&[0x68, 0]));
    let error = error(&old, Status::Unsupported);
    assert!(error.reason.en.contains("Word 97"));
}

const REPORT: [&str; 6] = [
    "Station report",
    "kept",
    "see page 3.",
    "[head(2×1)|a(1×2)|sum][plan|done|sum][巡查|12（1）|11|23][wide|(1×3)]",
    "[x|7][y|8]",
    "以上。",
];

#[test]
fn what_word_itself_writes() {
    let document = document("pieces.doc");
    assert_eq!(drawn(&document), REPORT);
    assert_eq!(
        notes(&document),
        ["hidden-left-out", "tracked-changes", "struck-out"]
    );
}

#[test]
fn pieces_of_a_fast_save() {
    assert_eq!(drawn(&document("fast-saved.doc")), REPORT);
}

#[test]
fn what_the_last_save_said_of_a_piece_holds() {
    let document = document("said-last.doc");
    assert_eq!(drawn(&document), ["first", "fourth"]);
    assert_eq!(notes(&document), ["hidden-left-out", "struck-out"]);
}
