//! Binary documents.

use gouji::error::Status;
use gouji::read::Kind;

use crate::support::{document, error, fixture, notes};

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
