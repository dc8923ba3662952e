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
    /// Whether this program made the page, of a report that it read.
    pub ours: bool,
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
    "firstpublishedtime",
    "releasedate",
    "article:published_time",
    "dc.date",
    "date",
];
const ADDRESS: &[&str] = &["url", "canonical", "og:url"];
const INDEX_NUMBER: &[&str] = &["indexnumber", "index_number", "indexno", "syh"];

/// Reads the head, and what stands in the body by mistake.
pub fn read(html: &scraper::Html) -> Found {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let (mut title, mut heading, mut saved_from) = (None, None, None);
    for node in html.tree.nodes() {
        let element = match node.value() {
            Node::Element(element) => element,
            Node::Comment(comment) => {
                saved_from = saved_from.or_else(|| saved_address(comment));
                continue;
            }
            _ => continue,
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
        source_url: value(ADDRESS).or(saved_from),
        index_number: value(INDEX_NUMBER),
        ..Meta::default()
    };
    Found {
        ours: pairs
            .iter()
            .any(|(key, value)| key == "generator" && value == "gouji"),
        meta,
        titles,
        site: value(SITE),
    }
}

/// The address that a browser leaves in a comment of a page that it saves.
fn saved_address(comment: &str) -> Option<String> {
    let at = ["saved from url=", "url:", "URL:"]
        .iter()
        .find_map(|mark| Some(comment.find(mark)? + mark.len()));
    let known = comment.contains("saved from url=") || comment.contains("Page saved with");
    let rest = comment.get(at.filter(|_| known)?..)?.trim_start();
    // Internet Explorer writes the number of the characters before the address.
    let rest = match rest.split_once(')') {
        Some((count, rest)) if count.starts_with('(') => rest,
        _ => rest,
    };
    let address = rest.split_ascii_whitespace().next()?;
    address.starts_with("http").then(|| address.to_owned())
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
