//! The prose as passages: lines that belong together joined, white space and widths folded away, and the way back to what
//! is printed.

use crate::fold::fold;
use crate::location::Place;
use crate::report::Section;

/// A run of lines that may hold one sentence over several of them.
#[derive(Debug)]
pub struct Passage<'a> {
    /// The section it stands in.
    section: &'a Section,
    /// Folded text.
    pub text: String,
    /// Where each folded character begins, and the byte of the section's text that it comes from.
    from: Vec<(usize, usize)>,
    /// Whether it begins with a mark of its own: `（二）`, `1.`, `一是`.
    pub marked: bool,
}

/// Columns of a line of a page or of a text broken into lines, two for a Chinese character; longer ones are paragraphs.
const PAGE_WIDTH: usize = 120;
/// A line with less than this share of the widest one is the end of its paragraph.
const FULL: f32 = 0.8;

/// The passages of a section. Lines that look like rows of a table are no prose.
pub fn passages(section: &Section) -> Vec<Passage<'_>> {
    let lines = lines(&section.text);
    let width = |line: &str| -> usize {
        let visible = line.chars().filter(|c| !c.is_whitespace());
        visible.map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
    };
    let widest = lines.iter().map(|(_, l)| width(l)).max().unwrap_or(0);
    let broken = widest <= PAGE_WIDTH;
    let mut passages: Vec<Passage<'_>> = Vec::new();
    let mut open = false;
    for (start, line) in lines {
        if is_row(line) {
            open = false;
            continue;
        }
        let marked = is_marked(line);
        if !open || marked {
            passages.push(Passage {
                section,
                text: String::new(),
                from: Vec::new(),
                marked,
            });
        }
        if let Some(passage) = passages.last_mut() {
            passage.take(line, start);
        }
        let full = width(line) as f32 >= widest as f32 * FULL;
        open = broken && full && !line.trim_end().ends_with(['。', '！', '？']);
    }
    passages
}

/// The lines of a text, each with the byte it begins at.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let at = start;
            start += line.len() + 1;
            (at, line)
        })
        .collect()
}

/// Whether a line is a row of a table: cells beside one another, or nothing but a few words and figures.
fn is_row(line: &str) -> bool {
    if line.contains(['|', '\t']) {
        return true;
    }
    let is_figure = |word: &&str| {
        word.chars()
            .all(|c| c.is_numeric() || matches!(c, '.' | ',' | '-'))
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    let figures = words.iter().filter(|w| is_figure(w)).count();
    let prose = line.contains(['。', '，', '；', '、', '：', ',', ';', ':']);
    figures >= 3 && figures * 2 >= words.len()
        || !prose && figures > 0 && figures + 1 >= words.len()
}

/// Whether a line begins a paragraph by a mark of its own.
fn is_marked(line: &str) -> bool {
    let text = fold(line);
    let inner = text.strip_prefix('(').unwrap_or(&text);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || CHINESE.contains(c));
    rest.len() < inner.len()
        && (rest.starts_with([')', ',', '.', '是']) || rest.starts_with('、'))
        && !rest.starts_with(".0")
}

const CHINESE: &str = "一二三四五六七八九十";

impl Passage<'_> {
    fn take(&mut self, line: &str, start: usize) {
        let mut chars = line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let before = self.text.chars().next_back();
            let next = chars.peek().map(|(_, c)| *c);
            let at_before = self.text.len();
            fold_into(c, before, next, &mut self.text);
            if self.text.len() > at_before {
                self.from.push((at_before, start + at));
            }
        }
    }

    /// Number of its section.
    pub fn section(&self) -> u8 {
        self.section.number
    }

    /// The byte of the section's text that a byte of the passage comes from.
    pub fn offset(&self, at: usize) -> usize {
        let index = self.from.partition_point(|(folded, _)| *folded <= at);
        match index.checked_sub(1).and_then(|i| self.from.get(i)) {
            Some((_, raw)) => *raw,
            None => 0,
        }
    }

    /// What is printed there, its line breaks left out.
    pub fn printed(&self, from: usize, to: usize) -> String {
        let start = self.offset(from);
        let end = match to.checked_sub(1) {
            Some(last) if to > from => {
                let last = self.offset(last);
                let text = &self.section.text[last..];
                last + text.chars().next().map_or(0, char::len_utf8)
            }
            _ => start,
        };
        let printed = self.section.text.get(start..end).unwrap_or_default();
        printed.replace('\n', "")
    }

    /// Where it stands.
    pub fn place(&self, from: usize, to: usize) -> Place {
        let line = |at: usize| {
            let before = self.section.text.get(..self.offset(at)).unwrap_or_default();
            before.matches('\n').count()
        };
        let (first, last) = (line(from), line(to.saturating_sub(1).max(from)));
        let places = (first..=last).filter_map(|at| self.section.places.get(at));
        let place = places.fold(Place::Nowhere, |all, one| all.join(one));
        match (place, self.section.page) {
            (Place::Nowhere, Some(page)) => Place::Page {
                page,
                rect: crate::location::Rect::default(),
            },
            (place, _) => place,
        }
    }
}

