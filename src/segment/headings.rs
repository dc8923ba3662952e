//! The headings of the six sections.

use crate::fold::fold;
use crate::forms::Wording;
use crate::layout::{Block, Line};

const CHINESE: &str = "一二三四五六七八九";
/// No heading is longer, numeral included.
const LONGEST: usize = 45;
/// Headings that follow one another without text between them, this many or more, are a table of contents.
const CONTENTS: usize = 3;

/// A heading found.
pub(super) struct Heading {
    /// Index of its (first) line among the blocks.
    pub block: usize,
    /// Official number of the section it heads.
    pub number: u8,
    /// Numeral printed before it.
    pub printed_number: Option<u8>,
    /// As printed.
    pub text: String,
    /// Its page.
    pub page: Option<u32>,
}

/// The headings among the blocks, in the order printed, each section at most once.
pub(super) fn find(blocks: &[Block], wording: &Wording) -> Vec<Heading> {
    let mut all = Vec::new();
    let mut index = 0;
    while index < blocks.len() {
        let taken = heading_at(blocks, index, wording).map(|(heading, lines)| {
            all.push(heading);
            lines
        });
        index += taken.unwrap_or(1);
    }
    drop_contents(&mut all, blocks);
    // Sub-headings repeat the words of headings: of several, the one numbered like a heading is the section's.
    let best: Vec<bool> = all
        .iter()
        .enumerate()
        .map(|(at, h)| {
            !all.iter()
                .enumerate()
                .any(|(other, o)| o.number == h.number && (o.rank(), at) > (h.rank(), other))
        })
        .collect();
    let mut keep = best.into_iter();
    all.retain(|_| keep.next().unwrap_or(true));
    all
}

impl Heading {
    /// How much it looks like a heading of the form: the right numeral, in Chinese, comes first.
    fn rank(&self) -> u8 {
        let chinese = fold(&self.text).starts_with(|c| CHINESE.contains(c));
        u8::from(self.printed_number == Some(self.number)) + 2 * u8::from(chinese)
    }
}

/// The heading that begins at a block, and how many blocks it takes: it may run over two lines.
fn heading_at(blocks: &[Block], index: usize, wording: &Wording) -> Option<(Heading, usize)> {
    let line = text_line(blocks.get(index)?)?;
    let one = heading_of(&line.text, wording);
    let (text, number, printed_number, lines) = match one {
        Some((number, printed)) => (line.text.trim().to_owned(), number, printed, 1),
        None => {
            let next = text_line(blocks.get(index + 1)?)?;
            // Only a line with a numeral, or one that is nothing else, can be the first half of a heading.
            let both = format!("{}{}", line.text.trim(), next.text.trim());
            let (number, printed) = heading_of(&both, wording)?;
            printed?;
            (both, number, printed, 2)
        }
    };
    let heading = Heading {
        block: index,
        number,
        printed_number,
        text,
        page: line.place.page(),
    };
    Some((heading, lines))
}

fn text_line(block: &Block) -> Option<&Line> {
    match block {
        Block::Line(line) if !line.furniture => Some(line),
        _ => None,
    }
}

/// The section a line heads, and the numeral printed before it.
fn heading_of(text: &str, wording: &Wording) -> Option<(u8, Option<u8>)> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let folded = folded.trim_start_matches('#');
    // `(一)` numbers the parts of a section, never a section.
    if folded.starts_with('(') {
        return None;
    }
    let (printed, rest) = take_numeral(folded);
    let rest = rest.trim_end_matches([':', ';', '.', ',']);
    let rest = drop_note(rest);
    wording
        .sections
        .iter()
        .find(|s| s.is_heading(rest))
        .map(|s| (s.number, printed))
}

/// A remark in parentheses at the end does not belong to the heading.
fn drop_note(text: &str) -> &str {
    match text.rfind('(') {
        Some(at) if at > 0 && text.ends_with(')') => &text[..at],
        _ => text,
    }
}

