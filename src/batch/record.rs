//! What came of a file, as bytes: how it travels from a worker, waits on disk, and is kept for the next run.
//!
//! A record is the audited file in the postcard format, and four bytes of CRC-32 behind it. Records are read only by
//! the build that wrote them ([`BUILD`]); nothing in them is a published shape.

use crate::audit::Audited;

/// Names the sources this program was made of: records of another build are not read.
pub const BUILD: &str = env!("GOUJI_BUILD");

/// Bytes of the checksum.
const CHECK: usize = 4;

/// The bytes were not written by this build, or not as they are now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record is damaged")]
pub struct Damaged;

/// The record of an audited file.
pub fn seal(audited: &Audited) -> Vec<u8> {
    // Plain values of known length: nothing that the format could refuse. If it did, the record would be empty, which
    // no reader takes for one.
    let mut record = postcard::to_stdvec(audited).unwrap_or_default();
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
    let (audited, rest) = postcard::take_from_bytes(content).map_err(|_| Damaged)?;
    if rest.is_empty() {
        Ok(audited)
    } else {
        Err(Damaged)
    }
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
