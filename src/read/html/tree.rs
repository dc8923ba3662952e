//! The page as a flat list in document order, with what cannot be seen left out. A list is walked by index, so no
//! step here or later needs the stack, however deep a page nests.

use scraper::ElementRef;
use scraper::node::Element;

use super::inline::is_space;
use super::style::Sheets;

/// What an element is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Block,
    /// `h1` to `h6`.
    Heading,
    Inline,
    /// `<a href>`.
    Link,
    Break,
    Table,
    Head,
    Group,
    Foot,
    Row,
    Cell,
    Caption,
    Image,
    Pre,
    /// Text above or below its line.
    Raised,
    /// A document shown inside the page.
    Embedded,
}

impl Tag {
    /// Whether text before and behind its edges stands in different blocks.
    pub fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Inline | Self::Link | Self::Break | Self::Image | Self::Raised | Self::Embedded
        )
    }
}

/// One piece of the page.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    Text(&'a str),
    Element(Tag, &'a Element),
}

/// A node with the range of its subtree: from its own index to `end`.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    pub content: Content<'a>,
    pub end: usize,
    pub parent: usize,
    /// Inside `<a href>`.
    pub linked: bool,
    /// Its children stand side by side.
    row: bool,
}

impl<'a> Node<'a> {
    pub fn tag(&self) -> Option<Tag> {
        match self.content {
            Content::Element(tag, _) => Some(tag),
            Content::Text(_) => None,
        }
    }

    pub fn element(&self) -> Option<&'a Element> {
        match self.content {
            Content::Element(_, element) => Some(element),
            Content::Text(_) => None,
        }
    }

    pub fn is(&self, tag: Tag) -> bool {
        self.tag() == Some(tag)
    }
}

/// Whether what the page hides is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    LeftOut,
    Kept,
}

/// The visible page. Node 0 is the whole of it.
pub struct Tree<'a> {
    pub nodes: Vec<Node<'a>>,
    /// Characters left out as hidden.
    pub hidden_text: usize,
    /// Whether a table is among what is hidden.
    pub hidden_table: bool,
    /// Characters left out because a line is drawn through them.
    pub struck_text: usize,
    /// The address of the last link, and how many links in a row had it.
    last_link: (&'a str, usize),
}

/// Links in a row to one address beyond which they are one link that was never closed: the parser opens it again
/// in every block, and what stands in it is text as any other.
const SAME_ADDRESS: usize = 4;

/// Siblings on each side, and nodes in or around them, in which text beside an element is looked for.
const BESIDE: usize = 8;
const DEPTH: usize = 32;

