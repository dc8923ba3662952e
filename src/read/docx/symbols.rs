//! `w:sym`: a character by its code in a font of symbols.

/// The sign that a code in a font stands for. Codes of such fonts may be moved to the private use area.
pub fn symbol(font: &str, code: u32) -> char {
    let low = if (0xf000..=0xf0ff).contains(&code) {
        code - 0xf000
    } else {
        code
    };
    let font = font.to_ascii_lowercase();
    let known = match (font.as_str(), low) {
        ("wingdings", 0x6e) => '■',
        ("wingdings", 0x6c | 0x9f) => '●',
        ("wingdings", 0x6f | 0x70 | 0x71 | 0x72 | 0xa8 | 0xa3) => '□',
        ("wingdings", 0xfc | 0xc3) => '✓',
        ("wingdings", 0xfb) => '✗',
        ("wingdings", 0xfd) => '☒',
        ("wingdings", 0xfe) => '☑',
        ("wingdings 2", 0x50) => '✓',
        ("wingdings 2", 0x4f) => '✗',
        ("wingdings 2", 0x52) => '☑',
        ("wingdings 2", 0x54) => '☒',
        ("wingdings 2", 0xa3 | 0x2a | 0x30) => '□',
        ("symbol", 0xb7) => '•',
        ("symbol", 0xb4) => '×',
        ("symbol", 0xb1) => '±',
        ("symbol", 0x2d) => '-',
        ("symbol", 0x20..=0x3f) => ascii(low),
        _ => '\0',
    };
    let of_symbols = font.contains("wingding") || font.contains("webding") || font == "symbol";
    match known {
        '\0' if !of_symbols && code != low && (0x20..0x7f).contains(&low) => ascii(low),
        '\0' if !of_symbols && code == low => char::from_u32(code).unwrap_or('\u{fffd}'),
        '\0' => '\u{fffd}',
        known => known,
    }
}

fn ascii(code: u32) -> char {
    char::from_u32(code).unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_fonts() {
        assert_eq!(symbol("Wingdings", 0xf0fe), '☑');
        assert_eq!(symbol("宋体", 0xf031), '1');
        assert_eq!(symbol("宋体", 0x4e00), '一');
        assert_eq!(symbol("Symbol", 0xf035), '5');
        assert_eq!(symbol("Webdings", 0xf061), '\u{fffd}');
    }
}
