//! Readers of PDF files behind one trait: our own, and an independent one to compare it with.

mod extract;
mod transcript;

use std::fmt::Debug;

use super::{Body, Options, Page, pdf};
use crate::error::ReadError;

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
