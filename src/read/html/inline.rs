//! Text as a browser would set it: white space of the source collapsed, forced breaks kept.

use crate::read::blocks::push_raised;
use crate::read::text::is_invisible;

/// White space between two pieces of text, not yet written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    /// White space with a line break of the source in it.
    SourceBreak,
}

/// Collects the text of a paragraph or cell.
pub struct Inline {
    out: String,
    gap: Gap,
    /// Whether line breaks of the source are line breaks of the text.
    keep_lines: bool,
}

impl Inline {
    pub fn new(keep_lines: bool) -> Self {
        Self {
            out: String::new(),
            gap: Gap::None,
            keep_lines,
        }
    }

    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.keep_lines => self.line_break(),
                '\n' => self.gap = Gap::SourceBreak,
                ' ' | '\t' | '\r' | '\u{c}' => {
                    if self.gap == Gap::None {
                        self.gap = Gap::Space;
                    }
                }
                c if is_invisible(c) => {}
                c if c != '\u{3000}' && c.is_whitespace() => self.write(' '),
                c => self.write(c),
            }
        }
    }

    /// Preformatted text: its white space is its own.
    pub fn push_preformatted(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' => self.line_break(),
                c if is_invisible(c) => {}
                '\u{a0}' => self.out.push(' '),
                c => self.out.push(c),
            }
        }
    }

    /// A space that parts two pieces, as between the cells of a table that is written out as text.
    pub fn space(&mut self) {
        if self.gap == Gap::None {
            self.gap = Gap::Space;
        }
    }

    /// Text above or below its line.
    pub fn push_raised(&mut self, text: &str) {
        if text.trim().starts_with(char::is_numeric)
            && self.out.ends_with(|c: char| c.is_ascii_digit())
        {
            self.gap = Gap::None;
            push_raised(&mut self.out, text);
        } else {
            self.push(text);
        }
    }

    /// A forced break.
    pub fn line_break(&mut self) {
        self.gap = Gap::None;
        self.out.push('\n');
    }

    /// A break between blocks: one is enough.
    pub fn block_break(&mut self) {
        self.gap = Gap::None;
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// The text as one piece, without blank lines; the collector is empty afterwards.
    pub fn take(&mut self) -> String {
        self.gap = Gap::None;
        let out = std::mem::take(&mut self.out);
        let mut text = String::with_capacity(out.len());
        for line in out.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        }
        text
    }

    /// The text as paragraphs: a blank line parts two. Preformatted lines keep the spaces that align them.
    pub fn take_paragraphs(&mut self) -> Vec<String> {
        self.gap = Gap::None;
        let out = std::mem::take(&mut self.out);
        let mut paragraphs = Vec::new();
        let mut current = String::new();
        for line in out.lines().map(str::trim) {
            if line.is_empty() {
                if !current.is_empty() {
                    paragraphs.push(std::mem::take(&mut current));
                }
                continue;
            }
            if !current.is_empty() {
                current.push('\n');
            }
            current.push_str(line);
        }
        if !current.is_empty() {
            paragraphs.push(current);
        }
        paragraphs
    }

    fn write(&mut self, c: char) {
        if self.gap != Gap::None {
            let joins = self.gap == Gap::SourceBreak
                && is_wide(c)
                && self.out.chars().next_back().is_some_and(is_wide);
            if !joins && !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push(' ');
            }
            self.gap = Gap::None;
        }
        self.out.push(c);
    }
}

/// White space of any kind, and what takes no room.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Characters of East Asian width: editors wrap the source between them, and the break means no space.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        let mut inline = Inline::new(false);
        inline.push(source);
        inline.take()
    }

    #[test]
    fn white_space_collapses() {
        assert_eq!(text("  a \t b\n c "), "a b c");
        assert_eq!(text("本年\n   制发"), "本年制发");
        assert_eq!(text("规章\n0\n1"), "规章 0 1");
        assert_eq!(text("\u{a0}\u{a0}规章\u{a0}\u{a0}0\u{3000}"), "规章  0");
        assert_eq!(text("1\u{200b}0\u{feff}"), "10");
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        let mut inline = Inline::new(false);
        for piece in ["a", "b", "", "c"] {
            inline.push(piece);
            inline.line_break();
        }
        assert_eq!(inline.take_paragraphs(), ["a\nb", "c"]);
    }
}