/// `三,` `第三部分` `3.` taken off the front: the number, and what follows.
fn take_numeral(text: &str) -> (Option<u8>, &str) {
    let inner = text.strip_prefix('第').unwrap_or(text);
    let Some(first) = inner.chars().next() else {
        return (None, text);
    };
    let Some(number) = numeral(first) else {
        return (None, text);
    };
    let rest = &inner[first.len_utf8()..];
    for mark in ["部分,", "部分:", "部分", ",", ".", ":", "章"] {
        if let Some(rest) = rest.strip_prefix(mark) {
            return (Some(number), rest.trim_start_matches([',', '.', ':']));
        }
    }
    // A numeral set directly before the words, its mark lost.
    (Some(number), rest)
}

fn numeral(c: char) -> Option<u8> {
    match c {
        '1'..='9' => Some(c as u8 - b'0'),
        _ => CHINESE.chars().position(|n| n == c).map(|at| at as u8 + 1),
    }
}

/// Drops the headings of a table of contents: several in a row with nothing between, all of which come again.
fn drop_contents(all: &mut Vec<Heading>, blocks: &[Block]) {
    let mut end = 1;
    while end < all.len() && nothing_between(blocks, all[end - 1].block, all[end].block) {
        end += 1;
    }
    let again = |h: &Heading| all[end..].iter().any(|later| later.number == h.number);
    if end >= CONTENTS && all[..end].iter().all(again) {
        all.drain(..end);
    }
}

fn nothing_between(blocks: &[Block], from: usize, to: usize) -> bool {
    blocks[from + 1..to].iter().all(|b| match b {
        Block::Line(line) => line.furniture || line.text.trim().is_empty(),
        _ => false,
    })
}

/// Cuts lines that a conversion glued together at the official headings in them: `…结束。三、收到和处理…情况（本列…`.
pub(super) fn unglue(blocks: Vec<Block>, wording: &Wording) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Line(line) if line.text.chars().count() > LONGEST => {
                out.extend(cut(&line, wording).into_iter().map(Block::Line));
            }
            other => out.push(other),
        }
    }
    out
}

fn cut(line: &Line, wording: &Wording) -> Vec<Line> {
    let mut cuts = Vec::new();
    for section in &wording.sections {
        let Some(mark) = CHINESE.chars().nth(usize::from(section.number) - 1) else {
            continue;
        };
        let heading = format!("{mark}、{}", section.heading);
        if let Some(at) = line.text.find(&heading) {
            cuts.push(at);
            cuts.push(at + heading.len());
        }
    }
    // One heading in a long line may be a sentence that speaks of it; several in a row are the headings themselves.
    if cuts.len() < 4 {
        return vec![line.clone()];
    }
    cuts.push(0);
    cuts.push(line.text.len());
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|w| Line {
            text: line.text[w[0]..w[1]].to_owned(),
            words: Vec::new(),
            ..*line
        })
        .filter(|l| !l.text.trim().is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    fn heading(text: &str) -> Option<(u8, Option<u8>)> {
        heading_of(text, &Forms::embedded().wording)
    }

    #[test]
    fn wordings_and_numerals() {
        for (text, expected) in [
            ("一、总体情况", Some((1, Some(1)))),
            ("二、 主动公开政府信息的情况", Some((2, Some(2)))),
            (
                "三、行政机关收到和处理政府信息公开申请情况",
                Some((3, Some(3))),
            ),
            (
                "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                Some((4, Some(4))),
            ),
            (
                "五、政府信息公开工作存在的主要问题及改进情况",
                Some((5, Some(5))),
            ),
            ("五．存在问题及改进情况：", Some((5, Some(5)))),
            ("第六部分 其他需要报告的事项", Some((6, Some(6)))),
            ("６、其它需要报告的事项", Some((6, Some(6)))),
            ("总体情况", Some((1, None))),
            ("三、总体情况", Some((1, Some(3)))),
            ("（一）主动公开情况", None),
            ("2023年总体情况良好", None),
            ("本报告由总体情况、主动公开政府信息情况组成", None),
        ] {
            assert_eq!(heading(text), expected, "{text}");
        }
    }
}
