//! What the bytes are, by the bytes alone: files are often named for what their maker wished them to be.

use std::sync::LazyLock;

use regex::Regex;

use super::{Kind, encoding};
use crate::error::{Bilingual, ReadError, Status};

mod containers;

pub use containers::refusal;

/// A PDF may be preceded by junk; readers look this far for its header.
const HEADER_WINDOW: usize = 1024;

/// Bytes looked at to tell text from binary junk and a page from plain text.
const SAMPLE: usize = 64 << 10;

/// Characters within which a page shows its first tag.
const EARLY: usize = 4096;

/// The kind of a file.
///
/// # Errors
/// `Empty` for nothing or only white space, `Unsupported` for every other format, with its name and what to do.
pub fn sniff(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes
        .iter()
        .all(|b| matches!(b, 0 | b'\t' | b'\n' | b'\r' | 0xb | 0xc | b' '))
    {
        return Err(empty());
    }
    if find(&bytes[..bytes.len().min(16)], b"%PDF-").is_some() {
        return Ok(Kind::Pdf);
    }
    if let Some(format) = containers::identify(bytes) {
        return containers::read_as(format);
    }
    let text = sample_text(bytes);
    let page = text.as_deref().is_some_and(is_page);
    if !page && is_pdf(bytes) {
        return Ok(Kind::Pdf);
    }
    match text {
        None => Err(containers::unsupported(containers::Format::Unknown)),
        Some(text) if text.chars().all(is_blank) && bytes.len() <= SAMPLE => Err(empty()),
        Some(_) if page || holds_table(bytes) => Ok(Kind::Html),
        Some(_) => Ok(Kind::Text),
    }
}

fn empty() -> ReadError {
    ReadError {
        status: Status::Empty,
        reason: Bilingual::new("文件没有内容", "the file has no content"),
        advice: Bilingual::new(
            "请重新下载或向发布单位索取该文件",
            "download the file again, or ask its publisher for it",
        ),
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{feff}' | '\u{200b}' | '\u{fffd}')
}

/// A header behind junk, or so many objects that only the header can be missing.
fn is_pdf(bytes: &[u8]) -> bool {
    find(&bytes[..bytes.len().min(HEADER_WINDOW)], b"%PDF-").is_some()
        || (count(bytes, b"endobj", 3) >= 3 && count(bytes, b" obj", 3) >= 3)
}

/// The beginning as text, or nothing where it is no text in any encoding.
fn sample_text(bytes: &[u8]) -> Option<String> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let wide = encoding::utf16_without_mark(sample).is_some()
        || sample.starts_with(b"\xff\xfe")
        || sample.starts_with(b"\xfe\xff");
    if !wide {
        let controls = sample
            .iter()
            .filter(|b| matches!(b, 0..=8 | 0xe..=0x1f | 0x7f))
            .count();
        if controls * 50 > sample.len() {
            return None;
        }
    }
    let text = encoding::decode_page(sample).text;
    let (mut lost, mut all) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        lost += usize::from(c == '\u{fffd}' || (wide && c.is_control() && !c.is_whitespace()));
    }
    // The cut at the end of the sample may cost a character or two.
    (lost.saturating_sub(2) * 20 <= all).then_some(text)
}

/// Whether the text opens as a web page does.
fn is_page(text: &str) -> bool {
    static ANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:<(?:!doctype\s+html|\?xml|html|head|body|meta|title|link|base|script|style|table|tbody|tr|td|th|div|p|br|hr|span|font|center|h[1-6]|ul|ol|li|dl|form|section|article|main|header|nav|a|b|strong|img|iframe|frameset|!--)\b)",
        )
        .ok()
    });
    static STRONG: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)<(?:!doctype\s+html|html|head|body|meta|table|div)(?:\s[^<]*)?/?>").ok()
    });
    let end = text
        .char_indices()
        .nth(EARLY)
        .map_or(text.len(), |(at, _)| at);
    let early = text[..end].trim_start_matches(is_blank);
    let hit = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|p| p.is_match(early));
    // A comment may be the licence text of anything: it counts only with a tag behind it.
    (hit(&ANY) && !early.starts_with("<!--")) || hit(&STRONG)
}

