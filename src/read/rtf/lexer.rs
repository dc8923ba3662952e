//! The source as tokens.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    Open,
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A control symbol other than `\'`.
    Symbol(u8),
    /// A byte of text, in the encoding of the font.
    Byte(u8),
}

/// Reads tokens one by one.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over binary data.
    pub fn pass_over(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let rest = self.bytes.get(self.at..)?;
        let first = *rest.first()?;
        if first == b'\'' {
            let hex = |at| rest.get(at).and_then(|&b| char::from(b).to_digit(16));
            return Some(match (hex(1), hex(2)) {
                (Some(high), Some(low)) => {
                    self.at += 3;
                    Token::Byte((high << 4 | low) as u8)
                }
                _ => {
                    self.at += 1;
                    Token::Byte(b'\'')
                }
            });
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match first {
                b'\\' | b'{' | b'}' => Token::Byte(first),
                b'\r' | b'\n' => Token::Word("par", None),
                b'\t' => Token::Word("tab", None),
                other => Token::Symbol(other),
            });
        }
        let letters = rest
            .iter()
            .take(32)
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let word = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
        let minus = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + minus..]
            .iter()
            .take(10)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let mut length = letters;
        let mut number = None;
        if digits > 0 {
            length += minus + digits;
            let text = std::str::from_utf8(&rest[letters..length]).unwrap_or_default();
            number = Some(text.parse().unwrap_or(0));
        }
        length += usize::from(rest.get(length) == Some(&b' '));
        self.at += length;
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        let tokens: Vec<Token<'_>> = Lexer::new(b"{\\b0 a\\'d5\\u-10179?\\~\\\\\r\n}").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'a'),
                Token::Byte(0xd5),
                Token::Word("u", Some(-10179)),
                Token::Byte(b'?'),
                Token::Symbol(b'~'),
                Token::Byte(b'\\'),
                Token::Close,
            ]
        );
    }
}
