//! The report as paragraphs, tables and pictures in reading order.

use std::collections::VecDeque;
use std::sync::LazyLock;

use regex::Regex;
use scraper::node::Element as Markup;

use super::frame::{self, Frame};
use super::info::{self, Info};
use super::inline::{Inline, is_space};
use super::leads;
use super::meta::Found;
use super::tables::{self, Extractor};
use super::tree::{Content, Tag, Tree, attribute};
use crate::error::Note;
use crate::location::Place;
use crate::read::{Element, Meta};

/// Pixels up to which a picture is an icon.
const ICON: u32 = 32;

/// Characters of a line that can be a title.
const TITLE: std::ops::RangeInclusive<usize> = 4..=120;

/// Reads the report out of the page, and fills what the head left open from the lines around the report.
pub fn read(
    tree: &Tree<'_>,
    keep_lines: bool,
    found: &mut Found,
    notes: &mut Vec<Note>,
) -> Vec<Element> {
    let info = info::find(tree);
    let mut data = tables::data_tables(tree);
    info.tables.iter().for_each(|&at| data[at] = false);
    let frame = frame::find(tree, &data, &info.tables);
    let mut writer = Writer::new(tree, &data, &frame, keep_lines);
    writer.walk();
    let Writer {
        mut elements,
        extractor,
        ..
    } = writer;
    if let Some(title) = title_before(tree, &frame, found, &elements) {
        elements.insert(0, paragraph(title));
    }
    // The line with source and date may have stayed with the report.
    let first = elements.iter().take(HEAD_LINES).filter_map(|e| match e {
        Element::Paragraph { text, .. } => Some(text),
        _ => None,
    });
    let lines: Vec<&String> = frame.lines.iter().chain(first).collect();
    fill_from_info(&mut found.meta, info);
    fill_meta(&mut found.meta, &lines);
    let site = found.site.clone();
    found.meta.publisher = found.meta.publisher.take().or(site);
    notes.extend(extractor.notes());
    if frame.characters > 0 {
        let text = format!(
            "{} characters of the site around the report were left out",
            frame.characters
        );
        notes.push(Note::new("site-frame", text));
    }
    found.meta.leads_to = leads::find(tree);
    for shown in found
        .meta
        .leads_to
        .iter()
        .filter(|lead| lead.name.is_empty())
    {
        notes.push(Note::new(
            "embedded-document",
            format!("the page shows another document: {}", shown.address),
        ));
    }
    elements
}

fn paragraph(text: String) -> Element {
    Element::Paragraph {
        text,
        place: Place::Nowhere,
    }
}

/// Walks the report once.
struct Writer<'t, 'a> {
    tree: &'t Tree<'a>,
    data: &'t [bool],
    frame: &'t Frame,
    extractor: Extractor<'t, 'a>,
    elements: Vec<Element>,
    inline: Inline,
    /// Where the open blocks end.
    blocks: Vec<usize>,
}

impl<'t, 'a> Writer<'t, 'a> {
    fn new(tree: &'t Tree<'a>, data: &'t [bool], frame: &'t Frame, keep_lines: bool) -> Self {
        Self {
            tree,
            data,
            frame,
            extractor: Extractor::new(tree, data),
            elements: Vec::new(),
            inline: Inline::new(keep_lines),
            blocks: Vec::new(),
        }
    }

    fn walk(&mut self) {
        let Some(root) = self.tree.nodes.get(self.frame.root) else {
            return;
        };
        let (mut at, mut preformatted) = (self.frame.root, 0);
        while at < root.end {
            while self.blocks.last().is_some_and(|&end| end <= at) {
                self.blocks.pop();
                self.flush();
            }
            let node = &self.tree.nodes[at];
            if self.frame.left_out[at] {
                self.flush();
                at = node.end;
                continue;
            }
            match node.content {
                Content::Text(text) if at < preformatted => self.inline.push_preformatted(text),
                Content::Text(text) => self.inline.push(text),
                Content::Element(Tag::Break, _) => self.inline.line_break(),
                Content::Element(Tag::Table, _) if self.data[at] => {
                    self.table(at);
                    at = node.end;
                    continue;
                }
                Content::Element(Tag::Raised, _) => {
                    let text: String = self.tree.texts(at).collect();
                    self.inline.push_raised(&text);
                    at = node.end;
                    continue;
                }
                Content::Element(Tag::Image, element) => self.image(element),
                Content::Element(Tag::Embedded, _) => {}
                Content::Element(tag, _) => {
                    if tag == Tag::Pre {
                        preformatted = node.end;
                    }
                    if tag.is_block() {
                        self.flush();
                        self.blocks.push(node.end);
                    }
                }
            }
            at += 1;
        }
        self.flush();
    }

    fn flush(&mut self) {
        self.elements
            .extend(self.inline.take_paragraphs().into_iter().map(paragraph));
    }

    /// A table with its caption before it, and behind it the tables and pictures that stand in its cells.
    fn table(&mut self, at: usize) {
        self.flush();
        let mut waiting = VecDeque::from([at]);
        while let Some(at) = waiting.pop_front() {
            match self.tree.nodes[at].content {
                Content::Element(Tag::Image, element) => self.image(element),
                Content::Element(Tag::Embedded, _) => {}
                _ => {
                    self.caption(at);
                    let extracted = self.extractor.extract(at);
                    self.elements.push(Element::Table(extracted.table));
                    waiting.extend(extracted.inside);
                }
            }
        }
    }

