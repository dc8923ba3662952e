//! 7z archives. Files of a solid one are unpacked one behind the other.

use std::io::{self, Cursor};
use std::ops::ControlFlow;
use std::ptr;

use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, Error, Password};

use super::budget::{Budget, Counted, Refused};
use super::names::Name;
use super::reason;
use super::{Listed, Visit, What};
use crate::error::ReadError;

/// Memory for a dictionary or a header, in KiB. The largest dictionary that the usual settings give is 256 MB.
const MEMORY: usize = 400 << 10;

/// The bit of Windows' attributes that says a file is a link.
const REPARSE_POINT: u32 = 0x400;

/// A 7z archive.
pub struct SevenZip<'a> {
    source: Cursor<&'a [u8]>,
    archive: Archive,
    password: Password,
}

impl<'a> SevenZip<'a> {
    /// Opens an archive and lists what is in it.
    pub fn open(bytes: &'a [u8], password: Option<&str>) -> Result<(Self, Vec<Listed>), ReadError> {
        let password = password.map_or_else(Password::empty, Password::from);
        let mut source = Cursor::new(bytes);
        let archive = Archive::read_with_memory_limit(&mut source, &password, MEMORY)
            .map_err(|error| trouble(&error))?;
        let files = archive.files.iter().map(listed).collect();
        let opened = Self {
            source,
            archive,
            password,
        };
        Ok((opened, files))
    }

    /// Gives the wanted files. What is wrong with one block leaves the others as they are.
    pub fn visit(
        &mut self,
        wanted: &[bool],
        budget: &Budget,
        each: Visit<'_>,
    ) -> Result<(), ReadError> {
        let is_wanted = |index: usize| wanted.get(index).is_some_and(|wanted| *wanted);
        let mut first_trouble = None;
        for block in 0..self.archive.blocks.len() {
            match self.block(block, &is_wanted, budget, each) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return Ok(()),
                Err(_) if budget.left() == 0 => return Err(reason::bomb()),
                Err(why) => first_trouble = first_trouble.or(Some(why)),
            }
        }
        let empty = |index: &usize| is_wanted(*index) && !self.archive.files[*index].has_stream;
        for index in (0..self.archive.files.len()).filter(empty) {
            if each(index, Ok(Vec::new())).is_break() {
                break;
            }
        }
        first_trouble.map_or(Ok(()), Err)
    }

    /// Unpacks one block, in which files stand one behind the other.
    fn block(
        &mut self,
        block: usize,
        is_wanted: &dyn Fn(usize) -> bool,
        budget: &Budget,
        each: Visit<'_>,
    ) -> Result<ControlFlow<()>, ReadError> {
        let files = self.archive.files.as_ptr() as usize;
        let decoder = BlockDecoder::new_with_memory_limit(
            1,
            MEMORY,
            block,
            &self.archive,
            &self.password,
            &mut self.source,
        );
        let mut flow = ControlFlow::Continue(());
        let mut refused = None;
        let mut locked = false;
        let unpacked = decoder.for_each_entries(&mut |entry, from| {
            // The library gives the entry as it stands in the list, and not its number.
            let index = (ptr::from_ref(entry) as usize - files) / size_of::<ArchiveEntry>();
            locked |= self.archive.is_file_encrypted(index);
            if !is_wanted(index) {
                // It is unpacked all the same, for what stands behind it.
                io::copy(&mut Counted::new(from, budget), &mut io::sink())?;
                return Ok(true);
            }
            match budget.read(from) {
                Ok(content) => flow = each(index, Ok(content)),
                Err(Refused::Broken(error)) => return Err(error.into()),
                Err(why) => refused = Some(why.why()),
            }
            Ok(flow.is_continue() && refused.is_none())
        });
        match (unpacked, refused) {
            (_, Some(why)) => Err(why),
            (Ok(_), None) => Ok(flow),
            // Only a checksum tells a wrong password.
            (Err(Error::Io(..) | Error::Other(_) | Error::ChecksumVerificationFailed), None)
                if locked =>
            {
                Err(reason::locked_archive())
            }
            (Err(error), None) => Err(trouble(&error)),
        }
    }
}

fn listed(entry: &ArchiveEntry) -> Listed {
    let link = entry.has_windows_attributes && entry.windows_attributes & REPARSE_POINT != 0;
    Listed {
        name: Name::Text(entry.name.clone()),
        what: if entry.is_directory {
            What::Folder
        } else if link || entry.is_anti_item {
            What::Link
        } else {
            What::File
        },
        size: Some(entry.size),
    }
}

fn trouble(error: &Error) -> ReadError {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => reason::locked_archive(),
        Error::MaxMemLimited { .. } => reason::bomb(),
        Error::UnsupportedCompressionMethod(_) => reason::method_unsupported(),
        Error::Unsupported(_) | Error::UnsupportedVersion { .. } | Error::ExternalUnsupported => {
            reason::archive_unsupported()
        }
        _ => reason::damaged_archive(),
    }
}
