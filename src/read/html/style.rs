//! As much of style as changes what is read: what an element's own style and the sheets of the page itself say of
//! it. Of sheets only rules for one class, one id or one element are looked at, longer ones where they hide something;
//! those beside the page are not here.

use std::collections::HashMap;

use scraper::node::Element;
use scraper::{ElementRef, Selector};

use super::tree::{Tag, attribute};

/// Rules kept of all sheets of a page.
const MAX_RULES: usize = 20_000;

/// Rules of several parts kept that hide something.
const MAX_HIDING: usize = 64;

/// What style says of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// By the element's own style: sheets hide what scripts show again.
    pub hidden: bool,
    /// By a sheet of the page.
    pub hidden_by_sheet: bool,
    /// A line is drawn through its text.
    pub struck: bool,
    /// Text stands above or below its line.
    pub raised: bool,
    /// The part of a table that it is set as.
    pub shown_as: Option<Tag>,
    /// Its children stand side by side.
    pub row: bool,
}

impl Style {
    /// Takes declarations over.
    fn take(&mut self, declarations: &str) {
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else {
                continue;
            };
            let value = value.trim().to_ascii_lowercase();
            let value = value.trim_end_matches("!important").trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "display" => {
                    self.hidden = value == "none";
                    self.row = matches!(value, "flex" | "inline-flex");
                    self.shown_as = match value {
                        "table" | "inline-table" => Some(Tag::Table),
                        "table-row" => Some(Tag::Row),
                        "table-cell" => Some(Tag::Cell),
                        "table-row-group" => Some(Tag::Group),
                        "table-header-group" => Some(Tag::Head),
                        "table-footer-group" => Some(Tag::Foot),
                        "table-caption" => Some(Tag::Caption),
                        _ => None,
                    };
                }
                "visibility" => self.hidden |= matches!(value, "hidden" | "collapse"),
                "mso-hide" => self.hidden |= value == "all",
                "font-size" => self.hidden |= is_zero(value),
                "opacity" => self.hidden |= is_zero(value),
                "text-decoration" | "text-decoration-line" => {
                    self.struck = value.contains("line-through");
                }
                "vertical-align" => self.raised = matches!(value, "super" | "sub"),
                _ => {}
            }
        }
    }
}

fn hides(declarations: &str) -> bool {
    let mut style = Style::default();
    style.take(declarations);
    style.hidden
}

/// Whether what a selector names is so for good, and not under a pointer or before the text.
fn is_lasting(selector: &str) -> bool {
    selector.len() <= 200 && !selector.contains(':')
}

fn declares(declarations: &str, name: &str) -> bool {
    let mut names = declarations
        .split(';')
        .filter_map(|declaration| declaration.split_once(':'));
    names.any(|(own, _)| own.trim().eq_ignore_ascii_case(name))
}

fn is_zero(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    !number.is_empty() && number.parse::<f32>().is_ok_and(|number| number == 0.0)
}

/// The rules of a page's own sheets.
#[derive(Default)]
pub struct Sheets {
    rules: HashMap<String, Style>,
    /// Longer selectors of what is not shown.
    hiding: Vec<Selector>,
}

impl Sheets {
    /// Reads the sheets of a page.
    pub fn of(html: &scraper::Html) -> Self {
        let mut sheets = Self::default();
        for node in html.tree.nodes() {
            let scraper::Node::Element(element) = node.value() else {
                continue;
            };
            if element.name() == "style" {
                let texts = node.children().filter_map(|child| child.value().as_text());
                let sheet: String = texts.map(|text| &**text).collect();
                sheets.read(&sheet);
            }
        }
        sheets
    }

