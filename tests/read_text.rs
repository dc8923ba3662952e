//! Plain text, from bytes to lines.

#![allow(clippy::unwrap_used, reason = "a failed reading is a failed test")]

use gouji::read::{Body, Kind, Options, read};
use proptest::prelude::*;

const COLUMNS: &str = include_str!("fixtures/read/columns.txt");

fn lines(bytes: &[u8]) -> Vec<String> {
    let document = read(bytes, &Options::default()).unwrap();
    assert_eq!(document.kind, Kind::Text);
    match document.body {
        Body::Lines(lines) => lines,
        other => panic!("{other:?}"),
    }
}

#[test]
fn tabs_pipes_and_spaces_stay() {
    let expected = [
        "站点年度报告",
        "",
        "项目\t计划\t完成",
        "巡查\t12\t12",
        "| 维修 | 3 | 2 |",
        "  合计   15   14",
    ];
    assert_eq!(lines(COLUMNS.as_bytes()), expected);
}

#[test]
fn the_same_text_in_every_encoding() {
    let expected = lines(COLUMNS.as_bytes());
    let windows = COLUMNS.replace('\n', "\r\n");
    let gbk = encoding_rs::GB18030.encode(&windows).0.into_owned();
    let little: Vec<u8> = windows.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = windows.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [&b"\xfe\xff"[..], &big].concat();
    let with_mark = [b"\xef\xbb\xbf", windows.as_bytes()].concat();
    for bytes in [gbk, little, big, marked, with_mark] {
        assert_eq!(lines(&bytes), expected);
    }
}

#[test]
fn markdown_with_breaks_in_its_cells_is_text() {
    assert_eq!(
        lines("| 甲 | 1<br>2 |\n|---|---|\n".as_bytes()),
        ["| 甲 | 1<br>2 |", "|---|---|"]
    );
}

#[test]
fn pages_of_text_are_parted_by_form_feeds() {
    assert_eq!(
        lines("甲\r\n- 1 -\r\n\u{c}乙\r\n".as_bytes()),
        ["甲", "- 1 -", "\u{c}乙"]
    );
}

proptest! {
    #[test]
    fn any_bytes_end_in_a_document_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..800)) {
        let _ = read(&bytes, &Options::default());
    }

    #[test]
    fn any_text_keeps_its_visible_characters(text in "甲[一-龥0-9|\t ]{0,60}") {
        prop_assert_eq!(lines(text.as_bytes()).concat(), text);
    }
}
