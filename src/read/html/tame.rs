//! Keeps the parser's work in bounds. html5ever looks through all open elements at many a tag and opens unclosed
//! `<font>`s again in every paragraph, so a page that nests without end costs the square of its length. Beyond a
//! depth that no page means, tags are taken out of the source before it is parsed; the text stays.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::error::{Bilingual, Note, ReadError, Status};

/// Open elements at most. Word pages go to about 60.
const MAX_DEPTH: usize = 150;

/// Open formatting elements at most: every paragraph opens them again. Without them the text is the same.
const MAX_FORMATTING: usize = 16;

/// Tags at most. The largest reports have a fiftieth of it.
const MAX_TAGS: usize = 500_000;

/// Bytes in one tag, pictures in its attributes aside, beyond which it is taken out: attributes cost their square.
const MAX_ATTRIBUTES: usize = 1_000;

/// Elements that need no end tag, or have none: they cannot be counted by their tags, and do not nest by themselves.
const UNCOUNTED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead",
    "tbody", "tfoot", "colgroup", "caption", "html", "head", "body", "a",
];

/// Elements that the parser opens again where they were not closed.
const FORMATTING: &[&str] = &[
    "font", "b", "i", "u", "s", "em", "strong", "big", "small", "code", "tt", "nobr", "strike",
];

/// Other elements whose tags leave no break behind when they are taken out.
const INLINE: &[&str] = &["span", "sub", "sup", "o:p"];

/// The source with at most [`MAX_DEPTH`] elements open at a time.
pub fn tame<'a>(source: &'a str, notes: &mut Vec<Note>) -> Result<Cow<'a, str>, ReadError> {
    let mut tamer = Tamer::default();
    let mut at = 0;
    while let Some(tag) = next_tag(source, at, tamer.is_foreign()) {
        tamer.tags += 1;
        if tamer.tags > MAX_TAGS {
            return Err(too_many());
        }
        tamer.visit(source, &tag);
        at = tag.end;
    }
    if tamer.taken == 0 {
        return Ok(Cow::Borrowed(source));
    }
    tamer.out.push_str(&source[tamer.copied..]);
    if tamer.taken_blocks == 0 {
        return Ok(Cow::Owned(tamer.out));
    }
    notes.push(Note::new(
        "nesting-cut",
        format!(
            "{} tags nested beyond {MAX_DEPTH} levels were passed over",
            tamer.taken_blocks
        ),
    ));
    Ok(Cow::Owned(tamer.out))
}

fn too_many() -> ReadError {
    ReadError {
        status: Status::Memory,
        reason: Bilingual::new(
            format!("网页的标签超过 {MAX_TAGS} 个"),
            format!("the page has more than {MAX_TAGS} tags"),
        ),
        advice: Bilingual::new(
            "请确认它是一份年度报告；必要时只保存报告正文部分",
            "check that it is one yearly report; if need be save only the part with the report",
        ),
    }
}

/// A start or end tag in the source.
struct Tag {
    name: String,
    closing: bool,
    start: usize,
    end: usize,
}

/// The next tag. Comments, scripts and styles are stepped over: what looks like a tag in them is none, except that
/// scripts and styles within pictures are parsed as any other element.
fn next_tag(source: &str, mut at: usize, foreign: bool) -> Option<Tag> {
    let bytes = source.as_bytes();
    loop {
        let start = at + source.get(at..)?.find('<')?;
        let rest = &bytes[start + 1..];
        if rest.starts_with(b"!--") {
            // `<!-->` is a whole comment.
            at = start + 2 + source.get(start + 2..)?.find("-->")?;
            continue;
        }
        let closing = rest.first() == Some(&b'/');
        let name_at = start + 1 + usize::from(closing);
        if !bytes.get(name_at).is_some_and(u8::is_ascii_alphabetic) {
            at = start + 1;
            continue;
        }
        let end = tag_end(bytes, name_at);
        let length = bytes[name_at..]
            .iter()
            .take(32)
            .take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>'))
            .count();
        let name = String::from_utf8_lossy(&bytes[name_at..name_at + length]).to_ascii_lowercase();
        if !closing && !foreign && matches!(name.as_str(), "script" | "style") {
            at = raw_text_end(source, end, &name);
            continue;
        }
        return Some(Tag {
            name,
            closing,
            start,
            end,
        });
    }
}

/// Behind the closing `>`, quoted values stepped over; the end of the source where there is none.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut quote = None;
    let mut behind_equals = false;
    for (at, &b) in bytes.iter().enumerate().skip(from) {
        match (quote, b) {
            (Some(open), _) if b == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if behind_equals => quote = Some(b),
            _ => {}
        }
        if !b.is_ascii_whitespace() {
            behind_equals = b == b'=';
        }
    }
    bytes.len()
}

fn raw_text_end(source: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(step) = source.get(at..).and_then(|rest| rest.find("</")) {
        at += step + 2;
        let named = source.as_bytes()[at..].get(..name.len());
        if named.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
    }
    source.len()
}

