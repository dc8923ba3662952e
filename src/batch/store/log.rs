//! Records one behind the other, in files that were there before and in two of this run: one that is kept, and one
//! that goes with the run, which is in memory while it is short.
//!
//! A frame is a mark, the length of the record, the hash of the content it belongs to, a checksum of all these, and
//! the record, which has a checksum of its own.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::emit::ContentHash;

/// Marks the beginning of a frame.
const MARK: [u8; 4] = *b"gjr1";

/// Bytes before the record.
const HEAD: usize = 4 + 4 + 32 + 4;

/// So many bytes are kept in memory.
const IN_MEMORY: usize = 4 << 20;

/// Where a record stands in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// First byte of its frame.
    at: u64,
    /// Bytes of the record.
    length: u32,
    /// Number of the file.
    file: u32,
}

impl Ticket {
    /// The same place in the file with this number.
    pub fn in_file(self, file: u32) -> Self {
        Self { file, ..self }
    }
}

/// Records in the order they came.
#[derive(Debug)]
pub struct Log {
    /// Where what goes with the run is put when it grows.
    folder: PathBuf,
    /// What goes with the run is in the first.
    files: Vec<Segment>,
}

#[derive(Debug)]
struct Segment {
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
    /// A log without records. What goes with this run is written, where it grows, to a file in `folder`, which has no
    /// name there.
    pub fn new(folder: PathBuf) -> Self {
        let held = Held::Memory(Vec::new());
        Self {
            folder,
            files: vec![Segment { held, length: 0 }],
        }
    }

    /// Takes in a file, of which this many bytes are frames, and says its number.
    pub fn add(&mut self, file: File, length: u64) -> u32 {
        let held = Held::File(file);
        self.files.push(Segment { held, length });
        self.files.len() as u32 - 1
    }

    /// Appends a record that goes with this run.
    pub fn append(&mut self, hash: &ContentHash, record: &[u8]) -> io::Result<Ticket> {
        let frame = frame(hash, record)?;
        let segment = &mut self.files[0];
        if let Held::Memory(bytes) = &segment.held
            && bytes.len() + frame.len() > IN_MEMORY
        {
            let mut file = tempfile::tempfile_in(&self.folder)?;
            file.write_all(bytes)?;
            segment.held = Held::File(file);
        }
        self.write(0, &frame)
    }

    /// Appends a record to a file that was taken in.
    pub fn append_to(
        &mut self,
        file: u32,
        hash: &ContentHash,
        record: &[u8],
    ) -> io::Result<Ticket> {
        self.write(file, &frame(hash, record)?)
    }