impl<'a> Tree<'a> {
    pub fn of(html: &'a scraper::Html, sheets: &Sheets, hidden: Hidden) -> Self {
        let mut tree = Self {
            nodes: Vec::new(),
            hidden_text: 0,
            hidden_table: false,
            struck_text: 0,
            last_link: ("", 0),
        };
        let root = html.root_element();
        let mut open: Vec<usize> = Vec::new();
        let mut node = *root;
        loop {
            let parent = open.last().copied().unwrap_or(0);
            let inside = match node.value() {
                scraper::Node::Text(text) => {
                    tree.push_text(text, parent);
                    None
                }
                scraper::Node::Element(element) if tree.is_outside_cells(element, parent) => None,
                scraper::Node::Element(element) => match ElementRef::wrap(node)
                    .map_or(Fate::Dropped, |at| fate(at, element, sheets, hidden))
                {
                    Fate::Kept(tag, row) => {
                        open.push(tree.nodes.len());
                        tree.push_element(tag, element, parent);
                        tree.mark_row(row);
                        if let Some(entered) = entered(element) {
                            tree.push_text(entered, open.last().copied().unwrap_or(0));
                        }
                        match node.first_child() {
                            None => {
                                open.pop();
                                None
                            }
                            child => child,
                        }
                    }
                    Fate::Hidden => {
                        tree.hidden_text += length(ElementRef::wrap(node));
                        tree.hidden_table |= node
                            .descendants()
                            .any(|n| n.value().as_element().is_some_and(|e| e.name() == "td"));
                        None
                    }
                    Fate::Struck => {
                        tree.struck_text += length(ElementRef::wrap(node));
                        None
                    }
                    Fate::Dropped => None,
                },
                _ => None,
            };
            if let Some(child) = inside {
                node = child;
                continue;
            }
            // Up to the next element that has a sibling behind it, closing what is left on the way.
            loop {
                if open.is_empty() {
                    return tree;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                tree.close(open.pop());
                let Some(up) = node.parent() else { return tree };
                node = up;
            }
        }
    }

    /// Visible characters of the whole page.
    pub fn text_length(&self) -> usize {
        self.texts(0).map(visible_length).sum()
    }

    /// The texts in a subtree.
    pub fn texts(&self, at: usize) -> impl Iterator<Item = &'a str> + '_ {
        let end = self.nodes.get(at).map_or(at, |node| node.end);
        self.nodes[at..end]
            .iter()
            .filter_map(|node| match node.content {
                Content::Text(text) => Some(text),
                Content::Element(..) => None,
            })
    }

    /// Indices of the children of a node.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let (mut next, end) = (at + 1, self.nodes[at].end);
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.nodes[child].end;
                child
            })
        })
    }

    /// Fields of forms are read in tables only: elsewhere they search the site.
    fn is_outside_cells(&self, element: &Element, parent: usize) -> bool {
        if !matches!(element.name(), "input" | "select" | "textarea") {
            return false;
        }
        let mut at = parent;
        while at > 0 && !self.nodes[at].is(Tag::Cell) {
            at = self.nodes[at].parent;
        }
        at == 0
    }

    fn push_text(&mut self, text: &'a str, parent: usize) {
        let linked = self.nodes.get(parent).is_some_and(|p| p.linked);
        let end = self.nodes.len() + 1;
        self.nodes.push(Node {
            content: Content::Text(text),
            end,
            parent,
            linked,
            row: false,
        });
    }

    fn push_element(&mut self, tag: Tag, element: &'a Element, parent: usize) {
        let tag = if tag == Tag::Link && self.is_unclosed(element) {
            Tag::Inline
        } else {
            tag
        };
        let linked = tag == Tag::Link || self.nodes.get(parent).is_some_and(|p| p.linked);
        let end = self.nodes.len() + 1;
        self.nodes.push(Node {
            content: Content::Element(tag, element),
            end,
            parent,
            linked,
            row: false,
        });
    }

    fn mark_row(&mut self, row: bool) {
        if let Some(last) = self.nodes.last_mut() {
            last.row = row;
        }
    }

    /// Whether the children of an element stand side by side by its style.
    pub fn side_by_side(&self, at: usize) -> bool {
        self.nodes.get(at).is_some_and(|node| node.row)
    }

    fn is_unclosed(&mut self, link: &'a Element) -> bool {
        let address = attribute(link, "href").unwrap_or_default();
        let run = if address == self.last_link.0 {
            self.last_link.1 + 1
        } else {
            1
        };
        self.last_link = (address, run);
        run > SAME_ADDRESS && !address.starts_with('#') && !address.starts_with("javascript:")
    }

    fn close(&mut self, at: Option<usize>) {
        let end = self.nodes.len();
        if let Some(node) = at.and_then(|at| self.nodes.get_mut(at)) {
            node.end = end;
        }
    }
}

/// Visible characters in a subtree of the page as parsed.
fn length(element: Option<ElementRef<'_>>) -> usize {
    let inside = element.into_iter().flat_map(|e| e.text());
    inside.map(visible_length).sum()
}

/// What is entered in a field of a form that stands in a table: some systems print their reports so.
fn entered(element: &Element) -> Option<&str> {
    if element.name() != "input" {
        return None;
    }
    let kind = attribute(element, "type").unwrap_or_default();
    let shown = matches!(kind.to_ascii_lowercase().as_str(), "" | "text" | "number");
    attribute(element, "value").filter(|_| shown)
}

/// Characters that print something.
pub fn visible_length(text: &str) -> usize {
    text.chars().filter(|&c| !is_space(c)).count()
}

