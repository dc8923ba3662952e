//! Formats that are not read are named, with what to do about it.

#![allow(clippy::unwrap_used, reason = "a failed reading is a failed test")]

use gouji::error::{ReadError, Status};
use gouji::read::{Options, read};

fn error(bytes: &[u8]) -> ReadError {
    read(bytes, &Options::default()).unwrap_err()
}

#[test]
fn nothing_is_empty_whatever_it_is_made_of() {
    for bytes in [
        &b""[..],
        b"\n \t",
        &[0; 4096],
        b"\xef\xbb\xbf  ",
        "\u{3000}\u{a0}\n".as_bytes(),
    ] {
        let error = error(bytes);
        assert_eq!(error.status, Status::Empty);
        assert!(!error.advice.zh.is_empty());
    }
}

#[test]
fn every_other_format_is_named() {
    let zip = |name: &str| {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(26, 0);
        bytes.extend([name.len() as u8, 0, 0, 0]);
        bytes.extend(name.as_bytes());
        bytes
    };
    for (bytes, word) in [
        (zip("a.txt"), "ZIP"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "PNG"),
        (b"\xff\xd8\xff\xe1".to_vec(), "JPEG"),
        (b"7z\xbc\xaf\x27\x1c".to_vec(), "7z"),
        (b"Rar!\x1a\x07\x01\0".to_vec(), "RAR"),
        (b"\x1f\x8b\x08\0".to_vec(), "gzip"),
        (b"SQLite format 3\0\x10\0".to_vec(), "SQLite"),
        (b"PAR1\x15\x04".to_vec(), "Parquet"),
    ] {
        let error = error(&bytes);
        let status = match word {
            "PNG" | "JPEG" => Status::NeedsOcr,
            "SQLite" | "Parquet" => Status::NotAReport,
            _ => Status::Unsupported,
        };
        assert_eq!(error.status, status, "{word}");
        assert!(
            error.reason.en.contains(word) && error.reason.zh.contains(word),
            "{:?}",
            error.reason
        );
        assert!(!error.advice.en.is_empty() && !error.advice.zh.is_empty());
    }
}
