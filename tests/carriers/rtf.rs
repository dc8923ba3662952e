//! Rich Text Format.

use gouji::error::Status;
use gouji::read::{Kind, Options, read};

use crate::support::{document, drawn, error, fixture, notes};

#[test]
fn every_construct_is_read_as_it_is_printed() {
    let document = document("everything.rtf");
    assert_eq!(document.kind, Kind::Rtf);
    assert_eq!(document.meta.title.as_deref(), Some("站点年报"));
    let expected = [
        "一、总体",
        "1. 项目𠀀 x",
        "bullet",
        "规章数",
        "see page 3.\nnext—end",
        "12（1） of 4（2）7",
        "in a box",
        "anchor",
        "<picture 1>",
        "[head(2×1)|a(1×2)][b|c\nd][|1|2][both(1×2)|3][n|m|4]",
        "[p|q][7|8]",
        "end",
    ];
    assert_eq!(drawn(&document), expected);
    assert_eq!(
        notes(&document),
        ["hidden-left-out", "tracked-changes", "struck-out"]
    );
}

#[test]
fn half_a_number_is_not_read() {
    let bytes = fixture("everything.rtf");
    let end = bytes.windows(4).position(|w| w == b" m\\c").unwrap();
    let document = read(&bytes[..end], &Options::default()).unwrap();
    assert!(notes(&document).contains(&"part-cut"));
    let whole = drawn(&document);
    assert!(whole[9].starts_with("[head"), "{whole:?}");
    assert!(!whole.join("").contains("m|4"));
}

#[test]
fn nothing_but_a_beginning_is_damaged() {
    error(b"{\\rtf1\\ansi{\\fonttbl", Status::Damaged);
}
