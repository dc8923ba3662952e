//! What the styles say that changes the text: numbering and hidden characters.

use std::collections::HashMap;

use crate::read::xml::Xml;

/// Styles that a chain of `basedOn` may have.
const CHAIN: usize = 16;

/// What one style says.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    number: Option<i64>,
    level: Option<i64>,
    hidden: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
}

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

impl Styles {
    /// Reads the part.
    pub fn of(xml: &Xml<'_>) -> Self {
        Self::below(xml, 0)
    }

    /// Reads the styles that stand in an element.
    pub fn below(xml: &Xml<'_>, root: usize) -> Self {
        let mut styles = Self::default();
        for at in xml
            .children(root)
            .filter(|&at| xml.nodes[at].name == "style")
        {
            let Some(id) = xml.attribute(at, "styleId") else {
                continue;
            };
            let value = |path: &[&str]| xml.path(at, path).and_then(|at| xml.attribute(at, "val"));
            let number = |path: &[&str]| xml.path(at, path).and_then(|at| xml.number(at, "val"));
            let paragraph = xml.attribute(at, "type").as_deref() == Some("paragraph");
            if paragraph && is_on(xml.attribute(at, "default").as_deref().or(Some("0"))) {
                styles.default = Some(id.clone());
            }
            let on = |name: &str| {
                let at = xml.path(at, &["rPr", name])?;
                Some(is_on(xml.attribute(at, "val").as_deref()))
            };
            styles.styles.insert(
                id,
                Style {
                    based_on: value(&["basedOn"]),
                    number: number(&["pPr", "numPr", "numId"]),
                    level: number(&["pPr", "numPr", "ilvl"]),
                    hidden: on("vanish"),
                    struck: on("strike").or_else(|| on("dstrike")),
                    raised: value(&["rPr", "vertAlign"]).map(|place| place != "baseline"),
                },
            );
        }
        styles
    }

    /// The style of a paragraph that names this one or none.
    pub fn paragraph<'s>(&'s self, named: Option<&'s str>) -> Option<&'s str> {
        named.or(self.default.as_deref())
    }

    /// Number and level of list items that the style makes.
    pub fn numbering(&self, id: Option<&str>) -> (Option<i64>, Option<i64>) {
        let number = self.first(id, |style| style.number);
        (number, self.first(id, |style| style.level))
    }

    /// Whether text of this style is hidden.
    pub fn hidden(&self, id: Option<&str>) -> bool {
        self.first(id, |style| style.hidden).unwrap_or(false)
    }

    /// Whether a line is drawn through text of this style.
    pub fn struck(&self, id: Option<&str>) -> bool {
        self.first(id, |style| style.struck).unwrap_or(false)
    }

    /// Whether text of this style stands above or below its line.
    pub fn raised(&self, id: Option<&str>) -> bool {
        self.first(id, |style| style.raised).unwrap_or(false)
    }

    fn first<T>(&self, id: Option<&str>, get: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut at = id;
        for _ in 0..CHAIN {
            let style = self.styles.get(at?)?;
            if let Some(value) = get(style) {
                return Some(value);
            }
            at = style.based_on.as_deref();
        }
        None
    }
}

/// A switch as OOXML writes it: there without a value is on.
pub fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}
