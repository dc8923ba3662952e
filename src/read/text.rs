//! Plain text and Markdown: lines as they are. What a run of spaces or a pipe means is for later stages.

pub(super) mod records;

use super::{Body, Document, Kind, Meta, encoding};
use crate::error::{Bilingual, Note, ReadError, Status};

/// Bytes of a text or page beyond which it is not read: a report is a thousandth of that.
pub(super) const MAX_BYTES: usize = 64 << 20;

/// Lines kept. A file of line breaks only must not fill the memory.
const MAX_LINES: usize = 1_000_000;

/// Reads a plain text.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    check_size(bytes)?;
    let decoded = encoding::decode_text(bytes);
    if let Some(why) = records::refusal(&decoded.text) {
        return Err(why);
    }
    let mut notes = decoded.notes;
    let lines = lines(&decoded.text, &mut notes);
    Ok(Document {
        kind: Kind::Text,
        meta: Meta::default(),
        body: Body::Lines(lines),
        notes,
    })
}

/// Refuses what is too long to be a report.
pub(super) fn check_size(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.len() <= MAX_BYTES {
        return Ok(());
    }
    let (size, most) = (bytes.len() >> 20, MAX_BYTES >> 20);
    Err(ReadError {
        status: Status::Memory,
        reason: Bilingual::new(
            format!("文件有 {size} MB，超过 {most} MB 的上限"),
            format!("the file has {size} MB, more than the limit of {most} MB"),
        ),
        advice: Bilingual::new(
            "请确认它是一份年度报告；如是网页，请去掉内嵌图片后另存",
            "check that it is one yearly report; save a web page without embedded pictures",
        ),
    })
}

/// Splits at every kind of line break; a form feed opens the line that follows it.
fn lines(text: &str, notes: &mut Vec<Note>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                lines.push(std::mem::take(&mut line));
            }
            '\u{c}' => {
                // A break right behind a line end does not make an empty line of its own.
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
            c if is_invisible(c) => {}
            c => line.push(c),
        }
        if lines.len() >= MAX_LINES {
            notes.push(Note::new(
                "text-cut",
                format!("only the first {MAX_LINES} lines were read"),
            ));
            return lines;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Characters that take no room on the page and would only keep equal texts from being equal.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}'
    ) || (c.is_control() && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<String> {
        lines(text, &mut Vec::new())
    }

    #[test]
    fn every_line_break_breaks() {
        assert_eq!(split("a\r\nb\rc\nd\u{2028}e"), ["a", "b", "c", "d", "e"]);
        assert_eq!(split("a\n\nb\n"), ["a", "", "b"]);
    }

    #[test]
    fn spaces_tabs_and_pipes_stay() {
        assert_eq!(split("  规章\t| 0 |  1 \n"), ["  规章\t| 0 |  1 "]);
    }

    #[test]
    fn a_form_feed_opens_the_next_line() {
        assert_eq!(split("- 3 -\n\u{c}（四）"), ["- 3 -", "\u{c}（四）"]);
        assert_eq!(split("甲\u{c}乙"), ["甲", "\u{c}乙"]);
    }

    #[test]
    fn what_cannot_be_seen_goes() {
        assert_eq!(split("规\u{200b}章\u{feff}\u{0}\u{7}0\u{1a}"), ["规章0"]);
    }

    #[test]
    fn too_many_lines_are_cut_with_a_note() {
        let mut notes = Vec::new();
        let kept = lines(&"\n".repeat(MAX_LINES + 5), &mut notes);
        assert_eq!((kept.len(), notes[0].code), (MAX_LINES, "text-cut"));
    }

    #[test]
    fn too_long_a_file_is_refused() {
        assert_eq!(
            read(&vec![b'a'; MAX_BYTES + 1]).map_err(|e| e.status).err(),
            Some(Status::Memory)
        );
    }

    proptest! {
        #[test]
        fn any_bytes_read(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            read(&bytes).unwrap();
        }
    }
}
