//! Strings of binary workbooks. One may go on in the next record, there perhaps in the other width.

/// A text with the places where its looks change, and the fonts from there on.
pub struct Rich {
    pub units: Vec<u16>,
    pub runs: Vec<(u16, u16)>,
}

/// Reads strings one after the other.
pub struct Strings<'a> {
    chunks: &'a [&'a [u8]],
    chunk: usize,
    at: usize,
}

impl<'a> Strings<'a> {
    pub fn new(chunks: &'a [&'a [u8]]) -> Self {
        Self {
            chunks,
            chunk: 0,
            at: 0,
        }
    }

    /// The next string, whatever it looks like.
    pub fn next_string(&mut self) -> Option<String> {
        self.next_rich()
            .map(|rich| String::from_utf16_lossy(&rich.units))
    }

    /// The next string: length, flags, characters, then what is said of its looks.
    pub fn next_rich(&mut self) -> Option<Rich> {
        let length = usize::from(self.word()?);
        let mut flags = self.byte()?;
        let changes = if flags & 8 != 0 { self.word()? } else { 0 };
        let extra = if flags & 4 != 0 {
            usize::from(self.word()?) | usize::from(self.word()?) << 16
        } else {
            0
        };
        let mut units: Vec<u16> = Vec::with_capacity(length);
        while units.len() < length {
            if self.at >= self.chunks.get(self.chunk)?.len() {
                // Every further record begins with the width of the characters in it.
                self.chunk += 1;
                self.at = 0;
                flags = self.byte()?;
                continue;
            }
            let unit = if flags & 1 != 0 {
                self.word()?
            } else {
                u16::from(self.byte()?)
            };
            units.push(unit);
        }
        let mut runs = Vec::new();
        for _ in 0..changes {
            match (self.word(), self.word()) {
                (Some(from), Some(font)) => runs.push((from, font)),
                _ => break,
            }
        }
        self.skip(extra);
        Some(Rich { units, runs })
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.chunks.get(self.chunk)?.len() {
            self.chunk += 1;
            self.at = 0;
        }
        let byte = self.chunks[self.chunk][self.at];
        self.at += 1;
        Some(byte)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from(self.byte()?) | u16::from(self.byte()?) << 8)
    }

    fn skip(&mut self, mut count: usize) {
        while let Some(chunk) = self.chunks.get(self.chunk)
            && count > 0
        {
            let step = count.min(chunk.len() - self.at.min(chunk.len()));
            self.at += step;
            count -= step;
            if count > 0 {
                self.chunk += 1;
                self.at = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_over_records() {
        let first: &[u8] = b"\x03\0\0abc\x02\0\x01\0\x4e";
        let second: &[u8] = b"\x00x\x02\0\x08\x01\0yz1234\x01\0\0q";
        let chunks = [first, second];
        let mut strings = Strings::new(&chunks);
        assert_eq!(strings.next_string().as_deref(), Some("abc"));
        assert_eq!(strings.next_string().as_deref(), Some("一x"));
        assert_eq!(strings.next_string().as_deref(), Some("yz"));
        assert_eq!(strings.next_string().as_deref(), Some("q"));
        assert_eq!(strings.next_string(), None);
    }
}
