//! An XML part as a flat list in document order, its names without prefixes: strict and transitional documents, and
//! those of every producer, differ in their namespaces only. A document type is passed over, so no entity but the
//! five of XML is ever expanded.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::errors;
use crate::error::{Note, ReadError};

/// Elements open at a time. What nests deeper is read as if it stood at this depth.
pub(super) const MAX_DEPTH: usize = 200;

/// Nodes of one part.
const MAX_NODES: usize = 3_000_000;

/// An element or a piece of text.
pub(super) struct Node<'a> {
    /// Local name; empty for text.
    pub name: &'a str,
    /// For an element what stands between its angle brackets, for a text the text.
    content: Cow<'a, str>,
    name_length: usize,
    /// One behind the last node of its subtree.
    pub end: usize,
}

/// The part. Node 0 is its root element.
pub(super) struct Xml<'a> {
    pub nodes: Vec<Node<'a>>,
    /// Whether it ends before its root element does.
    pub cut: bool,
}

/// Text of an XML part, by its byte order mark or its declaration.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declared = head
        .split_once("encoding=")
        .map(|(_, rest)| rest.trim_start_matches(['"', '\'']))
        .and_then(|rest| rest.split(['"', '\'']).next())
        .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
        .map_or(encoding_rs::UTF_8, |encoding| match encoding.name() {
            "GBK" => encoding_rs::GB18030,
            // Declared in single bytes, so it cannot be so.
            "UTF-16LE" | "UTF-16BE" => encoding_rs::UTF_8,
            _ => encoding,
        });
    let wide = match bytes {
        [b'<', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    wide.unwrap_or(declared).decode(bytes).0
}

impl<'a> Xml<'a> {
    /// Reads a part. What is not well formed is read as far as it makes sense.
    ///
    /// # Errors
    /// `Memory` where it has more nodes than any report.
    pub fn parse(source: &'a str) -> Result<Self, ReadError> {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let mut xml = Self {
            nodes: Vec::new(),
            cut: false,
        };
        // Name of each open element with its node, or none where it is too deep to count.
        let mut open: Vec<(&'a str, Option<usize>)> = Vec::new();
        // Nodes before the last run of text.
        let (mut text_last, mut nodes_before) = (false, 0);
        loop {
            let before = reader.buffer_position() as usize;
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(_) => {
                    xml.cut = true;
                    break;
                }
            };
            let after = reader.buffer_position() as usize;
            let tag = |ending: &str| {
                let raw = source.get(before..after).unwrap_or_default();
                raw.strip_prefix('<')
                    .and_then(|raw| raw.strip_suffix(ending))
                    .unwrap_or_default()
            };
            let is_text = matches!(
                event,
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)
            );
            if is_text && !text_last {
                nodes_before = xml.nodes.len();
            }
            text_last = is_text || (text_last && matches!(event, Event::Eof));
            match event {
                Event::Start(_) => {
                    let (name, at) = xml.element(tag(">"), open.len());
                    open.push((name, at));
                }
                Event::Empty(_) => {
                    xml.element(tag("/>"), open.len());
                }
                Event::End(end) => {
                    let name = end.name();
                    let name = local(name.as_ref());
                    // An end without a beginning ends nothing.
                    if let Some(depth) = open.iter().rposition(|(open, _)| *open == name) {
                        let end = xml.nodes.len();
                        for (_, at) in open.drain(depth..) {
                            close(&mut xml.nodes, at, end);
                        }
                        if open.is_empty() {
                            break;
                        }
                    }
                }
                Event::Text(text) if !open.is_empty() => xml.text(text.into_inner()),
                Event::CData(text) if !open.is_empty() => xml.text(text.into_inner()),
                Event::GeneralRef(reference) if !open.is_empty() => {
                    let character = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        _ => predefined(&reference),
                    };
                    xml.text(Cow::Owned(character.unwrap_or('\u{fffd}').to_string()));
                }
                Event::Eof => {
                    xml.cut = !open.is_empty();
                    // Half a number is a wrong number: text that nothing follows is not known to be whole.
                    if xml.cut && text_last {
                        xml.nodes.truncate(nodes_before);
                    }
                    break;
                }
                _ => {}
            }
            if xml.nodes.len() > MAX_NODES {
                return Err(errors::too_large());
            }
        }
        let end = xml.nodes.len();
        for (_, at) in open {
            close(&mut xml.nodes, at, end);
        }
        Ok(xml)
    }

    fn element(&mut self, content: &'a str, depth: usize) -> (&'a str, Option<usize>) {
        let name_length = content
            .find(|c: char| c.is_ascii_whitespace() || c == '/')
            .unwrap_or(content.len());
        let name = local(&content[..name_length]);
        if depth >= MAX_DEPTH {
            return (name, None);
        }
        let at = self.nodes.len();
        self.nodes.push(Node {
            name,
            content: Cow::Borrowed(content),
            name_length,
            end: at + 1,
        });
        (name, Some(at))
    }

    fn text(&mut self, text: Cow<'a, str>) {
        let end = self.nodes.len() + 1;
        self.nodes.push(Node {
            name: "",
            content: text,
            name_length: 0,
            end,
        });
    }

    /// The element's attribute, by its local name.
    pub fn attribute(&self, at: usize, name: &str) -> Option<String> {
        let node = self.nodes.get(at).filter(|node| !node.name.is_empty())?;
        let start = BytesStart::from_content(&*node.content, node.name_length);
        let mut found = start.html_attributes();
        found.with_checks(false);
        found
            .flatten()
            .find(|attribute| local(attribute.key.as_ref()) == name)
            .map(|attribute| unescape(&attribute.value))
    }

    /// An attribute that is a number.
    pub fn number(&self, at: usize, name: &str) -> Option<i64> {
        let value = self.attribute(at, name)?;
        let value = value.trim();
        value
            .parse()
            .ok()
            .or_else(|| value.parse::<f64>().ok().map(|number| number as i64))
    }

    /// Indices of the children of a node.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes.get(at).map_or(0, |node| node.end);
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.nodes[child].end;
                child
            })
        })
    }

    /// The first child of this name.
    pub fn child(&self, at: usize, name: &str) -> Option<usize> {
        self.children(at).find(|&c| self.nodes[c].name == name)
    }

    /// The child at the end of a path of names.
    pub fn path(&self, at: usize, names: &[&str]) -> Option<usize> {
        names.iter().try_fold(at, |at, name| self.child(at, name))
    }

    /// The elements of a subtree, its own root included.
    pub fn within(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes.get(at).map_or(at, |node| node.end);
        (at..end).filter(|&at| !self.nodes[at].name.is_empty())
    }

    /// The first element of this name in a subtree.
    pub fn descendant(&self, at: usize, name: &str) -> Option<usize> {
        self.within(at).find(|&at| self.nodes[at].name == name)
    }

    /// The text of a text node.
    pub fn own_text(&self, at: usize) -> Option<&str> {
        let node = self.nodes.get(at)?;
        node.name.is_empty().then_some(&*node.content)
    }

    /// All text of a subtree.
    pub fn text_of(&self, at: usize) -> String {
        let end = self.nodes.get(at).map_or(at, |node| node.end);
        (at..end).filter_map(|at| self.own_text(at)).collect()
    }
}

