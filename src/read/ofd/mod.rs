//! OFD, the national standard of fixed layout (GB/T 33190–2016): what is drawn on each page, and where.
//!
//! bytes → [`super::zip`] → `OFD.xml` → the document → its pages by reference, each with its template below it.
//! Lengths in the file are millimetres from the top left corner; they become points here.

mod draw;
mod page;
mod path;
mod text;
mod values;

use std::collections::HashMap;

use super::pdf::dedup;
use super::xml::{Xml, decode, note_cut};
use super::zip::Archive;
use super::{Body, Document, Kind, Meta, Page, blocks, errors, text as plain};
use crate::error::{Note, ReadError};
use page::Losses;
use values::Box4;

/// Pages read.
const MAX_PAGES: usize = 5_000;

/// Glyphs and rulings of all pages.
const MAX_MARKS: usize = 3_000_000;

/// Reads an OFD document.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    plain::check_size(bytes)?;
    let mut notes = Vec::new();
    let archive = Archive::open(bytes);
    if archive.cut {
        notes.push(Note::new(
            "package-cut",
            "the file is cut off; what stands before the cut was read",
        ));
    }
    let (root, meta) = entry(&archive, &mut notes)?;
    let source = archive.read(&root)?.ok_or_else(|| errors::damaged("OFD"))?;
    let source = decode(&source);
    let document = Xml::parse(&source)?;
    note_cut(&document, &root, &mut notes);
    let mut reader = Reader {
        archive: &archive,
        default_box: area(&document, document.path(0, &["CommonData", "PageArea"])),
        templates: templates(&document, &root),
        losses: Losses::default(),
        marks: MAX_MARKS,
    };
    let pages = reader.pages(&document, &root, &mut notes)?;
    reader.losses.note(&mut notes);
    if document.child(0, "Annotations").is_some() {
        notes.push(Note::new(
            "annotations-left-out",
            "annotations of the document were not read",
        ));
    }
    Ok(Document {
        kind: Kind::Ofd,
        meta,
        body: Body::Pages(pages),
        notes,
    })
}

/// Where the first document of the package begins, and what the package says of it.
fn entry(archive: &Archive<'_>, notes: &mut Vec<Note>) -> Result<(String, Meta), ReadError> {
    let source = archive.read_optional("OFD.xml", notes).unwrap_or_default();
    let source = decode(&source);
    let xml = Xml::parse(&source)?;
    let bodies = xml
        .children(0)
        .filter(|&at| xml.nodes[at].name == "DocBody");
    let bodies: Vec<usize> = bodies.collect();
    if bodies.len() > 1 {
        notes.push(Note::new(
            "more-documents",
            format!(
                "the file holds {} documents; the first was read",
                bodies.len()
            ),
        ));
    }
    let body = bodies.first().copied();
    let named = body
        .and_then(|at| xml.child(at, "DocRoot"))
        .map(|at| values::resolve("", xml.text_of(at).trim()));
    let there = |name: &String| {
        archive
            .names()
            .any(|other| other.eq_ignore_ascii_case(name))
    };
    let root = named.filter(there).or_else(|| {
        let usual = |name: &&str| name.ends_with("Document.xml");
        archive.names().find(usual).map(str::to_owned)
    });
    let title = body
        .and_then(|at| xml.path(at, &["DocInfo", "Title"]))
        .map(|at| blocks::tidy(&xml.text_of(at)))
        .filter(|title| !title.is_empty());
    let encrypted = archive.is_encrypted()
        || archive
            .names()
            .any(|name| name.to_ascii_lowercase().contains("encrypt"));
    match root {
        Some(root) => Ok((
            root,
            Meta {
                title,
                ..Meta::default()
            },
        )),
        None if encrypted => Err(errors::needs_password()),
        None => Err(errors::damaged("OFD")),
    }
}

/// Where the template pages are, by their ids.
fn templates(document: &Xml<'_>, root: &str) -> HashMap<String, String> {
    let common = document.child(0, "CommonData");
    common
        .into_iter()
        .flat_map(|at| document.children(at))
        .filter(|&at| document.nodes[at].name == "TemplatePage")
        .filter_map(|at| {
            let path = document.attribute(at, "BaseLoc")?;
            Some((document.attribute(at, "ID")?, values::resolve(root, &path)))
        })
        .collect()
}

