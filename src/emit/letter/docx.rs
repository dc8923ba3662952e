//! The letter as a Word document: a package of a few parts, the same bytes for the same letter.

use std::io::{self, Cursor, Write};

use askama::Template;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Letter, Picture};

/// English metric units of a millimetre.
const MILLIMETRE: u64 = 36_000;

/// The most that a picture takes of the page, in millimetres.
const WIDTH: u64 = 160;
const HEIGHT: u64 = 42;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const TOP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

#[derive(Template)]
#[template(path = "letter.xml")]
struct Document<'a> {
    subject: String,
    address: &'a str,
    opening: String,
    points: Vec<Point<'a>>,
    asked: String,
    sources: &'a [(&'static str, String)],
}

struct Point<'a> {
    of: &'a super::Point,
    picture: Option<Shown>,
}

/// A picture on the page.
struct Shown {
    id: usize,
    width: u64,
    height: u64,
}

/// The document.
pub fn write(letter: &Letter) -> io::Result<Vec<u8>> {
    let mut pictures: Vec<&Picture> = Vec::new();
    let points = letter.points.iter().map(|point| Point {
        of: point,
        picture: point.picture.as_ref().map(|picture| {
            pictures.push(picture);
            shown(pictures.len(), picture)
        }),
    });
    let document = Document {
        subject: letter.subject(),
        address: letter.address(),
        opening: letter.opening(),
        points: points.collect(),
        asked: letter.asked(),
        sources: &letter.sources,
    };
    let text = document.render().map_err(io::Error::other)?;
    // XML has no way to say most control characters; nor has anybody a way to see them.
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, bytes: &[u8]| -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        package.start_file(name, options).map_err(io::Error::other)?;
        package.write_all(bytes)
    };
    part("[Content_Types].xml", TYPES.as_bytes())?;
    part("_rels/.rels", TOP.as_bytes())?;
    part("word/document.xml", text.as_bytes())?;
    part("word/_rels/document.xml.rels", relations(pictures.len()).as_bytes())?;
    for (picture, id) in pictures.iter().zip(1..) {
        part(&format!("word/media/{id}.png"), &picture.bytes)?;
    }
    let package = package.finish().map_err(io::Error::other)?;
    Ok(package.into_inner())
}

fn relations(pictures: usize) -> String {
    let relation = |id: usize| {
        format!(
            r#"<Relationship Id="rId{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/{id}.png"/>"#
        )
    };
    let relations: String = (1..=pictures).map(relation).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
    )
}

/// As large as the page has room for.
fn shown(id: usize, picture: &Picture) -> Shown {
    let [width, height] = picture.size.map(u64::from);
    let (most, high) = (WIDTH * MILLIMETRE, HEIGHT * MILLIMETRE);
    let by_height = width * high / height;
    let shown = most.min(by_height);
    Shown {
        id,
        width: shown,
        height: height * shown / width,
    }
}
