//! One input: its bytes, as far as the system gives them.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::reach::reach;
use super::reason;
use super::walk::{Found, Item};
use crate::error::ReadError;

/// Files above this are not opened: no report comes near, and a disk image must not fill the memory.
pub const LIMIT_BYTES: u64 = 512 << 20;

/// What the system gives of an input.
#[derive(Debug)]
pub struct Opened {
    /// Its size, where it is known.
    pub size: Option<u64>,
    /// Its bytes, or why there are none.
    pub bytes: Result<Vec<u8>, ReadError>,
}

/// Reads an input.
pub fn open(item: &Item) -> Opened {
    let mut size = None;
    let bytes = match &item.found {
        Found::Without(why) => Err(why.clone()),
        Found::File => bytes(&item.open, LIMIT_BYTES, &mut size),
    };
    Opened { size, bytes }
}

/// The bytes of one file that was given by name.
///
/// # Errors
/// It is not there, may not be read, or is too large.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    bytes(path, LIMIT_BYTES, &mut None)
}

/// The bytes of a file; `size` is set as soon as it is known.
fn bytes(path: &Path, limit: u64, size: &mut Option<u64>) -> Result<Vec<u8>, ReadError> {
    let refuse = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => reason::vanished(),
        _ => reason::refused(&error),
    };
    let file = reach(path, |path| File::open(path)).map_err(refuse)?;
    let length = file.metadata().map_err(refuse)?.len();
    let mut bytes = Vec::new();
    if length <= limit {
        bytes.reserve(length as usize);
        // A pipe has no length and a file may grow: the limit holds for what is read, too.
        let mut some = file.take(limit + 1);
        some.read_to_end(&mut bytes).map_err(refuse)?;
    }
    let length = length.max(bytes.len() as u64);
    *size = Some(length);
    if length > limit {
        return Err(reason::too_large(limit >> 20));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;

    fn item(path: &Path) -> Item {
        Item {
            open: path.into(),
            shown: "shown".into(),
            found: Found::File,
        }
    }

    #[test]
    fn a_file_has_its_size_and_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        std::fs::write(&path, "abc").unwrap();
        let opened = open(&item(&path));
        assert_eq!((opened.size, opened.bytes), (Some(3), Ok(b"abc".to_vec())));
    }

    #[test]
    fn what_is_gone_is_vanished() {
        let folder = tempfile::tempdir().unwrap();
        let opened = open(&item(&folder.path().join("x")));
        assert_eq!(opened.bytes.unwrap_err().status, Status::Vanished);
        assert_eq!(opened.size, None);
    }

    #[test]
    fn a_large_file_is_refused_with_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        std::fs::write(&path, "abcd").unwrap();
        let mut size = None;
        let why = bytes(&path, 3, &mut size).unwrap_err();
        assert_eq!((why.status, size), (Status::Unsupported, Some(4)));
        assert_eq!(bytes(&path, 4, &mut size), Ok(b"abcd".to_vec()));
    }
}