/// The box of a page: what is shown of it.
fn area(xml: &Xml<'_>, at: Option<usize>) -> Option<Box4> {
    let at = at?;
    ["ApplicationBox", "PhysicalBox"]
        .iter()
        .rev()
        .find_map(|name| values::box4(&xml.text_of(xml.child(at, name)?)))
        .filter(|b| b.width > 0.0 && b.height > 0.0)
}

struct Reader<'a, 'z> {
    archive: &'a Archive<'z>,
    default_box: Option<Box4>,
    templates: HashMap<String, String>,
    losses: Losses,
    /// Marks that may still be drawn.
    marks: usize,
}

impl Reader<'_, '_> {
    fn pages(
        &mut self,
        document: &Xml<'_>,
        root: &str,
        notes: &mut Vec<Note>,
    ) -> Result<Vec<Page>, ReadError> {
        let list = document.child(0, "Pages");
        let paths: Vec<String> = list
            .into_iter()
            .flat_map(|at| document.children(at))
            .filter(|&at| document.nodes[at].name == "Page")
            .map(|at| document.attribute(at, "BaseLoc").unwrap_or_default())
            .map(|path| values::resolve(root, &path))
            .collect();
        let mut pages = Vec::new();
        let mut lost = None;
        for (number, path) in (1u32..).zip(paths) {
            if pages.len() >= MAX_PAGES || self.marks == 0 {
                notes.push(Note::new(
                    "page-limit",
                    format!(
                        "the document holds more than is read: pages from {number} on are left out"
                    ),
                ));
                break;
            }
            match self.page(&path, number, notes) {
                Ok(page) => pages.push(page),
                Err(error) => {
                    let text = format!("the page could not be read: {}", error.reason.en);
                    notes.push(Note::new("page-lost", text).on_page(number));
                    pages.push(Page {
                        number,
                        width: 595.0,
                        height: 842.0,
                        ..Page::default()
                    });
                    lost = Some((error, lost.map_or(1, |(_, count)| count + 1)));
                }
            }
        }
        match lost {
            Some((error, count)) if count == pages.len() => Err(error),
            _ if pages.is_empty() => Err(errors::damaged("OFD")),
            _ => Ok(pages),
        }
    }

    fn page(&mut self, path: &str, number: u32, notes: &mut Vec<Note>) -> Result<Page, ReadError> {
        let source = self
            .archive
            .read(path)?
            .ok_or_else(|| errors::damaged("OFD"))?;
        let source = decode(&source);
        let xml = Xml::parse(&source)?;
        note_cut(&xml, path, notes);
        let shown = area(&xml, xml.child(0, "Area"))
            .or(self.default_box)
            .unwrap_or(Box4::A4);
        let mut sheet = draw::Sheet::new(number, shown, self.marks);
        for background in [true, false] {
            if !background {
                page::draw(&xml, &mut sheet, &mut self.losses);
            }
            for at in xml
                .children(0)
                .filter(|&at| xml.nodes[at].name == "Template")
            {
                let order = xml.attribute(at, "ZOrder");
                if (order.as_deref() == Some("Foreground")) != background {
                    let id = xml.attribute(at, "TemplateID").unwrap_or_default();
                    self.template(&id, &mut sheet, notes)?;
                }
            }
        }
        self.marks = sheet.left;
        dedup::drop_repeated_glyphs(&mut sheet.page.glyphs);
        dedup::drop_repeated_rulings(&mut sheet.page.rulings);
        Ok(sheet.page)
    }

    fn template(
        &mut self,
        id: &str,
        sheet: &mut draw::Sheet,
        notes: &mut Vec<Note>,
    ) -> Result<(), ReadError> {
        let Some(path) = self.templates.get(id) else {
            return Ok(());
        };
        let Some(source) = self.archive.read_optional(path, notes) else {
            return Ok(());
        };
        let source = decode(&source);
        page::draw(&Xml::parse(&source)?, sheet, &mut self.losses);
        Ok(())
    }
}
