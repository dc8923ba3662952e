//! How much an archive may unpack to. Archives inside share the budget of the one that was given.

use std::cell::Cell;
use std::io::{self, Read};

use super::reason;
use crate::batch::open::LIMIT_BYTES;
use crate::batch::reason::too_large;
use crate::error::ReadError;

/// What any archive may unpack to.
const FREE: u64 = 256 << 20;

/// For each byte of the archive so many more: a text packs to a twentieth, pages that are much alike to a hundredth.
const RATIO: u64 = 200;

/// What no archive may unpack to.
const MOST: u64 = 16 << 30;

/// Bytes that may still be unpacked.
#[derive(Debug)]
pub struct Budget {
    left: Cell<u64>,
}

/// Why a content was not read.
#[derive(Debug)]
pub enum Refused {
    /// The file is larger than any that is read.
    File,
    /// The archive unpacks to more than it may.
    Archive,
    /// The archive is broken here.
    Broken(io::Error),
}

impl Budget {
    /// The budget of an archive of this size.
    pub fn of(size: usize) -> Self {
        let left = FREE.saturating_add((size as u64).saturating_mul(RATIO));
        Self {
            left: Cell::new(left.min(MOST)),
        }
    }

    /// What is left.
    pub fn left(&self) -> u64 {
        self.left.get()
    }

    /// Takes off what was unpacked.
    pub fn spend(&self, bytes: u64) {
        self.left.set(self.left.get().saturating_sub(bytes));
    }

    /// Reads a content to its end, if it is not too large.
    pub fn read(&self, from: &mut dyn Read) -> Result<Vec<u8>, Refused> {
        let most = self.left().min(LIMIT_BYTES);
        let mut bytes = Vec::new();
        let read = from.take(most.saturating_add(1)).read_to_end(&mut bytes);
        self.spend(bytes.len() as u64);
        if bytes.len() as u64 <= most {
            return read.map(|_| bytes).map_err(Refused::Broken);
        }
        Err(if most < LIMIT_BYTES {
            Refused::Archive
        } else {
            Refused::File
        })
    }
}

impl Refused {
    /// What to tell of it.
    pub fn why(self) -> ReadError {
        match self {
            Self::File => too_large(LIMIT_BYTES >> 20),
            Self::Archive => reason::bomb(),
            Self::Broken(_) => reason::damaged_member(),
        }
    }
}

/// What an archive inside others unpacks to on the way to its files, counted against the budget.
pub struct Counted<'b, R> {
    from: R,
    budget: &'b Budget,
}

impl<'b, R: Read> Counted<'b, R> {
    pub fn new(from: R, budget: &'b Budget) -> Self {
        Self { from, budget }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.budget.left()).unwrap_or(usize::MAX);
        if room == 0 && !into.is_empty() {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        let length = into.len().min(room);
        let read = self.from.read(&mut into[..length])?;
        self.budget.spend(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_taken_off() {
        let budget = Budget {
            left: Cell::new(10),
        };
        assert_eq!(budget.read(&mut &b"1234"[..]).unwrap(), b"1234");
        assert_eq!(budget.read(&mut &b"123456"[..]).unwrap(), b"123456");
        assert_eq!(budget.read(&mut &b""[..]).unwrap(), b"");
        assert!(matches!(budget.read(&mut &b"1"[..]), Err(Refused::Archive)));
    }

    #[test]
    fn a_stream_ends_in_an_error_and_not_as_if_it_were_whole() {
        let budget = Budget { left: Cell::new(3) };
        let mut stream = Counted::new(&b"12345"[..], &budget);
        let mut all = Vec::new();
        let error = stream.read_to_end(&mut all).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::QuotaExceeded);
        assert_eq!(all, b"123");
    }

    #[test]
    fn a_small_archive_may_unpack_to_something_and_a_large_one_not_to_everything() {
        assert_eq!(Budget::of(0).left(), FREE);
        assert_eq!(Budget::of(usize::MAX).left(), MOST);
    }
}