    fn read(&mut self, sheet: &str) {
        let mut rest = sheet;
        while let Some(open) = rest.find('{') {
            let (selectors, body) = (&rest[..open], &rest[open + 1..]);
            let selectors = selectors.rsplit(['}', ';', '/']).next().unwrap_or_default();
            if selectors.trim_start().starts_with('@') {
                // What holds for one medium only holds blocks of its own: they are stepped over.
                rest = &body[block_end(body)..];
                continue;
            }
            let end = body.find(['}', '{']).unwrap_or(body.len());
            for selector in selectors.split(',').map(str::trim) {
                if is_simple(selector) && self.rules.len() < MAX_RULES {
                    let rule = self.rules.entry(selector.to_ascii_lowercase()).or_default();
                    rule.take(&body[..end]);
                } else if self.hiding.len() < MAX_HIDING && hides(&body[..end]) {
                    self.hiding.extend(
                        is_lasting(selector)
                            .then(|| Selector::parse(selector).ok())
                            .flatten(),
                    );
                }
            }
            rest = &body[end..];
        }
        self.rules.retain(|_, rule| *rule != Style::default());
    }

    /// Whether a rule of several parts hides an element, as `td .note` does; its own style may show it all the same.
    pub fn hides(&self, at: ElementRef<'_>) -> bool {
        let own = attribute(at.value(), "style").unwrap_or_default();
        self.hiding.iter().any(|selector| selector.matches(&at))
            && !declares(own, "display")
            && !declares(own, "visibility")
    }

    /// What holds for an element.
    pub fn style(&self, element: &Element) -> Style {
        let mut style = Style::default();
        if !self.rules.is_empty() {
            let classes = attribute(element, "class").unwrap_or_default();
            let classes = classes
                .split_ascii_whitespace()
                .map(|class| format!(".{class}"));
            let id = attribute(element, "id").map(|id| format!("#{id}"));
            let names = std::iter::once(element.name().to_owned())
                .chain(classes)
                .chain(id);
            for name in names {
                if let Some(rule) = self.rules.get(&name.to_ascii_lowercase()) {
                    style = Style {
                        hidden: false,
                        hidden_by_sheet: rule.hidden || style.hidden_by_sheet,
                        struck: rule.struck || style.struck,
                        raised: rule.raised || style.raised,
                        shown_as: rule.shown_as.or(style.shown_as),
                        row: rule.row || style.row,
                    };
                }
            }
        }
        if let Some(own) = attribute(element, "style") {
            style.take(own);
            style.hidden_by_sheet &= !declares(own, "display") && !declares(own, "visibility");
        }
        style
    }
}

/// Where a block ends that has been opened.
fn block_end(body: &str) -> usize {
    let mut depth = 1;
    for (at, byte) in body.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    body.len()
}

/// One class, one id or one element, and nothing else.
fn is_simple(selector: &str) -> bool {
    let name = selector.strip_prefix(['.', '#']).unwrap_or(selector);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(page: &str) -> Vec<Style> {
        let html = scraper::Html::parse_document(page);
        let sheets = Sheets::of(&html);
        let elements = html
            .tree
            .nodes()
            .filter_map(|node| node.value().as_element());
        elements
            .filter(|element| element.name() == "div")
            .map(|element| sheets.style(element))
            .collect()
    }

    #[test]
    fn sheets_and_own_style() {
        let page = "<style>/* x */ .r , #c{display:table-row;color:red} @media print{.r{display:none} .x{a:b}}
            .s{text-decoration: underline line-through !important} .h{display:none} .a .b{display:flex}</style>
            <div class='q R'></div><div class=r></div><div id=c class=s></div><div class=h></div>
            <div class=b></div><div class=h style='display:inline'></div><div style='Display : NONE !important'></div>
            <div style='font-size:0px'></div><div style='opacity:0.5;font-size:10px'></div>";
        let row = Style {
            shown_as: Some(Tag::Row),
            ..Style::default()
        };
        let hidden = Style {
            hidden: true,
            ..Style::default()
        };
        let expected = [
            row,
            row,
            Style {
                struck: true,
                ..row
            },
            Style {
                hidden_by_sheet: true,
                ..Style::default()
            },
            Style::default(),
            Style::default(),
            hidden,
            hidden,
            Style::default(),
        ];
        assert_eq!(styles(page), expected);
    }

    #[test]
    fn sheets_without_end() {
        for sheet in [
            "<style>.a{",
            "<style>@media{{{",
            "<style>}}}{",
            "<style>a{}{}b",
        ] {
            styles(sheet);
        }
    }
}
