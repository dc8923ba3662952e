//! Records one behind the other: in memory while they are few, then in a file.
//!
//! A frame is a mark, the length of the record, the hash of the content it belongs to, a checksum of all these, and
//! the record, which has a checksum of its own.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use crate::emit::ContentHash;

/// Marks the beginning of a frame.
const MARK: [u8; 4] = *b"gjr1";

/// Bytes before the record.
const HEAD: usize = 4 + 4 + 32 + 4;

/// So many bytes are kept in memory.
const IN_MEMORY: usize = 4 << 20;

/// Where a record stands in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// First byte of its frame.
    at: u64,
    /// Bytes of the record.
    length: u32,
}

/// Records in the order they came.
#[derive(Debug)]
pub struct Log {
    held: Held,
    /// Bytes so far.
    length: u64,
}

#[derive(Debug)]
enum Held {
    Memory(Vec<u8>),
    File(File),
}

impl Log {
    /// A log for this run alone. Where it grows, it goes to a file in `folder`, which has no name there.
    pub fn temporary() -> Self {
        Self {
            held: Held::Memory(Vec::new()),
            length: 0,
        }
    }

    /// Appends a record.
    pub fn append(
        &mut self,
        hash: &ContentHash,
        record: &[u8],
        folder: &Path,
    ) -> io::Result<Ticket> {
        let length = u32::try_from(record.len()).map_err(io::Error::other)?;
        let mut frame = Vec::with_capacity(HEAD + record.len());
        frame.extend_from_slice(&MARK);
        frame.extend_from_slice(&length.to_le_bytes());
        frame.extend_from_slice(hash);
        let check = crc32fast::hash(&frame);
        frame.extend_from_slice(&check.to_le_bytes());
        frame.extend_from_slice(record);
        let ticket = Ticket {
            at: self.length,
            length,
        };
        self.write(&frame, folder)?;
        self.length += frame.len() as u64;
        Ok(ticket)
    }

    /// The record of a ticket, and the hash of the content it belongs to.
    pub fn read(&self, ticket: Ticket) -> io::Result<(ContentHash, Vec<u8>)> {
        let mut frame = vec![0; HEAD + ticket.length as usize];
        match &self.held {
            Held::Memory(bytes) => {
                let at = ticket.at as usize;
                let some = bytes.get(at..at + frame.len());
                frame.copy_from_slice(some.ok_or(io::ErrorKind::UnexpectedEof)?);
            }
            Held::File(file) => read_at(file, &mut frame, ticket.at)?,
        }
        let record = frame.split_off(HEAD);
        let (head, check) = frame.split_at(HEAD - 4);
        let mut hash = [0; 32];
        hash.copy_from_slice(&head[8..]);
        if head[..4] == MARK && crc32fast::hash(head).to_le_bytes() == check {
            Ok((hash, record))
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }

    fn write(&mut self, frame: &[u8], folder: &Path) -> io::Result<()> {
        if let Held::Memory(bytes) = &mut self.held {
            if bytes.len() + frame.len() <= IN_MEMORY {
                bytes.extend_from_slice(frame);
                return Ok(());
            }
            let mut file = tempfile::tempfile_in(folder)?;
            file.write_all(bytes)?;
            self.held = Held::File(file);
        }
        if let Held::File(file) = &mut self.held {
            // What a write that failed has left behind is written over by the next one.
            file.seek(SeekFrom::Start(self.length))?;
            file.write_all(frame)?;
        }
        Ok(())
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut buffer: &mut [u8], mut at: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !buffer.is_empty() {
        match file.seek_read(buffer, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                buffer = &mut buffer[read..];
                at += read as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_appended_is_read_in_memory_and_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Log::temporary();
        let record = |n: u8| vec![n; 100_000];
        let tickets: Vec<Ticket> = (0..100)
            .map(|n| log.append(&[n; 32], &record(n), folder.path()).unwrap())
            .collect();
        assert!(matches!(log.held, Held::File(_)));
        for (n, ticket) in (0..100).zip(&tickets) {
            assert_eq!(log.read(*ticket).unwrap(), ([n; 32], record(n)));
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let wrong = Ticket {
            at: 7,
            ..tickets[0]
        };
        assert!(log.read(wrong).is_err());
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_is_an_error_only_where_it_is_needed() {
        let mut log = Log::temporary();
        let folder = Path::new("/no/such/folder");
        assert!(log.append(&[0; 32], b"x", folder).is_ok());
        assert!(log.append(&[0; 32], &vec![0; IN_MEMORY], folder).is_err());
    }
}