/// Markdown made by converters holds its tables as HTML, anywhere: its cells are worth more than its line breaks.
fn holds_table(bytes: &[u8]) -> bool {
    static TABLE: LazyLock<Option<regex::bytes::Regex>> = LazyLock::new(|| {
        regex::bytes::Regex::new(r"(?is-u)<table[\s>].*?<t[dh][\s>].*?</table\s*>").ok()
    });
    TABLE.as_ref().is_some_and(|p| p.is_match(bytes))
}

/// Where the needle begins.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .position(|window| window == needle)
}

/// How often the needle occurs, counted up to `enough`.
fn count(bytes: &[u8], needle: &[u8], enough: usize) -> usize {
    let mut rest = bytes;
    let mut found = 0;
    while found < enough {
        let Some(at) = find(rest, needle) else { break };
        found += 1;
        rest = &rest[at + needle.len()..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn status(bytes: &[u8]) -> Status {
        sniff(bytes).unwrap_err().status
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn nothing_is_empty() {
        for bytes in [
            &b""[..],
            b" \r\n\t\x0c",
            &[0; 900],
            b"\xef\xbb\xbf\n",
            b"\xff\xfe",
            "\u{3000}\n\u{a0}".as_bytes(),
        ] {
            assert_eq!(status(bytes), Status::Empty, "{bytes:?}");
        }
    }

    #[test]
    fn a_pdf_by_its_header_or_its_objects() {
        let objects =
            b"\x01\x02\x031 0 obj\n<<>>\nendobj\n2 0 obj\n<<>>\nendobj\n3 0 obj\n<<>>\nendobj\n";
        let junk = [&[b'x'; 900][..], b"%PDF-1.4 1 0 obj"].concat();
        let http = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4";
        for bytes in [&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"[..], &junk, http, objects] {
            assert_eq!(sniff(bytes), Ok(Kind::Pdf));
        }
    }

    #[test]
    fn a_page_that_speaks_of_pdf_is_a_page() {
        assert_eq!(
            sniff(b"<html><p>A PDF opens with %PDF-1.7 and ends objects with endobj"),
            Ok(Kind::Html)
        );
    }

    #[test]
    fn pages() {
        for page in [
            "<!DOCTYPE html><p>",
            "\u{feff}\n <HTML lang=zh>",
            "<?xml version='1.0'?><html>",
            "<!-- saved -->\n<html>",
            "<table border=1><tr><td>1",
            "HTTP/1.1 200 OK\r\n\r\n<html><body>",
            "<p>规章 0",
            "# 报告\n\n一二三\n\n<table><tr><td>规章</td></tr></table>\n",
        ] {
            assert_eq!(sniff(page.as_bytes()), Ok(Kind::Html), "{page}");
        }
        assert_eq!(sniff(&wide("<html><body><p>规章 0 1 2 3")), Ok(Kind::Html));
        assert_eq!(
            sniff(&[&b"\xff\xfe"[..], &wide("<table><tr>")].concat()),
            Ok(Kind::Html)
        );
    }

    #[test]
    fn texts() {
        let gbk = encoding_rs::GB18030
            .encode("政府信息公开\r\n规章 0 0")
            .0
            .into_owned();
        let markdown = "# 报告\n| 规章 | 0<br>1 |\n若 a < b 且 p > q".as_bytes();
        for bytes in [
            &b"a"[..],
            &gbk,
            markdown,
            &wide("规章\r\n0 1 2 3\r\n"),
            b"{\"a\": 1}",
            b"BM",
        ] {
            assert_eq!(sniff(bytes), Ok(Kind::Text));
        }
    }

    #[test]
    fn binary_junk_is_unsupported() {
        let junk: Vec<u8> = (0..4000u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        let error = sniff(&junk).unwrap_err();
        assert_eq!(error.status, Status::Unsupported);
        assert!(!error.advice.zh.is_empty() && !error.advice.en.is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_something(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = sniff(&bytes);
        }

        #[test]
        fn any_bytes_behind_a_signature(
            head in proptest::sample::select(vec![
                &b"PK\x03\x04"[..], b"PK\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MIME-Version: 1.0", b"<!--", b"BM",
            ]),
            tail in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            let _ = sniff(&[head, &tail].concat());
        }
    }
}