#[derive(Default)]
struct Tamer {
    tags: usize,
    /// Elements open now, by name, and those of them whose start tag was taken out.
    open: BTreeMap<String, (usize, usize)>,
    depth: usize,
    formatting: usize,
    taken: usize,
    /// Those of the tags taken out that were not mere formatting.
    taken_blocks: usize,
    copied: usize,
    out: String,
}

impl Tamer {
    fn visit(&mut self, source: &str, tag: &Tag) {
        let crowded = tag.end - tag.start > MAX_ATTRIBUTES * 4
            && source[tag.start..tag.end].matches('=').count() > MAX_ATTRIBUTES;
        let uncounted = UNCOUNTED.contains(&tag.name.as_str());
        if crowded || (uncounted && self.depth >= MAX_DEPTH && is_cellular(&tag.name)) {
            self.take_out(source, tag);
        } else if uncounted {
        } else if tag.closing {
            self.close(source, tag);
        } else {
            self.start(source, tag);
        }
    }

    /// Whether a picture or formula is open.
    fn is_foreign(&self) -> bool {
        ["svg", "math"]
            .iter()
            .any(|name| self.open.get(*name).is_some_and(|(open, _)| *open > 0))
    }

    fn start(&mut self, source: &str, tag: &Tag) {
        let foreign = matches!(tag.name.as_str(), "svg" | "math");
        if foreign && source[tag.start..tag.end].ends_with("/>") {
            return;
        }
        let formatting = FORMATTING.contains(&tag.name.as_str());
        let full = self.depth >= MAX_DEPTH || (formatting && self.formatting >= MAX_FORMATTING);
        let (open, taken) = self.open.entry(tag.name.clone()).or_default();
        if full {
            *taken += 1;
            self.take_out(source, tag);
        } else {
            *open += 1;
            self.depth += 1;
            self.formatting += usize::from(formatting);
        }
    }

    fn close(&mut self, source: &str, tag: &Tag) {
        let Some((open, taken)) = self.open.get_mut(&tag.name) else {
            return;
        };
        if *taken > 0 {
            *taken -= 1;
            self.take_out(source, tag);
        } else if *open > 0 {
            *open -= 1;
            self.depth -= 1;
            self.formatting -= usize::from(FORMATTING.contains(&tag.name.as_str()));
        }
    }

    /// A break stands in for the tag of a block or a cell, so that two numbers never run into one.
    fn take_out(&mut self, source: &str, tag: &Tag) {
        self.taken += 1;
        self.out.push_str(&source[self.copied..tag.start]);
        let name = tag.name.as_str();
        if !FORMATTING.contains(&name) {
            self.taken_blocks += 1;
            if !INLINE.contains(&name) {
                self.out.push_str("<br>");
            }
        }
        self.copied = tag.end;
    }
}

/// Parts of a table: without their table the parser would drop them and run their texts together.
fn is_cellular(name: &str) -> bool {
    matches!(
        name,
        "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" | "caption" | "colgroup"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tamed(source: &str) -> (String, usize) {
        let mut notes = Vec::new();
        let text = tame(source, &mut notes).unwrap().into_owned();
        (text, notes.len())
    }

    #[test]
    fn an_ordinary_page_is_left_as_it_is() {
        let page = "<html><body><p>a<p>b<font>c</font><script>if (a<b) '<div><div>'</script><!-- <div> --></html>";
        assert_eq!(tamed(page), (page.to_owned(), 0));
        let long = format!(
            "<div>{}</div>",
            "<div>x</div><p>y<li>z<font>w</font>".repeat(2_000)
        );
        assert_eq!(tamed(&long).1, 0);
    }

    #[test]
    fn deep_nesting_is_cut_and_its_text_kept() {
        let deep = format!("{}核心{}后", "<div>".repeat(3_000), "</div>".repeat(3_000));
        let (text, notes) = tamed(&deep);
        assert_eq!(
            (
                text.matches("<div>").count(),
                text.matches("</div>").count()
            ),
            (MAX_DEPTH, MAX_DEPTH)
        );
        assert!(text.contains("核心") && text.ends_with("后") && notes == 1);
    }

    #[test]
    fn inline_tags_leave_no_break() {
        let (text, _) = tamed(&format!("{}1<font>2", "<font>".repeat(400)));
        assert!(text.ends_with("12"));
    }

    #[test]
    fn cells_too_deep_stay_apart() {
        let (text, _) = tamed(&"<table><tr><td>1".repeat(500));
        assert!(text.ends_with("1<br><br><br>1"));
    }

    #[test]
    fn quoted_angles_do_not_end_a_tag() {
        let tag = next_tag("<a title='x>y' href=z>t", 0, false).unwrap();
        assert_eq!(tag.end, 22);
        assert_eq!(
            next_tag("a < b <1> </P >", 0, false).map(|t| (t.name, t.closing)),
            Some(("p".into(), true))
        );
    }
}
