//! Readers of PDF files behind one trait: our own, and an independent one to compare it with.

mod extract;
mod transcript;

use std::fmt::Debug;

use super::{Body, Document, Kind, Meta, Options, Page, pdf};
use crate::error::{Bilingual, Note, ReadError};

pub use extract::PdfExtract;
pub use transcript::{Refused, from_transcript, to_transcript};

/// A reader of PDF files.
pub trait PdfEngine: Debug + Send + Sync {
    /// Its name in options and notes.
    fn name(&self) -> &'static str;

    /// The pages of a file as shown: boxes in points from the top left corner. An engine may leave out rulings and
    /// images, and pages that it cannot place.
    ///
    /// # Errors
    /// The file as a whole cannot be read by this engine.
    fn read(&self, bytes: &[u8], options: &Options) -> Result<Vec<Page>, ReadError>;
}

/// A PDF as an engine sees it that reads in the place of our own: pages, and a note that says whose they are.
pub(crate) fn document(
    engine: &dyn PdfEngine,
    bytes: &[u8],
    options: &Options,
) -> Result<Document, ReadError> {
    let pages = engine.read(bytes, options).map_err(|error| ReadError {
        advice: Bilingual::new(
            "去掉 --pdf-reader，用本程序自己的读取程序再试",
            "Try again without --pdf-reader, with this program's own reader",
        ),
        ..error
    })?;
    let text = format!(
        "read by {}, not by this program's own reader",
        engine.name()
    );
    Ok(Document {
        kind: Kind::Pdf,
        meta: Meta::default(),
        body: Body::Pages(pages),
        notes: vec![Note::new("pdf-reader", text)],
    })
}

/// This program's own reader.
#[derive(Clone, Copy, Debug)]
pub struct Ours;

impl PdfEngine for Ours {
    fn name(&self) -> &'static str {
        "ours"
    }

    fn read(&self, bytes: &[u8], options: &Options) -> Result<Vec<Page>, ReadError> {
        Ok(match pdf::read(bytes, options)?.body {
            Body::Pages(pages) => pages,
            Body::Flow(_) | Body::Lines(_) => Vec::new(),
        })
    }
}
