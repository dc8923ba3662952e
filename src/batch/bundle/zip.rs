//! ZIP archives. One that is cut off has lost the directory at its end and is read by the headers before its members.

use std::io::Cursor;

use zip::result::ZipError;
use zip::{ExtraField, ZipArchive};

use super::budget::{Budget, Refused};
use super::names::Name;
use super::reason;
use super::{Listed, Visit, What};
use crate::error::ReadError;
use crate::read::zip::Archive;

/// A ZIP archive.
pub enum Zip<'a> {
    /// Whole.
    Whole {
        archive: Box<ZipArchive<Cursor<&'a [u8]>>>,
        password: Option<String>,
    },
    /// Without its directory.
    Cut {
        archive: Archive<'a>,
        names: Vec<String>,
    },
}

impl<'a> Zip<'a> {
    /// Opens an archive and lists what is in it.
    pub fn open(bytes: &'a [u8], password: Option<&str>) -> Result<(Self, Vec<Listed>), ReadError> {
        match ZipArchive::new(Cursor::new(bytes)) {
            Ok(mut archive) => {
                let files = (0..archive.len())
                    .map(|index| listed(&mut archive, index))
                    .collect();
                let archive = Self::Whole {
                    archive: Box::new(archive),
                    password: password.map(str::to_owned),
                };
                Ok((archive, files))
            }
            Err(ZipError::UnsupportedArchive(_)) => Err(reason::archive_unsupported()),
            Err(_) => {
                let archive = Archive::open(bytes);
                let names: Vec<String> = archive.names().map(str::to_owned).collect();
                if names.is_empty() {
                    return Err(reason::damaged_archive());
                }
                let file = |name: &String| Listed {
                    name: Name::Text(name.clone()),
                    what: if name.ends_with('/') {
                        What::Folder
                    } else {
                        What::File
                    },
                    size: None,
                };
                let files = names.iter().map(file).collect();
                Ok((Self::Cut { archive, names }, files))
            }
        }
    }

    /// Gives the wanted files.
    pub fn visit(
        &mut self,
        wanted: &[bool],
        budget: &Budget,
        each: Visit<'_>,
    ) -> Result<(), ReadError> {
        let (mut locked, cut) = (false, matches!(self, Self::Cut { .. }));
        for index in (0..wanted.len()).filter(|index| wanted[*index]) {
            if budget.left() == 0 {
                return Err(reason::bomb());
            }
            let content = match self {
                Self::Whole { archive, password } => {
                    content(archive, index, password.as_deref(), budget)
                }
                Self::Cut { archive, names } => archive
                    .read(&names[index])
                    .and_then(|content| content.ok_or_else(reason::damaged_member)),
            };
            locked |= content
                .as_ref()
                .is_err_and(|why| *why == reason::locked_member());
            if each(index, content).is_break() {
                return Ok(());
            }
        }
        if locked {
            return Err(reason::locked_archive());
        }
        if cut {
            return Err(reason::cut_archive());
        }
        Ok(())
    }
}

/// Bit of the flags that says that a name is UTF-8.
const UTF8: u16 = 0x800;

fn listed(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Listed {
    let said = said_name(archive, index);
    let Ok(entry) = archive.by_index_data(index) else {
        return Listed {
            name: Name::Text(String::new()),
            what: What::Other,
            size: None,
        };
    };
    let raw = entry.name_raw();
    Listed {
        name: match said {
            Some(name) => Name::Text(name),
            None if entry.flags().as_u16() & UTF8 != 0 => {
                Name::Text(String::from_utf8_lossy(raw).into_owned())
            }
            None => Name::Bytes(raw.to_vec()),
        },
        what: if raw.ends_with(b"/") || raw.ends_with(b"\\") {
            What::Folder
        } else if entry.is_symlink() {
            What::Link
        } else {
            What::File
        },
        size: Some(entry.size()),
    }
}

/// The name in Unicode that some programs write beside one in the encoding of the system.
fn said_name(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Option<String> {
    let plain = archive.by_index_data(index).ok()?;
    if plain.name_raw().is_ascii() || plain.flags().as_u16() & UTF8 != 0 {
        return None;
    }
    let entry = archive.by_index_raw(index).ok()?;
    let field = entry.extra_data_fields().find_map(|field| match field {
        ExtraField::UnicodePath(field) => Some(field.clone()),
        _ => None,
    })?;
    let name = field.unwrap_valid(entry.name_raw()).ok()?;
    String::from_utf8(name.into_vec()).ok()
}

fn content(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    password: Option<&str>,
    budget: &Budget,
) -> Result<Vec<u8>, ReadError> {
    let entry = archive
        .by_index_data(index)
        .map_err(|_| reason::damaged_member())?;
    let encrypted = entry.encrypted();
    let opened = match password.filter(|_| encrypted) {
        Some(password) => archive.by_index_decrypt(index, password.as_bytes()),
        None => archive.by_index(index),
    };
    let mut file = match opened {
        Ok(file) => file,
        Err(
            ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED),
        ) => return Err(reason::locked_member()),
        Err(ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_)) => {
            return Err(reason::method_unsupported());
        }
        Err(_) => return Err(reason::damaged_member()),
    };
    budget.read(&mut file).map_err(|why| match why {
        // One wrong password in 256 passes the only test there is before the checksum.
        Refused::Broken(_) if encrypted => reason::locked_member(),
        why => why.why(),
    })
}
