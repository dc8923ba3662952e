//! tar archives, as they are or compressed with gzip. They have no list: the names are read first, the contents in a
//! second pass.

use std::io::{self, Read};

use flate2::bufread::MultiGzDecoder;
use tar::EntryType;

use super::budget::{Budget, Counted, Refused};
use super::names::Name;
use super::reason;
use super::{Listed, MAX_FILES, Visit, What};
use crate::error::ReadError;

/// A tar archive.
pub struct Tar<'a> {
    bytes: &'a [u8],
    packed: bool,
}

impl<'a> Tar<'a> {
    /// Opens an archive and lists what is in it. Where it breaks off, what stands before is listed.
    pub fn open(bytes: &'a [u8], packed: bool) -> Result<(Self, Vec<Listed>), ReadError> {
        let tar = Self { bytes, packed };
        let mut files = Vec::new();
        let budget = Budget::of(bytes.len());
        let listed = tar.each(&budget, |_, entry| {
            files.push(Listed {
                name: Name::Bytes(entry.path_bytes().into_owned()),
                what: what(entry.header().entry_type()),
                size: Some(entry.size()),
            });
            Ok(files.len() <= MAX_FILES)
        });
        match listed {
            Err(why) if files.is_empty() => Err(why),
            // Said again when the contents are read.
            _ => Ok((tar, files)),
        }
    }

    /// Gives the wanted files.
    pub fn visit(
        &mut self,
        wanted: &[bool],
        budget: &Budget,
        each: Visit<'_>,
    ) -> Result<(), ReadError> {
        self.each(budget, |index, entry| {
            if index >= wanted.len() {
                return Ok(false);
            }
            if !wanted[index] {
                return Ok(true);
            }
            match budget.read(entry) {
                Err(why @ (Refused::Archive | Refused::Broken(_))) => {
                    // What stands behind cannot be found either.
                    Err(match why {
                        Refused::Broken(_) if budget.left() > 0 => reason::cut_archive(),
                        _ => reason::bomb(),
                    })
                }
                content => Ok(each(index, content.map_err(Refused::why)).is_continue()),
            }
        })
    }

    /// Walks through the entries until the end or until `work` has had enough.
    fn each(
        &self,
        budget: &Budget,
        mut work: impl FnMut(usize, &mut tar::Entry<'_, Box<dyn Read + '_>>) -> Result<bool, ReadError>,
    ) -> Result<(), ReadError> {
        let broken = |_: io::Error| {
            if budget.left() == 0 {
                reason::bomb()
            } else {
                reason::cut_archive()
            }
        };
        let stream: Box<dyn Read + '_> = if self.packed {
            Box::new(Counted::new(MultiGzDecoder::new(self.bytes), budget))
        } else {
            Box::new(self.bytes)
        };
        let mut archive = tar::Archive::new(stream);
        for (index, entry) in archive.entries().map_err(broken)?.enumerate() {
            if !work(index, &mut entry.map_err(broken)?)? {
                break;
            }
        }
        Ok(())
    }
}

fn what(kind: EntryType) -> What {
    match kind {
        EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => What::File,
        EntryType::Directory => What::Folder,
        EntryType::Link | EntryType::Symlink => What::Link,
        _ => What::Other,
    }
}
