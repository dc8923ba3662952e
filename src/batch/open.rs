//! One input: its bytes, their hash, and what the reader makes of them.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::reason;
use super::walk::{Found, Item};
use crate::audit::Audited;
use crate::emit::{Outcome, content_hash};
use crate::error::ReadError;

/// Files above this are not opened: no report comes near, and a disk image must not fill the memory.
const LIMIT_MEGABYTES: u64 = 512;

/// Reads and audits one input. Never fails and never panics: what goes wrong is a status.
pub fn outcome(item: &Item, audit: &(impl Fn(&[u8]) -> Audited + Sync)) -> Outcome {
    let mut outcome = Outcome {
        path: item.shown.clone(),
        sha256: String::new(),
        bytes: None,
        audited: Audited::failed(reason::vanished()),
    };
    outcome.audited = match &item.found {
        Found::Without(why) => Audited::failed(why.clone()),
        Found::File => match bytes(&item.open, LIMIT_MEGABYTES << 20, &mut outcome.bytes) {
            Ok(bytes) => {
                outcome.sha256 = content_hash(&bytes);
                // The bytes and the settings are only read: nothing is left half changed by a crash.
                catch_unwind(AssertUnwindSafe(|| audit(&bytes)))
                    .unwrap_or_else(|panic| Audited::failed(reason::crashed(message(&*panic))))
            }
            Err(why) => Audited::failed(why),
        },
    };
    outcome
}

/// The bytes of one file that was given by name.
///
/// # Errors
/// It is not there, may not be read, or is too large.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    bytes(path, LIMIT_MEGABYTES << 20, &mut None)
}

/// The bytes of a file; `size` is set as soon as it is known.
fn bytes(path: &Path, limit: u64, size: &mut Option<u64>) -> Result<Vec<u8>, ReadError> {
    let refuse = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => reason::vanished(),
        _ => reason::refused(&error),
    };
    let file = File::open(path).map_err(refuse)?;
    let length = file.metadata().map_err(refuse)?.len();
    let mut bytes = Vec::new();
    if length <= limit {
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

/// What a panic says.
pub fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("?")
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

    fn ok(_: &[u8]) -> Audited {
        let mut audited = Audited::failed(reason::vanished());
        audited.status = Status::Ok;
        audited
    }

    #[test]
    fn a_file_has_its_size_and_hash() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        std::fs::write(&path, "abc").unwrap();
        let outcome = outcome(&item(&path), &ok);
        assert_eq!(outcome.audited.status, Status::Ok);
        assert_eq!(outcome.bytes, Some(3));
        assert!(outcome.sha256.starts_with("ba7816bf"), "{}", outcome.sha256);
        assert_eq!(outcome.path, "shown");
    }

    #[test]
    fn what_is_gone_is_vanished() {
        let folder = tempfile::tempdir().unwrap();
        let outcome = outcome(&item(&folder.path().join("x")), &ok);
        assert_eq!(outcome.audited.status, Status::Vanished);
        assert_eq!(outcome.bytes, None);
    }

    #[test]
    fn a_crash_is_a_status_with_its_message() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        std::fs::write(&path, "abc").unwrap();
        let outcome = outcome(&item(&path), &|_| panic!("at {}", 7));
        assert_eq!(outcome.audited.status, Status::Crashed);
        assert!(outcome.audited.reason.en.ends_with("at 7"));
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