    fn caption(&mut self, table: usize) {
        for child in self.tree.children(table) {
            if self.tree.nodes[child].is(Tag::Caption) {
                self.tree
                    .texts(child)
                    .for_each(|text| self.inline.push(text));
                self.flush();
            }
        }
    }

    fn image(&mut self, element: &Markup) {
        let Some(source) = ["src", "data-src", "data-original"]
            .iter()
            .find_map(|name| attribute(element, name))
        else {
            return;
        };
        if !source.trim().is_empty() && !is_icon(element, source) {
            self.flush();
            self.elements.push(Element::Image {
                source: picture_name(source),
            });
        }
    }
}

/// The name of a picture; of one that is written into the page itself only its format.
fn picture_name(source: &str) -> String {
    let source = source.trim();
    if source.starts_with("data:") {
        let end = source.find([';', ',']).unwrap_or(source.len());
        return source[..end].to_owned();
    }
    leads::shortened(source)
}

/// Small by its declared size, or a file icon that an editor puts before attachments.
fn is_icon(element: &Markup, source: &str) -> bool {
    let small = |text: &str| {
        let digits: String = text
            .trim()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<u32>().is_ok_and(|pixels| pixels <= ICON) && !text.contains('%')
    };
    let declared = ["width", "height"]
        .iter()
        .any(|name| attribute(element, name).is_some_and(small));
    let styled = attribute(element, "style").is_some_and(|style| {
        style
            .split(';')
            .filter_map(|rule| rule.split_once(':'))
            .any(|(name, value)| {
                let name = name.trim().to_ascii_lowercase();
                matches!(name.as_str(), "width" | "height")
                    && value.trim().ends_with("px")
                    && small(value)
            })
    });
    let source = source.to_ascii_lowercase();
    declared || styled || source.contains("/icon_") || source.contains("filetypeimages")
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|&c| !is_space(c)).collect()
}

/// The title line nearest before the report, where it stands outside of it: known by the titles of the page's head.
fn title_before(
    tree: &Tree<'_>,
    frame: &Frame,
    found: &Found,
    elements: &[Element],
) -> Option<String> {
    let titles: Vec<String> = found.titles.iter().map(|title| squeeze(title)).collect();
    let root_end = tree.nodes.get(frame.root)?.end;
    let is_title = |at: &usize| {
        let node = &tree.nodes[*at];
        let block = node.tag().is_some_and(Tag::is_block);
        // Not within the report, and not around it.
        block
            && (node.end <= frame.root
                || (*at > frame.root && *at < root_end && frame.left_out[*at]))
    };
    let line = (0..root_end).rev().filter(is_title).find_map(|at| {
        let text: String = tree.texts(at).collect();
        let squeezed = squeeze(&text);
        let fits = TITLE.contains(&squeezed.chars().count());
        (fits
            && titles
                .iter()
                .any(|title| title.contains(&squeezed) || squeezed == *title))
        .then_some(text)
    })?;
    let mut inline = Inline::new(false);
    inline.push(&line);
    let text = inline.take();
    let known = squeeze(&text);
    let first = elements.iter().take(6).any(|element| match element {
        Element::Paragraph { text, .. } => squeeze(text).contains(&known),
        _ => false,
    });
    (!first).then_some(text)
}

/// What the box of particulars says, where the head does not.
fn fill_from_info(meta: &mut Meta, info: Info) {
    let fill = |own: &mut Option<String>, said| *own = own.take().or(said);
    fill(&mut meta.title, info.title);
    fill(&mut meta.publisher, info.publisher);
    fill(&mut meta.published, info.published);
    fill(&mut meta.index_number, info.index_number);
}

/// How many paragraphs of the report may be the page's own line of source and date.
const HEAD_LINES: usize = 6;

/// Source and date as the lines around the report print them, where the head does not say. A date without a word before
/// it counts only at the beginning of a line that goes on with the page's own words.
fn fill_meta(meta: &mut Meta, lines: &[&String]) {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let day =
            r"\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?";
        let own = "来源|來源|发布|發布|作者|点击|點擊|浏览|瀏覽|字号|字體|字体|打印";
        let named = format!(r"(?:时间|時間|日期)\s*[:：]\s*({day})");
        Regex::new(&format!(
            r"{named}|^\s*[\[【(（]?({day})[\]】)）]?\s*(?:{own})"
        ))
        .ok()
    });
    static SOURCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:来源|來源|发布机构|发布单位)\s*[:：]\s*([^\s:：|]{2,40})(?:\s|$|\|)").ok()
    });
    let first = |pattern: &Option<Regex>| {
        let pattern = pattern.as_ref()?;
        lines
            .iter()
            .filter_map(|line| pattern.captures(line))
            .find_map(|found| {
                found
                    .iter()
                    .skip(1)
                    .flatten()
                    .next()
                    .map(|m| m.as_str().to_owned())
            })
    };
    if meta.published.is_none() {
        meta.published = first(&DATE);
    }
    if meta.publisher.is_none() {
        meta.publisher = first(&SOURCE);
    }
}
