//! What styles say that changes what is read, by family and name.

use std::collections::HashMap;

use super::lists;
use crate::read::numbering::{Level, Numbering};
use crate::read::xml::Xml;

/// Styles that a style may be based on, one on the other.
const CHAIN: usize = 32;

/// Styles of one document.
const MAX_STYLES: usize = 100_000;

/// What a style says.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    hidden: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
    bordered: Option<bool>,
}

/// The styles of a document, its automatic ones too.
#[derive(Default)]
pub struct Styles {
    /// By family and name.
    styles: HashMap<(String, String), Style>,
    /// Lists by the names of their styles, as numbers.
    pub lists: HashMap<String, i64>,
    /// The list that numbers headings.
    pub outline: Option<i64>,
    pub numbering: Numbering,
}

impl Styles {
    /// Reads the styles of all parts, those of later parts before those of earlier ones.
    pub fn of(parts: &[&Xml<'_>]) -> Self {
        let mut styles = Self::default();
        for xml in parts {
            for group in xml.children(0) {
                if matches!(xml.nodes[group].name, "styles" | "automatic-styles") {
                    xml.children(group).for_each(|at| styles.add(xml, at));
                }
            }
        }
        styles
    }

    fn add(&mut self, xml: &Xml<'_>, at: usize) {
        match xml.nodes[at].name {
            "style" if self.styles.len() < MAX_STYLES => {
                let text = |name: &str| xml.attribute(at, name);
                let (Some(family), Some(name)) = (text("family"), text("name")) else {
                    return;
                };
                self.styles.insert((family, name), style(xml, at));
            }
            "list-style" => {
                let levels = lists::levels(xml, at);
                if let Some(name) = xml.attribute(at, "name") {
                    let number = self.add_list(levels);
                    self.lists.insert(name, number);
                }
            }
            "outline-style" => {
                let levels = lists::levels(xml, at);
                self.outline = Some(self.add_list(levels));
            }
            _ => {}
        }
    }

    fn add_list(&mut self, levels: Vec<(usize, Level)>) -> i64 {
        let number = self.numbering.lists.len() as i64 + 1;
        self.numbering.add(number, levels);
        number
    }

    fn first<T>(
        &self,
        family: &str,
        name: Option<&str>,
        get: impl Fn(&Style) -> Option<T>,
    ) -> Option<T> {
        let mut name = name?.to_owned();
        for _ in 0..CHAIN {
            let style = self.styles.get(&(family.to_owned(), name))?;
            if let Some(value) = get(style) {
                return Some(value);
            }
            name = style.parent.clone()?;
        }
        None
    }

    /// Whether text of a style is not shown.
    pub fn hidden(&self, family: &str, name: Option<&str>) -> bool {
        self.first(family, name, |style| style.hidden)
            .unwrap_or(false)
    }

    /// Whether a line is drawn through text of a style.
    pub fn struck(&self, family: &str, name: Option<&str>) -> bool {
        self.first(family, name, |style| style.struck)
            .unwrap_or(false)
    }

    /// Whether text of a style stands above or below its line.
    pub fn raised(&self, family: &str, name: Option<&str>) -> bool {
        self.first(family, name, |style| style.raised)
            .unwrap_or(false)
    }

    /// Whether a cell of a style has a border.
    pub fn bordered(&self, name: Option<&str>) -> bool {
        self.first("table-cell", name, |style| style.bordered)
            .unwrap_or(false)
    }
}

fn style(xml: &Xml<'_>, at: usize) -> Style {
    let mut style = Style {
        parent: xml.attribute(at, "parent-style-name"),
        ..Style::default()
    };
    for properties in xml.children(at) {
        let text = |name: &str| xml.attribute(properties, name);
        match xml.nodes[properties].name {
            "text-properties" => {
                style.hidden = text("display")
                    .map(|display| display == "none")
                    .or(style.hidden);
                style.struck = text("text-line-through-style")
                    .or_else(|| text("text-line-through-type"))
                    .map(|line| line != "none")
                    .or(style.struck);
                style.raised = text("text-position")
                    .map(|p| is_raised(&p))
                    .or(style.raised);
            }
            "section-properties" => {
                style.hidden = text("display")
                    .map(|display| display == "none")
                    .or(style.hidden);
            }
            "table-cell-properties" => {
                let sides = [
                    "border",
                    "border-top",
                    "border-bottom",
                    "border-left",
                    "border-right",
                ];
                let mut said = sides.iter().filter_map(|side| text(side)).peekable();
                if said.peek().is_some() {
                    style.bordered = Some(said.any(|border| !border.starts_with("none")));
                }
            }
            // A row or a column that is not shown.
            "table-row-properties" | "table-column-properties" | "table-properties" => {
                style.hidden = text("display")
                    .map(|display| display == "false")
                    .or(style.hidden);
            }
            _ => {}
        }
    }
    style
}

/// `super 58%`, `33% 58%`, `0% 100%`.
fn is_raised(position: &str) -> bool {
    let first = position.split_ascii_whitespace().next().unwrap_or_default();
    !matches!(first, "0%" | "0" | "")
}
