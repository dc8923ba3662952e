//! One file compressed with gzip: an archive with one member. Pages saved as a server sent them are such files, too.

use std::io::Read;

use flate2::bufread::{GzDecoder, MultiGzDecoder};

use super::budget::Budget;
use super::names::Name;
use super::{Listed, Visit, What};
use crate::error::ReadError;

/// A compressed file.
pub struct Gzip<'a>(&'a [u8]);

/// Whether what is compressed is a tar archive.
pub fn holds_tar(bytes: &[u8]) -> bool {
    let mut head = Vec::new();
    // What breaks off within the first block is none.
    let _ = MultiGzDecoder::new(bytes).take(512).read_to_end(&mut head);
    head.get(257..262) == Some(b"ustar")
}

impl<'a> Gzip<'a> {
    /// The file, named as it says, else like the archive.
    pub fn open(bytes: &'a [u8], shown: &str) -> (Self, Vec<Listed>) {
        let own = GzDecoder::new(bytes);
        let own = own.header().and_then(|header| header.filename());
        let name = match own {
            Some(name) if !name.is_empty() => Name::Bytes(name.to_vec()),
            _ => {
                let name = shown.rsplit(['/', '\\']).next().unwrap_or_default();
                let plain = name
                    .strip_suffix(".gz")
                    .or_else(|| name.strip_suffix(".GZ"));
                Name::Text(plain.unwrap_or(name).to_owned())
            }
        };
        let file = Listed {
            name,
            what: What::File,
            size: None,
        };
        (Self(bytes), vec![file])
    }

    /// Gives the file.
    pub fn visit(&mut self, budget: &Budget, each: Visit<'_>) -> Result<(), ReadError> {
        let content = budget.read(&mut MultiGzDecoder::new(self.0));
        let _ = each(0, content.map_err(super::budget::Refused::why));
        Ok(())
    }
}
