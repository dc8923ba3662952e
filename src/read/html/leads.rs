//! Documents that a page leads to: attachments that it links, documents that it shows within itself.

use scraper::node::Element;

use super::inline::Inline;
use super::tree::{Content, Tag, Tree, attribute};
use crate::read::Lead;

/// Endings of documents that may hold a report.
const DOCUMENTS: &[&str] = &[
    "pdf", "doc", "docx", "wps", "wpt", "rtf", "xls", "xlsx", "et", "ofd", "ceb", "odt", "ods",
    "zip", "rar", "7z",
];

/// Documents that are kept.
const MOST: usize = 20;

/// Characters of a name or an address that are kept.
const LONGEST: usize = 200;

/// The documents that a page leads to, each once: those shown in it first, then the attachments.
pub fn find(tree: &Tree<'_>) -> Vec<Lead> {
    let mut leads: Vec<Lead> = Vec::new();
    for wanted in [Tag::Embedded, Tag::Link] {
        for at in 0..tree.nodes.len() {
            let Content::Element(tag, element) = tree.nodes[at].content else {
                continue;
            };
            let lead = match tag {
                _ if tag != wanted => None,
                Tag::Embedded => embedded(element),
                _ => attachment(tree, at, element),
            };
            if let Some(lead) = lead
                && leads.len() < MOST
                && leads.iter().all(|own| own.address != lead.address)
            {
                leads.push(lead);
            }
        }
    }
    leads
}

fn embedded(element: &Element) -> Option<Lead> {
    let address = ["src", "data"]
        .iter()
        .find_map(|name| attribute(element, name))
        .map(str::trim)?;
    let nowhere = ["about:", "javascript:", "data:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    (!address.is_empty() && !nowhere).then(|| Lead {
        name: String::new(),
        address: shortened(address),
    })
}

fn attachment(tree: &Tree<'_>, at: usize, element: &Element) -> Option<Lead> {
    let address = attribute(element, "href").map(str::trim)?;
    let mut inline = Inline::new(false);
    tree.texts(at).for_each(|text| inline.push(text));
    let mut name = inline.take();
    let said = ["download", "title", "textvalue"]
        .iter()
        .filter_map(|name| attribute(element, name))
        .find(|said| is_document(said));
    if name.is_empty() {
        name = said.unwrap_or_default().to_owned();
    }
    let names_one = is_document(address) || is_document(&name) || said.is_some();
    (names_one && !address.starts_with('#')).then(|| Lead {
        name: shortened(&name),
        address: shortened(address),
    })
}

/// Whether a name or an address ends like a document, its query included.
fn is_document(name: &str) -> bool {
    name.split(['?', '#', '&', ';', '=']).any(|part| {
        let ending = part
            .trim()
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| DOCUMENTS.contains(&ending.as_str()))
    })
}

/// A text cut where it goes on without end.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::style::Sheets;
    use crate::read::html::tree::Hidden;

    fn leads(body: &str) -> Vec<(String, String)> {
        let html = scraper::Html::parse_document(body);
        let tree = Tree::of(&html, &Sheets::default(), Hidden::LeftOut);
        find(&tree)
            .into_iter()
            .map(|lead| (lead.name, lead.address))
            .collect()
    }

    #[test]
    fn documents_by_their_address_name_or_download() {
        let page = "<a href='/a.pdf'>年报</a><a href='x.html'>首页</a><a href='/down?id=7'>年报.docx</a>\
            <a href='/d.jsp?file=b.OFD&k=1'><b>全文</b></a><a href='/a.pdf'>再次</a><a href='/z' download='c.wps'></a>\
            <iframe src='inner.html'></iframe><iframe src='about:blank'></iframe>";
        let expected = [
            ("", "inner.html"),
            ("年报", "/a.pdf"),
            ("年报.docx", "/down?id=7"),
            ("全文", "/d.jsp?file=b.OFD&k=1"),
            ("c.wps", "/z"),
        ];
        let expected = expected.map(|(name, address)| (name.to_owned(), address.to_owned()));
        assert_eq!(leads(page), expected);
    }
}
