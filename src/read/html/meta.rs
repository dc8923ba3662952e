//! What a page says of itself in its head.

use scraper::{ElementRef, Node};

use super::inline::Inline;
use super::tree::attribute;
use crate::read::Meta;

/// The page's statements, and the titles by which the title line of the text is known.
pub struct Found {
    pub meta: Meta,
    /// Titles as the page gives them, best first.
    pub titles: Vec<String>,
    /// The site, which stands in for the publisher where neither head nor text names one.
    pub site: Option<String>,
}

/// Names of `<meta>` elements, best first, in lower case.
const TITLE: &[&str] = &["articletitle", "og:title", "title", "dc.title"];
const PUBLISHER: &[&str] = &["contentsource", "source", "article:author"];
const SITE: &[&str] = &["sitename", "og:site_name"];
const PUBLISHED: &[&str] = &[
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "article:published_time",
    "dc.date",
    "date",
];
const ADDRESS: &[&str] = &["url", "canonical", "og:url"];

/// Reads the head, and what stands in the body by mistake.
pub fn read(html: &scraper::Html) -> Found {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let (mut title, mut heading) = (None, None);
    for node in html.tree.nodes() {
        let Node::Element(element) = node.value() else {
            continue;
        };
        match element.name() {
            "meta" => {
                let name = ["name", "property", "itemprop"]
                    .iter()
                    .find_map(|n| attribute(element, n));
                if let (Some(name), Some(content)) = (name, attribute(element, "content")) {
                    pairs.push((name.trim().to_ascii_lowercase(), tidy(content)));
                }
            }
            "link"
                if attribute(element, "rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                let address = attribute(element, "href").unwrap_or_default();
                pairs.push(("canonical".to_owned(), tidy(address)));
            }
            "title" if title.is_none() => title = ElementRef::wrap(node).and_then(text_of),
            "h1" if heading.is_none() => heading = ElementRef::wrap(node).and_then(text_of),
            _ => {}
        }
    }
    let first = |names: &[&str]| {
        names.iter().find_map(|name| {
            pairs
                .iter()
                .find(|(key, value)| key == name && !value.is_empty())
        })
    };
    let value = |names: &[&str]| first(names).map(|(_, value)| value.clone());
    let titles: Vec<String> = [value(TITLE), title, heading]
        .into_iter()
        .flatten()
        .collect();
    let meta = Meta {
        title: titles.first().cloned(),
        publisher: value(PUBLISHER),
        published: value(PUBLISHED),
        source_url: value(ADDRESS),
    };
    Found {
        meta,
        titles,
        site: value(SITE),
    }
}

fn tidy(text: &str) -> String {
    let mut inline = Inline::new(false);
    inline.push(text);
    inline.take()
}

fn text_of(element: ElementRef<'_>) -> Option<String> {
    let mut inline = Inline::new(false);
    element.text().for_each(|text| inline.push(text));
    Some(inline.take()).filter(|text| !text.is_empty())
}
