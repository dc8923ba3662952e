//! Which encoding a byte of text is in: by the font's character set, else by the document's code page.

use std::collections::HashMap;

use encoding_rs::Encoding;

/// The fonts of a document.
pub struct Fonts {
    charsets: HashMap<i32, i32>,
    page: &'static Encoding,
}

impl Default for Fonts {
    fn default() -> Self {
        Self {
            charsets: HashMap::new(),
            page: encoding_rs::WINDOWS_1252,
        }
    }
}

impl Fonts {
    /// `\ansicpg`.
    pub fn set_page(&mut self, page: i32) {
        if let Some(encoding) = of_page(page) {
            self.page = encoding;
        }
    }

    /// `\fcharset` of a font.
    pub fn set_charset(&mut self, font: i32, charset: i32) {
        self.charsets.insert(font, charset);
    }

    /// The encoding of text in a font. The western set is the default of many writers and says nothing where the
    /// document's own code page is another.
    pub fn encoding(&self, font: Option<i32>) -> &'static Encoding {
        let charset = font.and_then(|font| self.charsets.get(&font));
        match charset {
            Some(134) => encoding_rs::GB18030,
            Some(136) => encoding_rs::BIG5,
            Some(128) => encoding_rs::SHIFT_JIS,
            Some(129) => encoding_rs::EUC_KR,
            _ => self.page,
        }
    }
}

fn of_page(page: i32) -> Option<&'static Encoding> {
    Some(match page {
        936 | 54936 => encoding_rs::GB18030,
        950 => encoding_rs::BIG5,
        932 => encoding_rs::SHIFT_JIS,
        949 => encoding_rs::EUC_KR,
        65001 => encoding_rs::UTF_8,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 => encoding_rs::WINDOWS_1252,
        _ => return None,
    })
}
