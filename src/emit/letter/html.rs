//! The letter as a page that prints on one sheet and holds its pictures.

use std::io;

use askama::Template;

use super::Letter;

#[derive(Template)]
#[template(path = "letter.html")]
struct Page<'a> {
    letter: &'a Letter,
    subject: String,
    opening: String,
    asked: String,
}

/// The page.
pub fn write(letter: &Letter) -> io::Result<String> {
    let page = Page {
        letter,
        subject: letter.subject(),
        opening: letter.opening(),
        asked: letter.asked(),
    };
    page.render().map_err(io::Error::other)
}

/// Bytes as the text that an address of data holds.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let part = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = part(0) << 16 | part(1) << 8 | part(2);
        for at in 0..4 {
            text.push(if at <= three.len() {
                DIGITS[(bits >> (18 - 6 * at) & 63) as usize] as char
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_their_text() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
