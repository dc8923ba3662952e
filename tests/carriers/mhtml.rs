//! Web pages saved as one file.

use gouji::error::Status;
use gouji::read::{Kind, Options, read};

use crate::same::PAGE;
use crate::support::{document, drawn, error, fixture, notes};

#[test]
fn saved_by_a_browser() {
    let document = document("browser.mhtml");
    assert_eq!(document.kind, Kind::Mhtml);
    assert_eq!(drawn(&document), PAGE);
    assert_eq!(document.meta.title.as_deref(), Some("站点年报"));
    assert_eq!(
        document.meta.source_url.as_deref(),
        Some("https://www.example.cn/report/1.html")
    );
}

#[test]
fn saved_by_a_word_processor_in_another_encoding() {
    assert_eq!(drawn(&document("word.mht")), PAGE);
}

#[test]
fn tables_in_a_framed_page() {
    let document = document("framed.mhtml");
    assert_eq!(drawn(&document)[1..], PAGE);
    assert!(notes(&document).contains(&"frame-read"));
}

#[test]
fn a_page_that_is_cut_off_says_so() {
    let bytes = fixture("browser.mhtml");
    let document = read(&bytes[..900], &Options::default()).unwrap();
    assert!(notes(&document).contains(&"part-cut"));
}

#[test]
fn a_file_without_a_page_is_damaged() {
    let bytes = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=A\r\n\r\n--A\r\nContent-Type: image/png\r\n\r\nx";
    error(bytes, Status::Damaged);
}