/// The value of an attribute, by its name in lower case.
pub fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element
        .attrs()
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

enum Fate {
    /// With whether its children stand side by side.
    Kept(Tag, bool),
    /// Hidden by its own style or attribute, or until a script runs.
    Hidden,
    /// A line is drawn through it: it was printed and is no longer meant.
    Struck,
    /// Never shows text of the document.
    Dropped,
}

fn fate(at: ElementRef<'_>, element: &Element, sheets: &Sheets, hidden: Hidden) -> Fate {
    let Some(tag) = tag_of(element) else {
        return Fate::Dropped;
    };
    let style = sheets.style(element);
    let name = element.name();
    let conceals = style.hidden
        || name == "noscript"
        || attribute(element, "hidden").is_some()
        || (!tag.is_block() && (style.hidden_by_sheet || sheets.hides(at)) && is_beside_text(at));
    if hidden == Hidden::LeftOut && conceals {
        return Fate::Hidden;
    }
    if style.struck || matches!(name, "del" | "s" | "strike") {
        return Fate::Struck;
    }
    let role = attribute(element, "role").and_then(role);
    let tag = match tag {
        Tag::Inline if style.raised => Tag::Raised,
        Tag::Block | Tag::Inline => style.shown_as.or(role).unwrap_or(tag),
        tag => tag,
    };
    Fate::Kept(tag, style.row)
}

/// Whether other text stands right beside an element in a cell. What a sheet hides there is no part of a page that a
/// script shows later, and would run together with the figure beside it.
fn is_beside_text(at: ElementRef<'_>) -> bool {
    let is_cell = |element: ElementRef<'_>| tag_of(element.value()) == Some(Tag::Cell);
    let around = at.ancestors().take(DEPTH);
    if !around.filter_map(ElementRef::wrap).any(is_cell) {
        return false;
    }
    let beside = at
        .prev_siblings()
        .take(BESIDE)
        .chain(at.next_siblings().take(BESIDE));
    let mut nodes = beside.flat_map(|sibling| sibling.descendants().take(DEPTH));
    nodes.any(|node| {
        node.value()
            .as_text()
            .is_some_and(|text| visible_length(text) > 0)
    })
}

/// The part of a table that an element says it plays.
fn role(role: &str) -> Option<Tag> {
    Some(match role.trim() {
        "table" | "grid" => Tag::Table,
        "row" => Tag::Row,
        "cell" | "gridcell" | "columnheader" | "rowheader" => Tag::Cell,
        "rowgroup" => Tag::Group,
        _ => return None,
    })
}

fn tag_of(element: &Element) -> Option<Tag> {
    Some(match element.name() {
        "script" | "style" | "template" | "noframes" | "head" | "title" | "datalist" | "button"
        | "svg" | "math" | "canvas" | "audio" | "video" | "map" | "xml" => {
            return None;
        }
        // Of a choice only what is chosen is shown.
        "option" if attribute(element, "selected").is_none() => return None,
        "sup" | "sub" => Tag::Raised,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
        "a" if attribute(element, "href").is_some() => Tag::Link,
        "br" => Tag::Break,
        "table" => Tag::Table,
        "thead" => Tag::Head,
        "tbody" => Tag::Group,
        "tfoot" => Tag::Foot,
        "tr" => Tag::Row,
        "td" | "th" => Tag::Cell,
        "caption" => Tag::Caption,
        "img" => Tag::Image,
        "pre" | "listing" | "xmp" | "plaintext" => Tag::Pre,
        "iframe" | "embed" | "object" | "frame" => Tag::Embedded,
        "html" | "body" | "div" | "p" | "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "section"
        | "article" | "main" | "header" | "footer" | "nav" | "aside" | "form" | "fieldset"
        | "legend" | "center" | "blockquote" | "address" | "figure" | "figcaption" | "hr"
        | "frameset" | "details" | "summary" | "dir" | "menu" | "hgroup" | "search" | "dialog"
        | "colgroup" => Tag::Block,
        _ => Tag::Inline,
    })
}
