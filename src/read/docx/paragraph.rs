//! Paragraphs: the text of their runs as it is printed, with the automatic number before it.

use super::body::Reader;
use super::styles::is_on;
use super::symbols::symbol;
use crate::read::blocks::{Block, MAX_NESTING, push_raised};

/// Length and width up to which a picture is an icon: 32 pixels, in English metric units.
const ICON: i64 = 32 * 9525;

/// Depth of elements within a paragraph that is followed.
const MAX_INLINE: usize = 150;

/// A paragraph under way.
#[derive(Default)]
struct Line {
    text: String,
    /// Text boxes and pictures: they stand behind the paragraph they are anchored in.
    behind: Vec<Block>,
    /// The paragraph's own style hides its text.
    hidden: bool,
}

impl Reader<'_, '_> {
    /// A paragraph, and what is anchored in it.
    pub fn paragraph(&mut self, at: usize, depth: usize, out: &mut Vec<Block>) {
        let properties = self.xml.child(at, "pPr");
        let named = properties.and_then(|at| self.value(at, &["pStyle"]));
        let style = self.styles.paragraph(named.as_deref());
        let mut line = Line {
            hidden: self.styles.hidden(style),
            ..Line::default()
        };
        // The instruction of a field that was never ended must not swallow the rest.
        self.fields.retain(|instruction| !instruction);
        self.inline(at, depth, 0, &mut line);
        let deleted_mark =
            properties.is_some_and(|at| self.xml.path(at, &["rPr", "del"]).is_some());
        let numbered = !deleted_mark || !line.text.trim().is_empty();
        let label = if self.joined.is_none() && numbered {
            self.label(properties, style)
        } else {
            None
        };
        let mut text = self.joined.take().unwrap_or_default();
        text.push_str(&label.unwrap_or_default());
        text.push_str(&line.text);
        if deleted_mark {
            self.joined = Some(text);
        } else {
            out.push(Block::Paragraph(text));
        }
        out.append(&mut line.behind);
    }

    /// The automatic number.
    fn label(&mut self, properties: Option<usize>, style: Option<&str>) -> Option<String> {
        // Word 2003 writes down what it prints.
        let printed = properties.and_then(|at| self.value(at, &["listPr", "t"]));
        if let Some(printed) = printed.filter(|printed| printed.chars().any(char::is_alphanumeric))
        {
            let tight = printed.ends_with(|c: char| u32::from(c) >= 0x2e80);
            return Some(printed + if tight { "" } else { " " });
        }
        let own = |name| {
            let at = self.xml.path(properties?, &["numPr", name])?;
            self.xml.number(at, "val")
        };
        let (own_number, own_level) = (own("numId"), own("ilvl"));
        let (style_number, style_level) = self.styles.numbering(style);
        let number = own_number.or(style_number).filter(|&number| number != 0)?;
        let level = own_level.or(match own_number {
            Some(_) => None,
            None => style_level,
        });
        self.numbering.next(number, level, style)
    }

    fn value(&self, at: usize, path: &[&str]) -> Option<String> {
        self.xml.attribute(self.xml.path(at, path)?, "val")
    }

    /// The inline content of an element. `nested` counts the elements within the paragraph around it.
    fn inline(&mut self, at: usize, depth: usize, nested: usize, line: &mut Line) {
        if nested > MAX_INLINE {
            self.losses.too_deep += 1;
            return;
        }
        for child in self.xml.children(at) {
            match self.xml.nodes[child].name {
                "" | "pPr" | "rPr" | "sdtPr" | "instrText" | "delInstrText" | "rt" | "rubyPr"
                | "footnoteReference" | "endnoteReference" | "annotationRef" | "softHyphen"
                | "textpath" => {}
                "r" if self.is_hidden(child, line) => self.losses.hidden += self.length(child),
                "r" if self.is_struck(child) => self.losses.struck += self.length(child),
                "r" if self.is_raised(child) => {
                    let mut mark = Line::default();
                    self.inline(child, depth, nested + 1, &mut mark);
                    push_raised(&mut line.text, &mark.text);
                    line.behind.append(&mut mark.behind);
                }
                "annotation" if self.is_removed(child) => {
                    self.losses.deleted += self.length(child);
                }
                "OLEObject" => self.object(child, line),
                "t" if self.in_instruction() => {}
                "t" => line
                    .text
                    .push_str(&self.xml.text_of(child).replace('\n', " ")),
                "tab" | "ptab" => line.text.push('\t'),
                "br" | "cr" => line.text.push('\n'),
                "noBreakHyphen" => line.text.push('-'),
                "sym" if !self.in_instruction() => line.text.push(self.symbol(child)),
                "fldChar" => self.field(child),
                "del" | "moveFrom" | "delText" => self.losses.deleted += self.length(child),
                "sdt" if self.is_placeholder(child) => self.losses.placeholders += 1,
                "AlternateContent" => {
                    if let Some(chosen) = self.chosen(child) {
                        self.inline(chosen, depth, nested + 1, line);
                    }
                }
                "txbxContent" if depth < MAX_NESTING => {
                    let open = std::mem::take(&mut self.fields);
                    let joined = self.joined.take();
                    let mut inside = Vec::new();
                    self.blocks(child, depth + 1, &mut inside);
                    self.end_joined(&mut inside);
                    (self.fields, self.joined) = (open, joined);
                    line.behind.append(&mut inside);
                }
                "txbxContent" => self.losses.too_deep += 1,
                "blip" => self.image(child, &["embed", "link"], line),
                "imagedata" => self.image(child, &["id", "href"], line),
                "inline" | "anchor" if self.is_icon(child) => {}
                _ => self.inline(child, depth, nested + 1, line),
            }
        }
    }

