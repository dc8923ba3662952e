//! The site as a whole: what is in it, and that no report can do anything to it.

use std::collections::BTreeMap;
use std::io;

use super::{Camera, Folder, NoCamera, Site};
use crate::emit::picture::{Crop, NoPicture, Picture};
use crate::emit::{Outcome, record, sample};
use crate::error::Bilingual;

/// Files in memory.
#[derive(Default)]
struct Files<'a>(Option<&'a mut BTreeMap<String, Vec<u8>>>);

impl Folder for Files<'_> {
    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let files = self.0.as_mut().unwrap();
        let before = files.insert(name.to_owned(), bytes.to_vec());
        assert!(before.is_none(), "{name} is written twice");
        Ok(())
    }
}

fn site(outcomes: &[Outcome], camera: &mut dyn Camera) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let context = sample::context();
    let mut site = Site::new(&context, Files(Some(&mut files))).unwrap();
    for outcome in outcomes {
        site.push(&record(&context, outcome), camera).unwrap();
    }
    site.finish().unwrap();
    drop(site);
    files
        .into_iter()
        .map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()))
        .collect()
}

/// The only page below a folder.
fn page<'a>(files: &'a BTreeMap<String, String>, folder: &str) -> &'a str {
    let mut pages = files.iter().filter(|(name, _)| name.starts_with(folder));
    let (_, page) = pages.next().unwrap();
    assert!(pages.next().is_none());
    page
}

/// Every element is closed in its order, attributes are quoted, and only known elements are there.
fn check(name: &str, page: &str) {
    const VOID: [&str; 5] = ["meta", "link", "img", "input", "br"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').unwrap();
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        let element = tag.split([' ', '/']).find(|t| !t.is_empty()).unwrap();
        if tag.starts_with('!') || VOID.contains(&element) || tag.ends_with('/') {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(element), "{name}");
        } else {
            // Names stand outside of quotes.
            let names: String = tag.split('"').step_by(2).collect();
            let is_quiet = ["on", "style="]
                .iter()
                .all(|bad| !names.contains(&format!(" {bad}")));
            assert!(is_quiet, "{name}: {tag}");
            open.push(element);
        }
        if element == "script" && !tag.starts_with('/') {
            assert!(tag.contains("src="), "{name}: a script stands in the page");
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

#[test]
fn every_page_is_whole_and_every_link_leads_somewhere() {
    let files = site(&[sample::outcome("a/b.pdf")], &mut NoCamera);
    for (name, page) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        check(name, page);
        assert!(page.contains("default-src 'none'"), "{name}");
        for link in page.split("href=\"").skip(1) {
            let link = link.split('"').next().unwrap();
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            if file.is_empty() {
                let id = format!("id=\"{anchor}\"");
                assert!(page.contains(&id), "{name}: {link}");
                continue;
            }
            let mut path: Vec<&str> = name.split('/').collect();
            path.pop();
            for part in file.split('/') {
                match part {
                    ".." => assert!(path.pop().is_some(), "{name}: {link}"),
                    part => path.push(part),
                }
            }
            // The sample's rule is none of the program.
            let path = path.join("/");
            assert!(
                files.contains_key(&path) || path == "rule/some-rule.html",
                "{name}: {link}"
            );
        }
    }
}

#[test]
fn what_a_report_says_is_never_markup() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'\u{202e}&";
    let mut outcome = sample::outcome("a/<script>.pdf");
    outcome.audited.meta.source_url = Some("javascript:alert(1)".to_owned());
    outcome.audited.meta.publisher = Some(evil.to_owned());
    outcome.audited.reason = Bilingual::new(evil, evil);
    let report = &mut outcome.audited.reports[0];
    report.identity.agency = evil.repeat(40);
    report.identity.title = evil.to_owned();
    report.tables[0].values[0].raw = evil.to_owned();
    report.tables[0].values[0].unit = evil.to_owned();
    report.tables[0].values[1].raw = evil.to_owned();
    report.extra[0].row_label = evil.to_owned();
    report.sections[0].text = format!("{evil}\n{evil} 引文引文");
    report.sections[0].heading = evil.to_owned();
    for finding in &mut report.findings {
        finding.quote = "引文引文".to_owned();
        finding.found = evil.to_owned();
        finding.equation = evil.to_owned();
        finding.message = Bilingual::new(evil, evil);
        finding.suspects[0].cells[0].1 = evil.to_owned();
    }
    let files = site(&[outcome], &mut NoCamera);
    for (name, text) in &files {
        if name.ends_with(".html") {
            check(name, text);
            assert!(
                !text.contains("<script>") && !text.contains("<img"),
                "{name}"
            );
            assert!(!text.contains("href=\"javascript:"), "{name}");
        } else if name.starts_with("data/") {
            // A script: what a report says is a JSON string in it.
            for call in ["gouji.rows(", "gouji.meta("] {
                assert!(text.matches(call).count() <= 1, "{name}");
            }
            let json = &text[text.find(['[', '{']).unwrap()..text.rfind([']', '}']).unwrap() + 1];
            let json = json.replace(",\n]", "]");
            assert!(
                serde_json::from_str::<serde_json::Value>(&json).is_ok(),
                "{name}"
            );
        }
    }
    assert!(page(&files, "report/").contains("&lt;script&gt;"));
}

#[test]
fn a_report_without_a_name_has_a_page_and_no_body() {
    let mut outcome = sample::outcome("a.pdf");
    outcome.audited.reports[0].identity = Default::default();
    let files = site(&[outcome], &mut NoCamera);
    assert!(page(&files, "report/").contains("a.pdf"));
    assert!(!files.keys().any(|name| name.starts_with("body/")));
}

#[test]
fn rows_of_a_list_are_apart_by_how_grave_they_are() {
    let mut quiet = sample::outcome("quiet.pdf");
    quiet.audited.reports[0].findings.clear();
    quiet.audited.reports[0].identity.agency = "静局".to_owned();
    let files = site(&[quiet, sample::outcome("loud.pdf")], &mut NoCamera);
    assert!(files["data/reports-0-0.js"].contains("loud.pdf"));
    assert!(files["data/reports-2-0.js"].contains("quiet.pdf"));
    assert_eq!(files["data/findings-0-0.js"].matches("某局").count(), 2);
    assert!(files["data/meta.js"].contains(r#""findings":[[1,2],[0,0],[0,0]]"#));
    assert!(files["data/meta.js"].contains(r#""reports":[[1,1],[0,0],[1,1]]"#));
}

/// Gives what it is asked for, but for every second one.
struct Half;

impl Camera for Half {
    fn take(&mut self, crops: &[Crop]) -> Vec<Result<Picture, NoPicture>> {
        let one = |at: usize| match at % 2 {
            0 => Ok(Picture::Svg("<svg/>".to_owned())),
            _ => Err(NoPicture::Timeout),
        };
        (0..crops.len()).map(one).collect()
    }

    fn address(&self) -> String {
        "../../../../a.pdf".to_owned()
    }
}

#[test]
fn a_picture_stands_with_its_finding_and_the_link_goes_to_the_page() {
    let files = site(&[sample::outcome("a.pdf")], &mut Half);
    let pictures: Vec<&String> = files.keys().filter(|n| n.starts_with("picture/")).collect();
    assert_eq!(pictures.len(), 1);
    let page = page(&files, "report/");
    assert!(page.contains(&format!("src=\"../../{}\"", pictures[0])));
    assert_eq!(page.matches("<figure").count(), 1);
    assert_eq!(page.matches("../../../../a.pdf#page=3").count(), 2);
}
