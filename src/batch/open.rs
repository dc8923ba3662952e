//! One input: its bytes, their hash, and what the reader makes of them.

use std::any::Any;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rayon::prelude::*;

use super::bundle::{Content, Piece, unfold};
use super::reason;
use super::walk::{Found, Item};
use crate::audit::Audited;
use crate::emit::{Outcome, content_hash};
use crate::error::ReadError;

/// Larger files are not opened: no report comes near, and a disk image must not fill the memory.
pub const LIMIT_BYTES: u64 = 512 << 20;

/// Members of an archive that are held at a time, by number and by size.
const HELD: (usize, usize) = (64, 64 << 20);

/// Reads and audits one input: one outcome, or for an archive one for each member and then its own. Members are
/// audited side by side on the threads of the pool. Never fails and never panics: what goes wrong is a status.
pub fn outcomes(
    item: &Item,
    password: Option<&str>,
    audit: &(impl Fn(&[u8]) -> Audited + Sync),
) -> Vec<Outcome> {
    let mut size = None;
    let content = match &item.found {
        Found::Without(why) => Err(why.clone()),
        Found::File => bytes(&item.open, LIMIT_BYTES, &mut size),
    };
    let bytes = match content {
        Ok(bytes) => bytes,
        Err(why) => {
            let content = Content::Without(size, why);
            let shown = item.shown.clone();
            return vec![outcome(Piece { shown, content }, audit)];
        }
    };
    let mut outcomes = Vec::new();
    let mut held: Vec<Piece> = Vec::new();
    let mut held_bytes = 0;
    let mut audit_held = |held: &mut Vec<Piece>| {
        let pieces = std::mem::take(held);
        let done: Vec<Outcome> = pieces
            .into_par_iter()
            .with_max_len(1)
            .map(|piece| outcome(piece, audit))
            .collect();
        outcomes.extend(done);
    };
    let _ = unfold(&item.shown, bytes, password, &mut |piece| {
        held_bytes += piece.content.len();
        held.push(piece);
        if held.len() >= HELD.0 || held_bytes >= HELD.1 {
            audit_held(&mut held);
            held_bytes = 0;
        }
        ControlFlow::Continue(())
    });
    audit_held(&mut held);
    outcomes
}

/// What comes of a file, of an archive whose members have their own outcomes, or of what is not read.
fn outcome(piece: Piece, audit: &(impl Fn(&[u8]) -> Audited + Sync)) -> Outcome {
    let mut outcome = Outcome {
        path: piece.shown,
        sha256: String::new(),
        bytes: None,
        audited: Audited::failed(reason::vanished()),
    };
    let (bytes, audited) = match piece.content {
        Content::Without(size, why) => {
            outcome.bytes = size;
            outcome.audited = Audited::failed(why);
            return outcome;
        }
        // The bytes and the settings are only read: nothing is left half changed by a crash.
        Content::File(bytes) => {
            let audited = catch_unwind(AssertUnwindSafe(|| audit(&bytes)));
            let crashed = |panic: Box<dyn Any + Send>| reason::crashed(message(&*panic));
            let audited = audited.unwrap_or_else(|panic| Audited::failed(crashed(panic)));
            (bytes, audited)
        }
        Content::Archive(bytes, unpacked) => (bytes, unpacked.audited()),
    };
    outcome.sha256 = content_hash(&bytes);
    outcome.bytes = Some(bytes.len() as u64);
    outcome.audited = audited;
    outcome
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
pub fn message(panic: &(dyn Any + Send)) -> &str {
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

    fn only(item: &Item, audit: &(impl Fn(&[u8]) -> Audited + Sync)) -> Outcome {
        let mut outcomes = outcomes(item, None, audit);
        assert_eq!(outcomes.len(), 1);
        outcomes.remove(0)
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
        let outcome = only(&item(&path), &ok);
        assert_eq!(outcome.audited.status, Status::Ok);
        assert_eq!(outcome.bytes, Some(3));
        assert!(outcome.sha256.starts_with("ba7816bf"), "{}", outcome.sha256);
        assert_eq!(outcome.path, "shown");
    }

    #[test]
    fn what_is_gone_is_vanished() {
        let folder = tempfile::tempdir().unwrap();
        let outcome = only(&item(&folder.path().join("x")), &ok);
        assert_eq!(outcome.audited.status, Status::Vanished);
        assert_eq!(outcome.bytes, None);
    }

    #[test]
    fn a_crash_is_a_status_with_its_message() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        std::fs::write(&path, "abc").unwrap();
        let outcome = only(&item(&path), &|_| panic!("at {}", 7));
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