    /// The record of a ticket, and the hash of the content it belongs to.
    pub fn read(&self, ticket: Ticket) -> io::Result<(ContentHash, Vec<u8>)> {
        let segment = self.files.get(ticket.file as usize);
        let segment = segment.ok_or(io::ErrorKind::NotFound)?;
        let mut frame = vec![0; HEAD + ticket.length as usize];
        match &segment.held {
            Held::Memory(bytes) => {
                let at = ticket.at as usize;
                let some = bytes.get(at..at + frame.len());
                frame.copy_from_slice(some.ok_or(io::ErrorKind::UnexpectedEof)?);
            }
            Held::File(file) => read_at(file, &mut frame, ticket.at)?,
        }
        let record = frame.split_off(HEAD);
        match head(&frame) {
            Some((hash, _)) => Ok((hash, record)),
            None => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    /// Has the system bring a file that was taken in to the disk.
    pub fn sync(&self, file: u32) -> io::Result<()> {
        match &self.files[file as usize].held {
            Held::File(file) => file.sync_data(),
            Held::Memory(_) => Ok(()),
        }
    }

    fn write(&mut self, number: u32, frame: &[u8]) -> io::Result<Ticket> {
        let segment = &mut self.files[number as usize];
        let ticket = Ticket {
            at: segment.length,
            length: (frame.len() - HEAD) as u32,
            file: number,
        };
        match &mut segment.held {
            Held::Memory(bytes) => bytes.extend_from_slice(frame),
            Held::File(file) => {
                // What a write that failed has left behind is written over by the next one.
                file.seek(SeekFrom::Start(segment.length))?;
                file.write_all(frame)?;
            }
        }
        segment.length += frame.len() as u64;
        Ok(ticket)
    }
}

/// The frames of a file, from its beginning to the first one that is damaged or not whole: for each the hash of the
/// content, and its ticket, as of the file with this number. The second value says where they end.
pub fn frames(file: &File, number: u32) -> io::Result<(Vec<(ContentHash, Ticket)>, u64)> {
    let length = file.metadata()?.len();
    let (mut found, mut at) = (Vec::new(), 0);
    while at + HEAD as u64 <= length {
        let mut bytes = [0; HEAD];
        read_at(file, &mut bytes, at)?;
        let Some((hash, of_record)) = head(&bytes) else {
            break;
        };
        let next = at + HEAD as u64 + u64::from(of_record);
        if next > length {
            break;
        }
        let ticket = Ticket {
            at,
            length: of_record,
            file: number,
        };
        found.push((hash, ticket));
        at = next;
    }
    Ok((found, at))
}

fn frame(hash: &ContentHash, record: &[u8]) -> io::Result<Vec<u8>> {
    let length = u32::try_from(record.len()).map_err(io::Error::other)?;
    let mut frame = Vec::with_capacity(HEAD + record.len());
    frame.extend_from_slice(&MARK);
    frame.extend_from_slice(&length.to_le_bytes());
    frame.extend_from_slice(hash);
    let check = crc32fast::hash(&frame);
    frame.extend_from_slice(&check.to_le_bytes());
    frame.extend_from_slice(record);
    Ok(frame)
}

/// The hash and the length in the head of a frame, where its checksum holds.
fn head(head: &[u8]) -> Option<(ContentHash, u32)> {
    let (content, check) = head.split_last_chunk::<4>()?;
    let length = content.get(4..8)?.try_into().ok()?;
    let hash = content.get(8..)?.try_into().ok()?;
    let holds = content.starts_with(&MARK) && crc32fast::hash(content).to_le_bytes() == *check;
    holds.then(|| (hash, u32::from_le_bytes(length)))
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
        let mut log = Log::new(folder.path().into());
        let kept = log.add(tempfile::tempfile().unwrap(), 0);
        let record = |n: u8| vec![n; 100_000];
        let tickets: Vec<Ticket> = (0..100)
            .map(|n| match n % 3 {
                0 => log.append_to(kept, &[n; 32], &record(n)).unwrap(),
                _ => log.append(&[n; 32], &record(n)).unwrap(),
            })
            .collect();
        assert!(matches!(log.files[0].held, Held::File(_)));
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
    fn frames_are_found_up_to_the_first_that_is_not_whole() {
        let mut log = Log::new("/no/such/folder".into());
        let file = tempfile::tempfile().unwrap();
        let kept = log.add(file.try_clone().unwrap(), 0);
        let tickets: Vec<Ticket> = (0..5)
            .map(|n| {
                log.append_to(kept, &[n; 32], &vec![n; 10 * usize::from(n)])
                    .unwrap()
            })
            .collect();
        let whole = file.metadata().unwrap().len();
        let found = |length| {
            file.set_len(length).unwrap();
            let (found, end) = frames(&file, kept).unwrap();
            (found.into_iter().map(|(_, t)| t).collect::<Vec<_>>(), end)
        };
        assert_eq!(found(whole), (tickets.clone(), whole));
        for length in (0..whole).rev() {
            let (some, end) = found(length);
            assert_eq!(some, tickets[..some.len()]);
            assert_eq!(end, tickets[some.len()].at, "{length}");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_is_an_error_only_where_it_is_needed() {
        let mut log = Log::new("/no/such/folder".into());
        assert!(log.append(&[0; 32], b"x").is_ok());
        assert!(log.append(&[0; 32], &vec![0; IN_MEMORY]).is_err());
    }
}
