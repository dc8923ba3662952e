//! Pages that come wrapped: as a text in a JSON answer of a server, as a text in a script of the page, or written as
//! XML.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::read::encoding;

/// JSON texts in JSON texts that are looked into.
const DEPTH: usize = 3;

/// Elements that have no content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link",
    "meta", "param", "source", "track", "wbr",
];

/// The page in a JSON answer, where the bytes are one.
pub fn in_json(bytes: &[u8]) -> Option<String> {
    let from = bytes
        .iter()
        .position(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf))?;
    let first = bytes[from];
    let plausible =
        matches!(first, b'{' | b'[' | b'"') || first.is_ascii_alphabetic() || first == b'_';
    if !plausible || !bytes.contains(&b'"') {
        return None;
    }
    let text = encoding::decode_text(bytes).text;
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let answer = serde_json::from_str(text).ok().or_else(|| {
        // A call of a function with the answer (JSONP).
        let (_, rest) = text.split_once('(')?;
        let (inner, _) = rest.rsplit_once(')')?;
        serde_json::from_str(inner).ok()
    })?;
    page_of(&answer)
}

/// The page in the scripts of another page that shows none itself.
pub fn in_scripts(html: &scraper::Html) -> Option<String> {
    static TEXTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`"#).ok()
    });
    let mut best = String::new();
    for node in html.tree.nodes() {
        let Some(element) = node.value().as_element() else {
            continue;
        };
        if element.name() != "script" {
            continue;
        }
        let texts = node.children().filter_map(|child| child.value().as_text());
        let script: String = texts.map(|text| &**text).collect();
        let kind = super::tree::attribute(element, "type").unwrap_or_default();
        let mut take = |page: String| {
            if holds_table(&page) && page.len() > best.len() {
                best = page;
            }
        };
        if kind.contains("html") || kind.contains("template") || kind.contains("xml") {
            take(script.replace("<![CDATA[", "").replace("]]>", ""));
        } else if kind.contains("json") {
            let answer = serde_json::from_str(script.trim()).ok();
            answer
                .as_ref()
                .and_then(page_of)
                .into_iter()
                .for_each(&mut take);
        } else if let Some(pattern) = TEXTS.as_ref().filter(|_| script.contains("td")) {
            pattern
                .find_iter(&script)
                .filter_map(|text| unquoted(text.as_str()))
                .for_each(&mut take);
        }
    }
    (!best.is_empty()).then_some(best)
}

/// The text of a literal of a script.
fn unquoted(literal: &str) -> Option<String> {
    let inner = literal.get(1..literal.len().checked_sub(1)?)?;
    if !inner.contains("td") {
        return None;
    }
    // As JSON knows it: other quotes and line breaks escaped.
    let inner = inner
        .replace("\\'", "'")
        .replace("\\`", "`")
        .replace("\\/", "/");
    let mut json = String::with_capacity(inner.len() + 2);
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            '"' if !escaped => json.push_str("\\\""),
            '\n' => json.push_str("\\n"),
            '\r' => {}
            '\t' => json.push_str("\\t"),
            c => json.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    serde_json::from_str(&format!("\"{json}\"")).ok()
}

fn holds_table(page: &str) -> bool {
    page.contains("<td") || page.contains("<TD")
}

/// The page among the texts of an answer: the longest that is marked up, with what its object says of it.
fn page_of(answer: &Value) -> Option<String> {
    let mut best: Option<(String, &Value)> = None;
    let mut waiting = vec![answer];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(list) => waiting.extend(list),
            Value::Object(object) => {
                for inner in object.values() {
                    if let Value::String(text) = inner {
                        let page = markup(text, DEPTH);
                        let longer = |page: &String| {
                            best.as_ref().is_none_or(|(own, _)| page.len() > own.len())
                        };
                        if let Some(page) = page.filter(longer) {
                            best = Some((page, value));
                        }
                    } else {
                        waiting.push(inner);
                    }
                }
            }
            _ => {}
        }
    }
    let (page, object) = best?;
    Some(head(object) + &page)
}

/// A text that is marked up, or that wraps one.
fn markup(text: &str, depth: usize) -> Option<String> {
    static TAG: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)</(?:table|td|p|div|span)\s*>|<br\s*/?>").ok());
    let marked = |text: &str| TAG.as_ref().is_some_and(|tag| tag.is_match(text));
    if text.trim_start().starts_with(['{', '[']) && depth > 0 {
        return serde_json::from_str(text).ok().as_ref().and_then(page_of);
    }
    if marked(text) {
        return Some(text.to_owned());
    }
    if text.contains("&lt;/") {
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        return marked(&text).then_some(text);
    }
    None
}

/// A head with what the object around a text says of it.
fn head(object: &Value) -> String {
    const SAID: &[(&str, &[&str])] = &[
        (
            "ArticleTitle",
            &[
                "articletitle",
                "title",
                "subject",
                "infotitle",
                "doctitle",
                "name",
            ],
        ),
        (
            "PubDate",
            &[
                "pubdate",
                "publishdate",
                "publishtime",
                "publish_time",
                "publishedtime",
                "docreltime",
                "time",
                "date",
            ],
        ),
        (
            "ContentSource",
            &[
                "contentsource",
                "publisher",
                "deptname",
                "department",
                "organ",
                "source",
                "sourcename",
            ],
        ),
        ("Url", &["url", "docpuburl", "link", "href"]),
        (
            "IndexNumber",
            &["indexnumber", "index_number", "idxid", "syh", "indexno"],
        ),
    ];
    let mut head = String::from("<html><head>");
    for (name, keys) in SAID {
        let said = keys.iter().find_map(|key| {
            let own = object
                .as_object()?
                .iter()
                .find(|(own, _)| own.eq_ignore_ascii_case(key))?;
            own.1
                .as_str()
                .filter(|text| !text.is_empty() && text.len() < 500)
        });
        if let Some(said) = said {
            let said = said
                .replace('&', "&amp;")
                .replace('"', "&quot;")
                .replace('<', "&lt;");
            head.push_str(&format!("<meta name=\"{name}\" content=\"{said}\">"));
        }
    }
    head + "</head>"
}

/// A page written as XML, as a page: empty elements are ended, and character data is text.
pub fn from_xml(source: &str) -> Cow<'_, str> {
    static EMPTY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"<([A-Za-z][A-Za-z0-9:_-]*)((?:\s(?:[^<>"'/]|"[^"]*"|'[^']*'|/[^>])*)?)/>"#)
            .ok()
    });
    static DATA: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?s)<!\[CDATA\[(.*?)\]\]>").ok());
    let start = source.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let (Some(empty), Some(data)) = (EMPTY.as_ref(), DATA.as_ref()) else {
        return Cow::Borrowed(source);
    };
    if !start.starts_with("<?xml") {
        return Cow::Borrowed(source);
    }
    let ended = empty.replace_all(source, |found: &regex::Captures<'_>| {
        if VOID.contains(&found[1].to_ascii_lowercase().as_str()) {
            found[0].to_owned()
        } else {
            format!("<{0}{1}></{0}>", &found[1], &found[2])
        }
    });
    let text = data.replace_all(&ended, |found: &regex::Captures<'_>| {
        found[1].replace('&', "&amp;").replace('<', "&lt;")
    });
    Cow::Owned(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = "<p>概况</p><table><tr><td>规章</td><td>\"0\"</td></tr></table>";

    #[test]
    fn answers_of_servers() {
        let escaped = PAGE.replace('"', "\\\"").replace('/', "\\/");
        let twice = escaped.replace('\\', "\\\\").replace('"', "\\\"");
        for answer in [
            format!(
                "{{\"code\":0,\"data\":{{\"title\":\"年报\",\"x\":\"<br>\",\"content\":\"{escaped}\"}}}}"
            ),
            format!(
                "callback({{\"title\":\"年报\",\"list\":[1,{{\"title\":\"年报\",\"body\":\"{escaped}\"}}]}});"
            ),
            format!("{{\"data\":\"{{\\\"title\\\":\\\"年报\\\",\\\"c\\\":\\\"{twice}\\\"}}\"}}"),
        ] {
            let page = in_json(answer.as_bytes()).unwrap_or_else(|| panic!("{answer}"));
            assert!(
                page.contains("content=\"年报\"") && page.ends_with(PAGE),
                "{page}"
            );
        }
        let entities = PAGE
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        let page = in_json(format!("[{{\"c\":\"{entities}\"}}]").as_bytes()).unwrap();
        assert!(page.ends_with(PAGE));
    }

    #[test]
    fn other_texts_are_no_answers() {
        for text in [
            "{\"a\": 1}",
            "{\"a\": \"b\"}",
            "规章 0",
            "A \"quoted\" text (with more)",
            PAGE,
            "[",
            "",
        ] {
            assert_eq!(in_json(text.as_bytes()), None, "{text}");
        }
        let deep = "[".repeat(100_000) + "\"</p>\"";
        assert_eq!(in_json(deep.as_bytes()), None);
    }

    #[test]
    fn texts_of_scripts() {
        let escaped = PAGE.replace('"', "\\\"").replace("</", "<\\/");
        for script in [
            format!("<script>var a = \"x\"; var c = \"{escaped}\";</script>"),
            format!("<script>show('{}')</script>", PAGE.replace("</", "<\\/")),
            format!("<script type='text/template'>{PAGE}</script>"),
            format!("<script type='text/xml'><record><![CDATA[{PAGE}]]></record></script>"),
        ] {
            let html = scraper::Html::parse_document(&script);
            let page = in_scripts(&html).unwrap_or_else(|| panic!("{script}"));
            assert!(page.contains(PAGE), "{page}");
        }
    }

    #[test]
    fn pages_as_xml() {
        let page = "<?xml version='1.0'?><html><script src='a>b'/><td/><br/><p class=\"x\" />a<![CDATA[1<2]]></html>";
        let expected = "<?xml version='1.0'?><html><script src='a>b'></script><td></td><br/><p class=\"x\" ></p>a1&lt;2</html>";
        assert_eq!(from_xml(page), expected);
        assert_eq!(from_xml("<p/>"), "<p/>");
    }

    proptest! {
        #[test]
        fn any_text(text in "[{}\\[\\]\"'`<>/\\\\a:,(t)d ]{0,200}") {
            in_json(text.as_bytes());
            from_xml(&format!("<?xml {text}"));
            unquoted(&format!("\"{text}td\""));
        }
    }
}
