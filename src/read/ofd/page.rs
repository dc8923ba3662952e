//! The objects of a page or a template, in the order they are drawn.

use super::draw::Sheet;
use super::{path, text, values};
use crate::error::Note;
use crate::read::pdf::geometry::Matrix;
use crate::read::xml::Xml;

/// What was not drawn, counted.
#[derive(Default)]
pub struct Losses {
    pub outside: usize,
    pub unseen: usize,
    pub composites: usize,
}

impl Losses {
    pub fn note(&self, notes: &mut Vec<Note>) {
        for (count, code, text) in [
            (
                self.outside,
                "unseen-text",
                "characters outside their page were not read",
            ),
            (
                self.unseen,
                "unseen-text",
                "characters that are not visible were not read",
            ),
            (
                self.composites,
                "graphics-left-out",
                "composite graphics were not read",
            ),
        ] {
            if count > 0 {
                notes.push(Note::new(code, format!("{count} {text}")));
            }
        }
    }
}

/// Draws the content of a page.
pub fn draw(xml: &Xml<'_>, sheet: &mut Sheet, losses: &mut Losses) {
    let mut at = match xml.child(0, "Content") {
        Some(content) => content,
        None => return,
    };
    let end = xml.nodes[at].end;
    while at < end {
        let node = &xml.nodes[at];
        let hidden = matches!(xml.attribute(at, "Visible").as_deref(), Some("false" | "0"))
            || xml.attribute(at, "Alpha").as_deref() == Some("0");
        match node.name {
            "TextObject" | "PathObject" | "ImageObject" | "CompositeObject" if hidden => {
                losses.unseen += xml.text_of(at).trim().chars().count();
            }
            "TextObject" => text::draw(xml, at, &placed(xml, at, sheet), sheet, losses),
            "PathObject" => path::draw(xml, at, &placed(xml, at, sheet), sheet),
            "ImageObject" => image(xml, at, sheet),
            "CompositeObject" => losses.composites += 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at = node.end;
    }
}

/// From the object's own space to the page: its matrix first, then its place.
fn placed(xml: &Xml<'_>, at: usize, sheet: &Sheet) -> Matrix {
    let boundary = xml
        .attribute(at, "Boundary")
        .and_then(|text| values::box4(&text));
    let (x, y) = boundary.map_or((0.0, 0.0), |b| (b.x, b.y));
    let own = xml
        .attribute(at, "CTM")
        .and_then(|text| values::matrix(&text))
        .unwrap_or(Matrix::IDENTITY);
    own.then(&Matrix::translation(x, y)).then(&sheet.base)
}

/// A picture covers its boundary.
fn image(xml: &Xml<'_>, at: usize, sheet: &mut Sheet) {
    let boundary = xml
        .attribute(at, "Boundary")
        .and_then(|text| values::box4(&text));
    if let Some(b) = boundary {
        let rect = sheet.base.bounds(b.x, b.y, b.x + b.width, b.y + b.height);
        sheet.push_image(rect);
    }
}
