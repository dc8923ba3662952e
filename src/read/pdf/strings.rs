//! Text strings outside page content: titles, `ActualText`.

use super::font::encodings::PDF_DOC_HIGH;

/// The text of a PDF text string: UTF-16 or UTF-8 by their marks, else PDFDocEncoding.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Against the standard, and written all the same.
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().filter_map(|&b| pdf_doc(b)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .filter_map(Result::ok)
        .filter(|c| *c != '\0')
        .collect()
}

fn pdf_doc(byte: u8) -> Option<char> {
    match byte {
        0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA1..=0xFF => Some(char::from(byte)),
        0x80..=0xA0 => PDF_DOC_HIGH.get(usize::from(byte - 0x80)).copied(),
        _ => None,
    }
}

/// A title worth keeping: without control characters, and not empty.
pub(super) fn title(bytes: &[u8]) -> Option<String> {
    let text = text_string(bytes);
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let text = text.trim();
    (!text.is_empty() && !text.contains('\u{FFFD}')).then(|| text.to_owned())
}