/// Reads a part of a package, with a note where it is cut off.
pub(super) fn note_cut(xml: &Xml<'_>, name: &str, notes: &mut Vec<Note>) {
    if xml.cut {
        notes.push(Note::new(
            "part-cut",
            format!("{name} is cut off or not well formed; what stands before was read"),
        ));
    }
}

fn close(nodes: &mut [Node<'_>], at: Option<usize>, end: usize) {
    if let Some(node) = at.and_then(|at| nodes.get_mut(at)) {
        node.end = end;
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

fn unescape(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        Xml::parse(source).unwrap().text_of(0)
    }

    #[test]
    fn names_lose_their_prefix_and_attributes_are_found() {
        let xml = Xml::parse("<w:a x:b='1 &amp; 2' c=\"3\"><w:d/>t</w:a>").unwrap();
        assert_eq!(xml.nodes[0].name, "a");
        assert_eq!(xml.attribute(0, "b").as_deref(), Some("1 & 2"));
        assert_eq!(xml.number(0, "c"), Some(3));
        assert_eq!(xml.children(0).count(), 2);
    }

    #[test]
    fn entities_of_a_document_type_are_not_expanded() {
        let bomb =
            "<!DOCTYPE a [<!ENTITY b 'long'><!ENTITY c '&b;&b;&b;'>]><a>x&c;y&lt;&#x4e00;</a>";
        assert_eq!(text(bomb), "x\u{fffd}y<一");
    }

    #[test]
    fn what_is_not_well_formed_is_read_as_far_as_it_goes() {
        assert_eq!(text("<a><b>1</a><c>2"), "1");
        assert_eq!(text("<a><b>1</x>2</b>3"), "123");
        let cut = Xml::parse("<a><b>1</b><b>23").unwrap();
        assert_eq!((cut.text_of(0).as_str(), cut.cut), ("1", true));
        assert!(Xml::parse("").unwrap().nodes.is_empty());
    }

    #[test]
    fn depth_is_bounded_and_text_stays() {
        let deep = "<a>".repeat(50_000) + "x" + &"</a>".repeat(50_000);
        let xml = Xml::parse(&deep).unwrap();
        assert_eq!(xml.text_of(0), "x");
        assert_eq!(xml.nodes.len(), MAX_DEPTH + 1);
    }

    #[test]
    fn encodings() {
        let wide: Vec<u8> = "\u{feff}<?xml version='1.0' encoding='UTF-16'?><a>一</a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(decode(&wide).contains("<a>一</a>"));
        let gbk = encoding_rs::GB18030.encode("<?xml version='1.0' encoding='gb2312'?><a>一</a>");
        assert!(decode(&gbk.0).contains("<a>一</a>"));
    }
}
