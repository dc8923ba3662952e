//! What came of a file, as bytes: how it travels from a worker, waits on disk, and is kept for the next run.
//!
//! A record is a [`Summary`] and the audited file in the postcard format, and four bytes of CRC-32 behind them. Records are read only by
//! the build that wrote them ([`BUILD`]); nothing in them is a published shape.

use serde::{Deserialize, Serialize};

use crate::audit::Audited;
use crate::error::Status;

/// Names the sources this program was made of: records of another build are not read.
pub const BUILD: &str = env!("GOUJI_BUILD");

/// Bytes of the checksum.
const CHECK: usize = 4;

/// The bytes were not written by this build, or not as they are now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record is damaged")]
pub struct Damaged;

/// What a run wants to know of a file before it looks into its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// How the file ended.
    pub status: Status,
    /// Its pages; 0 in formats without pages.
    pub pages: u32,
    /// Reports in it.
    pub reports: usize,
    /// Findings in them.
    pub findings: usize,
}

impl Summary {
    /// That of an audited file.
    pub fn of(audited: &Audited) -> Self {
        Self {
            status: audited.status,
            pages: audited.pages.unwrap_or_default(),
            reports: audited.reports.len(),
            findings: audited.reports.iter().map(|r| r.findings.len()).sum(),
        }
    }
}

/// The record of an audited file.
pub fn seal(audited: &Audited) -> Vec<u8> {
    // Plain values of known length: nothing that the format could refuse. If it did, the record would be empty, which
    // no reader takes for one.
    let mut record = postcard::to_stdvec(&(Summary::of(audited), audited)).unwrap_or_default();
    let check = crc32fast::hash(&record);
    record.extend_from_slice(&check.to_le_bytes());
    record
}

/// The audited file of a record.
///
/// # Errors
/// It is not whole, or of another build.
pub fn unseal(record: &[u8]) -> Result<Audited, Damaged> {
    let content = checked(record)?;
    let read = postcard::take_from_bytes::<(Summary, Audited)>(content);
    let ((_, audited), rest) = read.map_err(|_| Damaged)?;
    if rest.is_empty() {
        Ok(audited)
    } else {
        Err(Damaged)
    }
}

/// The summary of a record.
///
/// # Errors
/// It is not whole, or of another build.
pub fn summary(record: &[u8]) -> Result<Summary, Damaged> {
    postcard::from_bytes(checked(record)?).map_err(|_| Damaged)
}

/// The content of a record whose checksum holds.
pub fn checked(record: &[u8]) -> Result<&[u8], Damaged> {
    let (content, check) = record.split_last_chunk::<CHECK>().ok_or(Damaged)?;
    if !content.is_empty() && crc32fast::hash(content) == u32::from_le_bytes(*check) {
        Ok(content)
    } else {
        Err(Damaged)
    }
}