    fn is_hidden(&self, run: usize, line: &Line) -> bool {
        let Some(properties) = self.xml.child(run, "rPr") else {
            return line.hidden;
        };
        if let Some(at) = self.xml.child(properties, "vanish") {
            return is_on(self.xml.attribute(at, "val").as_deref());
        }
        let style = self.value(properties, &["rStyle"]);
        line.hidden || self.styles.hidden(style.as_deref())
    }

    fn is_struck(&self, run: usize) -> bool {
        let Some(properties) = self.xml.child(run, "rPr") else {
            return false;
        };
        let own = ["strike", "dstrike"]
            .iter()
            .find_map(|name| self.xml.child(properties, name));
        match own {
            Some(at) => is_on(self.xml.attribute(at, "val").as_deref()),
            None => self
                .styles
                .struck(self.value(properties, &["rStyle"]).as_deref()),
        }
    }

    fn is_raised(&self, run: usize) -> bool {
        let Some(properties) = self.xml.child(run, "rPr") else {
            return false;
        };
        match self.value(properties, &["vertAlign"]) {
            Some(place) => place != "baseline",
            None => self
                .styles
                .raised(self.value(properties, &["rStyle"]).as_deref()),
        }
    }

    fn in_instruction(&self) -> bool {
        self.fields.contains(&true)
    }

    /// A complex field: begin, instruction, separate, result, end.
    fn field(&mut self, at: usize) {
        match self.xml.attribute(at, "fldCharType").as_deref() {
            Some("begin") if self.fields.len() < 1000 => self.fields.push(true),
            Some("separate") => {
                if let Some(last) = self.fields.last_mut() {
                    *last = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn symbol(&self, at: usize) -> char {
        let code = self
            .xml
            .attribute(at, "char")
            .and_then(|code| u32::from_str_radix(&code, 16).ok())
            .unwrap_or(0);
        symbol(&self.xml.attribute(at, "font").unwrap_or_default(), code)
    }

    fn image(&self, at: usize, names: &[&str], line: &mut Line) {
        let id = names.iter().find_map(|name| self.xml.attribute(at, name));
        let source = id.and_then(|id| self.relations.target(&id));
        // Word 2003 writes pictures into the document itself and names them.
        let inner = self.xml.attribute(at, "src");
        if let Some(source) = source.or(inner.as_deref()) {
            let source: String = source.chars().take(200).collect();
            let block = Block::Image(source);
            if !line.behind.contains(&block) {
                line.behind.push(block);
            }
        }
    }

    /// A workbook in the place of the picture that shows it.
    fn object(&mut self, at: usize, line: &mut Line) {
        let id = self.xml.attribute(at, "id").unwrap_or_default();
        if let Some(content) = self.inserted.get(&id) {
            line.behind
                .retain(|block| !matches!(block, Block::Image(_)));
            line.behind.extend(content.iter().cloned());
        } else {
            self.losses.embedded += 1;
        }
    }

    /// A small picture without text.
    fn is_icon(&self, at: usize) -> bool {
        let small = |at, name| self.xml.number(at, name).is_some_and(|size| size <= ICON);
        self.xml
            .child(at, "extent")
            .is_some_and(|at| small(at, "cx") && small(at, "cy"))
            && self.xml.descendant(at, "txbxContent").is_none()
    }
}