/// Folds a character behind another one. Punctuation becomes that of Chinese prose, so that it means one thing: a comma
/// or a point between digits belongs to the number.
fn fold_into(c: char, before: Option<char>, next: Option<char>, out: &mut String) {
    let digit =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let within = digit(before) && digit(next);
    match c {
        '，' | ',' | '﹐' if within => out.push(','),
        '．' | '.' if within => out.push('.'),
        '，' | ',' | '﹐' => out.push('，'),
        '．' | '.' => out.push(if digit(before) { '.' } else { '。' }),
        '。' | '｡' => out.push('。'),
        '、' | '､' => out.push('、'),
        ';' | '；' => out.push('；'),
        ':' | '：' => out.push('：'),
        '(' | '（' | '﹙' => out.push('（'),
        ')' | '）' | '﹚' => out.push('）'),
        '!' | '！' => out.push('！'),
        '?' | '？' => out.push('？'),
        '"' | '“' | '”' | '‘' | '’' | '《' | '》' | '〈' | '〉' | '「' | '」' | '『' | '』' => {
            out.push(quote(c))
        }
        // Two numbers, not one.
        c if crate::fold::is_blank(c) => {
            if within {
                out.push(' ');
            }
        }
        c if c.is_ascii() => out.push(c),
        c => out.push_str(&fold(c.encode_utf8(&mut [0; 4]))),
    }
}

fn quote(c: char) -> char {
    match c {
        '「' | '『' | '‘' => '“',
        '」' | '』' | '’' => '”',
        '〈' => '《',
        '〉' => '》',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(text: &str) -> Section {
        Section {
            number: 1,
            text: text.into(),
            places: (1..)
                .take(text.lines().count())
                .map(|n| Place::Lines { first: n, last: n })
                .collect(),
            ..Section::default()
        }
    }

    #[test]
    fn lines_of_a_page_are_joined_and_led_back() {
        let section = section(
            "全市全年共收办政府信息公开申请案件\n３６０７ 件，比上年多。\n（三）政府信息管理",
        );
        let passages = passages(&section);
        assert_eq!(passages.len(), 2);
        assert_eq!(
            passages[0].text,
            "全市全年共收办政府信息公开申请案件3607件，比上年多。"
        );
        let at = passages[0].text.find("3607").unwrap();
        assert_eq!(passages[0].printed(at, at + 4), "３６０７");
        assert_eq!(
            passages[0].place(at, at + 4),
            Place::Lines { first: 2, last: 2 }
        );
        assert!(!passages[0].marked && passages[1].marked);
    }

    #[test]
    fn paragraphs_stay_apart() {
        let long = "长".repeat(80);
        let section = section(&format!("{long}\n基本情况\n今年收到3件"));
        assert_eq!(passages(&section).len(), 3);
    }

    #[test]
    fn punctuation_means_one_thing() {
        let fold = |text: &str| {
            let section = section(text);
            passages(&section).remove(0).text
        };
        assert_eq!(
            fold("共86条,其中:动态2条;其他5条."),
            "共86条，其中：动态2条；其他5条。"
        );
        assert_eq!(fold("1,234件，占3.5％"), "1,234件，占3.5%");
        assert_eq!(fold("收到3 4件。"), "收到3 4件。");
        assert_eq!(fold("收到 12 件 (含上年)"), "收到12件（含上年）");
    }

    #[test]
    fn rows_of_tables_are_no_prose() {
        for row in [
            "行政许可 | 0 |",
            "行政许可        1573179",
            "规章 2 1 12",
            "0 0 0 0 0",
            "（一）予以公开\t0",
        ] {
            assert!(passages(&section(row)).is_empty(), "{row}");
        }
        for prose in [
            "2023年收到 3 件。",
            "共 3 件，办结 3 件",
            "（一）主动公开情况",
        ] {
            assert_eq!(passages(&section(prose)).len(), 1, "{prose}");
        }
    }
}
